"""A database for what one run notes of all its rows: in memory until it is large, then on disk."""

import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.errors import StorageError

# What is kept in memory; SQLite puts the rest into its file.
CACHE_KILOBYTES = 48_000
# How many values are asked for in one statement.
PAGE = 500


class Scratch:
    """One database of one process; its file has no name and goes with the process."""

    def __init__(
        self, tables: str, folder: Path | None = None, cache: int = CACHE_KILOBYTES
    ) -> None:
        """With these tables; its file lies in `folder`, or where SQLite puts such files."""
        self._connection = _opened(folder)
        # Whichever thread happens to collect it.
        weakref.finalize(self, self._connection.close)
        self._connection.execute(f"PRAGMA cache_size = -{cache}")
        self._connection.executescript(tables)

    def rows(self, text: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement finds."""
        return self._connection.execute(text, values)

    def find(self, text: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement finds which ends with the column that has these values."""
        for begin in range(0, len(values), PAGE):
            page = values[begin : begin + PAGE]
            marks = ", ".join("?" * len(page))
            yield from self._connection.execute(f"{text} IN ({marks})", page)

    def change(self, text: str, rows: Iterable[Sequence[object]]) -> None:
        """Carries a statement out for each of the rows."""
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(text, rows)
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise StorageError(
                f"cannot keep what the files hold while they are read: {error}; next step: free "
                "space"
            ) from error


def _opened(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        connection = _connected("")
    else:
        try:
            # Nobody else can read it, and once it is open nobody finds it.
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".scratch-") as file:
                connection = _connected(file.name)
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                # SQLite opens a file when it first writes.
                connection.execute("PRAGMA user_version = 1")
        except OSError as error:
            raise StorageError(
                f"cannot write {folder}: {error.strerror}; next step: set KG_HOME to a folder of "
                "yours"
            ) from error
    return connection


def _connected(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    # What is cut off here is lost anyway.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection
