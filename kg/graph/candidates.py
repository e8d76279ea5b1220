"""Reads what else counts of those who could take part in a team."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.statements import statement

# Ids that are asked for at once, and rows that this many may bring: far below the engine's cap.
CHUNK = 1_000
MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Hold:
    """Capacity of a capability that is kept free for an opportunity until a day.

    Without a unit it is that of the capacity; without a period it is held once.
    """

    id: str
    amount: float
    unit: str | None
    period: str | None
    until: dt.date
    opportunity: str


class Candidates:
    """What can be read of organisations and their capabilities when a team is formed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holds(self, capabilities: Sequence[str]) -> dict[str, list[Hold]]:
        """What is held of the capacity of each capability, past holds among it."""
        found: dict[str, list[Hold]] = defaultdict(list)
        for row in self._by_id("capability_holds", capabilities):
            found[row["id"]].append(
                Hold(
                    row["hold"],
                    float(row["amount"]),
                    row["unit"],
                    row["period"],
                    _day(row["heldUntil"]),
                    row["opportunity"],
                )
            )
        return found

    def _by_id(self, name: str, ids: Sequence[str]) -> Iterator[Row]:
        """The rows of a statement for many ids, some at a time."""
        for begin in range(0, len(ids), CHUNK):
            part = [*ids[begin : begin + CHUNK]]
            yield from self._connection.read(statement(name), ids=part, limit=MOST_ROWS)


def _day(value: dt.date) -> dt.date:
    """A day as Python has it: the driver brings its own type."""
    return dt.date(value.year, value.month, value.day)
