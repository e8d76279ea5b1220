"""Computes canonical nodes and relationships from the facts of all records about them.

The declared rule for facts that disagree: per property the most recent record wins (load, then
file, then row), values of a property with many are united, and the most recent class below the
root wins over the root; of a functional relation only what the most recent record states holds.
What loses stays readable in its record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Canonical:
    """What the given statements come to; `outvoted` links lost to a more recent record."""

    nodes: Mapping[NodeRef, CanonicalNode]
    links: Mapping[LinkRef, CanonicalLink]
    outvoted: frozenset[LinkRef]


def recency(record: SourceRecord) -> tuple[int, str, int, str]:
    """The order of records in time; loads end in a running number."""
    return int(record.load.rpartition("-")[2]), record.file, record.row, record.id


def fold(statements: Iterable[Statement], functional: Collection[str] = ()) -> Canonical:
    """Folds facts, oldest first; the order in which statements are given does not matter."""
    nodes: dict[NodeRef, list[tuple[NodeFact, str]]] = defaultdict(list)
    links: dict[LinkRef, list[tuple[LinkFact, str]]] = defaultdict(list)
    newest: dict[tuple[str, NodeRef], LinkRef] = {}
    for statement in sorted(statements, key=lambda s: recency(s.record)):
        for node in statement.nodes:
            nodes[node.ref].append((node, statement.record.id))
        for link in statement.links:
            ref = link.fact.ref
            links[ref].append((link.fact, statement.record.id))
            if ref.type in functional:
                newest[ref.type, ref.start] = ref
    outvoted = frozenset(ref for ref in links if newest.get((ref.type, ref.start), ref) != ref)
    return Canonical(
        {ref: _fold_node(ref, facts) for ref, facts in nodes.items()},
        {ref: _fold_link(ref, facts) for ref, facts in links.items() if ref not in outvoted},
        outvoted,
    )


def _fold_node(ref: NodeRef, facts: list[tuple[NodeFact, str]]) -> CanonicalNode:
    below_root = [fact.class_name for fact, _ in facts if fact.class_name != ref.label]
    return CanonicalNode(
        ref,
        below_root[-1] if below_root else ref.label,
        _fold_properties(fact.properties for fact, _ in facts),
        _ids(record for _, record in facts),
    )


def _fold_link(ref: LinkRef, facts: list[tuple[LinkFact, str]]) -> CanonicalLink:
    properties = _fold_properties(fact.properties for fact, _ in facts)
    return CanonicalLink(ref, properties, _ids(record for _, record in facts))


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


def _ids(records: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(records)))
