"""Reads what is known of organisations as partners: assessments, clusters, ratings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement
from kg.graph.stored_values import stored_day

# Ids that are asked for at once, and rows that this many may bring: far below the engine's cap.
CHUNK = 1_000
MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Assessment:
    """A finding in one area, in a dimension of it where it has some; the score is 0 to 100."""

    area: str
    dimension: str | None
    score: int
    assessor: str | None
    assessed_on: dt.date
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A cluster to which an organisation belongs, as what, and the rules of the cluster."""

    cluster: str
    name: str
    role: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """How a virtual enterprise was rated, from 1 to 5, and when."""

    rating: int
    recorded_on: dt.date | None


class Assessments:
    """What can be read of organisations as partners; each answer is by their ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def assessments(self, organisations: Sequence[str]) -> dict[str, list[Assessment]]:
        """The assessments of each organisation that has some."""
        found: dict[str, list[Assessment]] = defaultdict(list)
        for row in self._by_id("organisation_assessments", organisations):
            assessed_on = stored_day(row["assessedOn"])
            if assessed_on is not None:
                found[row["id"]].append(
                    Assessment(
                        row["area"],
                        row["dimension"],
                        int(row["score"]),
                        row["assessor"],
                        assessed_on,
                        stored_day(row["expiresOn"]),
                    )
                )
        return dict(found)

    def memberships(
        self, organisations: Sequence[str], today: dt.date
    ) -> dict[str, list[Membership]]:
        """The clusters to which each organisation belongs today."""
        found: dict[str, list[Membership]] = defaultdict(list)
        for row in self._by_id("organisation_clusters", organisations):
            begins, ends = stored_day(row["startsOn"]) or today, stored_day(row["endsOn"]) or today
            if begins <= today <= ends:
                rules = tuple(row["rules"] or ())
                found[row["id"]].append(Membership(row["cluster"], row["name"], row["role"], rules))
        return dict(found)

    def ratings(self, organisations: Sequence[str]) -> dict[str, list[Rating]]:
        """How the virtual enterprises of each organisation that ended were rated."""
        found: dict[str, list[Rating]] = defaultdict(list)
        for row in self._by_id("organisation_ratings", organisations):
            found[row["id"]].append(Rating(int(row["rating"]), stored_day(row["recordedOn"])))
        return dict(found)

    def _by_id(self, name: str, ids: Sequence[str]) -> Iterator[Row]:
        """The rows of a statement for many ids, some at a time."""
        for begin in range(0, len(ids), CHUNK):
            part = [*ids[begin : begin + CHUNK]]
            yield from self._connection.read(statement(name), ids=part, limit=MOST_ROWS)
