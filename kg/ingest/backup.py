"""Writes a graph into a file: its loads and records, and what was settled besides.

All else is computed from these.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, StateError, TransientError
from kg.graph.archive import Archive, KeptLoad, load_number
from kg.graph.batch import KeptRecord
from kg.graph.prepare import GraphState
from kg.graph.tombstones import Tombstone
from kg.ingest.backup_file import BackupWriter, Seal, put_in_place
from kg.ingest.backup_lines import (
    feedback_line,
    judgement_line,
    load_line,
    record_line,
    source_line,
    tombstone_line,
)

# How often a graph is read that changes meanwhile.
TRIES = 3
PROGRESS_RECORDS = 10_000

Progress = Callable[[int], None]
Parts = Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds, and the revision of the graph that it was made of."""

    revision: int
    seal: Seal


class _ChangedError(Exception):
    """The graph changed while it was read."""


class Backup:
    """Makes backups of one graph."""

    def __init__(self, archive: Archive, tables: Sequence[str]) -> None:
        """`tables` in the order in which they are loaded: a restore meets first what others
        refer to."""
        self._archive = archive
        self._ranks = {table: rank for rank, table in enumerate(tables)}

    def write(self, file: Path, progress: Progress = lambda _n: None) -> BackupReport:
        """Writes the backup, and gives it its name when it is whole.

        Raises StateError when there is nothing to back up, TransientError when the graph does
        not stand still, and StorageError when the file cannot be written.
        """
        folder = file.absolute().parent
        if not folder.is_dir():
            raise InputError(f"there is no folder {folder}; next step: make it, or name another")
        for _ in range(TRIES):
            try:
                return self._write(file, progress)
            except _ChangedError:
                continue
        raise TransientError(
            f"the graph changed each of the {TRIES} times that it was read, and {file} was not "
            "written; next step: wait until no load runs, then the same command again"
        )

    def _write(self, file: Path, progress: Progress) -> BackupReport:
        state = self._archive.state()
        _check(state)
        loads, settled = self._archive.loads(), self._archive.settled()
        parts = self._parts(loads)
        tombstones = self._archive.tombstones()
        _check_erased(tombstones)
        counts = {
            "sources": len(settled.sources),
            "judgements": len(settled.judgements),
            "feedback": len(settled.feedback),
            "tombstones": len(tombstones),
            "loads": len(loads),
            "records": sum(count for _, _, count in parts),
        }
        header = _header(state, counts)
        with put_in_place(file) as stream, BackupWriter(stream, header) as writer:
            for source in settled.sources:
                writer.write("source", source_line(source))
            for judgement in settled.judgements:
                writer.write("judgement", judgement_line(judgement))
            for feedback in settled.feedback:
                writer.write("feedback", feedback_line(feedback))
            for load in loads:
                writer.write("load", load_line(load))
            for tombstone in tombstones:
                writer.write("tombstone", tombstone_line(tombstone))
            for done, kept in enumerate(self._records(parts), start=1):
                writer.write("record", record_line(kept))
                if done % PROGRESS_RECORDS == 0:
                    progress(done)
            seal = writer.seal()
            counts = {name: getattr(seal, name) for name in header["counts"]}
            if self._archive.state() != state or counts != header["counts"]:
                raise _ChangedError
        return BackupReport(state.revision, seal)

    def _parts(self, loads: Sequence[KeptLoad]) -> Parts:
        """Each table of each load with the number of its records, in the order of the tables."""
        parts = [
            (table, load.id, count)
            for load in loads
            for table, count in self._archive.tables(load.id).items()
        ]
        last = len(self._ranks)
        return sorted(parts, key=lambda p: (self._ranks.get(p[0], last), p[0], load_number(p[1])))

    def _records(self, parts: Parts) -> Iterator[KeptRecord]:
        for table, load, _ in parts:
            yield from self._archive.records(load, table)


def _header(state: GraphState, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "createdAt": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "ontology": state.ontology,
        "revision": state.revision,
        "loadsBegun": state.loads_begun,
        "counts": counts,
    }


def _check(state: GraphState) -> None:
    if state.restoring:
        raise StateError(
            "a restore into this graph was cut off, so it is incomplete; next step: the same "
            "kg restore again"
        )
    if state.revision == 0:
        raise StateError("the graph is empty: there is nothing to back up; try: kg ingest --help")


def _check_erased(tombstones: Sequence[Tombstone]) -> None:
    if any(tombstone.is_erasing for tombstone in tombstones):
        raise StateError(
            "forgetting somebody was cut off, and a backup now might hold that person; next step: "
            "the same kg forget contact again"
        )
