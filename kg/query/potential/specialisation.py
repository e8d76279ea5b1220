"""What each region is specialised in, beside all regions, and how much of it there is."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Lists
from kg.projection.projection import UNKNOWN, Projection
from kg.query.complements.holders import reach

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# A region counts as if so many more organisations of the average mix were seated in it: of two
# organisations one may hold anything by chance, of fifty it is told by the counts themselves.
AVERAGE_ORGANISATIONS = 5.0
# The first organisation that holds a competency brings half of it, each further one half of the
# rest: as with what completes a firm.
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Specialisation:
    """How many organisations of each region hold each competency, shape (regions, competencies).

    `sizes` counts the organisations of each region that hold anything; `everywhere` those that hold
    each competency, placed or not, of `total` that hold anything.
    """

    holders: Counts
    sizes: Counts
    everywhere: Counts
    total: int

    def quotients(self) -> Floats:
        """The location quotient of each region and competency, shrunk towards 1; 0 for nobody's.

        Of a region the share of organisations that hold a competency, over that share everywhere
        (Florence 1939; Isserman 1977). Few organisations tell little, so the region's share is
        taken with AVERAGE_ORGANISATIONS more of the average mix (a Bayesian mean).
        """
        share = self.everywhere / max(self.total, 1)
        mixed = self.holders + AVERAGE_ORGANISATIONS * share
        own = mixed / (self.sizes + AVERAGE_ORGANISATIONS)[:, None]
        return np.divide(own, share, out=np.zeros_like(own), where=share > 0)

    def supply(self) -> Floats:
        """How well each region can supply each competency, in 0..1, 0 where nobody holds it.

        An average region has half of what the number of its holders allows, q / (1 + q).
        """
        quotients = self.quotients()
        supply: Floats = quotients / (1 + quotients) * (1 - HALF**self.holders)
        return supply

    def lack(self) -> Floats:
        """How much each region lacks each competency: 1 without a holder, halved by each one."""
        lack: Floats = HALF ** self.holders.astype(np.float64)
        return lack


def specialisation(projection: Projection, seats: Indices, regions: int) -> Specialisation:
    """What the organisations of each of `regions` regions hold; `seats` may be UNKNOWN.

    Who states a competency holds the broader ones too.
    """
    organisations, competencies = _held(projection)
    size = len(projection.competencies.ids)
    where = seats[organisations]
    is_placed = where != UNKNOWN
    keys = where[is_placed].astype(np.int64) * size + competencies[is_placed]
    holders = np.bincount(keys, minlength=regions * size).reshape(regions, size)
    active = np.unique(organisations)
    placed = seats[active][seats[active] != UNKNOWN]
    return Specialisation(
        holders,
        np.bincount(placed, minlength=regions),
        np.bincount(competencies, minlength=size),
        len(active),
    )


def _held(projection: Projection) -> tuple[Counts, Counts]:
    """Pairs of an organisation and a competency that it holds, each once."""
    capabilities, size = projection.capabilities, max(len(projection.competencies.ids), 1)
    stated = capabilities.competencies
    owners = capabilities.organisation[stated.owners].astype(np.int64)
    wider = _around(projection, np.unique(stated.values).tolist())
    values, places = wider.spread(stated.values)
    keys = np.unique(owners[places] * size + values)
    return keys // size, keys % size


def _around(projection: Projection, rows: Iterable[int]) -> Lists:
    """For each competency that is stated the competency itself and all broader ones."""
    broader = projection.competencies.broader
    pairs = [(row, wider) for row in rows for wider in reach(broader, (row,))]
    return Lists.of(pairs, len(projection.competencies.ids))
