"""The competency links of derived capabilities: what they rest on, how they stand, new ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import neo4j

from kg.graph.catalogue import CompetencyRow
from kg.graph.connection import Connection
from kg.graph.ledger import NOTHING, Note, unnoted
from kg.graph.parts import parts
from kg.graph.statements import statement

# What one transaction writes.
BATCH = 5_000

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkState:
    """The revision, and by what method the links were found; None when they are due."""

    revision: int
    linked_by: str | None


class CompetencyLinks:
    """Reads what links rest on and writes them; what a source states is never touched.

    A link is a pair of a capability and a competency.
    """

    def __init__(self, connection: Connection, note: Note = unnoted) -> None:
        self._connection = connection
        self._note = note

    def state(self) -> LinkState:
        """Whether the links of the graph are those of a method."""
        [row] = self._connection.read(statement("derived_link_state"))
        return LinkState(row["revision"], row["linkedBy"])

    def texts(self) -> Iterator[tuple[str, str]]:
        """All derived capabilities with their texts."""
        for row in self._connection.stream(statement("derived_capability_texts")):
            yield row["id"], row["text"]

    def vocabulary(self) -> Iterator[CompetencyRow]:
        """All competencies, but for the headings of a vocabulary."""
        for row in self._connection.stream(statement("linkable_competencies")):
            labels = row["prefLabel"], tuple(row["altLabels"] or ())
            yield CompetencyRow(row["id"], *labels, row["definition"] or "")

    def standing(self) -> Iterator[tuple[Pair, float | None]]:
        """All links with the confidence of a derived one, None where a source states it."""
        for row in self._connection.stream(statement("all_competency_links")):
            yield (row["capability"], row["competency"]), row["confidence"]

    def remove(self, links: Sequence[Pair]) -> int:
        """Removes derived links; returns how many transactions that took."""
        return self._write("delete_derived_links", "pairs", [list(link) for link in links])

    def put(self, links: Sequence[tuple[Pair, float]]) -> int:
        """Adds derived links or renews them; returns how many transactions that took."""
        rows = [
            {"capability": capability, "competency": competency, "confidence": confidence}
            for (capability, competency), confidence in links
        ]
        return self._write("merge_derived_links", "rows", rows)

    def settle(self, linked_by: str, revision: int) -> None:
        """Notes by what method the links were found, unless the graph has another revision."""
        text = statement("settle_derived_links")
        self._connection.write(
            lambda tx: tx.run(text, linkedBy=linked_by, revision=revision).consume()
        )

    def _write(self, name: str, parameter: str, rows: Sequence[Any]) -> int:
        batches = [rows[begin : begin + BATCH] for begin in range(0, len(rows), BATCH)]
        for batch in batches:
            revision = self._connection.write(partial(_write_batch, name, parameter, batch))
            # The read model holds what sources state, so nothing of it has changed.
            self._note(revision, NOTHING)
        return len(batches)


def _write_batch(
    name: str, parameter: str, rows: Sequence[Any], tx: neo4j.ManagedTransaction
) -> int:
    for part in parts(rows):
        tx.run(statement(name), {parameter: part}).consume()
    revision: int = tx.run(statement("next_revision")).single(strict=True)["revision"]
    return revision
