"""Fills an empty graph from a backup: records as they were, all else computed from them again."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import InputError, StateError
from kg.graph.archive import Archive, KeptLoad, Settled, load_number
from kg.graph.batch import KeptRecord
from kg.graph.ledger import Ledger
from kg.ingest.backup import PROGRESS_RECORDS, Progress
from kg.ingest.backup_file import damaged, read_lines
from kg.ingest.backup_lines import LineReader
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader, Statement

Read = TypeVar("Read")
PAGE_RECORDS = 1_000
PAGE_BYTES = 2_000_000
EMPTY_ONE = (
    "set KG_HOME to a new folder, or KG_GRAPH_URI to an empty database, and restore into that"
)


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored, and what is to be said of it."""

    loads: int
    records: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedBackup:
    """A backup that was read to its end without a fault; `content` is its checksum."""

    file: Path
    content: str
    loads_begun: int
    loads: tuple[KeptLoad, ...]
    settled: Settled
    records: int


class Restore:
    """Restores backups into one graph."""

    def __init__(
        self, archive: Archive, ledger: Ledger, reader: FactReader, tables: Collection[str]
    ) -> None:
        """`tables` are those whose records this version can read."""
        self._archive = archive
        self._ledger = ledger
        self._reader = reader
        self._tables = tables
        self._lines = LineReader(reader.contract)

    def read(self, file: Path, progress: Progress = lambda _n: None) -> RestoreReport:
        """Restores a backup, or what is missing of it when a restore of it was cut off.

        Raises InputError before anything is written when the file is damaged, and StateError
        when the graph is not empty.
        """
        self._check_empty()
        backup = self.check(file)
        is_begun = self._check_begun(backup)
        self._archive.begin_restore(
            backup.content, backup.loads_begun, backup.loads, backup.settled
        )
        composer = Composer(self._ledger, self._reader)
        done, table, unfit = 0, "", 0
        for page in _pages(self._records(file)):
            if page[0].record.table != table:
                # Regions may have come with the table before.
                table = page[0].record.table
                composer.read_codes()
            unfit += self._write(composer, self._missing(page) if is_begun else page)
            if (done + len(page)) // PROGRESS_RECORDS > done // PROGRESS_RECORDS:
                progress(done + len(page))
            done += len(page)
        notes = composer.link_arrivals(backup.loads[-1].id) if backup.loads else []
        self._archive.end_restore()
        if unfit:
            notes.append(
                f"{unfit:,} records do not fit the rules of this version; they are kept, and "
                "state nothing until they are loaded again"
            )
        return RestoreReport(len(backup.loads), backup.records, tuple(notes))

    def check(self, file: Path) -> CheckedBackup:
        """Reads a whole backup and says what is in it; raises InputError when it is damaged."""
        header: dict[str, Any] = {}
        loads: dict[str, KeptLoad] = {}
        sources, judgements = [], []
        records, content = 0, ""
        for kind, line in read_lines(file):
            match kind:
                case "header":
                    header = line
                case "source":
                    sources.append(_read(file, self._lines.source, line))
                case "judgement":
                    judgements.append(_read(file, self._lines.judgement, line))
                case "load":
                    load = _read(file, self._lines.load, line)
                    loads[load.id] = load
                case "record":
                    self._check_record(file, line, loads)
                    records += 1
                case _:
                    content = line["sha256"]
        numbers = [load_number(load) for load in loads]
        begun = header.get("loadsBegun")
        if not isinstance(begun, int) or len(set(numbers)) != len(numbers):
            raise damaged(file, "its loads are not numbered")
        in_order = sorted(loads.values(), key=lambda load: load_number(load.id))
        settled = Settled(sources, judgements)
        return CheckedBackup(
            file, content, max([begun, *numbers]), tuple(in_order), settled, records
        )

    def _check_record(
        self, file: Path, line: Mapping[str, Any], loads: Mapping[str, KeptLoad]
    ) -> None:
        kept = _read(file, self._lines.record, line)
        record = kept.record
        retired_in = record.retired.load if record.retired else record.load
        unknown = {record.load, kept.superseded_in or record.load, retired_in} - loads.keys()
        if unknown:
            raise damaged(file, f"it lacks the load {min(unknown)!r}")
        if record.table not in self._tables:
            raise InputError(
                f"{file} holds records of {record.table!r}, which this version does not know; "
                "next step: upgrade this installation"
            )

    def _check_empty(self) -> None:
        state = self._archive.state()
        if state.revision and not state.restoring:
            raise StateError(
                f"the graph is not empty (revision {state.revision}), and a restore does not mix; "
                f"next step: {EMPTY_ONE}"
            )

    def _check_begun(self, backup: CheckedBackup) -> bool:
        """Whether a restore of this backup was cut off here; refuses what does not go on."""
        state = self._archive.state()
        if not state.restoring:
            return False
        if state.restoring != backup.content:
            raise StateError(
                "a restore of another backup was cut off in this graph; next step: kg restore "
                f"with that file again, or {EMPTY_ONE}"
            )
        if state.loads_begun != backup.loads_begun:
            raise StateError(
                "files were loaded into this graph after its restore was cut off, and a restore "
                f"does not mix; next step: {EMPTY_ONE}"
            )
        return True

    def _records(self, file: Path) -> Iterator[KeptRecord]:
        return (self._lines.record(line) for kind, line in read_lines(file) if kind == "record")

    def _missing(self, page: list[KeptRecord]) -> list[KeptRecord]:
        there = {record.id for record in self._ledger.records(k.record.id for k in page)}
        return [kept for kept in page if kept.record.id not in there]

    def _write(self, composer: Composer, page: list[KeptRecord]) -> int:
        """Writes a page as one transaction; returns how many current records state nothing."""
        history = tuple(kept for kept in page if not kept.is_current)
        current = [kept.record for kept in page if kept.is_current]
        statements, unfit = [], 0
        for record in current:
            read = self._reader.read(record)
            if isinstance(read, Statement):
                statements.append(composer.resolve(read))
            else:
                statements.append(Statement(record, (), ()))
                unfit += 1
        if page:
            composer.write(page[0].record.load, statements, history=history)
        return unfit


def _read(file: Path, read: Callable[[Mapping[str, Any]], Read], line: Mapping[str, Any]) -> Read:
    """What a line holds; raises InputError where it breaks a rule."""
    try:
        return read(line)
    except ValueError as error:
        raise damaged(file, str(error)) from error


def _pages(records: Iterator[KeptRecord]) -> Iterator[list[KeptRecord]]:
    """The records in pages of one table each, which are kept in memory."""
    page: list[KeptRecord] = []
    size = 0
    for kept in records:
        is_full = len(page) >= PAGE_RECORDS or size >= PAGE_BYTES
        if page and (is_full or kept.record.table != page[0].record.table):
            yield page
            page, size = [], 0
        page.append(kept)
        size += sum(map(len, kept.record.values.values()))
    if page:
        yield page
