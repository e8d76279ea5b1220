"""Rows in quarantine as lines and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from kg.ingest.quarantine.entry import Entry, Fault
from kg.ingest.quarantine.mend import Mended, shown_cells
from kg.ingest.rejection import LONGEST_SHOWN, shortened

LONGEST_CELL = 400


def line(entry: Entry) -> str:
    """`12  demo  open  organisations.csv line 7  not-a-number  employees '12 kg' → 12`."""
    row, first = entry.row, entry.row.faults[:1]
    parts = [str(entry.id), entry.source, str(entry.state), f"{row.file} {_lines(entry)}"]
    for fault in first:
        more = f" (and {len(row.faults) - 1:,} more)" if row.faults[1:] else ""
        parts.append(f"{fault.reason}{more}")
        parts.append(f"{fault.column} {shortened(fault.value, LONGEST_SHOWN)!r}{_meant(fault)}")
    return "  ".join(parts)


def fault_line(fault: Fault) -> str:
    """What is wrong with a cell: `country 'de': must be two capital letters such as DE`."""
    value = shortened(fault.value, LONGEST_SHOWN)
    return f"{fault.reason}  {fault.column} {value!r}: {shortened(fault.rule, LONGEST_CELL)}"


def show_entry(
    entry: Entry,
    faults: Sequence[Fault],
    cells: Mapping[str, str] | None,
    fixed: Mapping[str, str] | None,
) -> None:
    """A row in full; `cells` and `fixed` are given where private ones were opened."""
    row = entry.row
    click.echo(f"row {entry.id} of {entry.source}, {row.file} {_lines(entry)}: {entry.state}")
    click.echo(
        f"  table {row.table or 'unknown'}  key {row.key or 'none'}  load {entry.load or '-'}"
    )
    seen = f"{_time(entry.first_seen)}  last seen {_time(entry.last_seen)}  times {entry.times:,}"
    click.echo(f"  first seen {seen}")
    for fault in faults:
        click.echo(f"  {fault_line(fault)}")
        for reading in fault.suggestions:
            click.echo(f"    suggestion: {fault.cell}={reading.value}  ({reading.why})")
    mended = fixed or (shown_cells(entry.fix) if entry.fix else {})
    before = cells or shown_cells(row)
    for name, text in before.items():
        click.echo(f"    {name} = {shortened(text, LONGEST_CELL)}")
    for name in dict.fromkeys((*before, *mended)) if mended else ():
        if before.get(name) != mended.get(name):
            click.echo(f"    fixed: {name} = {shortened(mended.get(name, ''), LONGEST_CELL)}")
    if "sealed" in row.cells and cells is None:
        click.echo("    (private values are sealed; --open shows them)")


def mended_lines(mended: Mended) -> Iterator[str]:
    """What became of a row, and what is still wrong with it."""
    row = mended.entry.row
    yield f"{mended.entry.id}  {mended.state}  {row.file} line {row.line}"
    for fault in mended.faults:
        yield f"  {fault_line(fault)}{_meant(fault)}"


def mended_json(mended: Mended) -> dict[str, Any]:
    """The same as JSON."""
    faults = [_fault_json(fault) for fault in mended.faults]
    return {"id": mended.entry.id, "state": str(mended.state), "faults": faults}


def entry_json(
    entry: Entry,
    faults: Sequence[Fault] | None = None,
    cells: Mapping[str, str] | None = None,
    fixed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A row in full as JSON."""
    row = entry.row
    return {
        "id": entry.id,
        "source": entry.source,
        "table": row.table or None,
        "key": row.key,
        "file": row.file,
        "line": row.line,
        "lastLine": entry.last_line,
        "equalRows": entry.equal,
        "load": entry.load,
        "state": str(entry.state),
        "firstSeen": _time(entry.first_seen),
        "lastSeen": _time(entry.last_seen),
        "times": entry.times,
        "faults": [_fault_json(fault) for fault in (row.faults if faults is None else faults)],
        "cells": dict(cells or shown_cells(row)),
        "fix": dict(fixed or shown_cells(entry.fix)) if entry.fix else None,
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "reason": str(fault.reason),
        "column": fault.column,
        "cell": fault.cell,
        "value": fault.value,
        "rule": fault.rule,
        "suggestions": [{"value": s.value, "why": s.why} for s in fault.suggestions],
    }


def _lines(entry: Entry) -> str:
    """`line 7`, or `lines 7 to 90 (12 equal rows)`."""
    if entry.equal == 1:
        return f"line {entry.row.line}"
    return f"lines {entry.row.line} to {entry.last_line} ({entry.equal:,} equal rows)"


def _meant(fault: Fault) -> str:
    readings = " or ".join(reading.value for reading in fault.suggestions)
    return f" → {readings}" if readings else ""


def _time(at: Any) -> str:
    return str(at.isoformat(timespec="seconds"))
