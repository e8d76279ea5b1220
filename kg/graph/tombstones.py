"""Tombstones: what is kept of people who were forgotten, so that they are known again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import neo4j

from kg.graph.connection import Connection
from kg.graph.statements import statement
from kg.graph.stored_values import stored_day


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A person by keyed digests: `id` of the contact's id, `marks` of addresses and numbers.

    `key_mark` tells the key from others. While `is_erasing`, something may be left of the person.
    """

    id: str
    forgotten_on: dt.date
    key_mark: str
    marks: tuple[str, ...] = ()
    is_erasing: bool = False

    def __or__(self, other: "Tombstone") -> "Tombstone":
        """What both know of the person."""
        return replace(
            self,
            forgotten_on=min(self.forgotten_on, other.forgotten_on),
            marks=tuple(sorted({*self.marks, *other.marks})),
            is_erasing=self.is_erasing or other.is_erasing,
        )


def united(tombstones: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
    """Each person once, by id."""
    found: dict[str, Tombstone] = {}
    for tombstone in tombstones:
        known = found.get(tombstone.id)
        found[tombstone.id] = known | tombstone if known else tombstone
    return tuple(found[id_] for id_ in sorted(found))


def tombstone_fields(tombstone: Tombstone) -> dict[str, Any]:
    """A tombstone in the ontology's words."""
    fields: dict[str, Any] = {
        "id": tombstone.id,
        "forgottenOn": tombstone.forgotten_on,
        "keyMark": tombstone.key_mark,
        "marks": list(tombstone.marks),
    }
    return {**fields, "isErasing": True} if tombstone.is_erasing else fields


class Tombstones:
    """The tombstones of one graph."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Tombstone]:
        """Every tombstone, by id."""
        rows = self._connection.read(statement("all_tombstones"))
        found = [
            Tombstone(
                row["id"],
                stored_day(row["forgottenOn"]) or dt.date.min,
                row["keyMark"],
                tuple(row["marks"] or ()),
                bool(row["isErasing"]),
            )
            for row in rows
        ]
        return sorted(found, key=lambda tombstone: tombstone.id)

    def put(self, tombstones: Sequence[Tombstone]) -> None:
        """Adds tombstones, or puts them in place of those with their ids."""
        standing = {tombstone.id: tombstone for tombstone in self.all()}
        rows = [tombstone_fields(t) for t in tombstones if standing.get(t.id) != t]
        if not rows:
            return

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("put_tombstones"), rows=rows).consume()
            tx.run(statement("next_revision")).consume()

        self._connection.write(work)
