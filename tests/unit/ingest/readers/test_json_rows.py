"""JSON and JSON Lines give the rows that a delimited file gives."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from tests.unit.ingest.readers.reading import firm, opened, rejected, rows_of, written

A = {"id": "a", "kind": "Firm", "name": "Zoë"}


def array(folder: Path, *rows: object, indent: int | None = 1) -> Path:
    return written(folder / "f.json", json.dumps(rows, ensure_ascii=False, indent=indent))


def test_an_object_is_a_row_with_the_line_on_which_it_begins(tmp_path: Path) -> None:
    file = array(tmp_path, A, {**A, "id": "b"})
    assert rows_of(file) == [firm(2, "a", "Zoë"), firm(7, "b", "Zoë")]


def test_a_line_is_a_row(tmp_path: Path) -> None:
    text = json.dumps(A) + "\n\n" + json.dumps({**A, "id": "b"}) + "\n"
    file = written(tmp_path / "f.jsonl", text)
    assert rows_of(file) == [firm(1, "a", "Zoë"), firm(3, "b", "Zoë")]


def test_values_become_the_texts_of_the_contract(tmp_path: Path) -> None:
    text = (
        '[{"id": 7, "kind": "Firm", "name": "A", "employees": 12.0, "turnover": 12.50,'
        ' "alternativeName": ["B", "C"], "city": null, "website": ""}]'
    )
    file = written(tmp_path / "f.json", text.replace("turnover", "foundedIn"))
    (row,) = rows_of(file)
    assert row == firm(
        1, "7", employees="12", foundedIn="12.50", alternativeName="B | C", city="", website=""
    )


def test_no_digit_of_a_long_number_is_lost(tmp_path: Path) -> None:
    number = "123456789012345678901234567890"
    file = written(tmp_path / "f.json", f'[{{"id": {number}, "kind": "Firm", "name": "A"}}]')
    assert rows_of(file) == [firm(1, number)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ('["a"]', "must be an object with a value for each column"),
        ('{"id": "a", "id": "b"}', "must name 'id' once"),
        ('{"id": "\\ud800"}', "must not hold half a character"),
    ],
)
def test_what_is_no_row_is_rejected_alone(tmp_path: Path, row: str, rule: str) -> None:
    file = written(tmp_path / "f.json", f"[{json.dumps(A)},\n{row},\n{json.dumps(A)}]")
    first, bad, last = rows_of(file)
    assert (first, last) == (firm(1, "a", "Zoë"), firm(3, "a", "Zoë"))
    assert (rejected(bad).line, rejected(bad).column) == (2, "(row)")
    assert rule in rejected(bad).rule


@pytest.mark.parametrize(
    ("value", "shown", "rule"),
    [
        ('{"a": 1}', '{"a": "1"}', "must be a text, a number, a date, true or false, or a list"),
        ('["a|b"]', "[…]", "must not hold | within one of several values"),
    ],
)
def test_a_value_that_is_no_cell_is_named(
    tmp_path: Path, value: str, shown: str, rule: str
) -> None:
    file = written(tmp_path / "f.json", f'[{{"id": "a", "kind": "Firm", "name": {value}}}]')
    bad = rejected(rows_of(file)[0])
    assert (bad.line, bad.column, bad.cell, bad.value) == (1, "name", "name", shown)
    assert bad.rule.startswith(rule)
    assert bad.cells == {"id": "a", "kind": "Firm", "name": shown}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a"', "must be a line of JSON"),
        (b'{"id": "a"} {"id": "b"}', "something follows the object"),
        (b'{"id": NaN}', "NaN is no JSON"),
        ('{"id": "ü"}'.encode("cp1252"), "it is not UTF-8"),
        (b"[" * 100_000, "it nests too deep"),
        (b"just words", "must be a line of JSON"),
    ],
)
def test_a_line_that_is_no_json_is_rejected_alone(tmp_path: Path, line: bytes, reason: str) -> None:
    good = json.dumps(A).encode()
    file = written(tmp_path / "f.jsonl", good + b"\n" + line + b"\n" + good)
    first, bad, last = rows_of(file)
    assert (first, last) == (firm(1, "a", "Zoë"), firm(3, "a", "Zoë"))
    assert rejected(bad).line == 2
    assert reason in rejected(bad).rule


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1 must be an array of objects"),
        ('{"id": "a"}', "line 1 must be an array of objects"),
        ('[{"id": "a"}\n{"id": "b"}]', "line 2 must have a comma"),
        ('[{"id": "a"},\n{"id": "b"', "line 2 cannot be read"),
        ('[{"id": "a"},\n', "line 2 cannot be read"),
        ('[{"id": "a"}]\n[]', "line 2 must end with its array"),
        ("[]", "holds no row"),
        ("[\n" + "[" * 100_000, "line 2 cannot be read: it nests too deep"),
        ('[{"id": 1}]'.encode("utf-16-le"), "cannot be read"),
        ('[{"id": "ü"}]'.encode("cp1252"), "line 1 is not UTF-8"),
    ],
)
def test_a_broken_array_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=r"f\.json .*; next step: ") as refusal:
        opened(written(tmp_path / "f.json", text))
    assert reason in str(refusal.value)


def test_arrays_larger_than_a_block_lose_no_row(tmp_path: Path) -> None:
    rows = [{**A, "id": f"r{n}", "description": "x" * (n % 977)} for n in range(2_000)]
    found = rows_of(array(tmp_path, *rows, indent=None))
    assert [row.values["id"] for row in found if hasattr(row, "values")] == [
        row["id"] for row in rows
    ]


def test_a_row_of_a_megabyte_is_rejected_alone(tmp_path: Path) -> None:
    long, good = rows_of(array(tmp_path, {**A, "description": "x" * 1_500_000}, A))
    assert rejected(long).rule == "must have at most 131,072 characters, not 1,500,000"
    assert good == firm(8, "a", "Zoë")


def test_columns_are_the_names_of_all_objects(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has the unknown column 'nick'"):
        opened(array(tmp_path, A, {**A, "nick": "x"}))
    with pytest.raises(InputError, match="lacks the column kind"):
        opened(array(tmp_path, {"id": "a", "name": "A"}))


def test_a_contact_with_what_is_no_cell_shows_nothing_of_it(tmp_path: Path) -> None:
    row = {"id": "a", "organisation": "b", "name": "N", "consentOn": {"x": 1}, "email": "e@x.eu"}
    good = {**row, "consentOn": "2026-01-01"}
    bad, _ = rows_of(array(tmp_path, row, good), "contact")
    assert (rejected(bad).column, rejected(bad).value) == ("consentOn", "(sealed)")
    # Under our names, by which those that are private are sealed.
    assert rejected(bad).cells["email"] == "e@x.eu"
