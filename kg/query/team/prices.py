"""The prices of a team problem as arrays: what joining costs, and what each cover adds."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.query.team.costs import (
    COORDINATION,
    DISTANCE,
    DISTANCE_COUNTED,
    LOCAL,
    MISFIT,
    OVERLAP,
    PRICE,
    UNITS,
    gap_price,
    units,
)
from kg.query.team.partition import NEVER
from kg.query.team.problem import PARTS, TeamProblem

Prices64 = NDArray[np.int64]
Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class Table:
    """For each candidate and demand what covering all of it costs, and its overlap.

    Who does not fit a demand covers it at `NEVER`.
    """

    covering: Prices64
    overlaps: Prices64


def tabulate(problem: TeamProblem) -> Table:
    """The prices that `cover_prices` and `overlap_price` find one by one."""
    shape = (len(problem.candidates), len(problem.demands))
    fits = np.array([c.fits for c in problem.candidates], dtype=np.float64).reshape(shape)
    importance = np.array([demand.importance for demand in problem.demands])
    can = ~np.isnan(fits)
    covering = _units(MISFIT * importance * (1 - fits))
    far = np.array([c.distance for c in problem.candidates], dtype=np.float64)[:, None]
    if far.any():
        counted = np.minimum(far, DISTANCE_COUNTED)
        covering = covering + _units(DISTANCE * importance * counted / 100)
    if problem.money:
        nothing = (0,) * len(problem.demands)
        asked = np.array([c.prices or nothing for c in problem.candidates]).reshape(shape)
        covering = covering + _units(PRICE * (asked / problem.money))
    is_local = np.array([c.is_local for c in problem.candidates], dtype=bool)
    covering[is_local] -= _units(LOCAL * importance)
    overlaps = np.where(can, _units(OVERLAP * importance * fits), 0)
    return Table(np.where(can, covering, NEVER), overlaps)


def price(problem: TeamProblem, table: Table | None = None) -> Prices:
    """The prices where one member covers a demand; those that nobody can are in `open_gaps`."""
    table = tabulate(problem) if table is None else table
    gaps = np.array([gap_price(demand) for demand in problem.demands], dtype=np.int64)
    can = table.covering < NEVER
    can_be = can.any(axis=0)
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(c.group, len(numbers)) for c in problem.candidates]
    most, width = problem.rules.most_members, int(can_be.sum())
    # The overlap of everything is paid on joining, and given back for what is covered.
    covering = np.where(can, table.covering - table.overlaps, NEVER)
    return Prices(
        units(COORDINATION) + table.overlaps.sum(axis=1),
        np.ascontiguousarray(covering[:, can_be]),
        gaps[can_be],
        np.array(groups, dtype=np.int64),
        width if most is None else most,
        units(COORDINATION),
        int(gaps[~can_be].sum()),
    )


def _units(amounts: Floats) -> Prices64:
    """Amounts in whole units, rounded as `units` does; what is not known is nothing."""
    return np.rint(np.nan_to_num(amounts) * UNITS / PARTS).astype(np.int64) * PARTS
