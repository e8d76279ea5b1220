"""Reads what value chains, opportunities and past work demand, and with whom one has to do."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement
from kg.graph.stored_values import stored_day, stored_record
from kg.model import Origin

# Ids that are asked for at once, and rows that this many may bring: far below the engine's cap.
CHUNK = 1_000
MOST_ROWS = 1_000_000
LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Demand:
    """A stage of a value chain or a requirement of an opportunity, which is its `whole`.

    Any one of the `competencies` (ids) covers it. `record` is the source record that states it.
    """

    id: str
    text: str
    whole: str
    whole_name: str
    competencies: tuple[str, ...]
    record: str
    position: int | None = None
    is_must: bool = True
    minimum_level: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Of an opportunity: until when it can be had, and who asks, who must not be told."""

    closes_on: dt.date | None
    ends_on: dt.date | None
    customer: str | None

    def is_open(self, today: dt.date) -> bool:
        """Whether one can still offer; without days it can."""
        return all(day is None or day >= today for day in (self.closes_on, self.ends_on))


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one organisation has to do with another one; `is_outgoing` says who states it.

    `competencies` are ids; none are all.
    """

    other: str
    name: str
    type: str
    is_outgoing: bool
    competencies: tuple[str, ...]
    starts_on: dt.date | None
    ends_on: dt.date | None
    record: str

    def holds(self, today: dt.date) -> bool:
        """Whether it holds on a day; without dates it always does."""
        return (self.starts_on or today) <= today <= (self.ends_on or today)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A virtual enterprise in which somebody plays a role, with an opportunity that it fulfils."""

    id: str
    name: str
    opportunity: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A market or a customer that an organisation has; of a customer the country."""

    organisation: str
    id: str
    name: str
    country: str | None
    record: str


class Demands:
    """What can be read of demands and relationships; organisations are named by their kept ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def chains(self, organisation: str, today: dt.date) -> list[str]:
        """Ids of the value chains of which an organisation performs a stage today."""
        rows = self._of("performed_chains", organisation)
        return sorted({row["id"] for row in rows if _holds(row, today)})

    def chains_drawing_on(self, competencies: Sequence[str]) -> list[str]:
        """Ids of the value chains with a stage that draws on one of the competencies."""
        return sorted({row["id"] for row in self._by_id("chains_drawing_on", competencies)})

    def opportunities_calling_for(self, competencies: Sequence[str]) -> list[str]:
        """Ids of the opportunities with a requirement that calls for one of the competencies."""
        return sorted({row["id"] for row in self._by_id("opportunities_calling_for", competencies)})

    def enterprises(self, organisation: str) -> list[Enterprise]:
        """The virtual enterprises in which an organisation plays a role."""
        rows = self._of("joined_enterprises", organisation)
        return [Enterprise(row["id"], row["name"], row["opportunity"]) for row in rows]

    def stages(self, chains: Sequence[str]) -> list[Demand]:
        """The stages of value chains that draw on a competency, chain by chain in order."""
        return sorted(map(_demand, self._by_id("demanded_stages", chains)), key=_order)

    def requirements(self, opportunities: Sequence[str]) -> tuple[list[Demand], dict[str, Terms]]:
        """The requirements of opportunities that call for a competency, in order.

        With the terms of each opportunity that has such requirements.
        """
        rows = list(self._by_id("demanded_requirements", opportunities))
        terms = {
            row["whole"]: Terms(
                stored_day(row["closesOn"]), stored_day(row["endsOn"]), row["customer"]
            )
            for row in rows
        }
        return sorted(map(_demand, rows), key=_order), terms

    def relationships(self, organisation: str) -> list[Relationship]:
        """What an organisation has to do with others, in the order of their ids."""
        rows = self._connection.read(statement("organisation_relationships"), id=organisation)
        found = (
            Relationship(
                row["other"],
                row["name"],
                row["type"],
                row["isOutgoing"],
                tuple(sorted(row["competencies"] or ())),
                stored_day(row["startsOn"]),
                stored_day(row["endsOn"]),
                row["record"],
            )
            for row in rows
        )
        return sorted(found, key=lambda r: (r.other, r.type, r.is_outgoing))

    def customers(self, organisations: Sequence[str], today: dt.date) -> list[Outlet]:
        """Whom organisations supply today."""
        rows = self._by_id("organisation_customers", organisations)
        return sorted(_outlets(rows, today), key=lambda o: (o.organisation, o.id))

    def markets(self, organisations: Sequence[str], today: dt.date) -> list[Outlet]:
        """The markets that organisations serve today."""
        rows = self._by_id("organisation_markets", organisations)
        return sorted(_outlets(rows, today), key=lambda o: (o.organisation, o.id))

    def origins(self, records: Collection[str]) -> dict[str, Origin]:
        """Where source records come from, by their ids: what demands and relationships rest on."""
        rows = self._by_id("records_by_id", sorted(records))
        found = map(stored_record, rows)
        return {r.id: Origin(r.source, r.load, r.file, r.row) for r in found}

    def _of(self, name: str, organisation: str) -> list[Row]:
        return self._connection.read(statement(name), id=organisation, limit=MOST_ROWS)

    def _by_id(self, name: str, ids: Sequence[str]) -> Iterator[Row]:
        """The rows of a statement for many ids, some at a time."""
        for begin in range(0, len(ids), CHUNK):
            part = [*ids[begin : begin + CHUNK]]
            yield from self._connection.read(statement(name), ids=part, limit=MOST_ROWS)


def _demand(row: Row) -> Demand:
    return Demand(
        row["id"],
        row["text"],
        row["whole"],
        row["wholeName"],
        tuple(sorted(row["competencies"])),
        row["record"],
        row["position"],
        row.get("isMust") is not False,
        row.get("minimumLevel"),
    )


def _outlets(rows: Iterator[Row], today: dt.date) -> Iterator[Outlet]:
    for row in rows:
        if _holds(row, today):
            yield Outlet(
                row["organisation"], row["id"], row["name"], row.get("country"), row["record"]
            )


def _order(demand: Demand) -> tuple[str, int, str]:
    """By position where one is stated, then by id; the engines sort what is missing differently."""
    return demand.whole, demand.position or LAST, demand.id


def _holds(row: Row, today: dt.date) -> bool:
    begins, ends = stored_day(row["startsOn"]) or today, stored_day(row["endsOn"]) or today
    return begins <= today <= ends
