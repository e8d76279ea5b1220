"""Delimited files of any encoding and delimiter give the same rows, and the unusual is told."""

from pathlib import Path

import pytest

from kg.errors import InputError
from tests.unit.ingest.readers.reading import firm, opened, rejected, rows_of, written

HEAD = "id,kind,name\n"


def notes(path: Path, encoding: str | None = None) -> list[str]:
    file = opened(path, encoding=encoding)
    list(file.rows)
    return list(file.notes)


@pytest.mark.parametrize(
    ("encoding", "caption"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252"),
        ("iso-8859-1", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_told(tmp_path: Path, encoding: str, caption: str) -> None:
    text = HEAD + "a,Firm,Müller & Søn Réunis\nb,Firm,A\n"
    file = written(tmp_path / "organisations.csv", text.encode(encoding))
    assert rows_of(file) == [firm(2, "a", "Müller & Søn Réunis"), firm(3, "b")]
    told = [f"organisations.csv: read as {caption}; --encoding names another one"]
    assert notes(file) == (told if caption else [])


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Zakład Przemysłowy Łódź"),
        ("cp1251", "Завод имени Кирова, Москва"),
        ("iso8859_5", "Завод имени Кирова, Москва"),
    ],
)
def test_an_encoding_of_the_east_is_found(tmp_path: Path, encoding: str, name: str) -> None:
    file = written(tmp_path / "f.csv", (HEAD + f'a,Firm,"{name}"\n').encode(encoding))
    assert rows_of(file) == [firm(2, "a", name)]


def test_an_encoding_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path / "f.csv", HEAD.encode() + b"a,Firm,A\x81\xb3b\xbcc\x90\xa6d\n")
    with pytest.raises(InputError, match=r"encoding cannot be told; next step: name it by --enc"):
        rows_of(file)


def test_the_encoding_that_is_named_wins_and_is_not_told(tmp_path: Path) -> None:
    file = written(tmp_path / "f.csv", (HEAD + "a,Firm,Łódź\n").encode("cp1250"))
    assert rows_of(file, encoding="cp1250") == [firm(2, "a", "Łódź")]
    assert notes(file, "cp1250") == []


def test_a_named_encoding_that_does_not_fit_ends_the_load(tmp_path: Path) -> None:
    file = written(tmp_path / "f.csv", (HEAD + "a,Firm,Müller\n").encode("cp1252"))
    with pytest.raises(InputError, match="line 2 is not UTF-8: byte 0xFC"):
        opened(file, encoding="utf-8")


def test_lines_in_another_encoding_are_rejected_not_guessed(tmp_path: Path) -> None:
    good = (HEAD + "a,Firm,Müller\n").encode()
    file = written(tmp_path / "f.csv", good + "b,Firm,Söhne\n".encode("cp1252") + b"c,Firm,A\n")
    first, bad, last = rows_of(file)
    assert (first, last) == (firm(2, "a", "Müller"), firm(4, "c"))
    rule = "must be UTF-8 as the rest of the file; byte 0xF6 is not"
    assert (rejected(bad).line, rejected(bad).rule) == (3, rule)
    assert "S\\xf6hne" in rejected(bad).value
    (note,) = notes(file)
    assert note.startswith("f.csv: 1 line is not UTF-8 as the others are, and rejected; next step")


@pytest.mark.parametrize(
    ("delimiter", "caption"), [(",", ""), (";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
)
def test_the_delimiter_is_found_and_told(tmp_path: Path, delimiter: str, caption: str) -> None:
    text = f'{HEAD}a,Firm,A\n"b",Firm\nc,Firm,A\n'.replace(",", delimiter)
    file = written(tmp_path / "organisations.tsv", text)
    first, short, last = rows_of(file)
    assert (first, last) == (firm(2, "a"), firm(4, "c"))
    assert (rejected(short).line, rejected(short).column) == (3, "(row)")
    assert notes(file) == ([f"organisations.tsv: read with {caption}"] if caption else [])


def test_cells_without_a_heading_are_told(tmp_path: Path) -> None:
    text = "id,kind,name,,\na,Firm,A,important,\nb,Firm,A, ,2\nc,Firm,A\nd,Firm,A,,\n"
    file = written(tmp_path / "f.csv", text)
    first, second, short, last = rows_of(file)
    assert [first, second, last] == [firm(2, "a"), firm(3, "b"), firm(5, "d")]
    assert rejected(short).rule == "must have 5 cells as the header has, not 3"
    told = "f.csv: 2 cells not read, in columns without a heading; next step: name the columns"
    assert notes(file) == [told]


def test_a_column_without_heading_and_cells_is_not_told(tmp_path: Path) -> None:
    assert notes(written(tmp_path / "f.csv", "id,kind,name,\na,Firm,A,\n")) == []


def test_a_file_without_a_line_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty; next step: export it again"):
        opened(written(tmp_path / "f.csv", ""))


def test_a_column_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has the unknown column 'nam'; did you mean 'name'\?"):
        opened(written(tmp_path / "f.csv", "id,kind,name,nam\n"))
