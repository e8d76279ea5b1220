"""The file of the quarantine: one SQLite database for its owner alone."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.errors import StateError, StorageError, TransientError

VERSION = 2
IN_MEMORY = ":memory:"
# As long as another process writes, one waits; what a load writes at once takes a moment.
PATIENCE_SECONDS = 30.0
TABLES = """
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL, startedAt TEXT NOT NULL, load TEXT
);
CREATE INDEX IF NOT EXISTS run_load ON run (load);
CREATE TABLE IF NOT EXISTS row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL, tableName TEXT NOT NULL, key TEXT,
  file TEXT NOT NULL, line INTEGER NOT NULL,
  content TEXT NOT NULL, cells TEXT NOT NULL, isRead INTEGER NOT NULL,
  state TEXT NOT NULL, times INTEGER NOT NULL,
  firstSeen TEXT NOT NULL, lastSeen TEXT NOT NULL,
  firstRun INTEGER NOT NULL REFERENCES run (id), lastRun INTEGER NOT NULL REFERENCES run (id),
  closedBy INTEGER REFERENCES run (id),
  fix TEXT, fixKey TEXT, fixHash TEXT,
  rows INTEGER NOT NULL DEFAULT 1, lastLine INTEGER,
  UNIQUE (source, tableName, content)
);
CREATE INDEX IF NOT EXISTS row_key ON row (source, tableName, key);
CREATE INDEX IF NOT EXISTS row_state ON row (state, source);
CREATE INDEX IF NOT EXISTS row_lastRun ON row (lastRun);
CREATE INDEX IF NOT EXISTS row_closedBy ON row (closedBy);
CREATE TABLE IF NOT EXISTS fault (
  row INTEGER NOT NULL REFERENCES row (id) ON DELETE CASCADE, place INTEGER NOT NULL,
  columnName TEXT NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL,
  reason TEXT NOT NULL, rule TEXT NOT NULL, suggestions TEXT NOT NULL, target TEXT,
  PRIMARY KEY (row, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fault_reason ON fault (reason);
"""
# How a file of each earlier version becomes one of the next.
UPGRADES = {
    1: (
        "ALTER TABLE row ADD COLUMN rows INTEGER NOT NULL DEFAULT 1;"
        "ALTER TABLE row ADD COLUMN lastLine INTEGER;"
    )
}


class Database:
    """One connection; errors of SQLite come as ours."""

    def __init__(self, place: Path | str) -> None:
        """Opens the file, which is made when it is not there; IN_MEMORY is for tests and trials."""
        self.place = place
        with self._translated():
            if isinstance(place, Path):
                _make(place)
            self._connection = sqlite3.connect(
                place, timeout=PATIENCE_SECONDS, isolation_level=None
            )
            # What is deleted must not be found in the file; so no log beside it, either.
            for pragma in ("journal_mode = DELETE", "secure_delete = ON", "foreign_keys = ON"):
                self._connection.execute(f"PRAGMA {pragma}").fetchone()
            self._prepare()

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    def rows(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a statement finds."""
        with self._translated():
            return self._connection.execute(text, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def vacuum(self) -> None:
        """Writes the file anew, so that nothing is left of what was deleted."""
        with self._translated():
            self._connection.execute("VACUUM")

    def _prepare(self) -> None:
        [version] = self._connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise StateError(
                f"{self.place} was written by a newer version ({version}, this one knows "
                f"{VERSION}); next step: upgrade this installation"
            )
        if version < VERSION:
            steps = (
                TABLES if version == 0 else "".join(UPGRADES[v] for v in range(version, VERSION))
            )
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {VERSION}; COMMIT;"
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise TransientError(
                    f"{self.place} is used by another command; next step: the same again"
                ) from error
            raise StorageError(
                f"cannot use {self.place}: {error}; next step: free space, or set KG_HOME"
            ) from error
        except sqlite3.DatabaseError as error:
            raise StateError(
                f"{self.place} is damaged ({error}); next step: move it away and load the files "
                "again, which tells what is wrong with them anew"
            ) from error


def _make(place: Path) -> None:
    """An empty file that nobody else can read; SQLite gives its journal the same rights."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageError(
            f"cannot write {place}: {error.strerror}; next step: free space, or set KG_HOME"
        ) from error
