"""Writes rows in quarantine as CSV (RFC 4180), which a spreadsheet opens without running any."""

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from kg.ingest.quarantine.entry import Entry
from kg.ingest.quarantine.mend import shown_cells

# A spreadsheet takes a text that begins so for a formula, and may run it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = (
    "id", "source", "table", "key", "file", "line", "state", "firstSeen", "lastSeen", "reason",
    "column", "value", "rule", "suggestions", "cells",
)  # fmt: skip


def write_csv(stream: TextIO, entries: Iterable[Entry]) -> None:
    """A line for each fault of each row."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEAD)
    for entry in entries:
        row = entry.row
        seen = (entry.first_seen.isoformat(), entry.last_seen.isoformat())
        place = (entry.id, entry.source, row.table, row.key or "", row.file, row.line)
        cells = json.dumps(dict(shown_cells(row)), ensure_ascii=False)
        for fault in row.faults:
            readings = " | ".join(reading.value for reading in fault.suggestions)
            said = (fault.reason, fault.column, fault.value, fault.rule, readings, cells)
            writer.writerow([harmless(v) for v in (*place, entry.state, *seen, *said)])


def harmless(value: object) -> str:
    """A value as a cell that is no formula: such a text gets an apostrophe in front."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text
