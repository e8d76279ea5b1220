"""Who holds a competency, or one that is narrower, and how well each shows it.

It is looked up by competency in the read model, so it costs as much as there are holders and not
as there are organisations.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Lists
from kg.projection.projection import Floats, Projection
from kg.query.feature_columns import OfferColumns, level_values, proof_values

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Holders:
    """The organisations that hold what is demanded, in order of their rows.

    `qualities` say in 0..1 how well the best statement of each proves it, 0 where none states the
    level that is asked for; `capabilities` are the rows of these statements.
    """

    organisations: Rows
    qualities: Floats
    capabilities: Rows

    def has(self, organisation: int) -> bool:
        """Whether an organisation holds it, at whatever level."""
        return self._place(organisation) is not None

    def quality(self, organisation: int) -> float:
        """How well an organisation shows it; 0 for who does not hold it."""
        place = self._place(organisation)
        return 0.0 if place is None else float(self.qualities[place])

    def capability(self, organisation: int) -> int:
        """The best statement of one that holds it."""
        place = self._place(organisation)
        assert place is not None  # noqa: S101  # who asks has found it there
        return int(self.capabilities[place])

    def without(self, organisation: int | None) -> "Holders":
        """All but one organisation."""
        kept = self.organisations != (-1 if organisation is None else organisation)
        return Holders(self.organisations[kept], self.qualities[kept], self.capabilities[kept])

    def _place(self, organisation: int) -> int | None:
        place = int(np.searchsorted(self.organisations, organisation))
        is_there = place < len(self.organisations) and self.organisations[place] == organisation
        return place if is_there else None


def find_holders(
    projection: Projection, competencies: Iterable[int], least: int | None, today: dt.date
) -> Holders:
    """Who holds one of the competencies (rows) or a narrower one; `least` is a level to reach.

    The quality of a statement is the mean of its proof and its level, both as matches have them.
    """
    below = reach(projection.competencies.narrower, competencies)
    bearers = [projection.competencies.bearers[row] for row in below]
    rows = np.unique(np.concatenate(bearers)).astype(np.int64) if bearers else np.empty(0, np.int64)
    columns = OfferColumns(projection, today, rows, np.ones(len(rows)), np.zeros(len(rows), int))
    qualities = (proof_values(columns) + level_values(columns)) / 2
    if least is not None:
        qualities = np.where(projection.capabilities.level[rows] >= least, qualities, 0.0)
    seats = projection.capabilities.organisation[rows].astype(np.int64)
    # Of each organisation the best statement comes first, of several the first one.
    order = np.lexsort((rows, -qualities, seats))
    organisations, first = np.unique(seats[order], return_index=True)
    best = order[first]
    return Holders(organisations, qualities[best], rows[best])


def reach(links: Lists, begin: Iterable[int]) -> list[int]:
    """All rows that links lead to from some rows, these included, in order."""
    seen = set(begin)
    ahead = sorted(seen)
    while ahead:
        ahead = sorted({int(row) for each in ahead for row in links[each]} - seen)
        seen |= set(ahead)
    return sorted(seen)


def held_by(projection: Projection, organisation: int) -> list[int]:
    """The competencies (rows) that an organisation holds: those it states, and all broader ones."""
    return reach(projection.competencies.broader, stated_by(projection, organisation))


def stated_by(projection: Projection, organisation: int) -> list[int]:
    """The competencies (rows) that an organisation states itself, in order."""
    own = projection.organisations.capabilities[organisation].tolist()
    return sorted(
        {row for each in own for row in projection.capabilities.competencies[each].tolist()}
    )


def share_of_others(projection: Projection, organisation: int, candidates: Rows) -> Floats:
    """Of what each candidate states, the share that an organisation does not hold, in 0..1."""
    own, places = projection.organisations.capabilities.spread(candidates)
    stated, at = projection.capabilities.competencies.spread(own)
    size = np.int64(max(len(projection.competencies.ids), 1))
    pairs = np.unique(places[at] * size + stated)
    is_other = ~np.isin(pairs % size, held_by(projection, organisation))
    whole = np.bincount(pairs // size, minlength=len(candidates))
    others = np.bincount(pairs[is_other] // size, minlength=len(candidates))
    return np.asarray(others / np.maximum(whole, 1))


def rows_of(projection: Projection, competencies: Sequence[str]) -> tuple[int, ...]:
    """The rows of competencies, of those that the read model has."""
    found = (projection.competencies.ids.find(id_) for id_ in competencies)
    return tuple(row for row in found if row is not None)
