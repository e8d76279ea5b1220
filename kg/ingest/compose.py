"""Decides what a chunk of new records changes in the graph: one batch."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.batch import Batch, Relabelling, Support
from kg.ingest.canonical import fold
from kg.ingest.facts import CheckedLink, Statement
from kg.ingest.regions import RegionCodes
from kg.model import CanonicalLink, CanonicalNode, LinkFact, LinkRef, NodeRef


@dataclass(frozen=True, slots=True)
class Change:
    """New statements, and the statements of the records that they supersede."""

    new: tuple[Statement, ...]
    superseded: tuple[Statement, ...] = ()

    def nodes(self) -> set[NodeRef]:
        """The nodes whose facts change."""
        return {node.ref for s in (*self.new, *self.superseded) for node in s.nodes}

    def links(self) -> set[LinkRef]:
        """The relationships whose facts change."""
        return {k.fact.ref for s in (*self.new, *self.superseded) for k in s.links}

    def ends(self) -> set[NodeRef]:
        """The nodes that new relationships refer to."""
        return {end for s in self.new for k in s.links for end in k.ends}


def resolve(statement: Statement, find: Callable[[str], str | None]) -> Statement:
    """Puts the region that a code means in place of the code, where one is found."""
    links = tuple(_resolved(link, find) for link in statement.links)
    return statement if links == statement.links else replace(statement, links=links)


def missing_targets(statement: Statement, known: Callable[[NodeRef], bool]) -> list[CheckedLink]:
    """The links of a statement of which an end is not known."""
    return [k for k in statement.links if not all(known(end) for end in k.ends)]


def compose(load: str, change: Change, others: Iterable[Statement], support: Support) -> Batch:
    """The batch that brings the graph from `support` to what all statements come to.

    `others` are the statements of further records behind the changing nodes and links.
    """
    nodes, links = change.nodes(), change.links()
    canonical = fold((*change.new, *others))
    stated = {ref: node for ref, node in canonical.nodes.items() if ref in nodes}
    deleted = {ref for ref in nodes if ref not in stated and ref in support.nodes}

    def known(ref: NodeRef) -> bool:
        return ref in stated or (ref in support.nodes and ref not in deleted)

    return Batch(
        load=load,
        records=tuple(s.record for s in change.new),
        superseded=tuple(sorted({s.record.id for s in change.superseded})),
        waiting={s.record.id: bool(missing_targets(s, known)) for s in change.new},
        created=tuple(n for ref, n in stated.items() if ref not in support.nodes),
        updated=tuple(n for ref, n in stated.items() if ref in support.nodes),
        relabelled=tuple(_relabelled(stated, support)),
        deleted=tuple(sorted(deleted, key=lambda ref: (ref.label, ref.id))),
        links=tuple(
            link
            for ref, link in canonical.links.items()
            if ref in links and known(ref.start) and known(ref.end)
        ),
        deleted_links=tuple(
            ref for ref in links if ref in support.links and ref not in canonical.links
        ),
    )


def compose_arrivals(
    load: str, waiting: Sequence[Statement], codes: RegionCodes, support: Support
) -> Batch:
    """The batch that links waiting records to what has arrived; without links when nothing has.

    A record that was linked to the region around its own leaves that link for the finer one.
    """
    before = {s.record.id: set(coarser_links(s, codes)) for s in waiting}
    resolved = {s.record.id: resolve(s, codes.find_around) for s in waiting}
    arrived = [s for s in resolved.values() if _has_new_link(s, support)]
    left: dict[LinkRef, set[str]] = defaultdict(set)
    for statement in arrived:
        for ref in before[statement.record.id] - {k.fact.ref for k in statement.links}:
            left[ref].add(statement.record.id)
    remaining = {
        ref: tuple(r for r in support.links[ref] if r not in records)
        for ref, records in left.items()
        if ref in support.links
    }
    new = [
        replace(link, records=_united(link.records, support.links.get(ref, ())))
        for ref, link in fold(arrived).links.items()
        if ref.start in support.nodes and ref.end in support.nodes
    ]
    return Batch(
        load=load,
        waiting={s.record.id: _still_waits(s, codes, support) for s in waiting},
        links=(*new, *(CanonicalLink(ref, {}, r) for ref, r in remaining.items() if r)),
        deleted_links=tuple(ref for ref, records in remaining.items() if not records),
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
        for link in statement.links
    )


def _united(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*left, *right}))


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
