"""Finds the rejected rows of people who are forgotten, and erases them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.errors import StateError
from kg.ingest.forgetting.forgotten import Forgotten
from kg.ingest.forgetting.marks import SEALED, contact_ids, may_state_people
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import Entry, State
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.read_csv import RawRow
from kg.ingest.table import Table
from kg.model import Rejection

EVERY = Wanted(states=tuple(State))


class _ClosedError(Exception):
    """A row is sealed under a key that is not there."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """The rows of one quarantine."""

    quarantine: Quarantine
    private: PrivateCells
    tables: Mapping[str, Table]

    def count(self, forgotten: Forgotten) -> tuple[int, int]:
        """How many rows are of these people, and how many cannot be opened to tell."""
        found, closed = 0, 0
        for entry in self.quarantine.entries(EVERY):
            try:
                found += self._is_of(forgotten, entry)
            except _ClosedError:
                closed += 1
        return found, closed

    def erase(self, forgotten: Forgotten) -> None:
        """Removes their rows, and their bytes from the file."""

        def is_of(entry: Entry) -> bool:
            try:
                return self._is_of(forgotten, entry)
            except _ClosedError:
                return False

        self.quarantine.erase_where(is_of)

    def _is_of(self, forgotten: Forgotten, entry: Entry) -> bool:
        table = self.tables.get(entry.row.table)
        if table is None or not may_state_people(table):
            return False
        kept = entry.row
        rows = [kept.cells, *([entry.fix.cells] if entry.fix else [])]
        ids = {id_ for cells in rows for id_ in contact_ids(entry.source, table, cells)}
        if any(map(forgotten.is_contact, ids)):
            return True
        if entry.fix and self._is_row(forgotten, entry.source, table, entry.fix.cells):
            return True
        if kept.is_read:
            return self._is_row(forgotten, entry.source, table, kept.cells)
        broken = Rejection(kept.file, kept.line, "", "", "", self._opened(entry, table))
        return forgotten.is_rejection(entry.source, table, broken)

    def _is_row(
        self, forgotten: Forgotten, source: str, table: Table, cells: Mapping[str, str]
    ) -> bool:
        row = RawRow(1, cells)
        try:
            opened = self.private.open(source, table, row, None)
        except StateError as error:
            raise _ClosedError from error
        return forgotten.is_row(source, table, replace(row, private=opened.values))

    def _opened(self, entry: Entry, table: Table) -> Mapping[str, str]:
        """The cells of what is no row; an earlier version sealed it to its line."""
        kept = entry.row
        row = RawRow(kept.line, kept.cells)
        if SEALED not in kept.cells:
            return kept.cells
        for file in (kept.file, f"{kept.file}:{kept.line}"):
            try:
                return self.private.open(entry.source, table, row, file).values
            except StateError:
                continue
        raise _ClosedError
