"""A row in quarantine: what was read, what is wrong with it, and what became of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.ingest.clean import clean_text
from kg.ingest.limits import LONGEST_KEY
from kg.ingest.table import Table
from kg.model import NodeRef, Reason, Rejection, Suggestion


class State(StrEnum):
    """What became of a row; an open one waits for its keeper, a fixed one to be replayed."""

    OPEN = "open"
    FIXED = "fixed"
    REPLAYED = "replayed"
    SUPERSEDED = "superseded"
    DISMISSED = "dismissed"


WAITING = (State.OPEN, State.FIXED)
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule; `column` as the file calls it, `cell` as we do, if it is one cell."""

    column: str
    cell: str
    value: str
    reason: Reason
    rule: str
    suggestions: tuple[Suggestion, ...] = ()
    target: NodeRef | None = None


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A row as it was kept out: `content` is a digest of its cells, `key` None where it has none.

    `is_read` is false for what a reader refused: some of its cells are not as they should be.
    """

    table: str
    key: str | None
    file: str
    line: int
    content: str
    cells: Mapping[str, str]
    faults: tuple[Fault, ...]
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class Fix:
    """A row as it was mended: its cells, the key they have, and the digest of the cells."""

    cells: Mapping[str, str]
    key: str
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in quarantine; `times` counts the runs that saw it, `load` is the last one's.

    That run saw so many `equal` rows, the last of them on `last_line`.
    """

    id: int
    source: str
    row: KeptOut
    state: State
    first_seen: dt.datetime
    last_seen: dt.datetime
    times: int
    load: str | None = None
    fix: Fix | None = None
    equal: int = 1
    last_line: int = 0


def faults_of(rejection: Rejection) -> tuple[Fault, ...]:
    """What a rejection says, and the further ones of the same row."""
    own = Fault(
        rejection.column,
        rejection.cell,
        rejection.value,
        rejection.reason,
        rejection.rule,
        rejection.suggestions,
        rejection.target,
    )
    return (own, *(fault for other in rejection.further for fault in faults_of(other)))


def unread(table: Table, rejection: Rejection) -> KeptOut:
    """What a reader refused, with the key that its cells have, if they have one."""
    cells, faults = rejection.cells, faults_of(rejection)
    # Of what is no row at all no cell is known, and there may be many.
    is_row = any(column in cells for column in table.key)
    parts = [clean_text(cells.get(column, "")) for column in table.key] if is_row else []
    key = "|".join(parts)
    is_key = is_row and all(parts) and len(key) <= LONGEST_KEY
    is_key = is_key and not has_broken_key(table, rejection)
    return KeptOut(
        table.name,
        key if is_key else None,
        rejection.file,
        rejection.line,
        digest(cells or {rejection.column: rejection.value}),
        cells,
        faults,
        is_read=False,
    )


def has_broken_key(table: Table, rejection: Rejection) -> bool:
    """Whether a cell of the key is at fault, so that what it holds is no key."""
    return any(fault.cell in table.key for fault in faults_of(rejection))


def digest(values: Mapping[str, str]) -> str:
    """What tells a row from others; equal rows have equal digests."""
    text = _JSON.encode(values)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
