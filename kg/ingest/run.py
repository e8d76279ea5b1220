"""The state of one load while it runs: chunk after chunk becomes one transaction each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.graph.batch import Support
from kg.graph.ledger import Ledger
from kg.ingest.compose import (
    Change,
    Ground,
    coarser_links,
    compose,
    compose_arrivals,
    missing_targets,
    resolve,
)
from kg.ingest.facts import FactReader, Statement
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import RawRow
from kg.ingest.records import Keys, RefusedRow, SentRow
from kg.ingest.regions import RegionCodes
from kg.model import LoadReport, NodeRef, Rejection, SourceRecord

# A chunk is one transaction: large enough to be fast, small enough to be kept in memory twice.
CHUNK_ROWS = 1_000


@dataclass
class Run:
    """One load: counts, rejections, and what it still has to link."""

    ledger: Ledger
    reader: FactReader
    source: str
    report: LoadReport = field(default_factory=LoadReport)
    load_id: str | None = None
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _codes: RegionCodes = field(default_factory=RegionCodes)
    _cut_off: list[str] = field(default_factory=list)
    _keys: Keys = field(default_factory=Keys)

    def __post_init__(self) -> None:
        self._codes = RegionCodes(*self.ledger.region_codes())
        self._cut_off = self.ledger.cut_off_loads()

    def take(
        self, file: FoundFile, names: Mapping[str, str], chunk: list[RawRow | Rejection]
    ) -> None:
        """Writes one chunk as one transaction, if it has anything new.

        `names` are the file's names of our columns, under which rejections are reported.
        """
        rows = [row for row in chunk if isinstance(row, RawRow)]
        sent = SentRow.read(self.source, file, rows)
        first, repeated = self._keys.divide(sent)
        current = self.ledger.current([row.record.slot for row in first])
        changed = [row for row in first if not row.is_same(current.get(row.record.slot))]
        statements, broken = self._statements(changed)
        new, dangling = self._accepted(statements)
        self._keys.refuse(row.slot for row in (*broken, *dangling))
        again, refused = self._keys.judge(repeated)
        if new:
            self._write(new, [current[s.record.slot].id for s in new if s.record.slot in current])
        malformed = [row for row in chunk if isinstance(row, Rejection)]
        kept_out = [*broken, *dangling, *refused]
        self.rejections += malformed
        self.rejections += [
            replace(rejection, column=names.get(rejection.column, rejection.column))
            for row in kept_out
            for rejection in row.rejections
        ]
        self.report += LoadReport(
            written=len(new),
            unchanged=len(first) - len(changed) + again,
            rejected=len(malformed) + len(kept_out),
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

    def _statements(self, rows: list[SentRow]) -> tuple[list[Statement], list[RefusedRow]]:
        statements, broken = [], []
        for row in rows:
            read = row.empty_keys or self.reader.read(row.record)
            if isinstance(read, Statement):
                statements.append(resolve(read, self._codes.find))
            else:
                broken.append(RefusedRow(row.record.slot, tuple(read)))
        return statements, broken

    def _accepted(self, statements: list[Statement]) -> tuple[list[Statement], list[RefusedRow]]:
        """Keeps out rows that need something that is neither in the graph nor in this chunk."""
        stated = {node.ref for s in statements for node in s.nodes}
        asked = {end for s in statements for k in s.links if k.required for end in k.ends}
        known = stated | set(self.ledger.support(asked - stated, ()).nodes)
        accepted, dangling = [], []
        for statement in statements:
            missing = [k for k in missing_targets(statement, known.__contains__) if k.required]
            if not missing:
                accepted.append(statement)
                continue
            absent = {
                link.column: next(end for end in link.ends if end not in known) for link in missing
            }
            rejections = (_dangling(statement.record, c, ref) for c, ref in absent.items())
            dangling.append(RefusedRow(statement.record.slot, tuple(rejections)))
        return accepted, dangling

    def _write(self, new: list[Statement], superseded: list[str]) -> None:
        if self.load_id is None:
            self.load_id = self.ledger.begin_load(self.source, dt.datetime.now(dt.UTC))
        load = self.load_id
        new = [replace(s, record=replace(s.record, load=load)) for s in new]
        old = self._read(self.ledger.records(superseded))
        # Both ways in which a region may have been found when the old record was linked.
        both = (self._codes.find, self._codes.find_around)
        change = Change(tuple(new), tuple(resolve(s, find) for s in old for find in both))
        ends = {end for s in new for k in s.links for end in k.ends}
        support = self.ledger.support(change.nodes() | ends, change.links())
        changing = change.nodes() & set(support.nodes)
        behind = {record for ref in changing for record in support.nodes[ref].records}
        behind |= {record for records in support.links.values() for record in records}
        others = self._read(self.ledger.records(behind - set(superseded)))
        # A further record may be linked to the region around one that is not loaded.
        resolved = [resolve(s, self._codes.find_around) for s in others]
        self.ledger.write(compose(self._ground(load, support), change, resolved))

    def _read(self, records: Iterable[SourceRecord]) -> list[Statement]:
        """Statements of stored records; one that no longer fits the contract states nothing."""
        read = (self.reader.read(record) for record in records)
        return [statement for statement in read if isinstance(statement, Statement)]

    def _ground(self, load: str, support: Support) -> Ground:
        return Ground(load, support, self.reader.contract.schema.functional())

    def _link_arrivals(self, load: str) -> None:
        waiting, after = 0, ""
        missing: Counter[str] = Counter()
        while ids := self.ledger.waiting(after, CHUNK_ROWS):
            after = ids[-1]
            statements = self._read(self.ledger.records(ids))
            resolved = [resolve(s, self._codes.find_around) for s in statements]
            links = {k.fact.ref for s in resolved for k in s.links}
            links |= {ref for s in statements for ref in coarser_links(s, self._codes)}
            ends = {end for ref in links for end in (ref.start, ref.end)}
            support = self.ledger.support(ends, links)
            starts = {ref.start for ref in links} & set(support.nodes)
            behind = {r for ref in starts for r in support.nodes[ref].records}
            others = self._read(self.ledger.records(behind - set(ids)))
            ground = self._ground(load, support)
            batch = compose_arrivals(ground, statements, others, self._codes)
            if batch.links or batch.deleted_links or not all(batch.waiting.values()):
                self.ledger.write(batch)
            for statement in resolved:
                labels = {
                    link.fact.ref.end.label
                    for link in missing_targets(statement, support.nodes.__contains__)
                }
                waiting += bool(labels)
                missing.update(labels)
        if waiting:
            what = ", ".join(f"{n:,} to a {label}" for label, n in sorted(missing.items()))
            self.notes.append(
                f"{waiting:,} rows refer to something that is not loaded yet ({what}); "
                "they are linked when it arrives"
            )


def _dangling(record: SourceRecord, column: str, absent: NodeRef) -> Rejection:
    rule = f"must refer to something that is loaded; there is no {absent.label} {absent.id}"
    return Rejection(record.file, record.row, column, record.values.get(column, ""), rule)
