"""Reads virtual enterprises: who takes part, for which opportunity, and what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    """An organisation that takes part, by its id and name, its role and its shares, from 0 to 1."""

    id: str
    name: str
    role: str
    input: float | None = None
    risk: float | None = None
    revenue: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an enterprise: whether it delivered, and a rating from 1 to 5."""

    delivered: bool | None
    rating: int | None
    recorded_on: dt.date | None


@dataclass(frozen=True, slots=True)
class EnterpriseDetail:
    """A virtual enterprise with its members and what came of it.

    `cluster_share` is the part of the revenue that its agreement gives back to the cluster.
    """

    head: EnterpriseHead
    members: tuple[EnterpriseMember, ...]
    outcomes: tuple[Outcome, ...]
    cluster_share: float | None = None


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
        agreements = self._of("enterprise_agreement", id_)
        return EnterpriseDetail(
            head,
            tuple(
                EnterpriseMember(
                    row["id"],
                    row["name"],
                    row["role"],
                    _share(row["input"]),
                    _share(row["risk"]),
                    _share(row["revenue"]),
                )
                for row in members
            ),
            tuple(
                Outcome(row["wasDelivered"], row["rating"], stored_day(row["recordedOn"]))
                for row in outcomes
            ),
            next((_share(row["clusterShare"]) for row in agreements), None),
        )

    def _of(self, name: str, id_: str) -> Sequence[Row]:
        return self._connection.read(statement(name), id=id_, limit=MOST_MEMBERS)


def _share(value: Any) -> float | None:
    return None if value is None else float(value)
