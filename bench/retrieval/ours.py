"""Our side: the product's match on its read model, with the vectors of queries computed before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.conditions import CertificateCondition, Condition, RegionCondition
from kg.model import Citation, MatchAnswer, Need, Requirement
from kg.projection.projection import Projection
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.wiring import Services

Floats = NDArray[np.float32]

CERTIFIED = """
MATCH (o:Organisation)-[:OFFERS]->(:Capability)-[:EVIDENCED_BY]->(e:Evidence {kind: 'certificate'})
WHERE e.title CONTAINS $standard
RETURN DISTINCT o.id AS id LIMIT 1000000
"""
TODAY = dt.date(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Uncited:
    """Stands for the catalogue where an answer is taken as the read model gives it."""

    def cite(
        self, _evidence: Sequence[str], _capabilities: Sequence[str]
    ) -> Mapping[str, Citation]:
        return {}


@dataclass(frozen=True, slots=True)
class Ours:
    """Asks the product for partners."""

    services: Services
    projection: Projection
    from_read_model: Matcher
    whole: Matcher

    @classmethod
    def of(cls, services: Services, vectors: Mapping[str, Floats]) -> "Ours":
        """`vectors` are those of the queries."""

        def look_up(texts: Sequence[str]) -> Floats:
            return np.array([vectors[text] for text in texts], dtype=np.float32)

        reader = NeedReader(look_up, services.words)
        uncited = Matcher(Uncited(), reader)  # type: ignore[arg-type]
        return cls(services, services.projection(), uncited, Matcher(services.catalogue, reader))

    def hits(self, text: str, k: int, conditions: tuple[Condition, ...] = ()) -> MatchAnswer:
        """The k best partners with their statements, seats and reasons, from the read model."""
        return self.from_read_model.match(request(text, k, conditions), self.projection, TODAY)

    def cited(self, text: str, k: int) -> MatchAnswer:
        """The same for the graph as it is now, with file and row of the evidence from the graph."""
        return self.whole.match(request(text, k), self.services.projection(), TODAY)

    def nearest(self, vector: Floats, k: int, floor: float) -> set[int]:
        """The k rows of different texts that the vector search finds nearest."""
        [near] = self.projection.statements.vectors.near(vector[None, :], floor)
        return set(near.rows[np.argsort(-near.products, kind="stable")[:k]].tolist())

    def certified(self, standard: str) -> set[str]:
        """The organisations with such a certificate, as the graph has them."""
        rows = self.services.connection.read(CERTIFIED, standard=standard)
        return {row["id"] for row in rows}


def request(text: str, k: int, conditions: tuple[Condition, ...] = ()) -> MatchRequest:
    """The text as one requirement, as in a need that was edited: it is not divided."""
    return MatchRequest(Need(text, (Requirement("R1", text, must=True),), conditions), k)


def conditions(region: str, standard: str) -> tuple[Condition, ...]:
    """Seated in the region and certified."""
    return (
        RegionCondition(text=region, regions=(region,)),
        CertificateCondition(text=standard, standard=standard),
    )
