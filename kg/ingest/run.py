"""The state of one load while it runs: chunk after chunk becomes one transaction each."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.errors import InputError
from kg.graph.archive import load_number
from kg.graph.batch import CurrentRecord
from kg.graph.ledger import Ledger
from kg.ingest.compose import missing_targets
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader, Statement
from kg.ingest.fault import dangling
from kg.ingest.files import FoundFile
from kg.ingest.forgetting.forgotten import NOBODY, Forgotten
from kg.ingest.keys import Keys
from kg.ingest.no_table import check_is_table, unread_rows
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import KeptOut, unread
from kg.ingest.quarantine.session import Session
from kg.ingest.read_csv import RawRow
from kg.ingest.records import RefusedRow, SentRow, named
from kg.ingest.snapshot import Retiring
from kg.ingest.table import Table
from kg.model import LoadReport, NodeRef, Reason, Rejection, Retirement, SourceRecord

# A chunk is one transaction: large enough to be fast, small enough to be kept in memory twice.
CHUNK_ROWS = 5_000
# Rejections are told while a load runs or after it; all of them are in the quarantine.
MOST_TOLD = 100


@dataclass
class Run:
    """One load: counts, the first rejections, and what it still has to link.

    `dismissed` counts the rejected rows that somebody has dismissed, `reasons` all of them.
    """

    ledger: Ledger
    reader: FactReader
    private: PrivateCells
    source: str
    quarantine: Session
    forgotten: Forgotten = NOBODY
    report: LoadReport = field(default_factory=LoadReport)
    load_id: str | None = None
    rejections: list[Rejection] = field(default_factory=list)
    dismissed: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    _composer: Composer = field(init=False)
    _cut_off: list[str] = field(default_factory=list)
    _keys: Keys = field(default_factory=Keys)
    _is_first: bool = field(init=False)

    def __post_init__(self) -> None:
        self._composer = Composer(self.ledger, self.reader)
        self._cut_off = self.ledger.cut_off_loads()
        self._is_first = not self.ledger.knows(self.source)

    def resume(self) -> None:
        """Goes on with the newest load of this source that was cut off, under its id."""
        own = [load for load in self._cut_off if load.rpartition("-")[0] == self.source]
        if not own:
            self.notes.append(f"there was nothing to resume: no load of {self.source} was cut off")
            return
        self.load_id = max(own, key=load_number)
        self._cut_off.remove(self.load_id)
        self.report += LoadReport(retired=self.ledger.count_retired(self.load_id))
        self.notes.append(f"went on with the load {self.load_id}, which was cut off")

    def take(
        self, file: FoundFile, names: Mapping[str, str], chunk: list[RawRow | Rejection]
    ) -> bool:
        """Writes one chunk as one transaction, if it has anything new; returns whether it has.

        `names` are the file's names of our columns, under which rejections are reported.
        """
        table = file.table
        rows, refused = self._unforgotten(table, chunk)
        count = len(rows) + len(refused)
        sent = SentRow.read(self.source, file, rows, self.load_id or "")
        unreadable = [(row, unread(table, row)) for row in refused]
        mended = self._mended(
            table, [*(row.record.hash for row in sent), *(kept.content for _, kept in unreadable)]
        )
        sent = [row for row in sent if row.record.hash not in mended]
        unreadable = [(row, kept) for row, kept in unreadable if kept.content not in mended]
        first, repeated = self._keys.divide(sent)
        current = self._current([row.record.slot for row in first])
        changed = [row for row in first if not row.is_same(current.get(row.record.slot))]
        self._check_resumed(changed, current)
        before = self._written_before(first, current)
        statements, broken = self._statements(changed)
        keyless = [(r.record.row, r.rejections[0].rule) for r in broken if not r.has_key]
        check_is_table(file, chunk, [*unread_rows(refused), *keyless])
        new, dangling = self._accepted(statements)
        self._keys.refuse(row.record.slot for row in (*broken, *dangling))
        _, repeats = self._keys.judge(repeated)
        kept_out = [named(row, names) for row in (*broken, *dangling, *repeats)]
        self._keep(table, unreadable, kept_out)
        if new:
            self._write(new, [current[s.record.slot].id for s in new if s.record.slot in current])
        out = {row.record.slot for row in (*broken, *dangling)}
        accepted = [row.record for row in first if row.record.slot not in out]
        self.quarantine.note_accepted(table.name, accepted, self.load_id)
        rejected, written = len(unreadable) + len(kept_out), len(new) + before
        self.report += LoadReport(
            written=written, unchanged=count - written - rejected, rejected=rejected
        )
        return bool(new)

    def _current(self, slots: Sequence[str]) -> dict[str, CurrentRecord]:
        """The record of each slot; a load meets each slot once, so the first one finds none."""
        return {} if self._is_first else self.ledger.current(slots)

    def _written_before(self, rows: list[SentRow], current: Mapping[str, CurrentRecord]) -> int:
        """How many of these rows a load that goes on has written before it was cut off."""
        found = (current.get(row.record.slot) for row in rows)
        return sum(record is not None and record.load == self.load_id for record in found)

    def _check_resumed(self, changed: list[SentRow], current: Mapping[str, CurrentRecord]) -> None:
        """A record of a load is never overwritten, so a load goes on with the files it began."""
        for row in changed:
            before = current.get(row.record.slot)
            if before is not None and before.load == self.load_id:
                raise InputError(
                    f"{row.record.file} line {row.record.row} is not what the load {self.load_id} "
                    "read before it was cut off; next step: without --resume the file is a load "
                    "of its own"
                )

    def _unforgotten(
        self, table: Table, chunk: Sequence[RawRow | Rejection]
    ) -> tuple[list[RawRow], list[Rejection]]:
        """Rows and what is none, sealed, but for those of people who were forgotten."""
        rows, refused = [], []
        for raw in chunk:
            if isinstance(raw, RawRow):
                row = self.private.seal(self.source, table, raw)
                if not self.forgotten.is_row(self.source, table, row):
                    rows.append(row)
            elif not self.forgotten.is_rejection(self.source, table, raw):
                refused.append(self.private.seal_unread(self.source, table, raw))
        self.report += LoadReport(forgotten=len(chunk) - len(rows) - len(refused))
        return rows, refused

    def retire(self, retiring: Retiring) -> None:
        """Retires what a snapshot lacks, page after page."""
        self.notes += retiring.notes
        today = dt.datetime.now(dt.UTC).date()
        ids = retiring.ids()
        while page := list(islice(ids, CHUNK_ROWS)):
            load = self._begun()
            self._composer.restate(load, self.ledger.records(page), Retirement(load, today))
            self.report += LoadReport(retired=len(page))

    def finish(self) -> None:
        """Links what was waiting for this load or one that was cut off, and closes them."""
        self.quarantine.finish(self.load_id)
        if self.report.forgotten:
            self.notes.append(_left_out(self.report.forgotten))
        loads = [*filter(None, [self.load_id]), *self._cut_off]
        if not loads:
            return
        self.notes += self._composer.link_arrivals(loads[0], lambda record: record.load in loads)
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
                broken.append(RefusedRow(row.record, tuple(read), not row.broken_keys))
        return statements, broken

    def _accepted(self, statements: list[Statement]) -> tuple[list[Statement], list[RefusedRow]]:
        """Keeps out rows that need something that is neither in the graph nor in this chunk."""
        stated = {node.ref for s in statements for node in s.nodes}
        asked = {end for s in statements for k in s.links if k.required for end in k.ends}
        known = stated | self._existing(asked - stated)
        accepted, loose = [], []
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
            rejections = (dangling(statement.record, c, ref) for c, ref in absent.items())
            loose.append(RefusedRow(statement.record, tuple(rejections)))
        return accepted, loose

    def _existing(self, refs: set[NodeRef]) -> set[NodeRef]:
        return set(self.ledger.present(refs))

    def _mended(self, table: Table, contents: Sequence[str]) -> set[str]:
        """The contents of rows that were mended before, if what they were mended to still holds.

        Such a row is known, so it counts as unchanged: the mended one stays.
        """
        fixes = self.quarantine.fixes(table.name, contents)
        current = self._current(sorted({fix.slot for fix in fixes.values()}))
        known = {
            content: fix.entry
            for content, fix in fixes.items()
            if fix.slot in current and current[fix.slot].hash == fix.hash
        }
        self.quarantine.note_fixed(list(known.values()), self.load_id)
        return set(known)

    def _keep(
        self,
        table: Table,
        unreadable: Sequence[tuple[Rejection, KeptOut]],
        refused: Sequence[RefusedRow],
    ) -> None:
        """Puts rows into quarantine, and notes what is to be told of them."""
        rows = [*(kept for _, kept in unreadable), *(row.kept for row in refused)]
        rows = [self.private.hide(table, row) for row in rows]
        self.dismissed += self.quarantine.keep(rows, self.load_id)
        self.reasons.update(row.faults[0].reason for row in rows)
        told = [*(row for row, _ in unreadable), *(r for row in refused for r in row.rejections)]
        self.rejections += told[: max(0, MOST_TOLD - len(self.rejections))]

    def _write(self, new: list[Statement], superseded: list[str]) -> None:
        load = self._begun()
        new = [_brought_in(s, load) for s in new]
        self._composer.write(load, new, superseded)

    def _begun(self) -> str:
        """The id of the load, which begins with the first thing that it changes."""
        if self.load_id is None:
            self.load_id = self.ledger.begin_load(self.source, dt.datetime.now(dt.UTC))
        return self.load_id


def _left_out(rows: int) -> str:
    told = "1 row is" if rows == 1 else f"{rows:,} rows are"
    return f"{told} of people who were forgotten, and left out (docs/forgetting.md)"


def _brought_in(statement: Statement, load: str) -> Statement:
    """The statement with its record as the load brings it; the first ones were read before it
    had an id."""
    if statement.record.load == load and statement.record.retired is None:
        return statement
    return replace(statement, record=_brought(statement.record, load))


def _brought(record: SourceRecord, load: str) -> SourceRecord:
    """The record as the load brings it."""
    retired = replace(record.retired, load=load) if record.retired else None
    return replace(record, load=load, retired=retired)
