"""The prices of a team problem as arrays: what joining costs, and what each cover adds."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.query.team.partition import NEVER
from kg.query.team.problem import (
    COORDINATION,
    MISFIT,
    OVERLAP,
    UNITS,
    TeamProblem,
    gap_price,
    units,
)

Prices64 = NDArray[np.int64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Prices:
    """One row a candidate, one column a demand that somebody can cover.

    A team costs what its members' `joining` adds up to, plus for each demand the least
    `covering` among them or its gap, less `first`, since the first member needs no coordination.
    """

    joining: Prices64
    covering: Prices64
    gaps: Prices64
    groups: Rows
    most: int
    first: int
    open_gaps: int

    @property
    def width(self) -> int:
        """How many demands can be covered."""
        return len(self.gaps)

    def only(self, rows: Rows) -> "Prices":
        """The same prices for fewer candidates."""
        return replace(
            self,
            joining=self.joining[rows],
            covering=self.covering[rows],
            groups=self.groups[rows],
        )


def price(problem: TeamProblem) -> Prices:
    """The prices; demands that nobody can cover stand in `open_gaps` as one sum."""
    width = len(problem.demands)
    fits = np.array([c.fits for c in problem.candidates], dtype=np.float64).reshape(-1, width)
    importance = np.array([demand.importance for demand in problem.demands])
    can = ~np.isnan(fits)
    # The overlap of everything is paid on joining, and given back for what is covered.
    overlaps = np.where(can, _units(OVERLAP * importance * fits), 0)
    misfits = np.where(can, _units(MISFIT * importance * (1 - fits)), NEVER)
    covering = np.where(can, misfits - overlaps, NEVER)
    gaps = np.array([gap_price(demand) for demand in problem.demands], dtype=np.int64)
    can_be = can.any(axis=0)
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(c.group, len(numbers)) for c in problem.candidates]
    return Prices(
        units(COORDINATION) + overlaps.sum(axis=1),
        np.ascontiguousarray(covering[:, can_be]),
        gaps[can_be],
        np.array(groups, dtype=np.int64),
        int(can_be.sum()) if problem.most_members is None else problem.most_members,
        units(COORDINATION),
        int(gaps[~can_be].sum()),
    )


def _units(amounts: NDArray[np.float64]) -> Prices64:
    """Amounts in whole units, rounded as `units` does; what is not known is nothing."""
    return np.rint(np.nan_to_num(amounts) * UNITS).astype(np.int64)
