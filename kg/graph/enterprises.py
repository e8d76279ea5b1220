"""Reads virtual enterprises: who takes part, for which opportunity, and what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement
from kg.graph.stored_values import stored_day

MOST_ENTERPRISES = 10_000
MOST_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class EnterpriseHead:
    """A virtual enterprise in a list; `opportunities` are ids."""

    id: str
    name: str
    state: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    opportunities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnterpriseMember:
    """An organisation that takes part, by its id and name, and its role."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an enterprise: whether it delivered, and a rating from 1 to 5."""

    delivered: bool | None
    rating: int | None
    recorded_on: dt.date | None


@dataclass(frozen=True, slots=True)
class EnterpriseDetail:
    """A virtual enterprise with its members and what came of it."""

    head: EnterpriseHead
    members: tuple[EnterpriseMember, ...]
    outcomes: tuple[Outcome, ...]


class Enterprises:
    """What can be read of virtual enterprises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Sequence[EnterpriseHead]:
        """The virtual enterprises by id."""
        rows = self._connection.read(statement("all_enterprises"), limit=MOST_ENTERPRISES)
        return [
            EnterpriseHead(
                row["id"],
                row["name"],
                row["state"],
                stored_day(row["startsOn"]),
                stored_day(row["endsOn"]),
                tuple(sorted(row["opportunities"])),
            )
            for row in rows
        ]

    def enterprise(self, id_: str) -> EnterpriseDetail | None:
        """One virtual enterprise, or None."""
        head = next((each for each in self.list() if each.id == id_), None)
        if head is None:
            return None
        members = self._of("enterprise_members", id_)
        outcomes = self._of("enterprise_experience", id_)
        return EnterpriseDetail(
            head,
            tuple(EnterpriseMember(row["id"], row["name"], row["role"]) for row in members),
            tuple(
                Outcome(row["wasDelivered"], row["rating"], stored_day(row["recordedOn"]))
                for row in outcomes
            ),
        )

    def _of(self, name: str, id_: str) -> Sequence[Row]:
        return self._connection.read(statement(name), id=id_, limit=MOST_MEMBERS)
