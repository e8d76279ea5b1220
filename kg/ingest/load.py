"""Loads the files of a source: rows become records, records become the canonical graph.

A load may be cut off anywhere and run again: every chunk is one transaction, unchanged rows
are recognised by their hash, and nothing is written when nothing has changed.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from kg.errors import InputError
from kg.graph.ledger import Ledger
from kg.graph.sealer import Sealer
from kg.ingest.facts import FactReader
from kg.ingest.file_mark import FileMark
from kg.ingest.files import FoundFile
from kg.ingest.forgetting.forgotten import NOBODY, Forgotten
from kg.ingest.mended import MendedSlots
from kg.ingest.private import PrivateCells
from kg.ingest.progress import Batch
from kg.ingest.quarantine.session import Session
from kg.ingest.quarantine.store import Quarantine
from kg.ingest.read_csv import RawRow, check_text, read_header, read_rows
from kg.ingest.read_skos import read_skos
from kg.ingest.run import CHUNK_ROWS, Run
from kg.ingest.snapshot import NOTHING_RETIRED, Came, Retiring, check, gather
from kg.ingest.source_name import check_source_name
from kg.ingest.thresholds import NO_THRESHOLDS, Thresholds
from kg.ingest.trial import Trial
from kg.ingest.write_behind import written_behind
from kg.model import LoadReport, Reason, Rejection

CHUNK_BYTES = 2_000_000

# Hears of each batch once it is committed; what it raises ends the load there.
Progress = Callable[[Batch], None]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that can be read: its rows, its names of our columns, and what is to be said of it.

    The notes are asked for when all rows were read. `last_row` is the number of the last row or
    line, None where it is not known before all are read.
    """

    file: FoundFile
    rows: Iterator[RawRow | Rejection]
    names: Mapping[str, str]
    notes: Iterable[str] = ()
    last_row: int | None = None


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """What is to be loaded, in the order of the files.

    `open_file` opens files that are no tables; it reads all of a file that may be at fault.
    `resume` goes on with the load of this source that was cut off, under its id.
    """

    source: str
    files: Sequence[FoundFile]
    encoding: str = "utf-8"
    open_file: Callable[[FoundFile], OpenFile] | None = None
    thresholds: Thresholds = NO_THRESHOLDS
    resume: bool = False
    # For a snapshot, how much of the source may be retired, in percent; None for a delta.
    retire_at_most: int | None = None

    @property
    def is_snapshot(self) -> bool:
        """Whether the files are all that the source has now."""
        return self.retire_at_most is not None


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What a load did: `load` is None when nothing was written.

    `rejections` are the first ones, and `reasons` counts all rejected rows by the first fault of
    each; `dismissed` says how many of them somebody had dismissed before. Of a load that was
    stopped the report says what it would have done.
    """

    report: LoadReport
    load: str | None
    rejections: tuple[Rejection, ...]
    notes: tuple[str, ...]
    dismissed: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    is_stopped: bool = False
    is_snapshot: bool = False

    @property
    def rejected(self) -> int:
        """The rejected rows that nobody has dismissed."""
        return self.report.rejected - self.dismissed


class Loader:
    """Runs loads against one ledger."""

    def __init__(
        self,
        ledger: Ledger,
        reader: FactReader,
        sealer: Sealer,
        quarantine: Quarantine | None = None,
        forgotten: Forgotten = NOBODY,
    ) -> None:
        """Without a quarantine rejected rows are told and not kept; who is `forgotten` is left
        out."""
        self._ledger = ledger
        self._reader = reader
        self._quarantine = quarantine or Quarantine()
        self._private = PrivateCells(reader.contract.schema, sealer)
        self._forgotten = forgotten

    def load(self, request: LoadRequest, progress: Progress = lambda _batch: None) -> LoadOutcome:
        """Loads all files of a request; raises InputError before anything is written when a
        file cannot be read at all, and ServiceError when the graph stops answering.

        Where a threshold says when to stop, all files are read and checked first, so that a load
        that is stopped has written nothing. So are those of a snapshot: SnapshotRefusedError when
        it lacks too much."""
        check_source_name(self._reader.contract, request.source)
        # Before the files are read for the first time: what is decided here must hold for them.
        marks = _marks(request)
        if request.thresholds.stop is not None:
            tried = self.check(request)
            if request.thresholds.is_stopping(tried.rejected, tried.report.read):
                return replace(tried, is_stopped=True)
        retiring = self._retiring(request)
        session = self._quarantine.begin(request.source)
        with written_behind(self._ledger) as behind:
            # It does all that a ledger does.
            ledger = cast("Ledger", behind)
            run = self._run(Run, request, session, ledger)
            if request.resume:
                run.resume()
            return _carried_out(
                run, request, retiring, marks, progress=progress, settle=behind.wait
            )

    def rehearse(self, request: LoadRequest) -> LoadOutcome:
        """Carries a load out on a ledger that writes nothing; nothing is kept of rejected rows."""
        check_source_name(self._reader.contract, request.source)
        marks = _marks(request)
        retiring = self._retiring(request)
        session = self._quarantine.begin(request.source, is_trial=True)
        run = self._run(Run, request, session, self._ledger)
        return _carried_out(run, request, retiring, marks)

    def check(self, request: LoadRequest) -> LoadOutcome:
        """What of a request would be rejected; nothing is written, and nothing kept."""
        session = self._quarantine.begin(request.source, is_trial=True)
        trial = self._run(Trial, request, session, self._ledger)
        return _carried_out(trial, request, NOTHING_RETIRED, _marks(request))

    def _run(self, kind: type[Run], request: LoadRequest, session: Session, ledger: Ledger) -> Run:
        parts = ledger, self._reader, self._private
        return kind(*parts, request.source, session, self._forgotten)

    def _retiring(self, request: LoadRequest) -> Retiring:
        """What a snapshot retires, found before anything is written; nothing for a delta."""
        if request.retire_at_most is None:
            return NOTHING_RETIRED
        session = self._quarantine.begin(request.source, is_trial=True)
        mended = MendedSlots(session, self._private, request.source)
        came = Came(request.source, mended.find)
        for file in request.files:
            came.begin(file.table)
            for chunk in _chunks(_open(file, request).rows):
                came.take(file, chunk)
        retiring = gather(came, self._ledger.in_force(request.source))
        check(retiring, request.retire_at_most)
        return retiring


def _marks(request: LoadRequest) -> list[FileMark]:
    return [FileMark.of(file.path) for file in request.files]


def _carried_out(
    run: Run,
    request: LoadRequest,
    retiring: Retiring,
    marks: Sequence[FileMark],
    *,
    progress: Progress = lambda _batch: None,
    settle: Callable[[], None] = lambda: None,
) -> LoadOutcome:
    """Takes all rows; `settle` returns when what was taken is written.

    `marks` are those of the files before anything was decided by them.
    """
    sources = [_open(file, request) for file in request.files]
    teller = _Teller(run, sources, progress)
    for source, mark in zip(sources, marks, strict=True):
        for chunk in _whole_chunks(source, mark):
            if not run.take(source.file, source.names, chunk):
                settle()
            teller.take(source, chunk)
        settle()
        teller.close(source)
    run.retire(retiring)
    run.finish()
    notes = [note for source in sources for note in source.notes]
    return LoadOutcome(
        run.report,
        run.load_id,
        tuple(run.rejections),
        (*notes, *run.notes),
        run.dismissed,
        run.reasons,
        is_snapshot=request.is_snapshot,
    )


class _Teller:
    """Tells of batches as they are committed: each when the next is taken, or its file ends."""

    def __init__(self, run: Run, sources: Sequence[OpenFile], progress: Progress) -> None:
        self._run, self._progress = run, progress
        self._said, self._at = run.report, time.monotonic()
        lengths = [source.last_row for source in sources]
        self._total = sum(n or 0 for n in lengths) if None not in lengths else None
        self._before = 0
        self._untold: Batch | None = None

    def take(self, source: OpenFile, chunk: Sequence[RawRow | Rejection]) -> None:
        """Notes a batch that was taken; that before is written by now."""
        self._tell()
        now, report, last = time.monotonic(), self._run.report, chunk[-1].line
        self._untold = Batch(
            load=self._run.load_id,
            source=self._run.source,
            table=source.file.table.name,
            file=source.file.name,
            first_row=chunk[0].line,
            last_row=last,
            rows=report - self._said,
            bytes=_size(chunk),
            seconds=now - self._at,
            done=self._before + last,
            total=self._total,
        )
        self._said, self._at = report, now

    def close(self, source: OpenFile) -> None:
        """Notes that all of a file was read and written."""
        self._tell()
        self._before += source.last_row or 0

    def _tell(self) -> None:
        if self._untold is not None:
            self._progress(self._untold)
            self._untold = None


def _size(chunk: Sequence[RawRow | Rejection]) -> int:
    cells = (row.values if isinstance(row, RawRow) else row.cells for row in chunk)
    text = "".join(value for values in cells for value in values.values())
    return len(text.encode("utf-8", "surrogatepass"))


def _whole_chunks(source: OpenFile, mark: FileMark) -> Iterator[list[RawRow | Rejection]]:
    """The chunks of a file, as long as it is the one that was opened."""
    name, last = source.file.name, 0

    def read() -> str:
        return f"; {name} is loaded up to line {last:,}" if last else "; nothing of it is loaded"

    try:
        for chunk in _chunks(source.rows):
            mark.check(read())
            yield chunk
            last = chunk[-1].line
    except InputError:
        # What looks like a fault of the file may come of its change.
        mark.check(read())
        raise
    mark.check(read())


def _open(file: FoundFile, request: LoadRequest) -> OpenFile:
    """Checks that a file can be read as its table, before any row is written."""
    if request.open_file is not None:
        return request.open_file(file)
    if file.path.suffix == ".ttl":
        return open_skos(file)
    encoding = request.encoding
    header = read_header(file.path, file.table, encoding)
    notes = [*renamed_columns(file, header.names)]
    if header.unused:
        notes.append(f"{file.path.name}: columns not used: {', '.join(header.unused)}")
    last = check_text(file.path, encoding)
    rows = read_rows(file.path, header, encoding)
    lists = file.table.one_per_line & header.names.keys()
    if lists:
        rows = (_parted(row, lists) if isinstance(row, RawRow) else row for row in rows)
    return OpenFile(file, rows, header.names, tuple(notes), last)


def open_skos(file: FoundFile) -> OpenFile:
    """A file of SKOS as rows; all of it is read before the first."""
    rows = list(read_skos(file.path))
    return OpenFile(file, iter(rows), {}, last_row=max((row.line for row in rows), default=0))


def renamed_columns(file: FoundFile, names: Mapping[str, str]) -> Iterable[str]:
    """What is to be said of columns under a name of an earlier version of the ontology."""
    former = {c.name: [n.lower() for n in c.former_names] for c in file.table.documented}
    for ours, theirs in names.items():
        if theirs.lower() in former.get(ours, ()):
            yield (
                f"{file.name}: the column {theirs} is called {ours} now and is read as that; "
                "next step: rename it"
            )


def _parted(row: RawRow, lists: frozenset[str]) -> RawRow:
    """A row whose lists are written as we write them; cleaning would make one text of their lines.

    A bar within a value would part it, so it becomes a stroke.
    """
    parted = {
        column: " | ".join(line.replace("|", "/") for line in row.values[column].splitlines())
        for column in lists & row.values.keys()
    }
    return replace(row, values={**row.values, **parted})


def _chunks(rows: Iterable[RawRow | Rejection]) -> Iterator[list[RawRow | Rejection]]:
    chunk: list[RawRow | Rejection] = []
    size = 0
    for row in rows:
        chunk.append(row)
        size += sum(map(len, (row.values if isinstance(row, RawRow) else row.cells).values()))
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
