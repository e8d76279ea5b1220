"""Reads what else counts of those who could take part in a team."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.assessments import Assessments
from kg.graph.statements import statement
from kg.graph.stored_values import stored_day


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


class Candidates(Assessments):
    """What can be read of organisations and their capabilities when a team is formed."""

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
                    stored_day(row["heldUntil"]) or dt.date.max,
                    row["opportunity"],
                )
            )
        return found

    def cluster_name(self, id_: str) -> str | None:
        """The name of a cluster, or None where there is none of this id."""
        rows = self._connection.read(statement("cluster_name"), id=id_)
        return rows[0]["name"] if rows else None
