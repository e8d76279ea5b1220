"""Rows of a delimited file: each one is read or rejected, with its line."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.read_csv import NUL, RawRow
from kg.model import Reason, Rejection
from tests.unit.ingest.packages import read_members

HEAD = "id,kind,name\n"


def row(line: int, id_: str, name: str = "A") -> RawRow:
    return RawRow(line, {"id": id_, "kind": "Firm", "name": name})


def test_a_header_alone_gives_no_rows(tmp_path: Path) -> None:
    assert read_members(tmp_path, HEAD) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_carry_their_lines(tmp_path: Path, end: str) -> None:
    content = HEAD + "a,Firm,A\nb,Firm,A\n"
    assert read_members(tmp_path, content.replace("\n", end)) == [row(2, "a"), row(3, "b")]


def test_a_last_line_without_an_end_is_a_row(tmp_path: Path) -> None:
    assert read_members(tmp_path, HEAD + "a,Firm,A") == [row(2, "a")]


def test_blank_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    assert read_members(tmp_path, HEAD + "\n\na,Firm,A\n\nb,Firm,A\n") == [row(4, "a"), row(6, "b")]


def test_a_cell_of_several_lines_does_not_shift_the_lines_after_it(tmp_path: Path) -> None:
    content = HEAD + 'a,Firm,"one\ntwo\nthree"\nb,Firm,A\n'
    assert read_members(tmp_path, content) == [row(2, "a", "one\ntwo\nthree"), row(5, "b")]


def test_quotes_and_delimiters_inside_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    content = HEAD + 'a,Firm,"say ""hi"", please"\n'
    assert read_members(tmp_path, content) == [row(2, "a", 'say "hi", please')]


def test_empty_cells_are_absent(tmp_path: Path) -> None:
    assert read_members(tmp_path, HEAD + "a,,A\n") == [RawRow(2, {"id": "a", "name": "A"})]


@pytest.mark.parametrize("blank", [",,", " , ,\t"])
def test_lines_of_delimiters_alone_are_blank(tmp_path: Path, blank: str) -> None:
    assert read_members(tmp_path, f"{HEAD}a,Firm,A\n{blank}\nb,Firm,A\n") == [
        row(2, "a"),
        row(4, "b"),
    ]


@pytest.mark.parametrize(("line", "cells"), [("a,Firm", 2), ("a,Firm,A,more", 4)])
def test_a_wrong_number_of_cells_rejects_the_row_alone(
    tmp_path: Path, line: str, cells: int
) -> None:
    rule = f"must have 3 cells as the header has, not {cells}"
    said = Rejection(
        "f.csv", 2, "(row)", line, rule, {"(row)": line}, Reason.WRONG_CELL_COUNT, "(row)"
    )
    assert read_members(tmp_path, f"{HEAD}{line}\nb,Firm,A\n") == [said, row(3, "b")]


def test_a_quote_that_is_never_closed_rejects_the_row_where_it_begins(tmp_path: Path) -> None:
    kept, cut = read_members(tmp_path, HEAD + 'a,Firm,A\nb,Firm,"cut off\n')
    assert kept == row(2, "a")
    assert isinstance(cut, Rejection)
    assert (cut.line, cut.column) == (3, "(row)")
    assert cut.rule == "must close its quotation mark; the file seems to be cut off"


def test_a_stray_quote_takes_no_other_row_with_it(tmp_path: Path) -> None:
    content = HEAD + 'a,Firm,"A\nb,Firm,A\nc,Firm,A\nd,Firm,"A, d"\ne,Firm,A\n'
    stray, *others = read_members(tmp_path, content)
    assert isinstance(stray, Rejection)
    assert (stray.line, stray.value) == (2, 'a,Firm,"A')
    assert others == [row(3, "b"), row(4, "c"), row(5, "d", "A, d"), row(6, "e")]


def test_a_row_that_cannot_be_parsed_is_kept_whole(tmp_path: Path) -> None:
    line = f'a,"Firm" b,{"x" * 300}'
    (broken,) = read_members(tmp_path, f"{HEAD}{line}")
    assert isinstance(broken, Rejection)
    assert (len(broken.value), broken.cells) == (200, {"(row)": line})


def test_text_after_a_closing_quote_rejects_the_row_alone(tmp_path: Path) -> None:
    broken, kept = read_members(tmp_path, HEAD + 'a,Firm,"A" b\nb,Firm,A\n')
    assert isinstance(broken, Rejection)
    assert (broken.line, broken.value) == (2, 'a,Firm,"A" b')
    assert kept == row(3, "b")


def test_a_nul_byte_rejects_its_row_with_its_line(tmp_path: Path) -> None:
    text = HEAD + "a,Firm,A\nb\0,Firm,A\n\0\0\nc,Firm,A\n"
    first, nul, only, last = read_members(tmp_path, text)
    assert (first, last) == (row(2, "a"), row(5, "c"))
    for broken, line in ((nul, 3), (only, 4)):
        assert isinstance(broken, Rejection)
        assert (broken.line, broken.rule) == (line, NUL)
        assert "\0" not in broken.value


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=8)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=5), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_wrote_is_read_as_it_was(
    table: list[tuple[str, str, str]], delimiter: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "kind", "name"), *table])
    with tempfile.TemporaryDirectory() as folder:
        found = read_members(Path(folder), stream.getvalue())
    assert [tuple(r.values.values()) for r in found if isinstance(r, RawRow)] == table
