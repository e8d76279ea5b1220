"""Streams who is related to whom, and who takes part in what, for the network columns."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement, with_names
from kg.graph.stored_values import stored_day

ENTERPRISE = "VirtualEnterprise"


@dataclass(frozen=True, slots=True)
class TieRow:
    """A relationship from one organisation to another, by ids; `amount` is in `currency`."""

    start: str
    end: str
    since: dt.date | None = None
    until: dt.date | None = None
    amount: float | None = None
    currency: str | None = None
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What organisations take part in, such as a project; `kind` is its deepest class."""

    id: str
    name: str
    kind: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """An organisation that takes part in a group, both by id; `amount` is its share of money."""

    organisation: str
    group: str
    since: dt.date | None = None
    until: dt.date | None = None
    role: str | None = None
    amount: float | None = None


class NetworkRows:
    """What can be streamed of relationships; types and classes are names of the ontology."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ties(self, type_: str) -> Iterator[TieRow]:
        """All relationships of a type between two organisations."""
        for row in self._connection.stream(with_names("all_ties", type=type_)):
            yield TieRow(
                row["start"],
                row["end"],
                *_days(row),
                _number(row["amount"]),
                row["currency"],
                tuple(sorted(row["competencies"] or ())),
            )

    def groups(self, label: str) -> Iterator[GroupRow]:
        """All nodes of a class that organisations take part in."""
        for row in self._connection.stream(with_names("all_groups", label=label)):
            below = [name for name in row["labels"] if name != label]
            yield GroupRow(row["id"], row["name"], below[0] if below else label, *_days(row))

    def memberships(self, type_: str, label: str) -> Iterator[MembershipRow]:
        """Who takes part in nodes of a class by a type; in an enterprise by the role played."""
        text = statement("all_enterprise_memberships")
        if label != ENTERPRISE:
            text = with_names("all_memberships", type=type_, end=label)
        for row in self._connection.stream(text):
            yield MembershipRow(
                row["organisation"], row["group"], *_days(row), row["role"], _number(row["amount"])
            )


def _days(row: Row) -> tuple[dt.date | None, dt.date | None]:
    return stored_day(row["startsOn"]), stored_day(row["endsOn"])


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
