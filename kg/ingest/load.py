"""Loads the files of a source: rows become records, records become the canonical graph.

A load may be cut off anywhere and run again: every chunk is one transaction, unchanged rows
are recognised by their hash, and nothing is written when nothing has changed.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.batch import CurrentRecord
from kg.graph.ledger import Ledger
from kg.ingest.compose import Change, compose, compose_arrivals, missing_targets, resolve
from kg.ingest.facts import FactReader, Statement
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import RawRow, read_header, read_rows
from kg.ingest.read_skos import read_skos
from kg.ingest.regions import RegionCodes
from kg.model import LoadReport, NodeRef, Rejection, SourceRecord

# A chunk is one transaction: large enough to be fast, small enough to be kept in memory twice.
CHUNK_ROWS = 1_000
CHUNK_BYTES = 2_000_000

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """What is to be loaded, in the order of the files."""

    source: str
    files: Sequence[FoundFile]
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What a load did: `load` is None when nothing was written."""

    report: LoadReport
    load: str | None
    rejections: tuple[Rejection, ...]
    notes: tuple[str, ...]


class Loader:
    """Runs loads against one ledger."""

    def __init__(self, ledger: Ledger, reader: FactReader) -> None:
        self._ledger = ledger
        self._reader = reader

    def load(self, request: LoadRequest, progress: Progress = lambda _t, _n: None) -> LoadOutcome:
        """Loads all files of a request; raises InputError before anything is written when a
        file cannot be read at all, and ServiceError when the graph stops answering."""
        sources = [_open(file, request.encoding) for file in request.files]
        run = _Run(self._ledger, self._reader, request.source)
        for source in sources:
            for chunk in _chunks(source.rows):
                run.take(source.file, chunk)
                progress(source.file.table.name, run.report.read)
        run.finish()
        notes = [note for source in sources for note in source.notes]
        return LoadOutcome(run.report, run.load_id, tuple(run.rejections), (*notes, *run.notes))


@dataclass(frozen=True, slots=True)
class _Source:
    file: FoundFile
    rows: Iterator[RawRow | Rejection]
    notes: tuple[str, ...] = ()


def _open(file: FoundFile, encoding: str) -> _Source:
    """Checks that a file can be read as its table, before any row is written."""
    if file.path.suffix == ".ttl":
        return _Source(file, read_skos(file.path))
    header = read_header(file.path, file.table, encoding)
    note = f"{file.path.name}: columns not used: {', '.join(header.unused)}"
    rows = read_rows(file.path, header, encoding)
    return _Source(file, rows, (note,) if header.unused else ())


