"""Decides what a chunk of new records changes in the graph: one batch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.graph.batch import Batch, Relabelling, Support
from kg.ingest.canonical import fold
from kg.ingest.facts import CheckedLink, Statement
from kg.ingest.regions import RegionCodes
from kg.model import CanonicalNode, LinkFact, LinkRef, NodeRef


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
        return {end for s in self.new for k in s.links for end in _ends(k)}


def resolve(statement: Statement, find: Callable[[str], str | None]) -> Statement:
    """Puts the region that a code means in place of the code, where one is found."""
    links = tuple(_resolved(link, find) for link in statement.links)
    return statement if links == statement.links else replace(statement, links=links)


def missing_targets(statement: Statement, known: Callable[[NodeRef], bool]) -> list[CheckedLink]:
    """The links of a statement of which an end is not known."""
    return [k for k in statement.links if not all(known(end) for end in _ends(k))]


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
    load: str, waiting: Iterable[Statement], codes: RegionCodes, support: Support
) -> Batch:
    """The batch that links waiting records to targets that have arrived; empty when none has."""
    resolved = [resolve(statement, codes.find_around) for statement in waiting]
    arrived = [s for s in resolved if _has_new_link(s, support)]
    canonical = fold(arrived)
    return Batch(
        load=load,
        waiting={
            s.record.id: bool(missing_targets(s, support.nodes.__contains__)) for s in arrived
        },
        links=tuple(
            replace(link, records=_united(link.records, support.links.get(ref, ())))
            for ref, link in canonical.links.items()
            if ref.start in support.nodes and ref.end in support.nodes
        ),
    )


def _has_new_link(statement: Statement, support: Support) -> bool:
    return any(
        all(end in support.nodes for end in _ends(link))
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


def _ends(link: CheckedLink) -> tuple[NodeRef, NodeRef]:
    return link.fact.ref.start, link.fact.ref.end


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
