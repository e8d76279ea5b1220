"""The state of one load while it runs: chunk after chunk becomes one transaction each."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.graph.ledger import Ledger
from kg.ingest.compose import missing_targets
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader, Statement
from kg.ingest.files import FoundFile
from kg.ingest.private import PrivateCells
from kg.ingest.read_csv import RawRow
from kg.ingest.records import Keys, RefusedRow, SentRow
from kg.model import LoadReport, NodeRef, Rejection, SourceRecord

# A chunk is one transaction: large enough to be fast, small enough to be kept in memory twice.
CHUNK_ROWS = 1_000


@dataclass
class Run:
    """One load: counts, rejections, and what it still has to link."""

    ledger: Ledger
    reader: FactReader
    private: PrivateCells
    source: str
    report: LoadReport = field(default_factory=LoadReport)
    load_id: str | None = None
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _composer: Composer = field(init=False)
    _cut_off: list[str] = field(default_factory=list)
    _keys: Keys = field(default_factory=Keys)

    def __post_init__(self) -> None:
        self._composer = Composer(self.ledger, self.reader)
        self._cut_off = self.ledger.cut_off_loads()

    def take(
        self, file: FoundFile, names: Mapping[str, str], chunk: list[RawRow | Rejection]
    ) -> None:
        """Writes one chunk as one transaction, if it has anything new.

        `names` are the file's names of our columns, under which rejections are reported.
        """
        raw = (row for row in chunk if isinstance(row, RawRow))
        rows = [self.private.seal(self.source, file.table, row) for row in raw]
        sent = SentRow.read(self.source, file, rows)
        first, repeated = self._keys.divide(sent)
        current = self.ledger.current([row.record.slot for row in first])
        changed = [row for row in first if not row.is_same(current.get(row.record.slot))]
        statements, broken = self._statements(changed)
        new, dangling = self._accepted(statements)
        self._keys.refuse(row.record.slot for row in (*broken, *dangling))
        again, refused = self._keys.judge(repeated)
        if new:
            self._write(new, [current[s.record.slot].id for s in new if s.record.slot in current])
        unread = (row for row in chunk if isinstance(row, Rejection))
        malformed = [self.private.seal_unread(self.source, file.table, row) for row in unread]
        kept_out = [*broken, *dangling, *refused]
        self.rejections += malformed
        self.rejections += [
            replace(
                rejection,
                column=names.get(rejection.column, rejection.column),
                cells=row.record.values,
            )
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
        self.notes += self._composer.link_arrivals(loads[0])
        if self.load_id is not None:
            self.ledger.finish_load(self.load_id, self.report, dt.datetime.now(dt.UTC))
        if self._cut_off:
            self.ledger.close_cut_off_loads(self._cut_off)

    def _statements(self, rows: list[SentRow]) -> tuple[list[Statement], list[RefusedRow]]:
        statements, broken = [], []
        for row in rows:
            read = row.broken_keys or self.reader.read(row.record, row.private)
            if isinstance(read, Statement):
                statements.append(self._composer.resolve(read))
            else:
                broken.append(RefusedRow(row.record, tuple(read)))
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
                link.column_of(end): end
                for link in missing
                for end in link.ends
                if end not in known
            }
            rejections = (_dangling(statement.record, c, ref) for c, ref in absent.items())
            dangling.append(RefusedRow(statement.record, tuple(rejections)))
        return accepted, dangling

    def _write(self, new: list[Statement], superseded: list[str]) -> None:
        if self.load_id is None:
            self.load_id = self.ledger.begin_load(self.source, dt.datetime.now(dt.UTC))
        load = self.load_id
        new = [replace(s, record=replace(s.record, load=load)) for s in new]
        self._composer.write(load, new, superseded)


def _dangling(record: SourceRecord, column: str, absent: NodeRef) -> Rejection:
    rule = f"must refer to something that is loaded; there is no {absent.label} {absent.id}"
    return Rejection(record.file, record.row, column, record.values.get(column, ""), rule)
