"""What complementary partners are cited by: demands, statements and what proves them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.model import Citation, Origin
from kg.projection.projection import Projection
from kg.query.complements.wanted import Kind, Wanted
from kg.query.partners import first_proofs

CITED_AS = {Kind.CHAIN: "stage", Kind.OPPORTUNITY: "requirement", Kind.PAST: "past work"}


class Cite(Protocol):
    """Where evidence and statements are cited from: the catalogue, or a test."""

    def cite(
        self, evidence: Sequence[str], capabilities: Sequence[str]
    ) -> Mapping[str, Citation]: ...


class Origins(Protocol):
    """Where source records are cited from: the graph, or a test."""

    def origins(self, records: Collection[str]) -> Mapping[str, Origin]: ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Where all that is cited is read."""

    catalogue: Cite
    records: Origins


@dataclass(frozen=True, slots=True)
class Covered:
    """A demand that somebody covers, by which statement and which of its competencies (rows)."""

    wanted: Wanted
    capability: int
    competency: int


@dataclass(frozen=True, slots=True)
class Cited:
    """The citations of an answer, read at once."""

    projection: Projection
    citations: Mapping[str, Citation]
    origins: Mapping[str, Origin]

    @classmethod
    def of(
        cls,
        projection: Projection,
        wanted: Iterable[Wanted],
        covered: Iterable[Covered],
        records: Iterable[str],
        sources: "Sources",
    ) -> "Cited":
        """What demands and what covers them rest on, and further source records."""
        demands = [*wanted, *(each.wanted for each in covered)]
        rows = sorted({each.capability for each in covered})
        proofs = {p for row in rows for p in first_proofs(projection, row)}
        proofs |= {id_ for each in demands for id_ in each.evidence}
        stated = {record for each in demands for record in each.records}
        statements = [projection.capabilities.ids[row] for row in rows]
        return cls(
            projection,
            sources.catalogue.cite(sorted(proofs), statements),
            sources.records.origins(stated.union(records)),
        )

    def behind(self, covered: Covered) -> Iterator[Citation]:
        """What a covered demand rests on: its own row, the statement, and what proves that."""
        ids = [
            self.projection.capabilities.ids[covered.capability],
            *first_proofs(self.projection, covered.capability),
        ]
        yield from self.of_demand(covered.wanted)
        yield from (self.citations[id_] for id_ in ids if id_ in self.citations)

    def of_demand(self, wanted: Wanted) -> tuple[Citation, ...]:
        """The rows that state a demand."""
        kind = CITED_AS[wanted.kind]
        rows = (self.record(record, wanted.text, kind) for record in wanted.records)
        proofs = (self.citations.get(id_) for id_ in wanted.evidence)
        return tuple(c for c in (*rows, *proofs) if c)

    def record(self, id_: str, title: str, kind: str) -> Citation | None:
        """A source record as it is cited for what it states."""
        at = self.origins.get(id_)
        if at is None:
            return None
        return Citation(id_, kind, title, None, at.source, at.load, at.file, at.row)
