"""Entries as rows of the database, and rows of it as entries."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from kg.ingest.quarantine.entry import Entry, Fault, Fix, KeptOut, State
from kg.model import NodeRef, Reason, Suggestion

ENTRY = (
    "SELECT row.id, row.source, tableName, key, file, line, content, cells, isRead, state, times,"
    " firstSeen, lastSeen, fix, fixKey, fixHash, run.load,"
    " row.rows, coalesce(row.lastLine, row.line)"
    " FROM row JOIN run ON run.id = row.lastRun"
)
FAULTS = (
    "SELECT columnName, cell, value, reason, rule, suggestions, target FROM fault"
    " WHERE row = ? ORDER BY place"
)


def entry_of(row: tuple[Any, ...], faults: tuple[Fault, ...]) -> Entry:
    """The entry of a row that `ENTRY` finds."""
    (id_, source, table, key, file, line, content, cells, is_read, state, times, *rest) = row
    first, last, fix, fix_key, fix_hash, load, equal, last_line = rest
    kept = KeptOut(table, key, file, line, content, json.loads(cells), faults, bool(is_read))
    return Entry(
        id_,
        source,
        kept,
        State(state),
        dt.datetime.fromisoformat(first),
        dt.datetime.fromisoformat(last),
        times,
        load,
        Fix(json.loads(fix), fix_key, fix_hash) if fix else None,
        equal,
        last_line,
    )


def fault_of(row: tuple[Any, ...]) -> Fault:
    """The fault of a row that `FAULTS` finds."""
    column, cell, value, reason, rule, suggestions, target = row
    return Fault(
        column,
        cell,
        value,
        Reason(reason),
        rule,
        tuple(Suggestion(*pair) for pair in json.loads(suggestions)),
        NodeRef(*json.loads(target)) if target else None,
    )


def fault_row(entry: int, place: int, fault: Fault) -> tuple[object, ...]:
    """A fault as it is stored."""
    readings = json.dumps([[s.value, s.why] for s in fault.suggestions], ensure_ascii=False)
    target = fault.target and json.dumps([fault.target.label, fault.target.id], ensure_ascii=False)
    texts = (fault.column, fault.cell, fault.value, str(fault.reason), fault.rule, readings, target)
    return (entry, place, *(text and storable(text) for text in texts[:-1]), target)


def cells_text(cells: Mapping[str, str]) -> str:
    """Cells as they are stored."""
    return storable(json.dumps(dict(cells), ensure_ascii=False))


def storable(text: str) -> str:
    """A text without halves of characters, which no database takes; JSON reads them back."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
