"""Computes canonical nodes and relationships from the facts of all records about them.

The declared rule for facts that disagree: per property the most recent record wins (load, then
file, then row), values of a property with many are united, and the most recent class below the
root wins over the root; of a functional relation only what the most recent record states holds.
Retired records say nothing of what a record in force speaks of; a thing that only retired ones
speak of is retired. What loses stays readable in its record.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.ingest.facts import Statement
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


@dataclass(frozen=True, slots=True)
class Canonical:
    """What the given statements come to; `outvoted` links lost to a more recent record."""

    nodes: Mapping[NodeRef, CanonicalNode]
    links: Mapping[LinkRef, CanonicalLink]
    outvoted: frozenset[LinkRef]


def recency(record: SourceRecord) -> tuple[int, str, int, str]:
    """The order of records in time; loads end in a running number."""
    return int(record.load.rpartition("-")[2]), record.file, record.row, record.id


def weight(record: SourceRecord) -> tuple[bool, tuple[int, str, int, str]]:
    """The order in which facts hold against others: retired records lose to any in force."""
    return record.retired is None, recency(record)


def fold(statements: Iterable[Statement], functional: Collection[str] = ()) -> Canonical:
    """Folds facts, oldest first; the order in which statements are given does not matter."""
    nodes: dict[NodeRef, list[tuple[NodeFact, SourceRecord]]] = defaultdict(list)
    links: dict[LinkRef, list[tuple[LinkFact, SourceRecord]]] = defaultdict(list)
    newest: dict[tuple[str, NodeRef], LinkRef] = {}
    for statement in sorted(statements, key=lambda s: weight(s.record)):
        for node in statement.nodes:
            nodes[node.ref].append((node, statement.record))
        for link in statement.links:
            ref = link.fact.ref
            links[ref].append((link.fact, statement.record))
            if ref.type in functional:
                newest[ref.type, ref.start] = ref
    outvoted = frozenset(ref for ref in links if newest.get((ref.type, ref.start), ref) != ref)
    return Canonical(
        {ref: _fold_node(ref, facts) for ref, facts in nodes.items()},
        {ref: _fold_link(ref, facts) for ref, facts in links.items() if ref not in outvoted},
        outvoted,
    )


def _fold_node(ref: NodeRef, facts: list[tuple[NodeFact, SourceRecord]]) -> CanonicalNode:
    telling, since = _telling(facts)
    below_root = [fact.class_name for fact in telling if fact.class_name != ref.label]
    return CanonicalNode(
        ref,
        below_root[-1] if below_root else ref.label,
        _fold_properties(fact.properties for fact in telling),
        _ids(record for _, record in facts),
        since,
    )


def _fold_link(ref: LinkRef, facts: list[tuple[LinkFact, SourceRecord]]) -> CanonicalLink:
    telling, since = _telling(facts)
    properties = _fold_properties(fact.properties for fact in telling)
    return CanonicalLink(ref, properties, _ids(record for _, record in facts), since)


def _telling(facts: list[tuple[Fact, SourceRecord]]) -> tuple[list[Fact], dt.date | None]:
    """The facts that count, and since when none of them is in force any more, if so."""
    in_force = [fact for fact, record in facts if record.retired is None]
    if in_force:
        return in_force, None
    since = max(record.retired.on for _, record in facts if record.retired)
    return [fact for fact, _ in facts], since


def _fold_properties(parts: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    folded: dict[str, Value] = {}
    for part in parts:
        for name, value in part.items():
            before = folded.get(name)
            if isinstance(value, tuple) and isinstance(before, tuple):
                folded[name] = tuple(dict.fromkeys((*before, *value)))
            else:
                folded[name] = value
    return folded


def _ids(records: Iterable[SourceRecord]) -> tuple[str, ...]:
    """Those in force first, since the first one is cited."""
    ordered = sorted({(record.retired is not None, record.id) for record in records})
    return tuple(id_ for _, id_ in ordered)
