"""Compares what records state with what those stated whose place they take."""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from kg.ingest.canonical import Canonical, fold
from kg.ingest.facts import Statement
from kg.ingest.scratch import Scratch
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


TABLES = """
CREATE TABLE thing (
  place BLOB PRIMARY KEY, before BLOB, after BLOB, changed BLOB, retired BLOB
);
"""
NOTE = (
    "INSERT INTO thing ({0}, place) VALUES (?, ?)"
    " ON CONFLICT (place) DO UPDATE SET {0} = excluded.{0}"
)
# What a thing must be to have become something, and where it is told.
BECAME = {
    Kind.ADDED: ("after", "after IS NOT NULL AND before IS NULL"),
    Kind.CHANGED: ("changed", "changed IS NOT NULL"),
    Kind.REMOVED: ("before", "before IS NOT NULL AND after IS NULL"),
    Kind.RETIRED: ("retired", "retired IS NOT NULL"),
}
CACHE_KILOBYTES = 24_000


class Differences:
    """Gathers the differences of a load page by page; however many they are, in bounded memory.

    A thing that several rows state is added or removed once, and neither where some row stated
    it before and some row does after. What only a retired row stated before is added.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """What does not fit into memory is kept in a file in `folder` that nobody finds."""
        self._things = Scratch(TABLES, folder, CACHE_KILOBYTES)

    def take(self, before: Iterable[Statement], after: Iterable[Statement]) -> None:
        """Takes a page: what its rows state, and what the records state that they supersede."""
        in_force = [statement for statement in before if statement.record.retired is None]
        old, new = _things(fold(in_force)), _things(fold(after))
        changed = {}
        for ref in old.keys() & new.keys():
            changes = tuple(_changes(old[ref], new[ref]))
            if changes:
                changed[ref] = Difference(Kind.CHANGED, new[ref], changes)
        self._note("before", old)
        self._note("after", new)
        self._note("changed", changed)

    def retire(self, things: Iterable[Thing]) -> None:
        """Takes things of which all rows are retired."""
        self._note("retired", {thing.ref: thing for thing in things})

    def counts(self) -> dict[str, int]:
        """How many things were added, changed, removed and retired."""
        found = {}
        for kind, (_, became) in BECAME.items():
            text = f"SELECT count(*) FROM thing WHERE {became}"  # noqa: S608  # ours
            [(found[kind.value],)] = self._things.rows(text)
        return found

    def all(self) -> Iterator[Difference]:
        """What was added, changed, removed, retired, in this order; nodes first, each by id."""
        for kind, (column, became) in BECAME.items():
            text = f"SELECT {column} FROM thing WHERE {became} ORDER BY place"  # noqa: S608  # ours
            for (kept,) in self._things.rows(text):
                # This process has written it.
                thing = pickle.loads(kept)  # noqa: S301
                yield thing if kind is Kind.CHANGED else Difference(kind, thing)

    def _note(self, column: str, things: Mapping[Ref, Thing | Difference]) -> None:
        if things:
            rows = ((pickle.dumps(thing), _place(ref)) for ref, thing in things.items())
            self._things.change(NOTE.format(column), rows)


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


def _place(ref: Ref) -> bytes:
    """What orders things as their parts do: no control character stands in an id."""
    if isinstance(ref, NodeRef):
        return _joined("", ref.label, ref.id)
    return _joined("link", ref.type, *ref.start, *ref.end)


def _joined(*parts: str) -> bytes:
    return "\0".join(parts).encode("utf-8", "surrogatepass")
