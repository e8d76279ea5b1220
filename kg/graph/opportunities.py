"""Reads opportunities, and what counts of organisations when a team is formed for one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement

MOST_OPPORTUNITIES = 10_000
MOST_REQUIREMENTS = 1_000
# Ids that are asked for at once, and rows that this many may bring: far below the engine's cap.
CHUNK = 1_000
MOST_ROWS = 1_000_000
OPEN = "open"


@dataclass(frozen=True, slots=True)
class OpportunityRequirement:
    """One requirement of an opportunity; `competencies` are ids, any one of which covers it."""

    id: str
    text: str
    is_must: bool
    competencies: tuple[str, ...] = ()
    minimum_level: int | None = None
    quantity: float | None = None
    unit: str | None = None
    period: str | None = None
    certificates: tuple[str, ...] = ()
    needed_by: dt.date | None = None
    region: str | None = None
    languages: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A customer's demand; the customer is known here also where it must not be shown."""

    id: str
    title: str
    text: str
    offering_kind: str | None
    confidentiality: str | None
    region: str | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    quantity: float | None
    unit: str | None
    customer: str | None
    customer_name: str | None
    requirements: tuple[OpportunityRequirement, ...]

    @property
    def shown_customer(self) -> str | None:
        """The customer's name where everybody may read it: it must be said to be open."""
        return self.customer_name if self.confidentiality == OPEN else None


@dataclass(frozen=True, slots=True)
class OpportunityHead:
    """An opportunity in a list; `requirements` is their number."""

    id: str
    title: str
    text: str
    offering_kind: str | None
    requirements: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of an organisation and the capability that it supports."""

    organisation: str
    capability: str
    evidence: str
    title: str
    issued_on: dt.date | None
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """What of a capability there is in a period, and what of it is free from which day."""

    amount: float | None
    unit: str | None
    period: str | None
    free: float | None
    free_from: dt.date | None


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two organisations that compete, in some competencies (ids) or, without any, in all."""

    one: str
    other: str
    competencies: tuple[str, ...]


class Opportunities:
    """What can be read of opportunities, ownership, competition, certificates and capacity."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, limit: int = MOST_OPPORTUNITIES) -> Sequence[OpportunityHead]:
        """The opportunities by id."""
        rows = self._connection.read(statement("all_opportunities"), limit=limit)
        return [
            OpportunityHead(
                row["id"], row["title"], row["text"], row["offeringKind"], row["requirements"]
            )
            for row in rows
        ]

    def opportunity(self, id_: str) -> Opportunity | None:
        """One opportunity with its requirements in order, or None."""
        rows = self._connection.read(statement("opportunity"), id=id_)
        if not rows:
            return None
        row = rows[0]
        needed = self._connection.read(
            statement("opportunity_requirements"), id=id_, limit=MOST_REQUIREMENTS
        )
        return Opportunity(
            row["id"],
            row["title"],
            row["text"],
            row["offeringKind"],
            row["confidentiality"],
            row["region"],
            _day(row["startsOn"]),
            _day(row["endsOn"]),
            _number(row["quantity"]),
            row["unit"],
            row["customer"],
            row["customerName"],
            tuple(_requirement(r) for r in sorted(needed, key=_order)),
        )

    def controls(self, today: dt.date) -> Iterator[tuple[str, str]]:
        """All pairs of an owner and what it controls today."""
        rows = self._connection.stream(statement("all_controls"))
        return ((row["owner"], row["owned"]) for row in rows if _holds(row, today))

    def rivalries(self, organisations: Sequence[str], today: dt.date) -> Sequence[Rivalry]:
        """Which of the organisations compete with one another today."""
        rows = self._connection.read(
            statement("competitors_among"), ids=[*organisations], limit=MOST_ROWS
        )
        return [
            Rivalry(row["one"], row["other"], tuple(row["competencies"] or ()))
            for row in rows
            if _holds(row, today)
        ]

    def certificates(self, organisations: Sequence[str]) -> Sequence[Certificate]:
        """All certificates of the organisations."""
        rows = self._by_id("organisation_certificates", organisations)
        return [
            Certificate(
                row["id"],
                row["capability"],
                row["evidence"],
                row["title"],
                _day(row["issuedOn"]),
                _day(row["expiresOn"]),
            )
            for row in rows
        ]

    def languages(self, organisations: Sequence[str]) -> dict[str, frozenset[str]]:
        """The languages of each organisation, ISO 639-1; empty where none are stated."""
        rows = self._by_id("organisation_languages", organisations)
        return {row["id"]: frozenset(row["languages"] or ()) for row in rows}

    def capacities(self, capabilities: Sequence[str]) -> dict[str, Capacity]:
        """The capacity of each capability."""
        rows = self._by_id("capability_capacities", capabilities)
        found = {row["id"]: read_capacity(row) for row in rows}
        return {id_: capacity for id_, capacity in found.items() if capacity is not None}

    def _by_id(self, name: str, ids: Sequence[str]) -> Iterator[Row]:
        """The rows of a statement for many ids, some at a time."""
        for begin in range(0, len(ids), CHUNK):
            part = [*ids[begin : begin + CHUNK]]
            yield from self._connection.read(statement(name), ids=part, limit=MOST_ROWS)


def read_capacity(row: Row) -> Capacity | None:
    """The capacity of a row, or None where it states none."""
    amount, free = _number(row["amount"]), _number(row["free"])
    if amount is None and free is None:
        return None
    return Capacity(amount, row["unit"], row["period"], free, _day(row["freeFrom"]))


def _requirement(row: Row) -> OpportunityRequirement:
    return OpportunityRequirement(
        row["id"],
        row["text"],
        row["isMust"] is not False,
        tuple(sorted(row["competencies"])),
        row["minimumLevel"],
        _number(row["quantity"]),
        row["unit"],
        row["period"],
        tuple(row["certificates"] or ()),
        _day(row["neededBy"]),
        row["region"],
        tuple(row["languages"] or ()),
        tuple(row["excludes"] or ()),
    )


def _order(row: Row) -> tuple[int, str]:
    """By position where one is stated, then by id; the engines sort what is missing differently."""
    return (row["position"] or MOST_REQUIREMENTS, row["id"])


def _holds(row: Row, today: dt.date) -> bool:
    """Whether a relationship holds on a day; without dates it always does."""
    begins, ends = _day(row["startsOn"]) or today, _day(row["endsOn"]) or today
    return begins <= today <= ends


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _day(value: Any) -> dt.date | None:
    """A day as Python has it: the driver brings its own type."""
    return None if value is None else dt.date(value.year, value.month, value.day)
