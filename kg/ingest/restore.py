"""Fills an empty graph from a backup: records as they were, all else computed from them again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import InputError, StateError
from kg.graph.archive import Archive, KeptLoad, Settled, load_number
from kg.graph.batch import KeptRecord
from kg.graph.ledger import Ledger
from kg.graph.sealer import Sealer
from kg.graph.tombstones import Tombstone, united
from kg.ingest.backup import PROGRESS_RECORDS, Progress
from kg.ingest.backup_file import damaged, read_lines
from kg.ingest.backup_lines import LineReader, read_tombstone
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader, Statement
from kg.ingest.forgetting.forgotten import NOBODY, Forgotten
from kg.ingest.table import Table

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
    tombstones: tuple[Tombstone, ...]
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
    tombstones: tuple[Tombstone, ...] = ()


@dataclass(frozen=True, slots=True)
class Barred:
    """People who are not to come back, besides those whom a backup itself names."""

    tombstones: tuple[Tombstone, ...]
    sealer: Sealer

    def with_those_of(self, backup: Sequence[Tombstone]) -> Forgotten:
        """All of them; those of the backup as far as our key knows them again.

        Of these it has nothing any more. That is looked at once more, but is no reason to refuse
        a backup whose key is not there.
        """
        key = self.sealer.key_mark() if backup and self.sealer.has_key() else ""
        own = (tombstone for tombstone in backup if tombstone.key_mark == key)
        return Forgotten(united((*self.tombstones, *own)), self.sealer)


class Restore:
    """Restores backups into one graph."""

    def __init__(
        self,
        archive: Archive,
        ledger: Ledger,
        reader: FactReader,
        tables: Mapping[str, Table],
        barred: Barred | None = None,
    ) -> None:
        """`tables` are those whose records this version can read; `barred` says who is not to
        come back."""
        self._archive = archive
        self._barred = barred
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
        forgotten = self._barred.with_those_of(backup.tombstones) if self._barred else NOBODY
        forgotten.check_key()
        is_begun = self._check_begun(backup)
        self._archive.begin_restore(
            backup.content, backup.loads_begun, backup.loads, backup.settled
        )
        self._archive.bury((*backup.tombstones, *(self._barred.tombstones if self._barred else ())))
        composer = Composer(self._ledger, self._reader)
        done, table, unfit = 0, "", 0
        kept = _Kept(forgotten, self._tables)
        for page in _pages(filter(kept, self._records(file))):
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
        if kept.left_out:
            records = "1 record" if kept.left_out == 1 else f"{kept.left_out:,} records"
            notes.append(f"{records} of people who were forgotten since: left out")
        restored = backup.records - kept.left_out
        return RestoreReport(len(backup.loads), restored, backup.tombstones, tuple(notes))

    def check(self, file: Path) -> CheckedBackup:
        """Reads a whole backup and says what is in it; raises InputError when it is damaged."""
        header: dict[str, Any] = {}
        loads: dict[str, KeptLoad] = {}
        sources, judgements, feedback = [], [], []
        tombstones: list[Tombstone] = []
        records, content = 0, ""
        for kind, line in read_lines(file):
            match kind:
                case "header":
                    header = line
                case "source":
                    sources.append(_read(file, self._lines.source, line))
                case "judgement":
                    judgements.append(_read(file, self._lines.judgement, line))
                case "feedback":
                    feedback.append(_read(file, self._lines.feedback, line))
                case "load":
                    load = _read(file, self._lines.load, line)
                    loads[load.id] = load
                case "tombstone":
                    tombstones.append(_tombstone(file, line))
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
        begun, settled = max([begun, *numbers]), Settled(sources, judgements, feedback)
        return CheckedBackup(
            file, content, begun, tuple(in_order), settled, records, tuple(tombstones)
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


@dataclass
class _Kept:
    """Says whether a record is to come back, and counts those that are not."""

    forgotten: Forgotten
    tables: Mapping[str, Table]
    left_out: int = 0

    def __call__(self, kept: KeptRecord) -> bool:
        is_forgotten = self.forgotten.is_record(self.tables[kept.record.table], kept.record)
        self.left_out += is_forgotten
        return not is_forgotten


def _tombstone(file: Path, line: Mapping[str, Any]) -> Tombstone:
    try:
        return read_tombstone(line)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(file, "a tombstone cannot be read") from error


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
