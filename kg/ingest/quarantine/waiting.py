"""Counts rows in quarantine without changing or making anything."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from kg.errors import StateError
from kg.ingest.quarantine.entry import WAITING


def count_waiting(file: Path) -> Mapping[str, int]:
    """How many rows of each source wait for their keeper; StateError for a damaged file."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            rows = opened.execute(
                "SELECT source, count(*) FROM row WHERE state IN (?, ?) GROUP BY 1 ORDER BY 1",
                WAITING,
            ).fetchall()
    except sqlite3.DatabaseError as error:
        raise StateError(
            f"{file} cannot be read ({error}); next step: move it away and load the files again"
        ) from error
    return dict(rows)
