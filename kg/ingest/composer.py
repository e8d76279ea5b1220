"""Brings the graph up to new records: reads what stands there, composes, and writes the batch."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from kg.graph.batch import Batch, KeptRecord, Support
from kg.graph.identities import JUDGED, Identities
from kg.graph.ledger import Ledger
from kg.ingest.compose import (
    Change,
    Ground,
    coarser_links,
    compose,
    compose_arrivals,
    missing_targets,
    resolve,
    rival_links,
)
from kg.ingest.facts import FactReader, Statement
from kg.ingest.merging import resolve_all, resolve_merged
from kg.ingest.precedence import Precedence
from kg.ingest.regions import RegionCodes
from kg.ingest.stated import read_stated
from kg.model import LinkRef, NodeRef, Retirement, SourceRecord

# How many waiting records are tried again at once.
PAGE_RECORDS = 1_000
REPLACED_BY = "REPLACED_BY"
NOTHING_DECIDED = Batch("")


class Composer:
    """Computes the graph from records, for loads and for restores alike."""

    def __init__(self, ledger: Ledger, reader: FactReader) -> None:
        self._ledger = ledger
        self._reader = reader
        self._identities = Identities.of(ledger.judged_same())
        self._precedence = Precedence.of(reader.contract.schema, ledger.ranks())
        self._functional = reader.contract.schema.functional()
        self.read_codes()

    def read_codes(self) -> None:
        """Takes note of the regions that are in the graph now."""
        self._codes = RegionCodes(*self._ledger.region_codes())

    @property
    def identities(self) -> Identities:
        """Which ids are one, as far as this composer has written."""
        return self._identities

    def resolve(self, statement: Statement) -> Statement:
        """The statement with what each reference means: the region of a code, the kept id."""
        return resolve(resolve_merged(statement, self._identities), self._codes.find)

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
        change = self._change(new, self._ledger.records(superseded))
        batch = self._compose(load, change, superseded)
        batch = replace(batch, superseded=tuple(sorted(set(superseded))), history=tuple(history))
        self._ledger.write(batch)

    def take_out(
        self, load: str, undone: Sequence[SourceRecord], reinstated: Sequence[SourceRecord]
    ) -> None:
        """Takes records of a load out and those that they superseded back, as one transaction.

        Records of others that lose what they refer to wait for it, and what they stated of a
        region under a code that means none any more is found anew when arrivals are linked.
        """
        self.read_codes()
        change = self._change([self.resolve(s) for s in self._read(reinstated)], undone)
        ids = [record.id for record in undone]
        batch = self._compose(load, change, ids)
        loose = self._loose_links(batch)
        linked = {link.ref: link.records for link in batch.links}
        loosened = {i for ref, ids_ in loose.items() for i in (*ids_, *linked.get(ref, ()))}
        waiting = dict.fromkeys(sorted(loosened - set(ids)), True)
        self._ledger.write(
            replace(
                batch,
                records=(),
                superseded=(),
                undone=tuple(ids),
                reinstated=tuple(reinstated),
                waiting={**batch.waiting, **waiting},
                links=tuple(link for link in batch.links if link.ref not in loose),
                deleted_links=tuple(dict.fromkeys((*batch.deleted_links, *loose))),
            )
        )

    def erase(self, current: Sequence[SourceRecord], ids: Sequence[str]) -> None:
        """Removes records as if they had never been, as one transaction.

        `current` are those of them that hold their slots and support something.
        """
        self.read_codes()
        change = self._change([], current)
        batch = self._compose("", change, [record.id for record in current])
        self._ledger.write(replace(batch, superseded=(), erased=tuple(ids)))

    def restate(
        self, load: str, records: Sequence[SourceRecord], retirement: Retirement | None
    ) -> None:
        """Notes that records are retired, or no more, as one transaction.

        They go on waiting for what they wait for. Of those that lost their slots since nothing
        else changes.
        """
        marked = [replace(record, retired=retirement) for record in records]
        holders = {found.id for found in self._ledger.current([r.slot for r in marked]).values()}
        current = [record for record in marked if record.id in holders]
        new = tuple(self._others_of(current))
        change = Change(new, is_restated=True, functional=self._functional)
        ids = [record.id for record in records]
        batch = self._compose(load, change, ids)
        self._ledger.write(
            replace(
                batch,
                records=(),
                waiting={id_: waits for id_, waits in batch.waiting.items() if id_ not in ids},
                retired=tuple(marked) if retirement else (),
                returned=() if retirement else tuple(ids),
            )
        )

    def compute_anew(
        self,
        nodes: Collection[NodeRef],
        links: Collection[LinkRef],
        decided: Batch = NOTHING_DECIDED,
    ) -> None:
        """Computes nodes and relationships again from the records behind them, as one transaction.

        `decided` brings the judgements that are the reason.
        """
        change = Change(
            also_nodes=frozenset(nodes), also_links=frozenset(links), functional=self._functional
        )
        batch = self._compose("", change, ())
        self._ledger.write(replace(batch, judged=decided.judged, withdrawn=decided.withdrawn))

    def decide(self, decided: Batch, same: Collection[tuple[str, str]]) -> None:
        """Stores judgements, and joins or parts the organisations that they are about.

        `same` are all pairs that are the same from then on. One transaction.
        """
        before, after = self._identities, Identities.of(same)
        pairs = [judgement.pair for judgement in (*decided.judged, *decided.withdrawn)]
        given = {id_ for pair in pairs for id_ in pair}
        ids = {i for id_ in given for i in (*before.group(id_), *after.group(id_))}
        moved = {id_ for id_ in ids if before.group(id_) != after.group(id_)}
        nodes = {NodeRef(JUDGED, id_) for id_ in moved}
        self._identities = after
        self.compute_anew(*self._around(nodes), decided)

    def _around(self, nodes: set[NodeRef]) -> tuple[set[NodeRef], set[LinkRef]]:
        """Nodes with all that begins or ends at them, as it stands and as it is to stand.

        Where only one relationship holds, the node at which it begins is computed with it.
        """
        found = self._ledger.support(nodes, ()).nodes
        at = self._ledger.links_at(nodes)
        behind = {r for supports in found.values() for r in supports.records}
        behind |= {record for records in at.values() for record in records}
        stated = (link for s in self._others(behind) for link in s.links)
        links = {k.fact.ref for k in stated if not k.is_absorbed and nodes & set(k.ends)}
        links |= at.keys()
        return nodes | {ref.start for ref in links if ref.type in self._functional}, links

    def _loose_links(self, batch: Batch) -> dict[LinkRef, tuple[str, ...]]:
        """The relationships that lose an end, or the code by which their region was found."""
        codes = {ref.end for ref in batch.deleted_links if ref.type == REPLACED_BY}
        at = self._ledger.links_at({*batch.deleted, *codes})
        gone = set(batch.deleted)
        return {
            ref: records
            for ref, records in at.items()
            if gone & {ref.start, ref.end} or (ref.end in codes and ref.type != REPLACED_BY)
        }

    def _change(self, new: Sequence[Statement], old: Iterable[SourceRecord]) -> Change:
        # Both ways in which a region may have been found when the old record was linked.
        both = (self._codes.find, self._codes.find_around)
        before = tuple(resolve(s, find) for s in self._read(old) for find in both)
        return Change(tuple(new), before, functional=self._functional)

    def _compose(self, load: str, change: Change, gone: Sequence[str]) -> Batch:
        """What a change comes to with all further records about what it touches."""
        ground = self._ground(load, Support({}, {}))
        support = self._standing(change)
        behind = {record for found in support.nodes.values() for record in found.records}
        behind |= {record for records in support.links.values() for record in records}
        others = self._others(behind - set(gone))
        ground = replace(ground, support=support)
        rivals = rival_links(change, others)
        if rivals:
            more = self._ledger.support({end for r in rivals for end in (r.start, r.end)}, rivals)
            support = Support(
                {**more.nodes, **support.nodes}, {**more.links, **support.links}, support.present
            )
            ground = replace(ground, support=support)
            beyond = {record for records in more.links.values() for record in records}
            others += self._others(beyond - behind - set(gone))
        return compose(ground, change, others)

    def _standing(self, change: Change) -> Support:
        """What exists of what a change touches, with the records that it must be folded with."""
        # A mention brings back what was retired.
        told = change.told | self._ledger.retired(change.mentions)
        nodes = self._ledger.support(told, ()).nodes
        present = self._ledger.present((change.mentions | change.ends()) - told)
        # Between nodes of which one is new there is nothing yet.
        there = present | nodes.keys()
        links = {ref for ref in change.links if ref.start in there and ref.end in there}
        return Support(nodes, self._ledger.support((), links).links, present)

    def _others(self, ids: Iterable[str]) -> list[Statement]:
        """What further records state."""
        return self._others_of(self._ledger.records(ids))

    def _others_of(self, records: Iterable[SourceRecord]) -> list[Statement]:
        """What records of the graph state; one may be linked to the region around its own."""
        stated = read_stated(self._reader, self._codes, records)
        return list(resolve_all(stated, self._identities))

    def link_arrivals(
        self, load: str, is_told: Callable[[SourceRecord], bool] = lambda _: True
    ) -> list[str]:
        """Links waiting records to what has arrived; returns what is to be said of the others.

        A load tells of its own; one that is linked to a region around its own waits, too.
        """
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
            behind |= {record for records in support.links.values() for record in records}
            others = self._read(self._ledger.records(behind - set(ids)))
            ground = self._ground(load, support)
            batch = compose_arrivals(ground, statements, others, self._codes)
            if not all(batch.waiting.values()) or any(
                (batch.links, batch.deleted_links, batch.updated)
            ):
                self._ledger.write(batch)
            for statement in filter(lambda s: is_told(s.record), statements):
                exact = resolve(statement, self._codes.find)
                labels = {
                    link.fact.ref.end.label
                    for link in missing_targets(exact, support.nodes.__contains__)
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
        """Statements of stored records with the ids that are kept; one that no longer fits the
        contract states nothing."""
        read = (self._reader.read(record) for record in records)
        stated = (statement for statement in read if isinstance(statement, Statement))
        return list(resolve_all(stated, self._identities))

    def _ground(self, load: str, support: Support) -> Ground:
        return Ground(load, support, self._functional, self._precedence, self._identities)
