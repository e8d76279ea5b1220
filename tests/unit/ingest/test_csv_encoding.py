"""The encoding of a delimited file: marked, named, or told to be another."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.read_csv import RawRow
from tests.unit.ingest.packages import read_members

HEAD = "id,kind,name\n"


def row(name: str) -> RawRow:
    return RawRow(2, {"id": "a", "kind": "Firm", "name": name})


def test_the_encoding_can_be_named(tmp_path: Path) -> None:
    content = (HEAD + "a,Firm,Müller\n").encode("cp1252")
    assert read_members(tmp_path, content, "cp1252") == [row("Müller")]


def test_a_byte_order_mark_wins_over_the_named_encoding(tmp_path: Path) -> None:
    content = (HEAD + "a,Firm,Łódź\n").encode("utf-16")
    assert read_members(tmp_path, content, "utf-8") == [row("Łódź")]


@pytest.mark.parametrize("name", ["utf-8", "utf_8", "UTF8", "utf-8-sig"])
def test_utf_8_takes_a_mark_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    content = (HEAD + "a,Firm,Łódź\n").encode("utf-8-sig")
    assert read_members(tmp_path, content, name) == [row("Łódź")]


def test_a_wrong_encoding_names_line_byte_and_next_step(tmp_path: Path) -> None:
    content = (HEAD + "a,Firm,A\nb,Firm,Müller\n").encode("cp1252")
    with pytest.raises(InputError, match=r"line 3 is not UTF-8: byte 0xFC; .*--encoding cp1252"):
        read_members(tmp_path, content)


def test_utf_16_without_its_mark_is_told(tmp_path: Path) -> None:
    content = (HEAD + "a,Firm,A\n").encode("utf-16-le")
    with pytest.raises(InputError, match=r"f\.csv is not utf-16 .*; next step: name its --encodin"):
        read_members(tmp_path, content, "utf-16")


def test_an_encoding_that_decodes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"f\.csv is not undefined"):
        read_members(tmp_path, HEAD, "undefined")


def test_a_file_that_is_cut_off_is_told_in_the_encoding_of_its_mark(tmp_path: Path) -> None:
    content = (HEAD + "a,Firm,A\n").encode("utf-16")[:-1]
    with pytest.raises(InputError, match=r"f\.csv is not utf-16"):
        read_members(tmp_path, content)
