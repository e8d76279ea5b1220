"""A table before its columns are understood, and how it is fitted to one of ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.ingest.files import FoundFile
from kg.ingest.limits import LONGEST_KEPT, LONGEST_SHOWN, too_long
from kg.ingest.load import OpenFile, renamed_columns
from kg.ingest.private import SEALED
from kg.ingest.read_csv import WHOLE_ROW, RawRow, match_columns
from kg.ingest.table import Table
from kg.model import Reason, Rejection


@dataclass(frozen=True, slots=True)
class RawTable:
    """The columns of a file by its own names, and its rows; what is to be said of it.

    `last_row` is the number of its last row or line, None where that is not known.
    """

    columns: tuple[str, ...]
    rows: Iterable[RawRow | Rejection]
    notes: tuple[str, ...] = ()
    last_row: int | None = None


def fit(file: FoundFile, raw: RawTable) -> OpenFile:
    """The rows under our names; InputError when the file's columns are not those of its table."""
    place = str(file.path) if file.sheet is None else f"{file.path}, sheet {file.sheet!r}"
    names = match_columns(place, file.table, raw.columns, ", ".join(raw.columns))
    theirs = {ours: name for name, ours in names.items()}
    rows = _fitted(file, raw.rows, names, theirs)
    notes = (*raw.notes, *renamed_columns(file, theirs))
    return OpenFile(file, rows, theirs, notes, raw.last_row)


def unread(
    file: FoundFile, line: int, text: str, rule: str, reason: Reason = Reason.UNREADABLE
) -> Rejection:
    """The rejection of what cannot be read as a row."""
    shown = text.strip()[:LONGEST_SHOWN]
    kept = {WHOLE_ROW: text[:LONGEST_KEPT]}
    return Rejection(file.name, line, WHOLE_ROW, shown, rule, kept, reason, WHOLE_ROW)


def faulty(
    file: FoundFile,
    line: int,
    cells: Mapping[str, str],
    faults: Iterable[tuple[str, str]],
    reason: Reason = Reason.UNREADABLE,
) -> Rejection:
    """The rejection of a row of which only some cells cannot be read, with the rule of each."""
    first, *further = (
        Rejection(file.name, line, name, cells[name][:LONGEST_SHOWN], rule, cells, reason, name)
        for name, rule in faults
    )
    return replace(first, further=tuple(further))


def sparing(table: Table, rejection: Rejection) -> Rejection:
    """A rejection without its value where the table has private columns."""
    if rejection.column == WHOLE_ROW or not table.sealed:
        return rejection
    further = tuple(sparing(table, other) for other in rejection.further)
    return replace(rejection, value=SEALED, suggestions=(), further=further)


def _fitted(
    file: FoundFile,
    rows: Iterable[RawRow | Rejection],
    names: Mapping[str, str],
    theirs: Mapping[str, str],
) -> Iterator[RawRow | Rejection]:
    for row in rows:
        if isinstance(row, Rejection):
            # Of what is no row at all there may be many, and no cell has a name.
            is_row = row.column != WHOLE_ROW or row.cells.keys() != {WHOLE_ROW}
            yield sparing(file.table, _renamed(row, names)) if is_row else row
            continue
        values = {names[name]: text for name, text in row.values.items() if name in names}
        fitted = RawRow(row.line, values, row.private)
        yield too_long(file.name, row.line, values, theirs) or fitted


def _renamed(row: Rejection, names: Mapping[str, str]) -> Rejection:
    """A rejection with its cells under our names, since private ones are known by them."""
    cells = {names.get(name, name): text for name, text in row.cells.items()}
    further = tuple(_renamed(other, names) for other in row.further)
    return replace(row, cells=cells, cell=names.get(row.cell, row.cell), further=further)
