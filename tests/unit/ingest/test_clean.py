"""Cleaning takes out what means nothing, and only once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.clean import (
    clean_code,
    clean_date,
    clean_decimal,
    clean_number,
    clean_row,
    clean_text,
    is_clean,
    scrub,
)
from kg.ingest.sources.cordis import cordis_format
from kg.ingest.sources.members import members_format
from kg.ontology.rdf import load_schema

# Text out of the pieces that cleaning deals with, so that they meet each other often.
PIECES = ["_x000D_", "_x0", "00D_", "_x0001_", "\u00a0", "\u200b", "\ufeff", "\x85", "e\u0301"]
DIRTY = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join)

MEMBERS = members_format(load_schema()).tables[0]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("two_x000D_\nlines", "two lines"),
        ("a_x0009_b", "a b"),
        ("no\u00a0break", "no break"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffmark", "mark"),
        ("bell\x07", "bell"),
        ("  many \t\r\n spaces ", "many spaces"),
        ("Fra\u0308sen", "Fräsen"),
        ("_x00_x000D_0D_", "_x00 0D_"),
        ("part_x0041_", "part_x0041_"),
        ("日本 naïve", "日本 naïve"),
    ],
)
def test_text_is_cleaned(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@given(DIRTY)
def test_what_is_clean_at_a_glance_is_clean(text: str) -> None:
    assert not is_clean(text) or scrub(text) == text


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), DIRTY | st.sampled_from(["x ", " x", "x"]))
)
def test_a_row_is_cleaned_cell_by_cell_also_where_it_is_clean_at_a_glance(
    values: dict[str, str],
) -> None:
    [table, *_] = cordis_format().tables
    cleaned = {column: clean_text(text) for column, text in values.items()}
    told = {c: text for c, text in cleaned.items() if text and text not in table.unknown}
    assert clean_row("s", table, values).cells == told


@given(DIRTY)
def test_cleaning_text_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(DIRTY)
def test_clean_text_has_no_outer_or_doubled_spaces_and_no_controls(text: str) -> None:
    clean = clean_text(text)
    assert clean == " ".join(clean.split())
    assert all(character.isprintable() or ord(character) > 0x9F for character in clean)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3157986,5", "3157986.5"),
        ("-0,25", "-0.25"),
        ("12.5", "12.5"),
        ("1,234,567", "1,234,567"),
        ("about 3", "about 3"),
        ("", ""),
        (None, None),
    ],
)
def test_a_decimal_comma_becomes_a_point(text: str | None, number: str | None) -> None:
    assert clean_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-04-01", "2015-04-01"),
        ("2015-04-01 00:00:00", "2015-04-01"),
        ("2015-04-01T23:59:59Z", "2015-04-01"),
        ("1.4.2015", "1.4.2015"),
        ("2015-04-012", "2015-04-012"),
        (None, None),
    ],
)
def test_a_date_with_time_becomes_the_day(text: str | None, day: str | None) -> None:
    assert clean_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"), [("uk e3", "UKE3"), ("DE 11", "DE11"), ("", None), (None, None)]
)
def test_a_code_is_in_capitals_without_spaces(text: str | None, code: str | None) -> None:
    assert clean_code(text) == code


@given(st.text(max_size=12))
def test_cleaning_numbers_dates_and_codes_twice_changes_nothing_more(text: str) -> None:
    for clean in (clean_number, clean_decimal, clean_date, clean_code):
        assert clean(clean(text)) == clean(text)


def test_cells_that_are_empty_after_cleaning_are_absent() -> None:
    table = MEMBERS
    row = clean_row("demo", table, {"id": " a ", "city": "\u00a0_x000D_", "country": ""})
    assert row.cells == {"id": "a"}


def test_what_a_source_writes_for_unknown_is_absent() -> None:
    cordis, members = cordis_format().tables[0], MEMBERS
    assert clean_row("demo", cordis, {"city": "NA"}).cells == {}
    assert clean_row("demo", members, {"city": "NA"}).cells == {"city": "NA"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("44,6471", "44.6471"), ("-0,8", "-0.8"), ("0,125", "0.125"), ("1200,50", "1200.50"),
        ("1,200", "1,200"), ("12,345", "12,345"), ("1.200,5", "1.200,5"), ("12.5", "12.5"),
        (None, None),
    ],
)  # fmt: skip
def test_a_decimal_comma_becomes_a_point_unless_it_may_part_thousands(
    text: str | None, number: str | None
) -> None:
    assert clean_decimal(text) == number
