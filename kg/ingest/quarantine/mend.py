"""Mends rows in quarantine: puts new values into cells and checks the whole row as a load does."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import UsageError
from kg.graph.ledger import Ledger
from kg.ingest.facts import FactReader
from kg.ingest.fault import in_cell
from kg.ingest.files import FoundFile
from kg.ingest.forgetting.forgotten import NOBODY, Forgotten
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import Entry, Fault, Fix, KeptOut, State, faults_of
from kg.ingest.quarantine.store import Quarantine
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.ingest.records import SentRow
from kg.ingest.suggestions import nearest
from kg.ingest.table import Table
from kg.ingest.trial import Trial
from kg.model import NodeRef, Reason, Suggestion

# Comparing a reference with more ids than these takes too long to be waited for.
MOST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Mended:
    """A row with new values: what is still wrong with it, and its state."""

    entry: Entry
    faults: tuple[Fault, ...]
    state: State


@dataclass
class Mender:
    """Mends rows against one graph, which it does not change."""

    quarantine: Quarantine
    ledger: Ledger
    reader: FactReader
    private: PrivateCells
    tables: Mapping[str, Table]
    forgotten: Forgotten = NOBODY
    _trials: dict[str, Trial] = field(default_factory=dict)
    _ids: dict[str, list[str]] = field(default_factory=dict)

    def table(self, entry: Entry) -> Table:
        """The table of an entry; UsageError for rows of files whose table is not known."""
        table = self.tables.get(entry.row.table)
        if table is None:
            raise UsageError(
                f"row {entry.id} cannot be mended here, since nobody knows its table; "
                "next step: mend it in its file, and load that again"
            )
        return table

    def opened(self, entry: Entry) -> RawRow:
        """The row as it is by now, with private cells opened; empty for a broken line."""
        if entry.fix is None:
            original = self.original(entry)
            return RawRow(entry.row.line, {}) if WHOLE_ROW in original.values else original
        row = RawRow(entry.row.line, entry.fix.cells)
        return self.private.open(entry.source, self.table(entry), row, None)

    def original(self, entry: Entry) -> RawRow:
        """The row as it was read, with private cells opened."""
        sealed_in = None if entry.row.is_read else entry.row.file
        row = RawRow(entry.row.line, entry.row.cells)
        return self.private.open(entry.source, self.table(entry), row, sealed_in)

    def mend(self, entry: Entry, assigned: Mapping[str, str]) -> Mended:
        """Puts values into cells, an empty one taking a cell away, and keeps what comes of it."""
        table = self.table(entry)
        before = self.opened(entry)
        cells = {**before.values, **self._columns(table, before, assigned)}
        row = replace(before, values={name: text for name, text in cells.items() if text})
        file = found_file(table, entry.row.file)
        [sent] = SentRow.read(entry.source, file, [self.private.seal(entry.source, table, row)])
        faults = (*self._left(entry, row, sent.record.key), *self._check(entry, file, row))
        unique = tuple({(f.cell, f.rule): f for f in faults}.values())
        record = sent.record
        state = self.quarantine.mend(entry.id, Fix(record.values, record.key, record.hash), unique)
        return Mended(entry, unique, state)

    def accepted(self, entry: Entry) -> dict[str, str]:
        """The values of all cells for which there is one suggestion, and no other reading."""
        faults = (self.with_targets(entry, fault) for fault in entry.row.faults)
        return {f.cell: f.suggestions[0].value for f in faults if len(f.suggestions) == 1}

    def with_targets(self, entry: Entry, fault: Fault) -> Fault:
        """The fault of a reference with the nearest ids that are loaded by now."""
        if fault.target is None or fault.suggestions:
            return fault
        scope = f"{entry.source}:"
        wanted = fault.target.id.removeprefix(scope)
        ids = [id_.removeprefix(scope) for id_ in self._loaded(fault.target)]
        found = nearest(wanted, ids, lambda id_: [id_]) if len(ids) <= MOST_COMPARED else ()
        readings = (in_cell(fault.value, wanted, Suggestion(s.value, s.why)) for s in found)
        return replace(fault, suggestions=tuple(s for s in readings if s is not None))

    @staticmethod
    def _columns(table: Table, row: RawRow, assigned: Mapping[str, str]) -> dict[str, str]:
        names = {alias.lower(): ours for ours, all_ in table.columns.items() for alias in all_}
        known = {**names, **{name.lower(): name for name in (*table.columns, *row.values)}}
        found = {}
        for name, value in assigned.items():
            ours = known.get(name.lower())
            if ours is None:
                near = difflib.get_close_matches(name, list(table.columns), n=1)
                hint = (
                    f"did you mean {near[0]!r}?" if near else f"known: {', '.join(table.columns)}"
                )
                raise UsageError(f"there is no column {name!r} in {table.name}; {hint}")
            found[ours] = value
        return found

    def _left(self, entry: Entry, row: RawRow, key: str) -> Iterator[Fault]:
        """The faults that only another value of their cell can mend, as nobody checks it again."""
        kept = entry.row
        if kept.is_read:
            if key == kept.key:
                yield from (f for f in kept.faults if f.reason is Reason.DUPLICATE_KEY)
            return
        original = self.original(entry).values
        for fault in kept.faults:
            # What is too long as a whole was not kept whole.
            is_cut = fault.cell == WHOLE_ROW and WHOLE_ROW not in original
            is_same = row.values.get(fault.cell) == original.get(fault.cell, "")
            if is_cut or (fault.cell in original and is_same):
                yield fault

    def _check(self, entry: Entry, file: FoundFile, row: RawRow) -> Iterable[Fault]:
        # One for all rows of a source: a mended row may refer to one that was mended before.
        if entry.source not in self._trials:
            self._trials[entry.source] = self._trial(entry.source)
        trial = self._trials[entry.source]
        trial.rejections.clear()
        trial.forget_keys()
        trial.take(file, {}, [row])
        faults = tuple(fault for found in trial.rejections for fault in faults_of(found))
        hidden = self.private.hide(file.table, replace(entry.row, cells=row.values, faults=faults))
        return hidden.faults

    def _trial(self, source: str) -> Trial:
        session = Quarantine().begin(source, is_trial=True)
        return Trial(self.ledger, self.reader, self.private, source, session)

    def _loaded(self, target: NodeRef) -> Sequence[str]:
        if target.label not in self._ids:
            self._ids[target.label] = self.ledger.ids(target.label, MOST_COMPARED + 1)
        return self._ids[target.label]


def found_file(table: Table, name: str) -> FoundFile:
    """The file or sheet by the name that records and rejections give it."""
    file, parted, sheet = name.partition("/")
    return FoundFile(table, Path(file), sheet if parted else None)


def shown_cells(row: KeptOut | Fix) -> Mapping[str, str]:
    """The cells of a row for people: what is sealed stays so."""
    return {name: text for name, text in row.cells.items() if name != "sealed"}
