"""Looks back at loads: which there were, what each brought, and what it changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.graph.archive import Archive, KeptLoad
from kg.graph.ledger import Ledger
from kg.graph.load_log import LoadLog, LoadPart
from kg.ingest.compose import resolve
from kg.ingest.differences import Differences
from kg.ingest.facts import FactReader, Statement
from kg.ingest.regions import RegionCodes
from kg.model import SourceRecord

PAGE_RECORDS = 1_000


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
        return sum(part.records for part in self.parts if part.superseded_in is None)

    @property
    def superseded(self) -> dict[str, int]:
        """How many of them each later load superseded."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            if part.superseded_in is not None:
                counts[part.superseded_in] += part.records
        return dict(sorted(counts.items()))


@dataclass(frozen=True)
class LoadHistory:
    """Reads the loads of one graph."""

    archive: Archive
    log: LoadLog
    ledger: Ledger
    reader: FactReader

    def loads(self, source: str | None = None) -> list[KeptLoad]:
        """The loads, newest first; only those of a source if one is named."""
        found = reversed(self.archive.loads())
        return [load for load in found if source in (None, load.source)]

    def load(self, id_: str) -> KeptLoad:
        """One load; raises NotFoundError when there is none with this id."""
        for load in self.archive.loads():
            if load.id == id_:
                return load
        raise NotFoundError(f"no load {id_!r}; next step: kg load list shows all loads")

    def detail(self, id_: str) -> LoadDetail:
        """One load with what became of its records."""
        return LoadDetail(self.load(id_), tuple(self.log.parts(id_)))

    def differences(self, id_: str) -> Differences:
        """What a load changed, computed from its records and those that they superseded."""
        load = self.load(id_)
        before = {id_.rpartition("@")[0]: id_ for id_ in self.log.superseded(load.id)}
        codes, gathered = RegionCodes(*self.ledger.region_codes()), Differences()
        for page in self._pages(load.id):
            slots = [record.slot for record in page]
            old = self.ledger.records(before[slot] for slot in slots if slot in before)
            gathered.take(self._read(old, codes), self._read(page, codes))
        return gathered

    def _pages(self, load: str) -> Iterator[Sequence[SourceRecord]]:
        for table in sorted(self.archive.tables(load)):
            page: list[SourceRecord] = []
            for kept in self.archive.records(load, table):
                page.append(kept.record)
                if len(page) >= PAGE_RECORDS:
                    yield page
                    page = []
            yield page

    def _read(self, records: Iterable[SourceRecord], codes: RegionCodes) -> Iterator[Statement]:
        """What records state; one that fits the rules no longer states nothing."""
        for record in records:
            read = self.reader.read(record)
            if isinstance(read, Statement):
                yield resolve(read, codes.find_around)