def _chunks(rows: Iterable[RawRow | Rejection]) -> Iterator[list[RawRow | Rejection]]:
    chunk: list[RawRow | Rejection] = []
    size = 0
    for row in rows:
        chunk.append(row)
        size += sum(map(len, row.values.values())) if isinstance(row, RawRow) else 0
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@dataclass
class _Run:
    """The state of one load while it runs."""

    ledger: Ledger
    reader: FactReader
    source: str
    report: LoadReport = field(default_factory=LoadReport)
    load_id: str | None = None
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _codes: RegionCodes = field(default_factory=RegionCodes)
    _cut_off: list[str] = field(default_factory=list)
    _seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes = RegionCodes(*self.ledger.region_codes())
        self._cut_off = self.ledger.cut_off_loads()

    def take(self, file: FoundFile, chunk: list[RawRow | Rejection]) -> None:
        """Writes one chunk as one transaction, if it has anything new."""
        rejected = [row for row in chunk if isinstance(row, Rejection)]
        records, twice = self._records(file, [row for row in chunk if isinstance(row, RawRow)])
        current = self.ledger.current([record.slot for record in records])
        changed = [r for r in records if not _is_same(r, current.get(r.slot))]
        statements, broken = self._statements(changed)
        new, dangling = self._accepted(statements)
        if new:
            self._write(new, [current[s.record.slot].id for s in new if s.record.slot in current])
        rejections = [*rejected, *twice.rejected, *broken, *dangling]
        self.rejections.extend(rejections)
        lines = {(r.file, r.line) for r in rejections}
        self.report += LoadReport(
            written=len(new),
            unchanged=len(records) - len(changed) + twice.same,
            rejected=len(lines),
        )

    def finish(self) -> None:
        """Links what was waiting for this load or one that was cut off, and closes them."""
        loads = [*filter(None, [self.load_id]), *self._cut_off]
        if not loads:
            return
        self._codes = RegionCodes(*self.ledger.region_codes())
        self._link_arrivals(loads[0])
        if self.load_id is not None:
            self.ledger.finish_load(self.load_id, self.report, dt.datetime.now(dt.UTC))
        if self._cut_off:
            self.ledger.close_cut_off_loads(self._cut_off)

    def _records(self, file: FoundFile, rows: list[RawRow]) -> tuple[list[SourceRecord], "_Twice"]:
        """Records of the rows; a key that came before in this load is no new record."""
        records, twice = [], _Twice()
        for row in rows:
            record = self._record(file, row)
            before = self._seen.setdefault(record.slot, (record.hash, row.line))
            if before == (record.hash, row.line):
                records.append(record)
            elif before[0] == record.hash:
                twice.same += 1
            else:
                rule = f"must be unique; line {before[1]} has the same key and other values"
                column = "+".join(file.table.columns[c][0] for c in file.table.key)
                twice.rejected.append(Rejection(record.file, row.line, column, record.key, rule))
        return records, twice

    def _record(self, file: FoundFile, row: RawRow) -> SourceRecord:
        return SourceRecord(
            source=self.source,
            table=file.table.name,
            key="|".join(row.values.get(column, "").strip() for column in file.table.key),
            load=self.load_id or "",
            file=file.path.name,
            row=row.line,
            hash=_digest(row.values),
            values=row.values,
        )

    def _statements(self, records: list[SourceRecord]) -> tuple[list[Statement], list[Rejection]]:
        statements, broken = [], []
        for record in records:
            read = self.reader.read(record)
            if isinstance(read, Statement):
                statements.append(resolve(read, self._codes.find))
            else:
                broken.extend(read)
        return statements, broken

    def _accepted(self, statements: list[Statement]) -> tuple[list[Statement], list[Rejection]]:
        """Keeps out rows that need something that is neither in the graph nor in this chunk."""
        stated = {node.ref for s in statements for node in s.nodes}
        asked = {
            end
            for s in statements
            for k in s.links
            if k.required
            for end in (k.fact.ref.start, k.fact.ref.end)
        }
        known = stated | set(self.ledger.support(asked - stated, ()).nodes)
        accepted, dangling = [], []
        for statement in statements:
            missing = [k for k in missing_targets(statement, known.__contains__) if k.required]
            if not missing:
                accepted.append(statement)
                continue
            for link in missing:
                ends = (link.fact.ref.start, link.fact.ref.end)
                absent = next(end for end in ends if end not in known)
                dangling.append(_dangling(statement.record, link.column, absent))
        return accepted, _once_a_column(dangling)

    def _write(self, new: list[Statement], superseded: list[str]) -> None:
        if self.load_id is None:
            self.load_id = self.ledger.begin_load(self.source, dt.datetime.now(dt.UTC))
        load = self.load_id
        new = [_in_load(statement, load) for statement in new]
        old = self._read(self.ledger.records(superseded))
        change = Change(
            tuple(new),
            # Both ways in which a region may have been found when the old record was linked.
            tuple(
                resolve(s, find)
                for s in old
                for find in (self._codes.find, self._codes.find_around)
            ),
        )
        ends = {end for s in new for k in s.links for end in (k.fact.ref.start, k.fact.ref.end)}
        support = self.ledger.support(change.nodes() | ends, change.links())
        behind = {
            r for ref in change.nodes() & set(support.nodes) for r in support.nodes[ref].records
        }
        behind |= {r for records in support.links.values() for r in records}
        others = self._read(self.ledger.records(behind - set(superseded)))
        self.ledger.write(
            compose(load, change, [resolve(s, self._codes.find) for s in others], support)
        )

    def _read(self, records: Iterable[SourceRecord]) -> list[Statement]:
        """Statements of stored records; one that no longer fits the contract states nothing."""
        read = (self.reader.read(record) for record in records)
        return [statement for statement in read if isinstance(statement, Statement)]

    def _link_arrivals(self, load: str) -> None:
        waiting, after = 0, ""
        still: dict[str, int] = {}
        while ids := self.ledger.waiting(after, CHUNK_ROWS):
            after = ids[-1]
            statements = self._read(self.ledger.records(ids))
            resolved = [resolve(s, self._codes.find_around) for s in statements]
            ends = {
                e for s in resolved for k in s.links for e in (k.fact.ref.start, k.fact.ref.end)
            }
            support = self.ledger.support(ends, {k.fact.ref for s in resolved for k in s.links})
            batch = compose_arrivals(load, statements, self._codes, support)
            if batch.links:
                self.ledger.write(batch)
            for statement in resolved:
                missing = missing_targets(statement, support.nodes.__contains__)
                waiting += bool(missing)
                for link in missing:
                    label = link.fact.ref.end.label
                    still[label] = still.get(label, 0) + 1
        if waiting:
            what = ", ".join(f"{n:,} to a {label}" for label, n in sorted(still.items()))
            self.notes.append(
                f"{waiting:,} rows refer to something that is not loaded yet ({what}); "
                "they are linked when it arrives"
            )


@dataclass
class _Twice:
    """Rows whose key came before: the same again, or with other values."""

    same: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def _digest(values: Mapping[str, str]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_same(record: SourceRecord, current: CurrentRecord | None) -> bool:
    return current is not None and current.hash == record.hash


def _in_load(statement: Statement, load: str) -> Statement:
    record = statement.record
    fields = {name: getattr(record, name) for name in SourceRecord.__slots__}
    return Statement(SourceRecord(**{**fields, "load": load}), statement.nodes, statement.links)


def _dangling(record: SourceRecord, column: str, absent: NodeRef) -> Rejection:
    rule = f"must refer to a {absent.label.lower()} that is loaded; there is no {absent.id}"
    return Rejection(record.file, record.row, column, record.values.get(column, ""), rule)


def _once_a_column(rejections: list[Rejection]) -> list[Rejection]:
    return list({(r.line, r.column): r for r in rejections}.values())
