"""Names the organisations that would make a link between two regions real."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices
from kg.projection.network.reader import FIRM
from kg.projection.projection import Projection
from kg.query.complements.holders import Holders, find_holders
from kg.query.potential.answer import FirmPair
from kg.query.potential.wholes import Whole

# Of each whole so many are named here, and of each competency so many there: further pairs would
# say the same of others who are worse.
HERE, THERE = 3, 3
PAST_WORK = "past work"
Ties = dict[tuple[int, int], set[str]]


@dataclass(frozen=True, slots=True)
class Lacked:
    """A set of competencies (rows) that a region lacks, by how much, and for which wholes."""

    competencies: tuple[int, ...]
    name: str
    share: float
    wholes: tuple[Whole, ...]


@dataclass(frozen=True, slots=True)
class PairFinder:
    """Finds pairs of organisations; `seats` are the places of their regions, `ties` who is related.

    Many regions lack the same competencies, whose holders are looked up once.
    """

    projection: Projection
    seats: Indices
    ties: Ties
    today: dt.date
    firms_only: bool
    known: dict[tuple[int, ...], Holders] = field(default_factory=dict)

    def find(self, here: int, there: int, lacked: Sequence[Lacked], limit: int) -> list[FirmPair]:
        """The best pairs, by how much is lacked times how well it is shown; ties go by id."""
        found: dict[tuple[int, int], tuple[float, FirmPair]] = {}
        for each in lacked:
            for own, other, quality, whole in self._candidates(here, there, each):
                worth = each.share * quality
                if worth > found.get((own, other), (0.0, None))[0]:
                    found[own, other] = worth, self._pair(own, other, each, whole, quality)
        ordered = sorted(found.items(), key=lambda item: (-round(item[1][0], 9), item[0]))
        return [pair for _, (_, pair) in ordered[:limit]]

    def _candidates(
        self, here: int, there: int, lacked: Lacked
    ) -> Iterator[tuple[int, int, float, Whole]]:
        suppliers = self._suppliers(there, lacked.competencies)
        for whole in lacked.wholes:
            for own in self._parties(here, whole):
                for other, quality in suppliers:
                    if other not in (own, whole.customer):
                        yield own, other, quality, whole

    def _suppliers(self, there: int, competencies: tuple[int, ...]) -> list[tuple[int, float]]:
        if competencies not in self.known:
            found = find_holders(self.projection, competencies, None, self.today)
            self.known[competencies] = found
        holders = self.known[competencies]
        inside = self._seated(holders.organisations, there)
        pairs = zip(
            holders.organisations[inside].tolist(), holders.qualities[inside].tolist(), strict=True
        )
        return sorted(pairs, key=lambda pair: (-round(pair[1], 9), pair[0]))[:THERE]

    def _parties(self, here: int, whole: Whole) -> list[int]:
        own: list[int] = whole.parties[self._seated(whole.parties, here)].tolist()
        return own[:HERE]

    def _seated(self, rows: NDArray[np.int64], region: int) -> NDArray[np.bool_]:
        kinds = self.projection.organisations.kinds
        inside: NDArray[np.bool_] = self.seats[rows] == region
        if self.firms_only:
            inside = inside & np.array([kinds[row] == FIRM for row in rows.tolist()], dtype=bool)
        return inside

    def _pair(self, own: int, other: int, lacked: Lacked, whole: Whole, quality: float) -> FirmPair:
        organisations, works = self.projection.organisations, self.projection.works
        relations = set(self.ties.get((min(own, other), max(own, other)), ()))
        if np.intersect1d(works.own[own], works.own[other]).size:
            relations.add(PAST_WORK)
        return FirmPair(
            organisations[own],
            organisations[other],
            lacked.name,
            whole.kind,
            whole.name,
            round(quality, 6),
            tuple(sorted(relations)),
        )
