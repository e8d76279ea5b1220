"""The quarantine as one run of a load uses it: chunk by chunk, so that nothing is kept in memory.

Whatever is kept here twice is kept once, and counted: a row is known by its source, table and
content, so a run that was cut off and run again, and the next night's, see it again.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.ingest.quarantine.database import Database
from kg.ingest.quarantine.entry import WAITING, Fault, KeptOut, State
from kg.ingest.quarantine.rows import cells_text, fault_row, storable
from kg.model import SourceRecord

# How many values a statement of SQLite is given at once.
AT_ONCE = 500
SEEN_AGAIN = {State.SUPERSEDED: State.OPEN, State.REPLAYED: State.FIXED}
CLOSABLE = (*WAITING, State.REPLAYED)
ADD_FAULT = "INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Equal(NamedTuple):
    """Rows of one content: the first of them, how many there are, and the line of the last."""

    row: KeptOut
    many: int
    last_line: int


@dataclass(frozen=True, slots=True)
class KnownFix:
    """A mended row: the slot that its record has, and the digest of its cells."""

    entry: int
    slot: str
    hash: str


class Session:
    """One run of one source; `is_trial` for one that writes nothing."""

    def __init__(self, database: Database, source: str, *, is_trial: bool = False) -> None:
        self._database, self._source, self._is_trial = database, source, is_trial
        self._run: int | None = None
        self._now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        rows = database.rows(
            "SELECT tableName, max(fixHash IS NOT NULL) FROM row WHERE source = ?"
            " GROUP BY tableName",
            source,
        )
        self._has_fixes = {str(table): bool(has) for table, has in rows}
        self._has_arrivals = False

    def has_fixes(self, table: str) -> bool:
        """Whether any row of a table was mended."""
        return self._has_fixes.get(table, False)

    def fixes(self, table: str, contents: Sequence[str]) -> dict[str, KnownFix]:
        """What rows with these contents were mended to."""
        if not self.has_fixes(table):
            return {}
        found = self._found(
            "SELECT content, id, fixKey, fixHash FROM row WHERE fixHash IS NOT NULL"
            " AND source = ? AND tableName = ? AND content",
            table,
            contents,
        )
        return {c: KnownFix(i, f"{self._source}/{table}/{key}", h) for c, i, key, h in found}

    def dismissed(self, table: str, contents: Sequence[str]) -> set[str]:
        """Which of these contents somebody has dismissed."""
        if table not in self._has_fixes:
            return set()
        found = self._found(
            f"SELECT content FROM row WHERE state = '{State.DISMISSED}'"
            " AND source = ? AND tableName = ? AND content",
            table,
            contents,
        )
        return {content for (content,) in found}

    def keep(self, rows: Sequence[KeptOut], load: str | None) -> int:
        """Keeps rows; returns how many of them were dismissed before."""
        if not rows:
            return 0
        table = rows[0].table
        dismissed = self.dismissed(table, [row.content for row in rows])
        if not self._is_trial:
            with self._database.change() as change:
                run = self._begun(change, load)
                found = equal_rows(rows)
                known = self._known(table, list(found))
                self._see_again(change, run, found, known)
                self._add(change, run, [e for c, e in found.items() if c not in known])
        return sum(row.content in dismissed for row in rows)

    def note_fixed(self, entries: Sequence[int], load: str | None) -> None:
        """Notes that rows came again as they were before they were mended."""
        if entries and not self._is_trial:
            with self._database.change() as change:
                run = self._begun(change, load)
                change.executemany(
                    f"UPDATE row SET state = '{State.REPLAYED}', lastRun = ?, lastSeen = ?,"
                    " times = times + (lastRun <> ?) WHERE id = ?",
                    [(run, self._now, run, entry) for entry in entries],
                )

    def note_accepted(self, table: str, rows: Sequence[SourceRecord], load: str | None) -> None:  # noqa: ARG002
        """Notes that rows were accepted: what was wrong with the rows of their keys is mended."""
        if table not in self._has_fixes or self._is_trial:
            return
        keys = [row.key for row in rows]
        found = self._found(
            f"SELECT id FROM row WHERE state IN {_listed(CLOSABLE)}"
            " AND source = ? AND tableName = ? AND key",
            table,
            keys,
        )
        if ids := list(found):
            with self._database.change() as change:
                change.execute("CREATE TEMP TABLE IF NOT EXISTS arrived (id INTEGER PRIMARY KEY)")
                change.executemany("INSERT OR IGNORE INTO temp.arrived VALUES (?)", ids)
            self._has_arrivals = True

    def finish(self, load: str | None) -> None:
        """Closes what arrived well in this run, and what came with the same key and other faults.

        Not what was kept out in this run: of two rows with one key the other may be at fault.
        """
        if self._is_trial or (self._run is None and not self._has_arrivals):
            return
        with self._database.change() as change:
            run = self._begun(change, load)
            close = (
                f"UPDATE row SET state = '{State.SUPERSEDED}', closedBy = ?"
                f" WHERE state IN {_listed(CLOSABLE)} AND lastRun <> ?"
            )
            if self._has_arrivals:
                change.execute(f"{close} AND id IN (SELECT id FROM temp.arrived)", (run, run))
                change.execute("DROP TABLE temp.arrived")
            change.execute(
                f"{close} AND source = ? AND (tableName, key) IN"
                " (SELECT tableName, key FROM row WHERE lastRun = ? AND key IS NOT NULL)",
                (run, run, self._source, run),
            )
        self._has_arrivals = False

    def _see_again(
        self,
        change: sqlite3.Connection,
        run: int,
        found: Mapping[str, Equal],
        known: Mapping[str, tuple[int, str, int]],
    ) -> None:
        """Counts rows that have an entry: in the run that saw them last, or in this one anew."""
        for content, (entry, before, last_run) in known.items():
            row, count, last = found[content]
            if last_run == run:
                change.execute(
                    "UPDATE row SET rows = rows + ?, lastLine = ? WHERE id = ?",
                    (count, last, entry),
                )
                continue
            state = SEEN_AGAIN.get(State(before), State(before))
            change.execute(
                "UPDATE row SET key = ?, file = ?, line = ?, state = ?, closedBy = NULL,"
                " lastRun = ?, lastSeen = ?, times = times + 1, rows = ?, lastLine = ?"
                " WHERE id = ?",
                (
                    *(_text(row.key), storable(row.file), row.line, state, run, self._now),
                    *(count, last, entry),
                ),
            )
            add_faults(change, entry, row.faults)

    def _add(self, change: sqlite3.Connection, run: int, found: Sequence[Equal]) -> None:
        """Makes entries, all of them at once."""
        [(last,)] = change.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'row'")
        entries = list(enumerate(found, (last or 0) + 1))
        change.executemany(
            "INSERT INTO row (id, source, tableName, key, file, line, content, cells, isRead,"
            " rows, lastLine, state, times, firstSeen, lastSeen, firstRun, lastRun)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
            (
                (
                    *(id_, self._source, row.table, _text(row.key), storable(row.file), row.line),
                    *(row.content, cells_text(row.cells), row.is_read, count, last_line),
                    *(State.OPEN, self._now, self._now, run, run),
                )
                for id_, (row, count, last_line) in entries
            ),
        )
        change.executemany(
            ADD_FAULT,
            (
                fault_row(id_, place, fault)
                for id_, (row, _, _) in entries
                for place, fault in enumerate(row.faults)
            ),
        )

    def _known(self, table: str, contents: Sequence[str]) -> dict[str, tuple[int, str, int]]:
        found = self._found(
            "SELECT content, id, state, lastRun FROM row WHERE source = ? AND tableName = ?"
            " AND content",
            table,
            contents,
        )
        return {content: (entry, state, run) for content, entry, state, run in found}

    def _found(self, text: str, table: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement finds of a table for values, which it ends with."""
        unique = [storable(value) for value in dict.fromkeys(values)]
        for begin in range(0, len(unique), AT_ONCE):
            part = unique[begin : begin + AT_ONCE]
            marks = ", ".join("?" * len(part))
            yield from self._database.rows(f"{text} IN ({marks})", self._source, table, *part)

    def _begun(self, change: sqlite3.Connection, load: str | None) -> int:
        if self._run is None:
            cursor = change.execute(
                "INSERT INTO run (source, startedAt, load) VALUES (?, ?, ?)",
                (self._source, self._now, load),
            )
            self._run = cursor.lastrowid or 0
        elif load is not None:
            change.execute("UPDATE run SET load = ? WHERE id = ?", (load, self._run))
        return self._run


def add_faults(change: sqlite3.Connection, entry: int, faults: Sequence[Fault]) -> None:
    """Puts faults in place of those that an entry had."""
    change.execute("DELETE FROM fault WHERE row = ?", (entry,))
    rows = [fault_row(entry, place, fault) for place, fault in enumerate(faults)]
    change.executemany(ADD_FAULT, rows)


def equal_rows(rows: Iterable[KeptOut]) -> dict[str, Equal]:
    """The first of the rows with each content, how many there are, and the line of the last."""
    found: dict[str, Equal] = {}
    for row in rows:
        first = found.get(row.content)
        found[row.content] = (
            Equal(first.row, first.many + 1, row.line) if first else Equal(row, 1, row.line)
        )
    return found


def _listed(states: Iterable[State]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


def _text(key: str | None) -> str | None:
    return None if key is None else storable(key)
