"""What a cell may have been meant to hold: only what obeys the rule, and each reading of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.date_readings import MONTHS, date_readings
from kg.model import Rejection
from tests.factories import record
from tests.unit.ingest.packages import READER

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


def readings(text: str) -> list[str]:
    return [reading.value for reading in date_readings(text)]


@given(DATES)
def test_a_date_with_points_is_read_in_one_way(date: dt.date) -> None:
    assert readings(f"{date:%d.%m.%Y}") == [date.isoformat()]
    assert readings(f"{date.day}.{date.month}.{date.year}") == [date.isoformat()]


@given(DATES, st.sampled_from("/-"))
def test_a_date_whose_day_may_be_its_month_is_read_in_both_ways(date: dt.date, sign: str) -> None:
    found = readings(date.strftime(f"%d{sign}%m{sign}%Y"))
    swapped = date.day <= 12 and date.day != date.month
    assert found[0] == date.isoformat()
    assert len(found) == (2 if swapped else 1)
    assert not swapped or found[1] == dt.date(date.year, date.day, date.month).isoformat()


@given(DATES, st.sampled_from(sorted(MONTHS)))
def test_a_month_by_its_name_is_not_taken_for_another(date: dt.date, month: str) -> None:
    found = readings(f"{date.day}. {month.title()} {date.year}")
    assert [dt.date.fromisoformat(value).month for value in found] in ([], [MONTHS[month]])


@given(st.text(max_size=20))
def test_whatever_is_read_is_a_date(text: str) -> None:
    assert all(dt.date.fromisoformat(value) for value in readings(text))


@pytest.mark.parametrize("text", ["1.2.26", "2026", "32.1.2026", "gestern", "1.13.2026", "46357"])
def test_what_is_no_certain_date_is_not_guessed(text: str) -> None:
    assert readings(text) == []


def suggested(column: str, value: str, table: str = "members.organisation") -> list[str]:
    cells = {"id": "a", "kind": "Firm", "name": "A"}
    if table == "members.capability":
        cells = {"id": "c", "organisation": "a", "text": "t", "status": "claimed"}
    found = READER.read(record(table, **{**cells, column: value}))
    assert isinstance(found, list)
    [fault] = found
    assert (fault.cell, fault.value) == (column, value)
    return [suggestion.value for suggestion in fault.suggestions]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("sizeClass", "Small", ["small"]),
        ("sizeClass", "smal", ["small"]),
        ("sizeClass", "kleines Unternehmen", ["small"]),
        ("sizeClass", "Kleinstunternehmen", ["micro"]),
        ("sizeClass", "huge", []),
        ("kind", "firm", ["Firm"]),
        ("kind", "Frim", ["Firm"]),
        ("kind", "Unternehmen", ["Firm"]),
        ("country", "de", ["DE"]),
        ("country", "Deutschland", ["DE"]),
        ("country", "Österreich", ["AT"]),
        ("country", "Atlantis", []),
        ("employees", "1.200", ["1200"]),
        ("employees", "1'200", ["1200"]),
        ("employees", "120 Mitarbeiter", ["120"]),
        ("employees", "ca. 120", []),
        ("employees", "10-20", []),
        ("employees", "-5 people", []),
        ("vatNumber", "de 123 456 789", ["DE123456789"]),
        ("supportKind", "training | Beratung", ["training | consultancy"]),
    ],
)
def test_a_cell_of_an_organisation(column: str, value: str, expected: list[str]) -> None:
    assert suggested(column, value) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("recordedOn", "1. Dezember 2025", ["2025-12-01"]),
        ("recordedOn", "03/04/2025", ["2025-04-03", "2025-03-04"]),
        ("isCore", "ja", ["true"]),
        ("isCore", "perhaps", []),
        ("level", "4 points", ["4"]),
        ("level", "9 points", []),
        ("level", "3 of 5", []),
        ("costAmount", "1,200", ["1200", "1.200"]),
        ("costAmount", "1.200,50 €", ["1200.50"]),
        ("costAmount", "EUR 12,5", ["12.5"]),
        ("status", "behauptet", ["claimed"]),
    ],
)
def test_a_cell_of_a_capability(column: str, value: str, expected: list[str]) -> None:
    assert suggested(column, value, "members.capability") == expected


@given(st.text(max_size=90), st.sampled_from(["sizeClass", "employees", "country", "vatNumber"]))
def test_whatever_is_suggested_obeys_the_rule(value: str, column: str) -> None:
    cells = {"id": "a", "kind": "Firm", "name": "A"}
    found = READER.read(record(**{**cells, column: value}))
    for fault in found if isinstance(found, list) else ():
        assert isinstance(fault, Rejection)
        for suggestion in fault.suggestions:
            mended = READER.read(record(**{**cells, column: suggestion.value}))
            assert not isinstance(mended, list)
