"""Computes canonical nodes and relationships from the facts of all records about them.

Which of two values wins says `precedence`. Values of a property with many are united; a class
below the root wins over the root; of a functional relation only what wins holds. Retired records
say nothing of what a record in force speaks of; a thing that only retired ones speak of is
retired. What loses stays readable in its record.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.ingest.facts import Statement
from kg.ingest.precedence import Precedence
from kg.model import (
    CanonicalLink,
    CanonicalNode,
    LinkFact,
    LinkRef,
    NodeFact,
    NodeRef,
    SourceRecord,
    Value,
)

Fact = TypeVar("Fact", NodeFact, LinkFact)
Facts = list[tuple[NodeFact, SourceRecord]]
BY_RECENCY = Precedence()


@dataclass(frozen=True, slots=True)
class Canonical:
    """What the given statements come to; `outvoted` links lost to those of another record."""

    nodes: Mapping[NodeRef, CanonicalNode]
    links: Mapping[LinkRef, CanonicalLink]
    outvoted: frozenset[LinkRef]


def fold(
    statements: Iterable[Statement],
    functional: Collection[str] = (),
    precedence: Precedence = BY_RECENCY,
) -> Canonical:
    """Folds facts, each over those that it wins over, in whatever order they are given.

    Of a relation of which one holds, and of an absorbed one, the record also stands behind the
    node at which it begins: the graph may show no such relationship, and it is found again there.
    """
    nodes: dict[NodeRef, Facts] = defaultdict(list)
    links: dict[LinkRef, list[tuple[LinkFact, SourceRecord]]] = defaultdict(list)
    winners: dict[tuple[str, NodeRef], LinkRef] = {}
    begun: dict[NodeRef, list[SourceRecord]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: precedence.order(s.record)):
        for node in statement.nodes:
            nodes[node.ref].append((node, statement.record))
        for link in statement.links:
            ref = link.fact.ref
            if link.is_absorbed:
                begun[ref.start].append(statement.record)
                continue
            links[ref].append((link.fact, statement.record))
            if ref.type in functional:
                winners[ref.type, ref.start] = ref
                begun[ref.start].append(statement.record)
    outvoted = frozenset(ref for ref in links if winners.get((ref.type, ref.start), ref) != ref)
    return Canonical(
        {ref: _fold_node(ref, facts, begun[ref], precedence) for ref, facts in nodes.items()},
        {ref: _fold_link(ref, facts) for ref, facts in links.items() if ref not in outvoted},
        outvoted,
    )


def _fold_node(
    ref: NodeRef, facts: Facts, begun: Iterable[SourceRecord], precedence: Precedence
) -> CanonicalNode:
    told, since = telling(facts)
    below_root = [fact.class_name for fact, _ in told if fact.class_name != ref.label]
    return CanonicalNode(
        ref,
        below_root[-1] if below_root else ref.label,
        {name: value for name, (value, _) in fold_properties(told, precedence).items()},
        _ids((*begun, *(record for _, record in facts))),
        since,
    )


def telling(
    facts: list[tuple[Fact, SourceRecord]],
) -> tuple[list[tuple[Fact, SourceRecord]], dt.date | None]:
    """The facts that count, and since when none of them is in force any more, if so."""
    in_force = [(fact, record) for fact, record in facts if record.retired is None]
    if in_force:
        return in_force, None
    return facts, max(record.retired.on for _, record in facts if record.retired)


def fold_properties(
    facts: Facts, precedence: Precedence
) -> dict[str, tuple[Value, tuple[NodeFact, SourceRecord]]]:
    """The value of each property, with the fact that it comes from, of facts that win in turn."""
    if len(facts) == 1:
        [told] = facts
        return {name: (value, told) for name, value in told[0].properties.items()}
    folded: dict[str, tuple[Value, tuple[NodeFact, SourceRecord]]] = {}
    for fact, record in facts:
        for name, value in fact.properties.items():
            before, by = folded.get(name, (None, None))
            if isinstance(value, tuple) and isinstance(before, tuple):
                folded[name] = tuple(dict.fromkeys((*before, *value))), (fact, record)
            elif by is None or _wins(precedence, name, (fact, record), by):
                folded[name] = value, (fact, record)
    return folded


def _wins(
    precedence: Precedence,
    name: str,
    later: tuple[NodeFact, SourceRecord],
    earlier: tuple[NodeFact, SourceRecord],
) -> bool:
    """Whether a fact wins over one that comes before it by rank and recency."""
    if precedence.weight(later[1]) != precedence.weight(earlier[1]):
        return True
    return precedence.day(later[0], name) >= precedence.day(earlier[0], name)


def _fold_link(ref: LinkRef, facts: list[tuple[LinkFact, SourceRecord]]) -> CanonicalLink:
    if len(facts) == 1:
        [(only, record)] = facts
        since = record.retired.on if record.retired else None
        return CanonicalLink(ref, only.properties, (record.id,), since)
    told, since = telling(facts)
    folded: dict[str, Value] = {}
    for fact, _ in told:
        for name, value in fact.properties.items():
            before = folded.get(name)
            if isinstance(value, tuple) and isinstance(before, tuple):
                folded[name] = tuple(dict.fromkeys((*before, *value)))
            else:
                folded[name] = value
    return CanonicalLink(ref, folded, _ids(record for _, record in facts), since)


def _ids(records: Iterable[SourceRecord]) -> tuple[str, ...]:
    """Those in force first, since the first one is cited."""
    if len(records := list(records)) == 1:
        return (records[0].id,)
    ordered = sorted({(record.retired is not None, record.id) for record in records})
    return tuple(id_ for _, id_ in ordered)
