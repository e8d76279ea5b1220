"""Brings the graph up to new records: reads what stands there, composes, and writes the batch."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.graph.batch import KeptRecord, Support
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
from kg.ingest.regions import RegionCodes
from kg.model import SourceRecord

# How many waiting records are tried again at once.
PAGE_RECORDS = 1_000


class Composer:
    """Computes the graph from records, for loads and for restores alike."""

    def __init__(self, ledger: Ledger, reader: FactReader) -> None:
        self._ledger = ledger
        self._reader = reader
        self.read_codes()

    def read_codes(self) -> None:
        """Takes note of the regions that are in the graph now."""
        self._codes = RegionCodes(*self._ledger.region_codes())

    def resolve(self, statement: Statement) -> Statement:
        """The statement with the region that each code means in place of the code."""
        return resolve(statement, self._codes.find)

    def write(
        self,
        load: str,
        new: Sequence[Statement],
        superseded: Sequence[str] = (),
        history: Sequence[KeptRecord] = (),
    ) -> None:
        """Writes new records, resolved, and what changes with them, as one transaction.

        `superseded` are the ids of the records whose place they take; `history` are records
        that were superseded before and are restored as such.
        """
        old = self._read(self._ledger.records(superseded))
        # Both ways in which a region may have been found when the old record was linked.
        both = (self._codes.find, self._codes.find_around)
        change = Change(tuple(new), tuple(resolve(s, find) for s in old for find in both))
        ends = {end for s in new for k in s.links for end in k.ends}
        support = self._ledger.support(change.nodes() | ends, change.links())
        changing = change.nodes() & set(support.nodes)
        behind = {record for ref in changing for record in support.nodes[ref].records}
        behind |= {record for records in support.links.values() for record in records}
        others = self._read(self._ledger.records(behind - set(superseded)))
        # A further record may be linked to the region around one that is not loaded.
        resolved = [resolve(s, self._codes.find_around) for s in others]
        batch = compose(self._ground(load, support), change, resolved)
        self._ledger.write(replace(batch, history=tuple(history)))

    def link_arrivals(self, load: str) -> list[str]:
        """Links waiting records to what has arrived; returns what is to be said of the others."""
        self.read_codes()
        waiting, after = 0, ""
        missing: Counter[str] = Counter()
        while ids := self._ledger.waiting(after, PAGE_RECORDS):
            after = ids[-1]
            statements = self._read(self._ledger.records(ids))
            resolved = [resolve(s, self._codes.find_around) for s in statements]
            links = {k.fact.ref for s in resolved for k in s.links}
            links |= {ref for s in statements for ref in coarser_links(s, self._codes)}
            ends = {end for ref in links for end in (ref.start, ref.end)}
            support = self._ledger.support(ends, links)
            starts = {ref.start for ref in links} & set(support.nodes)
            behind = {r for ref in starts for r in support.nodes[ref].records}
            others = self._read(self._ledger.records(behind - set(ids)))
            ground = self._ground(load, support)
            batch = compose_arrivals(ground, statements, others, self._codes)
            if batch.links or batch.deleted_links or not all(batch.waiting.values()):
                self._ledger.write(batch)
            for statement in resolved:
                labels = {
                    link.fact.ref.end.label
                    for link in missing_targets(statement, support.nodes.__contains__)
                }
                waiting += bool(labels)
                missing.update(labels)
        if not waiting:
            return []
        what = ", ".join(f"{n:,} to a {label}" for label, n in sorted(missing.items()))
        rows = "1 row refers" if waiting == 1 else f"{waiting:,} rows refer"
        note = f"{rows} to something that is not loaded yet ({what}); linked when it arrives"
        return [note]

    def _read(self, records: Iterable[SourceRecord]) -> list[Statement]:
        """Statements of stored records; one that no longer fits the contract states nothing."""
        read = (self._reader.read(record) for record in records)
        return [statement for statement in read if isinstance(statement, Statement)]

    def _ground(self, load: str, support: Support) -> Ground:
        return Ground(load, support, self._reader.contract.schema.functional())
