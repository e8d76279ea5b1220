"""Forgets a person: erased from graph, ledger, quarantine and the copy for queries.

The tombstone comes first, so that whatever happens meanwhile no load brings the person back. It
may be cut off anywhere and run again: until all is erased, the tombstone says so.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import NotFoundError, StateError
from kg.graph.batch import Batch, KeptRecord
from kg.graph.ledger import Ledger
from kg.graph.people import People
from kg.graph.sealer import Sealer
from kg.graph.tombstones import Tombstone, Tombstones, united
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader
from kg.ingest.forgetting.forgotten import Forgotten
from kg.ingest.forgetting.marks import CONTACT, SEALED, known_by, may_state_people, of_record
from kg.ingest.forgetting.quarantined import Quarantined
from kg.ingest.forgetting.tombstone_file import TombstoneFile
from kg.ingest.table import Table
from kg.model import NodeRef

PAGE_RECORDS = 500


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is kept of a person, or was erased; `loads` are those that brought the records.

    `alike` are contacts with the same address or number, who are not forgotten with the person;
    `is_known` when there was a tombstone before.
    """

    contact: str
    nodes: int
    records: int
    loads: tuple[str, ...]
    quarantined: int
    unopened: int
    alike: tuple[str, ...]
    is_known: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept of the person."""
        return not (self.nodes or self.records or self.quarantined)


@dataclass(frozen=True)
class Forget:
    """Forgets people of one graph and one KG_HOME; `drop_copy` removes the copy for queries."""

    ledger: Ledger
    reader: FactReader
    people: People
    tombstones: Tombstones
    file: TombstoneFile
    sealer: Sealer
    quarantined: Quarantined
    tables: Mapping[str, Table]
    drop_copy: Callable[[], bool]

    def look(self, contact: str) -> Erasure:
        """What is kept of a person; NotFoundError when there is nothing, nor a tombstone."""
        return self._erasure(contact, self._forgotten(contact), list(self._records(contact)))

    def forget(self, contact: str) -> Erasure:
        """Forgets a person; what it says is what was there. Again it only looks once more."""
        records = list(self._records(contact))
        forgotten = self._forgotten(contact, records)
        found = self._erasure(contact, forgotten, records)
        [own] = forgotten.tombstones
        self._keep(replace(own, is_erasing=True))
        self._erase(contact, records)
        self.quarantined.erase(forgotten)
        self.drop_copy()
        self._keep(own)
        return found

    def _erasure(
        self, contact: str, forgotten: Forgotten, records: Sequence[KeptRecord]
    ) -> Erasure:
        [own] = forgotten.tombstones
        is_known = any(own.id == tombstone.id for tombstone in self._known())
        quarantined, unopened = self.quarantined.count(forgotten)
        nodes = self.ledger.support([NodeRef(CONTACT, contact)], ()).nodes
        loads = dict.fromkeys(kept.record.load for kept in records)
        alike = tuple(sorted(self._alike(contact, records)))
        found = Erasure(
            contact, len(nodes), len(records), tuple(loads), quarantined, unopened, alike, is_known
        )
        if found.is_empty and not is_known:
            raise NotFoundError(
                f"nothing is kept of a contact {contact!r}; next step: kg firm contacts ID shows "
                "the contacts of an organisation, and --json their ids"
            )
        return found

    def _records(self, contact: str) -> Iterator[KeptRecord]:
        """All records about the contact, whatever became of them."""
        concerned = [table for table in self.tables.values() if may_state_people(table)]
        whole = [table.name for table in concerned if table.sealed == CONTACT]
        named = [table.name for table in concerned if table.sealed != CONTACT]
        for kept in self.people.records(whole, named, f"{CONTACT}/"):
            if contact in of_record(self.tables[kept.record.table], kept.record):
                yield kept

    def _forgotten(self, contact: str, records: Sequence[KeptRecord] | None = None) -> Forgotten:
        """The tombstone of the person, as it is to be; other contacts' marks are none."""
        found = list(self._records(contact)) if records is None else records
        marks = self._marks(contact, found)
        others = {mark for _, mark in self._shared(contact, marks)}
        own = Tombstone(
            self.sealer.mark(CONTACT, contact),
            dt.datetime.now(dt.UTC).date(),
            self.sealer.key_mark(),
            tuple(sorted(marks - others)),
        )
        known = [t for t in self._known() if t.id == own.id]
        return Forgotten((replace(united([own, *known])[0], is_erasing=False),), self.sealer)

    def _known(self) -> tuple[Tombstone, ...]:
        return united((*self.tombstones.all(), *self.file.all()))

    def _marks(self, contact: str, records: Sequence[KeptRecord]) -> set[str]:
        """The marks of all addresses and numbers that were ever stated of the contact.

        Raises StateError where they cannot be opened: the person would come back unknown.
        """
        sealed = {kept.record.values.get(SEALED) for kept in records} - {None}
        return {mark for text in sealed if text for mark in self._marks_in(contact, text)}

    def _marks_in(self, contact: str, sealed: str) -> Iterator[str]:
        for kind, text in known_by(self.sealer.open(sealed, contact)):
            yield self.sealer.mark(kind, text)

    def _shared(self, contact: str, marks: set[str]) -> Iterator[tuple[str, str]]:
        """Which other contacts have one of these marks too: a switchboard is nobody's own."""
        if not marks:
            return
        for other, sealed in self.people.contacts():
            if other != contact:
                try:
                    own = set(self._marks_in(other, sealed))
                except StateError:
                    # Sealed under another key, so it cannot be compared.
                    continue
                yield from ((other, mark) for mark in own & marks)

    def _alike(self, contact: str, records: Sequence[KeptRecord]) -> set[str]:
        return {other for other, _ in self._shared(contact, self._marks(contact, records))}

    def _keep(self, tombstone: Tombstone) -> None:
        """In KG_HOME first: an empty graph that is restored must know it."""
        standing = [t for t in self._known() if t.id != tombstone.id]
        self.file.put([*standing, tombstone])
        self.tombstones.put([tombstone])

    def _erase(self, contact: str, records: Sequence[KeptRecord]) -> None:
        composer = Composer(self.ledger, self.reader)
        for begin in range(0, len(records), PAGE_RECORDS):
            page = records[begin : begin + PAGE_RECORDS]
            current = [kept.record for kept in page if kept.is_current]
            composer.erase(current, [kept.record.id for kept in page])
        ref = NodeRef(CONTACT, contact)
        # What no record supports, another program may have written.
        if self.ledger.support([ref], ()).nodes:
            self.ledger.write(Batch("", deleted=(ref,)))
