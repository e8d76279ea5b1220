"""A row as it passes from the guarded process to ours: a line of JSON."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.ingest.limits import LONGEST_CELL, LONGEST_KEPT
from kg.model import Reason


class Line(NamedTuple):
    """Its number and cells by the file's columns; `faults` are cells that are at fault, by column
    and the rule that each breaks."""

    number: int
    cells: Mapping[str, str]
    faults: Sequence[tuple[str, str]] = ()
    reason: Reason = Reason.UNREADABLE


def line_of(number: int, cells: Mapping[str, str]) -> Line:
    """A row; one with a cell that is too long to be read is cut, and says so."""
    longest = max(cells, key=lambda name: len(cells[name]), default="")
    if not cells or len(cells[longest]) <= LONGEST_CELL:
        return Line(number, cells)
    rule = f"must have at most {LONGEST_CELL:,} characters, not {len(cells[longest]):,}"
    cut = {name: text[:LONGEST_KEPT] for name, text in cells.items()}
    return Line(number, cut, [(longest, rule)], Reason.TOO_LONG)


def cells_not_read(count: int) -> tuple[str, ...]:
    """What is to be said of cells that stand in columns without a heading."""
    cells = "1 cell" if count == 1 else f"{count:,} cells"
    step = "next step: name the columns"
    return (f"{cells} not read, in columns without a heading; {step}",) if count else ()
