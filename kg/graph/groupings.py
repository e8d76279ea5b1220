"""Reads what is stated of groups of organisations, and of the trades of competencies."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.graph.connection import Connection
from kg.graph.statements import statement

MOST_ROWS = 1_000_000
DRIVERS = ("geography", "sector", "horizontal", "vertical")


@dataclass(frozen=True, slots=True)
class InfrastructureRow:
    """What a group uses that its members could hardly keep alone."""

    id: str
    name: str
    kind: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class GroupingRow:
    """A group as it is declared; `strengths` in 0..1 by driver, of those that are stated."""

    id: str
    type: str | None = None
    model: str | None = None
    purpose: str | None = None
    openness: str | None = None
    activities: tuple[str, ...] = ()
    strengths: Mapping[str, float] = field(default_factory=dict)
    infrastructure: tuple[InfrastructureRow, ...] = ()


class Groupings:
    """What can be read of groups; who belongs to them stands in the network columns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[GroupingRow]:
        """All groups, by id."""
        used: dict[str, list[InfrastructureRow]] = defaultdict(list)
        for row in self._connection.read(statement("grouping_infrastructure"), limit=MOST_ROWS):
            found = InfrastructureRow(row["id"], row["name"], row["kind"], row["region"])
            used[row["grouping"]].append(found)
        rows = self._connection.read(statement("grouping_details"), limit=MOST_ROWS)
        return [
            GroupingRow(
                row["id"],
                row["type"],
                row["model"],
                row["purpose"],
                row["openness"],
                tuple(sorted(row["activities"] or ())),
                {name: float(row[name]) for name in DRIVERS if row[name] is not None},
                tuple(used[row["id"]]),
            )
            for row in rows
        ]

    def sector_groups(self) -> dict[str, str]:
        """The sector group of each competency that has one."""
        rows = self._connection.stream(statement("competency_sector_groups"))
        return {row["competency"]: row["sectorGroup"] for row in rows}
