"""Reads value chains: their stages in order, what each draws on, and who performs it."""

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
class ChainName:
    """A value chain by its id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage as it is stated: `after` are the ids of the stages right before it.

    Any one of the `competencies` (ids) is enough for it. `performers` are organisations' ids.
    """

    id: str
    chain: str
    name: str
    description: str
    position: int | None
    after: tuple[str, ...]
    competencies: tuple[str, ...]
    performers: tuple[str, ...]


class ValueChains:
    """What can be read of value chains."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[ChainName]:
        """All value chains, by id."""
        rows = self._connection.read(statement("all_value_chains"), limit=MOST_ROWS)
        return [ChainName(row["id"], row["name"]) for row in rows]

    def stages(self, chains: Sequence[str], today: dt.date) -> list[StageRow]:
        """The stages of value chains, with who performs them on a day; in order of their ids."""
        competencies = _grouped(self._rows("chain_competencies", chains), "competency")
        performing = (row for row in self._rows("chain_performers", chains) if _holds(row, today))
        performers = _grouped(performing, "organisation")
        return [
            StageRow(
                row["id"],
                row["chain"],
                row["name"] or row["id"],
                row["description"] or "",
                row["position"],
                tuple(sorted(row["after"])),
                tuple(competencies[row["id"]]),
                tuple(performers[row["id"]]),
            )
            for row in self._rows("chain_stages", chains)
        ]

    def _rows(self, name: str, chains: Sequence[str]) -> Iterator[Row]:
        for begin in range(0, len(chains), CHUNK):
            part = [*chains[begin : begin + CHUNK]]
            yield from self._connection.read(statement(name), ids=part, limit=MOST_ROWS)


def _grouped(rows: Iterator[Row], column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["stage"]].append(row[column])
    return defaultdict(list, {stage: sorted(set(values)) for stage, values in found.items()})


def _holds(row: Row, today: dt.date) -> bool:
    begins, ends = stored_day(row["startsOn"]) or today, stored_day(row["endsOn"]) or today
    return begins <= today <= ends
