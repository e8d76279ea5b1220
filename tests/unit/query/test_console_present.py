"""An answer of the console as JSON, CSV and a table."""

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.answer_values import Cell, LinkValue, NodeValue, PathValue, cell
from kg.graph.read_only import ReadAnswer
from kg.query.console_present import answer_csv, answer_json, answer_table, fitting

ACME = NodeValue(("Firm", "Organisation"), "acme", {"id": "acme", "name": "Acme"})
UKE3 = NodeValue(("Region",), "UKE3", {})
NOWHERE = NodeValue(("Region",), None, {})
BO = NodeValue(("Firm",), "bo", {"id": "bo"})
LOCATED = LinkValue("LOCATED_IN", "bo", "UKE3", {})


def answer(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("x",)) -> ReadAnswer:
    return ReadAnswer(columns, rows, None, 7)


def table(value: Cell) -> str:
    return answer_table(answer((value,)), None)[2]


def test_json_has_columns_rows_whether_rows_are_missing_and_the_revision() -> None:
    cut = ReadAnswer(("a", "b"), ((1, "x"),), "rows", 7)
    expected = {"columns": ["a", "b"], "rows": [[1, "x"]], "truncated": True, "revision": 7}
    assert answer_json(cut) == expected


def test_json_shows_nodes_relationships_and_paths() -> None:
    shown = answer_json(answer((PathValue((BO, UKE3), (LOCATED,)),)))["rows"][0][0]
    assert shown["nodes"][0] == {
        "labels": ["Firm"],
        "id": "bo",
        "properties": {"id": "bo"},
    }
    link = {"type": "LOCATED_IN", "start": "bo", "end": "UKE3", "properties": {}}
    assert shown["relationships"] == [link]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_json_writes_numbers_that_it_does_not_know_as_texts(value: float) -> None:
    [[shown]] = answer_json(answer((value,)))["rows"]
    assert shown == str(value)
    json.dumps(answer_json(answer((value,))), allow_nan=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, '""'), (True, "true"), (1.5, "1.5"), ("a,b", '"a,b"'), ('a"b', '"a""b"'),
        (("a", 1), '"[""a"", 1]"'), ("=1+1", "'=1+1"), ("-x", "'-x"), ("@x", "'@x"), (-1, "-1"),
    ],
)  # fmt: skip
def test_csv_quotes_as_the_rfc_says_and_disarms_formulas(value: Cell, expected: str) -> None:
    assert answer_csv(answer((value,))) == f"x\r\n{expected}\r\n"


def test_csv_disarms_the_names_of_columns() -> None:
    assert answer_csv(answer(columns=("=x",))) == "'=x\r\n"


def test_without_columns_nothing_is_shown() -> None:
    assert (answer_csv(answer(columns=())), answer_table(answer(columns=()), None)) == ("", [])


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_csv_has_one_record_for_each_row(rows: list[tuple[str, str]]) -> None:
    text = answer_csv(answer(*rows, columns=("a", "b")))
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(rows) + 1


def test_a_table_aligns_numbers_to_the_right() -> None:
    rows = [("Acme", 5), ("Bo", 12)]
    expected = ["name   n", "────  ──", "Acme   5", "Bo    12"]
    assert answer_table(answer(*rows, columns=("name", "n")), None) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (ACME, "(Firm:Organisation acme)"),
        (NOWHERE, "(Region)"),
        (LOCATED, "[LOCATED_IN]"),
        (PathValue((BO, UKE3), (LOCATED,)), "(Firm bo)-[LOCATED_IN]->(Region UKE3)"),
        (PathValue((UKE3, BO), (LOCATED,)), "(Region UKE3)<-[LOCATED_IN]-(Firm bo)"),
        ((UKE3, 1), "[(Region UKE3), 1]"),
        ({"a": 1}, '{"a": 1}'),
        ("a\nb\x1b[31m\u202e", r"a\nb\x1b[31m\u202e"),
    ],
)  # fmt: skip
def test_a_table_shows_values_in_short_on_one_line(value: Cell, expected: str) -> None:
    assert table(value) == expected


@given(st.lists(st.integers(1, 300), min_size=1, max_size=8), st.integers(1, 200))
def test_columns_give_way_until_they_fit_or_are_as_narrow_as_can_be_read(
    sizes: list[int], room: int
) -> None:
    fitted = fitting(sizes, room)
    assert all(f <= size for f, size in zip(fitted, sizes, strict=True))
    assert sum(fitted) <= room or all(f <= 8 for f in fitted)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_no_line_is_wider_than_the_terminal(texts: list[str]) -> None:
    columns = tuple("abcd"[: len(texts)])
    lines = answer_table(answer(tuple(texts), columns=columns), 40)
    assert len({len(lines), 3}) == 1
    assert all(len(line) <= 40 for line in lines)


SEALED_TEXT = "1." + "A" * 24 + "=="


@pytest.mark.parametrize(
    "value",
    [SEALED_TEXT, f"x {SEALED_TEXT} y", [SEALED_TEXT], {"a": {"b": [SEALED_TEXT]}}],
)
def test_what_looks_sealed_is_never_shown(value: object) -> None:
    shown = repr(cell(value, frozenset()))
    assert SEALED_TEXT not in shown
    assert "(sealed)" in shown


def test_withheld_properties_are_left_out_at_any_depth() -> None:
    value = {"id": "c", "sealed": "x", "more": [{"values": "y"}]}
    shown = cell(value, frozenset({"sealed", "values"}))
    assert shown == {"id": "c", "more": ({},)}
