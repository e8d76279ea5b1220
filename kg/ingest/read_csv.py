"""Reads delimited files row by row, and says in one sentence why a file cannot be read.

The format is RFC 4180 with the delimiter found from the header; the encoding is UTF-8 unless
the caller names another.
"""

import csv
import difflib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest.limits import LONGEST_KEPT, LONGEST_SHOWN, too_long
from kg.ingest.table import Table
from kg.ingest.text_lines import (
    FIELD_LIMIT,
    LINE_LIMIT,
    LONGEST_LINE,
    MOST_LINES,
    TextLines,
    open_text,
)
from kg.model import Reason, Rejection

DELIMITERS = (",", ";", "\t", "|")
LONGEST_HEADER = 1_000_000
# Stands for a column where the whole of a row is at fault.
WHOLE_ROW = "(row)"
QUOTE = Reason.UNCLOSED_QUOTE
NUL = "must hold no NUL byte; the file may be damaged, or be in UTF-16 without its mark"
# From how many lines it is judged whether they are rows.
LINES_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row as they were read, and the line on which it begins.

    `private` are cells that were taken out, to be checked and sealed.
    """

    line: int
    values: Mapping[str, str]
    private: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """How the columns of a file are to be understood; `names` are the file's for ours."""

    delimiter: str
    columns: tuple[str, ...]
    names: Mapping[str, str]
    unused: tuple[str, ...]


def read_header(path: Path, table: Table, encoding: str) -> Header:
    """Finds delimiter and columns; raises InputError when the file does not fit the table."""
    line = first_line(path, encoding)
    if not line.strip():
        raise InputError(f"{path} is empty; next step: export it again, with a header line")
    delimiter = max(DELIMITERS, key=lambda d: len(_known(table, cells_of(line, d))))
    names = cells_of(line, delimiter)
    known = match_columns(str(path), table, names, line.strip())
    unused = tuple(name for name in names if name not in known and name)
    columns = tuple(known.get(name, name) for name in names)
    return Header(delimiter, columns, {ours: name for name, ours in known.items()}, unused)


def match_columns(file: str, table: Table, names: Sequence[str], header: str) -> Mapping[str, str]:
    """Our names for those of a file; raises InputError when they do not fit the table."""
    known = _known(table, names)
    missing = sorted(table.required - set(known.values()))
    if missing:
        wanted = ", ".join("/".join(table.columns[column]) for column in missing)
        raise InputError(
            f"{file} lacks the column {wanted}; its header reads {header[:120]!r}; "
            f"next step: add it, or name the columns as in {table.files[0]}"
        )
    _check_header(file, table, names, known)
    return known


def check_text(path: Path, encoding: str, errors: str = "strict") -> int:
    """Reads a file once through; raises InputError where it is not text of this encoding.

    So a fault in its last line is known before its first row is written. How many lines it has.
    """
    with open_text(path, encoding, errors) as stream:
        lines = TextLines(stream, path, keeps_rows=False)
        deque(lines, maxlen=0)
    return lines.count


def read_rows(
    path: Path, header: Header, encoding: str, errors: str = "strict"
) -> Iterator[RawRow | Rejection]:
    """The rows of a file in order; a row that is no row comes as a rejection.

    After a row that cannot be parsed, reading goes on with the next line: a stray quotation mark
    must not swallow the rows that follow it.
    """
    # The module has one limit for all its readers; ours are lower, and name the row.
    csv.field_size_limit(LONGEST_LINE)
    with open_text(path, encoding, errors) as stream:
        lines = TextLines(stream, path)
        rows = csv.reader(lines, delimiter=header.delimiter, strict=True)
        next(rows)
        while True:
            begin = lines.begin_row()
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield _malformed(path, begin, lines.give_back_all_but_first(), error)
                # It would go on within the row that it could not parse.
                rows = csv.reader(lines, delimiter=header.delimiter, strict=True)
                continue
            if lines.has_nul:
                yield _unread(path, begin, header.delimiter.join(cells), NUL, Reason.UNREADABLE)
            elif any(cell.strip() for cell in cells):
                row = _row(path, header, begin, cells)
                if isinstance(row, Rejection) and _are_rows(lines.further_lines(), header):
                    # Two stray quotation marks have made one cell of whole rows.
                    rule = "must close its quotation mark; whole rows follow it"
                    row = _unread(path, begin, lines.give_back_all_but_first(), rule, QUOTE)
                yield row


def _row(path: Path, header: Header, line: int, cells: list[str]) -> RawRow | Rejection:
    if len(cells) != len(header.columns):
        rule = f"must have {len(header.columns)} cells as the header has, not {len(cells)}"
        text = header.delimiter.join(cells)
        return _unread(path, line, text, rule, Reason.WRONG_CELL_COUNT)
    values = {c: v for c, v in zip(header.columns, cells, strict=True) if v and c}
    return too_long(path.name, line, values, header.names) or RawRow(line, values)


def _malformed(path: Path, line: int, text: str, error: csv.Error) -> Rejection:
    reason = QUOTE
    if "unexpected end of data" in str(error):
        rule = "must close its quotation mark; the file seems to be cut off"
    elif FIELD_LIMIT in str(error):
        rule = f"must close its quotation mark within {LONGEST_LINE:,} characters"
    elif LINE_LIMIT in str(error):
        rule = f"must close its quotation mark within {MOST_LINES:,} lines"
    else:
        rule, reason = f"must be a row of a delimited file ({error})", Reason.UNREADABLE
    return _unread(path, line, text, rule, reason)


def _unread(path: Path, line: int, text: str, rule: str, reason: Reason) -> Rejection:
    shown, kept = text.strip()[:LONGEST_SHOWN], {WHOLE_ROW: text[:LONGEST_KEPT]}
    return Rejection(path.name, line, WHOLE_ROW, shown, rule, kept, reason, WHOLE_ROW)


def _are_rows(lines: Sequence[str], header: Header) -> bool:
    """Do most of these lines, each for itself, have the cells of a row?"""
    some = lines[:LINES_LOOKED_AT]
    rows = [line for line in some if len(cells_of(line, header.delimiter)) == len(header.columns)]
    return len(header.columns) > 1 and len(rows) > len(some) / 2


def first_line(path: Path, encoding: str, errors: str = "strict") -> str:
    """The line that names the columns."""
    try:
        with open_text(path, encoding, errors) as stream:
            return next(TextLines(stream, path, longest=LONGEST_HEADER), "")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none where it is no row."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _known(table: Table, names: Sequence[str]) -> dict[str, str]:
    """The names of a header that the table knows, with our names for them."""
    ours = {alias.lower(): c for c, aliases in table.columns.items() for alias in aliases}
    return {name: ours[name.lower()] for name in names if name.lower() in ours}


def _check_header(file: str, table: Table, names: Sequence[str], known: Mapping[str, str]) -> None:
    given = [known.get(name, name) for name in names if name]
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise InputError(f"{file} has the column {twice[0]} twice; next step: rename one of them")
    unknown = [name for name in names if name and name not in known]
    if table.is_strict and unknown:
        near = difflib.get_close_matches(unknown[0], list(table.columns), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(table.columns)}"
        raise InputError(f"{file} has the unknown column {unknown[0]!r}; {hint}")
