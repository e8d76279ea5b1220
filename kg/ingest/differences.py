"""Compares what records state with what those stated whose place they take."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kg.ingest.canonical import Canonical, fold
from kg.ingest.facts import Statement
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef, Value

Ref: TypeAlias = NodeRef | LinkRef
Thing: TypeAlias = CanonicalNode | CanonicalLink
# The property of a node that is its class.
CLASS = "class"


class Kind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A property with its value before and after; None where there is none."""

    name: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A node or relationship that is stated anew, otherwise, or no more, or that is retired."""

    kind: Kind
    thing: Thing
    changes: tuple[PropertyChange, ...] = ()


@dataclass
class Differences:
    """Gathers the differences of a load page by page.

    A thing that several rows state is added or removed once, and neither where some row stated
    it before and some row does after. What only a retired row stated before is added.
    """

    _before: dict[Ref, Thing] = field(default_factory=dict)
    _after: dict[Ref, Thing] = field(default_factory=dict)
    _changed: dict[Ref, Difference] = field(default_factory=dict)
    _retired: dict[Ref, Thing] = field(default_factory=dict)

    def take(self, before: Iterable[Statement], after: Iterable[Statement]) -> None:
        """Takes a page: what its rows state, and what the records state that they supersede."""
        in_force = [statement for statement in before if statement.record.retired is None]
        old, new = _things(fold(in_force)), _things(fold(after))
        for ref in old.keys() & new.keys():
            changes = tuple(_changes(old[ref], new[ref]))
            if changes:
                self._changed[ref] = Difference(Kind.CHANGED, new[ref], changes)
        self._before.update(old)
        self._after.update(new)

    def retire(self, things: Iterable[Thing]) -> None:
        """Takes things of which all rows are retired."""
        self._retired.update({thing.ref: thing for thing in things})

    def counts(self) -> dict[str, int]:
        """How many things were added, changed, removed and retired."""
        return {
            Kind.ADDED.value: len(self._after.keys() - self._before.keys()),
            Kind.CHANGED.value: len(self._changed),
            Kind.REMOVED.value: len(self._before.keys() - self._after.keys()),
            Kind.RETIRED.value: len(self._retired),
        }

    def all(self) -> Iterator[Difference]:
        """What was added, changed, removed, retired, in this order; nodes first, each by id."""
        for ref in _in_order(self._after.keys() - self._before.keys()):
            yield Difference(Kind.ADDED, self._after[ref])
        for ref in _in_order(self._changed):
            yield self._changed[ref]
        for ref in _in_order(self._before.keys() - self._after.keys()):
            yield Difference(Kind.REMOVED, self._before[ref])
        for ref in _in_order(self._retired):
            yield Difference(Kind.RETIRED, self._retired[ref])


def _things(canonical: Canonical) -> dict[Ref, Thing]:
    things: list[Thing] = [*canonical.nodes.values(), *canonical.links.values()]
    return {thing.ref: thing for thing in things}


def _changes(before: Thing, after: Thing) -> Iterator[PropertyChange]:
    old, new = _values(before), _values(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield PropertyChange(name, old.get(name), new.get(name))


def _values(thing: Thing) -> Mapping[str, Value]:
    if isinstance(thing, CanonicalNode):
        return {**thing.properties, CLASS: thing.class_name}
    return thing.properties


def _in_order(refs: Iterable[Ref]) -> list[Ref]:
    return sorted(refs, key=_place)


def _place(ref: Ref) -> tuple[str, ...]:
    if isinstance(ref, NodeRef):
        return "", ref.label, ref.id
    return "link", ref.type, ref.start.label, ref.start.id, ref.end.label, ref.end.id
