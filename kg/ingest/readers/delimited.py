"""Delimited files: the delimiter and the encoding are found, and told where they are unusual."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import (
    DELIMITERS,
    Header,
    RawRow,
    cells_of,
    check_text,
    first_line,
    read_rows,
)
from kg.ingest.readers.encoding import UTF_8, Encoding, find_encoding
from kg.ingest.readers.line import cells_not_read
from kg.ingest.readers.raw_table import RawTable, unread
from kg.model import Rejection

DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# How Python holds a byte that is no text (PEP 383).
_NO_TEXT = re.compile("[\udc80-\udcff]")


def read_delimited(file: FoundFile, encoding: str | None, known: Collection[str]) -> RawTable:
    """The table in a file; `known` are names of columns, by which the delimiter is found.

    Without a named encoding it is found, too. InputError before a row is read when there is none.
    """
    found = Encoding(encoding) if encoding else find_encoding(file.path)
    line = first_line(file.path, found.name, found.errors)
    if not line.strip():
        raise InputError(f"{file.path} is empty; next step: export it again, with a header line")
    delimiter = _delimiter(line, {name.lower() for name in known})
    columns = tuple(cells_of(line, delimiter))
    last = check_text(file.path, found.name, found.errors)
    header = Header(delimiter, columns, {name: name for name in columns}, ())
    rows: Iterable[RawRow | Rejection] = read_rows(file.path, header, found.name, found.errors)
    if found.bad_lines:
        rows = _without_bad_lines(file, rows)
    is_found = encoding is None
    notes = tuple(_notes(file, delimiter, found, is_found=is_found))
    lost = cells_not_read(_count_bare(file, header, found))
    notes += tuple(f"{file.name}: {told}" for told in lost)
    return RawTable(columns, rows, notes, last)


def _delimiter(line: str, known: Collection[str]) -> str:
    def fits(delimiter: str) -> tuple[int, int]:
        cells = cells_of(line, delimiter)
        return sum(cell.lower() in known for cell in cells), len(cells)

    return max(DELIMITERS, key=fits)


def _notes(file: FoundFile, delimiter: str, encoding: Encoding, *, is_found: bool) -> Iterator[str]:
    unusual = [f"with {DELIMITER_NAMES[delimiter]}"] if delimiter != "," else []
    if is_found and encoding.name != UTF_8:
        unusual.append(f"as {encoding.caption}; --encoding names another one")
    if unusual:
        yield f"{file.name}: read {', '.join(unusual)}"
    if encoding.bad_lines:
        lines = "1 line is" if encoding.bad_lines == 1 else f"{encoding.bad_lines:,} lines are"
        yield (
            f"{file.name}: {lines} not UTF-8 as the others are, and rejected; "
            "next step: save the file in one encoding"
        )


def _count_bare(file: FoundFile, header: Header, encoding: Encoding) -> int:
    """How many cells stand in columns without a heading; a file that has none is not read."""
    bare = {n: f"column {n + 1} without a heading" for n, c in enumerate(header.columns) if not c}
    if not bare:
        return 0
    columns = tuple(bare.get(n, name) for n, name in enumerate(header.columns))
    named = replace(header, columns=columns)
    rows = read_rows(file.path, named, encoding.name, encoding.errors)
    held = (row.values.get(n, "") for row in rows if isinstance(row, RawRow) for n in bare.values())
    return sum(bool(text.strip()) for text in held)


def _without_bad_lines(
    file: FoundFile, rows: Iterable[RawRow | Rejection]
) -> Iterator[RawRow | Rejection]:
    """The rows, without those that hold bytes in another encoding than the file's."""
    for row in rows:
        texts = row.values.values() if isinstance(row, RawRow) else row.cells.values()
        text = ",".join(texts)
        if bad := _NO_TEXT.search(text):
            rule = (
                f"must be UTF-8 as the rest of the file; byte 0x{ord(bad[0]) - 0xDC00:02X} is not"
            )
            shown = text.encode(UTF_8, "surrogateescape").decode(UTF_8, "backslashreplace")
            yield unread(file, row.line, shown, rule)
        else:
            yield row
