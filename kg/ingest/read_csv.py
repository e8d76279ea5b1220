"""Reads delimited files row by row, and says in one sentence why a file cannot be read.

The format is RFC 4180 with the delimiter found from the header; the encoding is UTF-8 unless
the caller names another.
"""

import codecs
import csv
import difflib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kg.errors import InputError
from kg.ingest.table import Table
from kg.model import Rejection

DELIMITERS = (",", ";", "\t", "|")
# A line longer than this is no table at all; a cell is limited by the csv module to 131,072.
LONGEST_LINE = 1_000_000
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row as they were read, and the line on which it begins."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """How the columns of a file are to be understood; `names` are the file's for ours."""

    delimiter: str
    columns: tuple[str, ...]
    names: Mapping[str, str]
    unused: tuple[str, ...]


def read_header(path: Path, table: Table, encoding: str) -> Header:
    """Finds delimiter and columns; raises InputError when the file does not fit the table."""
    with _open(path, encoding) as stream:
        line = _first_line(path, stream)
    if not line.strip():
        raise InputError(f"{path} is empty; next step: export it again, with a header line")
    delimiter = max(DELIMITERS, key=lambda d: len(_known(table, _cells(line, d))))
    names = _cells(line, delimiter)
    known = _known(table, names)
    missing = sorted(table.required - set(known.values()))
    if missing:
        wanted = ", ".join("/".join(table.columns[column]) for column in missing)
        raise InputError(
            f"{path} lacks the column {wanted}; its header reads {line.strip()[:120]!r}; "
            f"next step: add it, or name the columns as in {table.files[0]}"
        )
    _check_header(path, table, names, known)
    unused = tuple(name for name in names if name not in known and name)
    columns = tuple(known.get(name, name) for name in names)
    return Header(delimiter, columns, {ours: name for name, ours in known.items()}, unused)


def check_text(path: Path, encoding: str) -> None:
    """Reads a file once through; raises InputError where it is not text of this encoding.

    So a fault in its last line is known before its first row is written.
    """
    with _open(path, encoding) as stream:
        deque(_Lines(stream, path, keeps_rows=False), maxlen=0)


def read_rows(path: Path, header: Header, encoding: str) -> Iterator[RawRow | Rejection]:
    """The rows of a file in order; a row that is no row comes as a rejection.

    After a row that cannot be parsed, reading goes on with the next line: a stray quotation mark
    must not swallow the rows that follow it.
    """
    with _open(path, encoding) as stream:
        lines = _Lines(stream, path)
        next(csv.reader(lines, delimiter=header.delimiter, strict=True))
        while True:
            begin = lines.begin_row()
            try:
                cells = next(csv.reader(lines, delimiter=header.delimiter, strict=True))
            except StopIteration:
                return
            except csv.Error as error:
                yield _malformed(path, begin, lines.give_back_all_but_first(), error)
                continue
            if any(cell.strip() for cell in cells):
                yield _row(path, header, begin, cells)


def _row(path: Path, header: Header, line: int, cells: list[str]) -> RawRow | Rejection:
    if len(cells) != len(header.columns):
        rule = f"must have {len(header.columns)} cells as the header has, not {len(cells)}"
        text = header.delimiter.join(cells)
        return Rejection(path.name, line, "(row)", text[:200], rule, {"(row)": text})
    return RawRow(line, {c: v for c, v in zip(header.columns, cells, strict=True) if v and c})


def _malformed(path: Path, line: int, text: str, error: csv.Error) -> Rejection:
    if "unexpected end of data" in str(error):
        rule = "must close its quotation mark; the file seems to be cut off"
    elif "field limit" in str(error):
        rule = f"must have cells of at most {csv.field_size_limit():,} characters"
    else:
        rule = f"must be a row of a delimited file ({error})"
    return Rejection(path.name, line, "(row)", text.strip()[:200], rule, {"(row)": text})


class _Lines:
    """The lines of a stream, counted, with their faults named; a row's lines can be given back."""

    def __init__(self, stream: TextIO, path: Path, *, keeps_rows: bool = True) -> None:
        self._stream, self._path, self._keeps_rows = stream, path, keeps_rows
        self._count = 0
        self._row: list[str] = []
        self._ahead: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self._count += 1
        if self._keeps_rows:
            self._row.append(line)
        if len(line) > LONGEST_LINE:
            raise InputError(
                f"{self._path} line {self._count} is longer than {LONGEST_LINE:,} characters; "
                "next step: check that it is a table with line ends, and export it again"
            )
        # A NUL byte is never text; the reader would stop at it.
        return line.replace("\0", "")

    def begin_row(self) -> int:
        """Forgets the lines of the row before; the number of the line that comes next."""
        self._row = []
        return self._count + 1

    def give_back_all_but_first(self) -> str:
        """Puts the lines after the first of a row back, to be read as rows of their own."""
        first, *rest = self._row
        self._ahead.extendleft(reversed(rest))
        self._count -= len(rest)
        return first

    def _read(self) -> str:
        try:
            return self._stream.readline(LONGEST_LINE + 1)
        except UnicodeError as error:
            raise _wrong_encoding(self._path, self._stream.encoding, error) from error


def _open(path: Path, encoding: str) -> TextIO:
    try:
        used = codecs.lookup(encoding).name
    except LookupError as error:
        raise InputError(f"there is no encoding {encoding!r}; try: --encoding cp1252") from error
    try:
        with path.open("rb") as probe:
            used = BYTE_ORDER_MARKS.get(probe.read(2), used)
        return path.open(encoding="utf-8-sig" if used == "utf-8" else used, newline="")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _first_line(path: Path, stream: TextIO) -> str:
    try:
        return next(_Lines(stream, path), "")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _wrong_encoding(path: Path, encoding: str, error: UnicodeError) -> InputError:
    used = encoding.removesuffix("-sig")
    if not isinstance(error, UnicodeDecodeError) or not used.startswith("utf-8"):
        return InputError(f"{path} is not {used} ({error}); next step: name its --encoding")
    byte = error.object[error.start]
    return InputError(
        f"{path} line {_line_of_fault(path)} is not UTF-8: byte 0x{byte:02X}; "
        "it may come from Windows; try: --encoding cp1252"
    )


def _line_of_fault(path: Path) -> int:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _known(table: Table, names: list[str]) -> dict[str, str]:
    """The names of a header that the table knows, with our names for them."""
    ours = {alias.lower(): c for c, aliases in table.columns.items() for alias in aliases}
    return {name: ours[name.lower()] for name in names if name.lower() in ours}


def _check_header(path: Path, table: Table, names: list[str], known: dict[str, str]) -> None:
    given = [known.get(name, name) for name in names if name]
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise InputError(f"{path} has the column {twice[0]} twice; next step: rename one of them")
    unknown = [name for name in names if name and name not in known]
    if table.is_strict and unknown:
        near = difflib.get_close_matches(unknown[0], list(table.columns), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(table.columns)}"
        raise InputError(f"{path} has the unknown column {unknown[0]!r}; {hint}")
