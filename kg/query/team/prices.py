"""The prices of a team problem as arrays: what joining costs, and what each cover adds."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.query.team.problem import (
    COORDINATION,
    TeamProblem,
    gap_price,
    misfit_price,
    overlap_price,
    units,
)

Prices64 = NDArray[np.int64]
Rows = NDArray[np.int64]

# Stands for what cannot be; far above any cost, and sums of it stay within 64 bits.
NEVER = 1 << 40


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
    height, width = len(problem.candidates), len(problem.demands)
    covering = np.full((height, width), NEVER, dtype=np.int64)
    joining = np.full(height, units(COORDINATION), dtype=np.int64)
    for row, candidate in enumerate(problem.candidates):
        for column, (demand, fit) in enumerate(zip(problem.demands, candidate.fits, strict=True)):
            if fit is not None:
                # The overlap of everything is paid on joining, and given back for what is covered.
                overlap = overlap_price(demand, fit)
                joining[row] += overlap
                covering[row, column] = misfit_price(demand, fit) - overlap
    gaps = np.array([gap_price(demand) for demand in problem.demands], dtype=np.int64)
    can_be = (covering < NEVER).any(axis=0) if height else np.zeros(width, dtype=bool)
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(c.group, len(numbers)) for c in problem.candidates]
    return Prices(
        joining,
        np.ascontiguousarray(covering[:, can_be]),
        gaps[can_be],
        np.array(groups, dtype=np.int64),
        int(can_be.sum()) if problem.most_members is None else problem.most_members,
        units(COORDINATION),
        int(gaps[~can_be].sum()),
    )
