"""The quarantine as one run of a load uses it: chunk by chunk, so that nothing is kept in memory.

Whatever is kept here twice is kept once: a row is known by its source, table and content, so a
run that was cut off and run again, and the next night's, see it again.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.ingest.quarantine.database import Database
from kg.ingest.quarantine.entry import WAITING, Fault, KeptOut, State
from kg.ingest.quarantine.rows import cells_text, fault_row, storable
from kg.model import SourceRecord

# How many values a statement of SQLite is given at once.
AT_ONCE = 500
SEEN_AGAIN = {State.SUPERSEDED: State.OPEN, State.REPLAYED: State.FIXED}
CLOSABLE = (*WAITING, State.REPLAYED)


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
                known = self._known(table, [row.content for row in rows])
                for row in rows:
                    known[row.content] = self._keep(change, run, row, known.get(row.content))
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

    def _keep(
        self, change: sqlite3.Connection, run: int, row: KeptOut, known: tuple[int, str, int] | None
    ) -> tuple[int, str, int]:
        if known is None:
            entry, state = self._add(change, run, row), State.OPEN
        else:
            entry, before, last_run = known
            if last_run == run:
                return known
            state = SEEN_AGAIN.get(State(before), State(before))
            change.execute(
                "UPDATE row SET key = ?, file = ?, line = ?, state = ?, closedBy = NULL,"
                " lastRun = ?, lastSeen = ?, times = times + 1 WHERE id = ?",
                (_text(row.key), storable(row.file), row.line, state, run, self._now, entry),
            )
        add_faults(change, entry, row.faults)
        return entry, state, run

    def _add(self, change: sqlite3.Connection, run: int, row: KeptOut) -> int:
        cursor = change.execute(
            "INSERT INTO row (source, tableName, key, file, line, content, cells, isRead, state,"
            " times, firstSeen, lastSeen, firstRun, lastRun)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
            (
                self._source,
                row.table,
                _text(row.key),
                storable(row.file),
                row.line,
                row.content,
                cells_text(row.cells),
                row.is_read,
                State.OPEN,
                self._now,
                self._now,
                run,
                run,
            ),
        )
        assert cursor.lastrowid is not None  # noqa: S101  # it has just been given
        return cursor.lastrowid

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
    change.executemany("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _listed(states: Iterable[State]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


def _text(key: str | None) -> str | None:
    return None if key is None else storable(key)
