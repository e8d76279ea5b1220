"""Decides what a chunk of new records changes in the graph: one batch."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.graph.batch import Batch, Relabelling, Support
from kg.graph.identities import NOTHING_MERGED, Identities
from kg.graph.stored_values import MERGED_IDS
from kg.ingest.canonical import BY_RECENCY, Canonical, fold
from kg.ingest.facts import CheckedLink, Statement
from kg.ingest.precedence import Precedence
from kg.ingest.regions import RegionCodes
from kg.model import CanonicalNode, LinkFact, LinkRef, NodeRef


@dataclass(frozen=True)
class Change:
    """New statements, and the statements of the records that they supersede.

    Where they are restated, they were there before, and only their retirement is new.

    `also_nodes` and `also_links` are to be computed anew although no record of them changes.
    `functional` are the relations of which one is held.
    """

    new: tuple[Statement, ...] = ()
    superseded: tuple[Statement, ...] = ()
    is_restated: bool = False
    also_nodes: frozenset[NodeRef] = frozenset()
    also_links: frozenset[LinkRef] = frozenset()
    functional: frozenset[str] = frozenset()

    def ends(self) -> set[NodeRef]:
        """Both nodes of the relationships whose facts change."""
        return {end for ref in self.links for end in (ref.start, ref.end)}

    @cached_property
    def nodes(self) -> frozenset[NodeRef]:
        """The nodes whose facts change, or behind which other records stand then."""
        statements = (*self.new, *self.superseded)
        return self._stated | begun_at(statements, self.functional) | self.also_nodes

    @cached_property
    def told(self) -> frozenset[NodeRef]:
        """The nodes of which they say more than that they exist."""
        return self.nodes - self.mentions

    @cached_property
    def mentions(self) -> frozenset[NodeRef]:
        """The nodes of which the new statements say no more than that they exist.

        Whatever others state of them, it comes to the same as before.
        """
        return self._merely_named - begun_at(self.superseded, self.functional)

    @cached_property
    def links(self) -> frozenset[LinkRef]:
        """The relationships whose facts change."""
        statements = (*self.new, *self.superseded)
        return self.also_links.union(k.fact.ref for s in statements for k in s.links)

    @cached_property
    def _stated(self) -> frozenset[NodeRef]:
        return frozenset(node.ref for s in (*self.new, *self.superseded) for node in s.nodes)

    @cached_property
    def _merely_named(self) -> frozenset[NodeRef]:
        told = {
            n.ref for s in self.new for n in s.nodes if n.properties or n.class_name != n.ref.label
        }
        told |= {node.ref for s in self.superseded for node in s.nodes}
        # What is retired, or comes back from there, may change what others say.
        told |= {n.ref for s in self.new if self.is_restated or s.record.retired for n in s.nodes}
        told |= {link.fact.ref.start for s in self.new for link in s.links}
        return self._stated - told - self.also_nodes


def resolve(statement: Statement, find: Callable[[str], str | None]) -> Statement:
    """Puts the region that a code means in place of the code, where one is found."""
    links = tuple(_resolved(link, find) for link in statement.links)
    return statement if links == statement.links else replace(statement, links=links)


def begun_at(statements: Iterable[Statement], functional: Collection[str]) -> set[NodeRef]:
    """The nodes behind which records stand for a relationship that begins there."""
    return {
        link.fact.ref.start
        for statement in statements
        for link in statement.links
        if link.is_absorbed or link.fact.ref.type in functional
    }


def missing_targets(statement: Statement, known: Callable[[NodeRef], bool]) -> list[CheckedLink]:
    """The links of a statement of which an end is not known."""
    refs = ((link, link.fact.ref) for link in statement.links)
    return [link for link, ref in refs if not (known(ref.start) and known(ref.end))]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a batch stands on: its load, what exists, and the rules by which facts become one.

    `functional` are the relations of which one is held.
    """

    load: str
    support: Support
    functional: frozenset[str] = frozenset()
    precedence: Precedence = BY_RECENCY
    identities: Identities = NOTHING_MERGED

    def fold(self, statements: Iterable[Statement]) -> Canonical:
        """What statements come to; a node names the ids that were merged into it."""
        canonical = fold(statements, self.functional, self.precedence)
        if not self.identities.groups:
            return canonical
        nodes = {ref: self._named(node) for ref, node in canonical.nodes.items()}
        return replace(canonical, nodes=nodes)

    def _named(self, node: CanonicalNode) -> CanonicalNode:
        merged = self.identities.merged(node.ref)
        if not merged:
            return node
        return replace(node, properties={**node.properties, MERGED_IDS: merged})


def compose(ground: Ground, change: Change, others: Iterable[Statement]) -> Batch:
    """The batch that brings the graph from what exists to what all statements come to.

    `others` are the statements of further records behind the changing nodes and links.
    """
    support, others = ground.support, list(others)
    nodes = change.nodes
    rivals = rival_links(change, others)
    links = change.links | rivals
    canonical = ground.fold((*change.new, *others))
    mentioned = {ref for ref in change.mentions if ref in support.present}
    stated = {ref: n for ref, n in canonical.nodes.items() if ref in nodes and ref not in mentioned}
    gone = nodes - stated.keys() - mentioned
    deleted = {ref for ref in gone if ref in support.nodes}

    def known(ref: NodeRef) -> bool:
        return ref in stated or (support.has(ref) and ref not in deleted)

    unsupported = {ref for ref in links if ref in support.links and ref not in canonical.links}
    outvoted = {ref for ref in canonical.outvoted if ref.start in change.told}
    held = [
        link
        for ref, link in canonical.links.items()
        if ref in links and known(ref.start) and known(ref.end)
    ]
    return Batch(
        load=ground.load,
        records=tuple(s.record for s in change.new),
        superseded=tuple(sorted({s.record.id for s in change.superseded})),
        waiting={
            **{
                s.record.id: True
                for s in others
                if _waits_for(s, rivals | change.also_links, known)
            },
            **{s.record.id: bool(missing_targets(s, known)) for s in change.new},
        },
        created=tuple(n for ref, n in stated.items() if ref not in support.nodes),
        updated=tuple(n for ref, n in stated.items() if ref in support.nodes),
        mentioned=_mentioned(change.new, mentioned),
        relabelled=tuple(_relabelled(stated, support)),
        deleted=sorted_refs(deleted),
        links=tuple(held),
        new_links=frozenset(link.ref for link in held if link.ref not in support.links),
        deleted_links=_in_order(unsupported | outvoted),
    )


