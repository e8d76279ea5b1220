"""The cheapest team, proven: dynamic programming over the subsets of demands.

The cost separates: what a member adds depends only on the subset of demands that it covers. So
for each subset only the cheapest organisation matters, and teams are partitions of the demands
into subsets (Held and Karp 1962 for the idea). To use somebody for two subsets costs more than to
use it for both at once, so nobody is used twice.

Two rules couple members. The largest team is tried without limit first; only if that is too large
a table for each size is made. At most one member of an ownership group: the cheapest team without
this rule is a bound; where two of its members share a group, one of the two is left out, or all
others of the group are (branch and bound, the most promising first: Land and Doig 1960).
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.query.team.partition import NEVER, part_of, parting_costs
from kg.query.team.prices import Prices, Prices64, Rows
from kg.query.team.prune import MOST_ROWS, ROW_BITS, Bools, Cells, Keys, cells_of

# Branches that are tried before the bound that is reached must do.
MOST_BRANCHES = 500


@dataclass(frozen=True, slots=True)
class Proof:
    """The rows of a team, and what no team of those who are allowed can undercut.

    Rows are None where no team that obeys was reached.
    """

    rows: tuple[int, ...] | None
    bound: int


@dataclass(frozen=True, slots=True)
class Exact:
    """The candidates of a problem with their prices for all subsets that they can cover."""

    prices: Prices
    cells: Cells

    @classmethod
    def of(cls, prices: Prices) -> "Exact":
        """The cells of all candidates."""
        empty = np.zeros(0, dtype=np.int64)
        cells = list(cells_of(prices, np.arange(len(prices.joining))))
        subsets = np.concatenate([empty, *(part.subsets for part in cells)])
        return cls(prices, Cells(subsets, np.concatenate([empty, *(part.keys for part in cells)])))

    def cheapest(self, banned: Rows | tuple[int, ...] = ()) -> Proof:
        """The cheapest team without those who are banned."""
        allowed = np.ones(len(self.prices.joining), dtype=bool)
        allowed[list(banned)] = False
        cost, rows = self._relaxed(allowed)
        # The number breaks ties, so that arrays are never compared.
        waiting = [(cost, 0, rows, allowed)]
        for number in range(1, 2 * MOST_BRANCHES, 2):
            bound, _, rows, allowed = heapq.heappop(waiting)
            clash = self._clash(rows)
            if clash is None:
                return Proof(rows, bound)
            for place, narrower in enumerate(self._branches(allowed, clash)):
                cost, team = self._relaxed(narrower)
                heapq.heappush(waiting, (cost, number + place, team, narrower))
        return Proof(None, waiting[0][0])

    def _clash(self, rows: tuple[int, ...]) -> int | None:
        """A member that shares its group with one before it."""
        groups: set[int] = set()
        for row in rows:
            group = int(self.prices.groups[row])
            if group in groups:
                return row
            groups.add(group)
        return None

    def _branches(self, allowed: Bools, row: int) -> Iterator[Bools]:
        without = allowed.copy()
        without[row] = False
        yield without
        only = allowed & (self.prices.groups != self.prices.groups[row])
        only[row] = True
        yield only

    def _relaxed(self, allowed: Bools) -> tuple[int, tuple[int, ...]]:
        """What the cheapest team costs where groups do not matter, and its rows."""
        keys = self.cells.only(allowed[self.cells.rows]).cheapest(self.prices.width)
        best = keys >> ROW_BITS
        unlimited = parting_costs(best)
        total, rows = self._end(keys, [unlimited] * (self.prices.width + 1))
        if len(rows) <= self.prices.most:
            return total, rows
        tables = [np.where(np.arange(len(best)) == 0, 0, NEVER)]
        for _ in range(self.prices.most):
            tables.append(parting_costs(best, tables[-1]))
        return self._end(keys, tables)

    def _end(self, keys: Keys, tables: Sequence[Prices64]) -> tuple[int, tuple[int, ...]]:
        """The cost and the rows of the best team; a table has the costs for so many members."""
        totals = tables[-1] + _left_open(self.prices.gaps)
        totals[1:] -= self.prices.first
        whole = int(totals.argmin())
        total, best, rows = int(totals[whole]), keys >> ROW_BITS, []
        for size in reversed(range(1, len(tables))):
            if whole:
                subset = part_of(best, tables[size], tables[size - 1], whole)
                rows.append(int(keys[subset]) & (MOST_ROWS - 1))
                whole ^= subset
        return total, tuple(sorted(rows))


def _left_open(gaps: Prices64) -> Prices64:
    """For each set of demands what it costs that the others stay open."""
    costs = np.zeros(1, dtype=np.int64)
    for gap in gaps:
        costs = np.concatenate([costs + gap, costs])
    return costs
