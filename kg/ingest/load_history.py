"""Looks back at loads: which there were, what each brought, and what it changed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import NotFoundError, StateError
from kg.graph.archive import Archive, KeptLoad
from kg.graph.ledger import Ledger
from kg.graph.load_log import LoadLog, LoadPart
from kg.ingest.canonical import Canonical, fold
from kg.ingest.differences import Differences, Ref, Thing
from kg.ingest.facts import FactReader, Statement
from kg.ingest.regions import RegionCodes
from kg.ingest.stated import read_stated
from kg.model import SourceRecord

PAGE_RECORDS = 1_000
RUNNING, FINISHED, CUT_OFF = "running", "finished", "cut off"


@dataclass(frozen=True, slots=True)
class LoadDetail:
    """A load with the records that it brought, counted by table, file and fate."""

    load: KeptLoad
    parts: tuple[LoadPart, ...]

    @property
    def records(self) -> int:
        """How many records it brought."""
        return sum(part.records for part in self.parts)

    @property
    def in_force(self) -> int:
        """How many of them are in force."""
        return sum(part.records for part in self.parts if part.is_in_force)

    @property
    def superseded(self) -> dict[str, int]:
        """How many of them each later load superseded."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            if part.superseded_in is not None:
                counts[part.superseded_in] += part.records
        return dict(sorted(counts.items()))

    @property
    def retired(self) -> dict[str, int]:
        """How many of those that nothing superseded each later load retired."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            if part.retired_in is not None and part.superseded_in is None and not part.is_undone:
                counts[part.retired_in] += part.records
        counts.pop(self.load.id, None)
        return dict(sorted(counts.items()))


@dataclass(frozen=True)
class LoadHistory:
    """Reads the loads of one graph; what it has no room for in memory it keeps in `folder`."""

    archive: Archive
    log: LoadLog
    ledger: Ledger
    reader: FactReader
    # Whether somebody holds the graph for writing now.
    is_held: Callable[[], bool]
    folder: Path | None = None

    def loads(self, source: str | None = None) -> list[KeptLoad]:
        """The loads, newest first; only those of a source if one is named.

        Of those that have begun and not ended the newest may run, while somebody holds the graph;
        the others were cut off, which the graph notes only when a later load is through.
        """
        found = list(reversed(self.archive.loads()))
        begun = [load.id for load in found if load.state == RUNNING]
        running = begun[:1] if begun and self.is_held() else []
        stand = (
            replace(load, state=CUT_OFF) if load.id in begun and load.id not in running else load
            for load in found
        )
        return [load for load in stand if source in (None, load.source)]

    def load(self, id_: str) -> KeptLoad:
        """One load; raises NotFoundError when there is none with this id."""
        for load in self.loads():
            if load.id == id_:
                return load
        raise NotFoundError(f"no load {id_!r}; next step: kg load list shows all loads")

    def detail(self, id_: str) -> LoadDetail:
        """One load with what became of its records."""
        return LoadDetail(self.load(id_), tuple(self.log.parts(id_)))

    def differences(self, id_: str) -> Differences:
        """What a load changed, computed from its records and those that they superseded."""
        if self.load(id_).state != FINISHED and any(p.is_undone for p in self.log.parts(id_)):
            raise StateError(
                f"the load {id_!r} is undone, so it changes nothing any more; next step: "
                f"kg load show {id_}"
            )
        gathered = Differences(self.folder)
        for before, after in self.statements(id_):
            gathered.take(before, after)
        gone = self.log.retired(id_)
        slots = {_slot(record) for record in gone}
        codes = RegionCodes(*self.ledger.region_codes())
        for begin in range(0, len(gone), PAGE_RECORDS):
            page = self.ledger.records(gone[begin : begin + PAGE_RECORDS])
            gathered.retire(self._retired(fold(read_stated(self.reader, codes, page)), slots))
        return gathered

    def _retired(self, stated: Canonical, slots: Collection[str]) -> Iterator[Thing]:
        """What only the records of retired slots state."""
        support = self.ledger.support(stated.nodes, stated.links)
        behind: dict[Ref, Sequence[str]] = dict(support.links.items())
        behind.update({ref: found.records for ref, found in support.nodes.items()})
        others = {id_ for ids in behind.values() for id_ in ids if _slot(id_) not in slots}
        in_force = {r.id for r in self.ledger.records(others) if r.retired is None}
        things: list[Thing] = [*stated.nodes.values(), *stated.links.values()]
        for thing in things:
            if in_force.isdisjoint(behind.get(thing.ref, ())):
                yield thing

    def statements(self, id_: str) -> Iterator[tuple[list[Statement], list[Statement]]]:
        """Page by page what the records superseded by a load state, and what its own state."""
        before = {_slot(record): record for record in self.log.superseded(id_)}
        codes = RegionCodes(*self.ledger.region_codes())
        for table in sorted(self.archive.tables(id_)):
            for page in self.pages(id_, table, PAGE_RECORDS):
                slots = [record.slot for record in page]
                old = self.ledger.records(before[slot] for slot in slots if slot in before)
                yield (
                    list(read_stated(self.reader, codes, old)),
                    list(read_stated(self.reader, codes, page)),
                )

    def pages(self, id_: str, table: str, size: int) -> Iterator[Sequence[SourceRecord]]:
        """The records of one table that a load brought, but for those that were undone."""
        page: list[SourceRecord] = []
        for kept in self.archive.records(id_, table):
            if not kept.is_undone:
                page.append(kept.record)
            if len(page) >= size:
                yield page
                page = []
        if page:
            yield page


def _slot(record: str) -> str:
    """The slot in the id of a record."""
    return record.rpartition("@")[0]
