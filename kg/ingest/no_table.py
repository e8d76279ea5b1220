"""Ends the load of a file that is no table: what nobody can read is not mended row by row."""

from collections.abc import Sequence

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.model import Reason, Rejection

# As many rows in a row as are written at once. Of fewer, each is kept in quarantine.
ROWS_JUDGED = 5_000
# Why something is no row; one with a faulty cell is a row, however many there are.
NO_ROW = frozenset({Reason.WRONG_CELL_COUNT, Reason.UNCLOSED_QUOTE, Reason.UNREADABLE})


def check_is_table(
    file: FoundFile, rows: Sequence[RawRow | Rejection], no_rows: Sequence[tuple[int, str]]
) -> None:
    """Raises InputError when of many rows most are none; `no_rows` have lines and broken rules."""
    if len(rows) < ROWS_JUDGED or len(no_rows) * 2 <= len(rows):
        return
    first, last = rows[0].line, rows[-1].line
    line, rule = no_rows[0]
    raise InputError(
        f"{file.name} is no table of {file.table.name}: between line {first:,} and {last:,}, "
        f"{len(no_rows):,} of {len(rows):,} rows cannot be read as such (line {line:,} {rule}); "
        f"nothing from line {first:,} on is loaded; next step: check that it is the right file, "
        "and the delimiters and quotation marks in these lines"
    )


def unread_rows(rows: Sequence[Rejection]) -> list[tuple[int, str]]:
    """Those that are no rows, with line and rule."""
    return [
        (row.line, row.rule) for row in rows if row.column == WHOLE_ROW and row.reason in NO_ROW
    ]