def rival_links(change: Change, others: Iterable[Statement]) -> set[LinkRef]:
    """The relationships that others state where only one holds, which may be the winner now."""
    refs = {link.fact.ref for s in others for link in s.links}
    stated = {ref for ref in refs if ref.type in change.functional}
    return {ref for ref in stated if ref.start in change.told} - change.links


def _waits_for(
    statement: Statement, rivals: Collection[LinkRef], known: Callable[[NodeRef], bool]
) -> bool:
    refs = (link.fact.ref for link in missing_targets(statement, known))
    return any(ref in rivals for ref in refs)


def compose_arrivals(
    ground: Ground,
    waiting: Sequence[Statement],
    others: Iterable[Statement],
    codes: RegionCodes,
) -> Batch:
    """The batch that links waiting records to what has arrived; without links when nothing has.

    `others` are the statements of further records behind what the links begin at. A record that
    was linked to the region around its own leaves that link for the finer one.
    """
    support = ground.support
    resolved = {s.record.id: resolve(s, codes.find_around) for s in (*others, *waiting)}
    candidates = [resolved[s.record.id] for s in waiting]
    arrived = [s for s in candidates if _has_new_link(s, support)]
    stated = {k.fact.ref for s in arrived for k in s.links if not k.is_absorbed}
    starts = {ref.start for ref in stated}
    begun = begun_at(candidates, ground.functional)
    canonical = ground.fold(resolved.values())
    coarser = {ref for s in waiting for ref in coarser_links(s, codes) if ref.start in starts}
    left = {ref for ref in coarser if ref in support.links and ref not in canonical.links}
    outvoted = {ref for ref in canonical.outvoted if ref.start in starts}
    return Batch(
        load=ground.load,
        waiting={s.record.id: _still_waits(s, codes, support) for s in waiting},
        updated=tuple(
            node
            for ref, node in canonical.nodes.items()
            if ref in starts | begun
            and ref in support.nodes
            and set(node.records) != set(support.nodes[ref].records)
        ),
        links=tuple(
            link
            for ref, link in canonical.links.items()
            if ref in stated and ref.start in support.nodes and ref.end in support.nodes
        ),
        deleted_links=_in_order(left | outvoted),
    )


def coarser_links(statement: Statement, codes: RegionCodes) -> list[LinkRef]:
    """The links to regions around the stated one, to which a record may be linked meanwhile."""
    return [
        LinkRef(ref.type, ref.start, NodeRef("Region", region))
        for ref in (link.fact.ref for link in statement.links)
        if ref.end.label == "Region"
        for region in codes.all_around(ref.end.id)
        if NodeRef("Region", region) != ref.start
    ]


def _still_waits(statement: Statement, codes: RegionCodes, support: Support) -> bool:
    exact = resolve(statement, codes.find)
    return bool(missing_targets(exact, support.nodes.__contains__))


def _has_new_link(statement: Statement, support: Support) -> bool:
    return any(
        all(end in support.nodes for end in link.ends)
        and statement.record.id not in support.links.get(link.fact.ref, ())
        and not link.is_absorbed
        for link in statement.links
    )


def _in_order(refs: Iterable[LinkRef]) -> tuple[LinkRef, ...]:
    return tuple(sorted(refs, key=lambda r: (r.type, r.start.id, r.end.id)))


def _mentioned(
    new: Iterable[Statement], refs: Collection[NodeRef]
) -> dict[NodeRef, tuple[str, ...]]:
    """The new records that state each of these nodes; others that do are known behind it."""
    found: dict[NodeRef, set[str]] = defaultdict(set)
    for statement in new:
        for node in statement.nodes:
            if node.ref in refs:
                found[node.ref].add(statement.record.id)
    return {ref: tuple(sorted(found[ref])) for ref in sorted_refs(found)}


def sorted_refs(refs: Iterable[NodeRef]) -> tuple[NodeRef, ...]:
    """Nodes in one order."""
    return tuple(sorted(refs, key=lambda ref: (ref.label, ref.id)))


def _relabelled(stated: Mapping[NodeRef, CanonicalNode], support: Support) -> Iterable[Relabelling]:
    for ref, node in stated.items():
        before = support.nodes.get(ref)
        if before and before.class_name != node.class_name:
            yield Relabelling(ref, before.class_name, node.class_name)


def _resolved(link: CheckedLink, find: Callable[[str], str | None]) -> CheckedLink:
    ref = link.fact.ref
    if ref.end.label != "Region":
        return link
    found = find(ref.end.id)
    # A region is never part of itself: a code above the countries finds nothing.
    if found is None or NodeRef("Region", found) in (ref.end, ref.start):
        return link
    moved = LinkRef(ref.type, ref.start, NodeRef("Region", found))
    return replace(link, fact=LinkFact(moved, link.fact.properties))
