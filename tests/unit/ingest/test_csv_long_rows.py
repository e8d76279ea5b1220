"""Rows that are far too long: each is kept out alone, with its line, and memory stays bounded."""

import tracemalloc
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.limits import LONGEST_KEPT
from kg.ingest.read_csv import RawRow, read_header, read_rows
from kg.ingest.text_lines import LONGEST_LINE, MOST_LINES
from kg.model import Rejection
from tests.unit.ingest.packages import MEMBERS, read_members

HEAD = "id,kind,name\n"
TEN_MEGABYTES = 10_000_000
LONG_LINE = "lorem ipsum dolor sit amet, consectetur\n"


def row(line: int, id_: str) -> RawRow:
    return RawRow(line, {"id": id_, "kind": "Firm", "name": "A"})


def test_a_cell_that_is_too_long_rejects_its_row_alone(tmp_path: Path) -> None:
    long, kept = read_members(tmp_path, f"{HEAD}a,Firm,{'x' * 131_073}\nb,Firm,A\n")
    assert isinstance(long, Rejection)
    assert (long.line, long.column) == (2, "name")
    assert long.rule == "must have at most 131,072 characters, not 131,073"
    assert kept == row(3, "b")


def test_a_cell_of_ten_megabytes_on_one_line_rejects_its_row_alone(tmp_path: Path) -> None:
    long, kept = read_members(tmp_path, f"{HEAD}a,Firm,{'x' * TEN_MEGABYTES}\nb,Firm,A\n")
    assert isinstance(long, Rejection)
    assert (long.line, long.rule) == (2, "must have at most 131,072 characters, not 10,000,000")
    assert kept == row(3, "b")


def test_a_cell_of_ten_megabytes_on_many_lines_rejects_its_row_alone(tmp_path: Path) -> None:
    text = LONG_LINE * (TEN_MEGABYTES // len(LONG_LINE))
    first, long, kept = read_members(tmp_path, f'{HEAD}a,Firm,A\nb,Firm,"{text}"\nc,Firm,A\n')
    assert first == row(2, "a")
    assert isinstance(long, Rejection)
    assert (long.line, long.column) == (3, "name")
    assert kept == row(text.count("\n") + 4, "c")


def test_of_a_row_that_is_too_long_the_beginning_is_kept(tmp_path: Path) -> None:
    long, cells = read_members(
        tmp_path, f"{HEAD}a,Firm,{'x' * TEN_MEGABYTES}\n{'y' * TEN_MEGABYTES}\n"
    )
    assert isinstance(long, Rejection)
    assert isinstance(cells, Rejection)
    assert long.cells == {"id": "a", "kind": "Firm", "name": "x" * LONGEST_KEPT}
    assert cells.cells == {"(row)": "y" * LONGEST_KEPT}
    assert max(len(long.value), len(cells.value)) == 200


def test_cells_that_are_too_long_together_reject_the_row(tmp_path: Path) -> None:
    header = "id,kind,name,city,description,alternativeName,website,employees,sizeClass,country\n"
    cells = ",".join(["x" * 130_000] * 9)
    (long,) = read_members(tmp_path, f"{header}a,{cells}\n")
    assert isinstance(long, Rejection)
    assert (long.line, long.column) == (2, "(row)")
    assert long.rule == "must have at most 1,000,000 characters, not 1,170,001"


def test_two_stray_quotes_far_apart_take_no_row_between_them(tmp_path: Path) -> None:
    rows = "".join(f"r{n},Firm,A\n" for n in range(20_000))
    found = read_members(tmp_path, f'{HEAD}a,Firm,"A\n{rows}z,Firm,5"\nb,Firm,A\n')
    strays = [f for f in found if isinstance(f, Rejection)]
    assert [(s.line, s.rule) for s in strays] == [
        (2, "must close its quotation mark; whole rows follow it")
    ]
    assert len(found) == 20_003


def test_a_line_without_end_stops_the_reading(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 3 is longer than 12,000,000 characters"):
        read_members(tmp_path, HEAD + "a,Firm,A\n" + "x" * (LONGEST_LINE + 1))


def test_a_cell_without_end_rejects_the_row_where_it_begins(tmp_path: Path) -> None:
    line = "lorem ipsum " * 1_000 + "\n"
    text = line * (LONGEST_LINE // len(line) + 1)
    stray, *others = read_members(tmp_path, f'{HEAD}a,Firm,"{text}"\nb,Firm,A\n')
    assert isinstance(stray, Rejection)
    assert (stray.line, stray.rule) == (
        2,
        "must close its quotation mark within 12,000,000 characters",
    )
    assert others[-1] == row(text.count("\n") + 3, "b")


def test_a_quote_that_is_never_closed_takes_no_memory_for_all_lines_after_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "f.csv"
    path.write_text(f'{HEAD}a,Firm,"A\n' + "b,Firm,A\n" * (MOST_LINES + 5), encoding="utf-8")
    header = read_header(path, MEMBERS.tables[0], "utf-8")
    tracemalloc.start()
    rows = read_rows(path, header, "utf-8")
    stray, after = next(rows), next(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(stray, Rejection)
    assert stray.rule == f"must close its quotation mark within {MOST_LINES:,} lines"
    assert after == row(3, "b")
    assert sum(isinstance(r, RawRow) for r in rows) == MOST_LINES + 4
    assert peak < 80_000_000
