"""Who can be in the cheapest team, by an index of the demands that each candidate can cover.

What a member adds to the cost depends only on the subset of demands that it covers. Candidates are
kept by the demands that they can cover at all, so that nobody is priced for a subset that it
cannot cover: for few fits each these are a few prices a candidate, not one for each subset.

Somebody who is alone in the ownership group and never among the cheapest two for any subset is
dominated: whoever is cheaper for the subset could take the place, or already has one and takes
the subset over for less. Two are kept and not one, so that the pool still holds the cheapest team
when any one organisation is taken away. Of groups with several candidates those are kept who are
cheaper than these two; which of them is in the way of which is left to the solver.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.query.team.partition import NEVER
from kg.query.team.prices import Prices, Prices64, Rows

# The cheapest that are kept for each subset.
KEPT = 2
# Prices that are held at once: 32 MB.
MOST_CELLS = 1 << 22
# A price and a row in one number, so that the least is the cheapest, and of these the first row.
ROW_BITS = 22
MOST_ROWS = 1 << ROW_BITS
NOBODY = NEVER << ROW_BITS

Keys = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """Subsets with a key each: what it costs to have a row for the subset, and the row."""

    subsets: Rows
    keys: Keys

    @property
    def rows(self) -> Rows:
        """The row of each cell."""
        return self.keys & (MOST_ROWS - 1)

    def cheapest(self, width: int) -> Keys:
        """For each subset the least key, or `NOBODY`."""
        best = np.full(1 << width, NOBODY, dtype=np.int64)
        np.minimum.at(best, self.subsets, self.keys)
        return best

    def only(self, kept: Bools) -> "Cells":
        """Some of the cells."""
        return Cells(self.subsets[kept], self.keys[kept])


def undominated(prices: Prices) -> Rows:
    """The rows that are kept, in order."""
    shared = shares_a_group(prices.groups)
    first = np.full(1 << prices.width, NOBODY, dtype=np.int64)
    second = first.copy()
    for cells in cells_of(prices, np.flatnonzero(~shared)):
        best = cells.cheapest(prices.width)
        rest = cells.only(cells.keys != best[cells.subsets]).cheapest(prices.width)
        dearer = np.maximum(first, best)
        first, second = np.minimum(first, best), np.minimum(dearer, np.minimum(second, rest))
    alone = np.concatenate([first[first < NOBODY], second[second < NOBODY]]) & (MOST_ROWS - 1)
    grouped = [
        cells.rows[cells.keys < second[cells.subsets]]
        for cells in cells_of(prices, np.flatnonzero(shared))
    ]
    return np.unique(np.concatenate([alone, *grouped]))


def thinned(prices: Prices) -> Prices:
    """The prices without what is never worth it: to cover a demand where a specialist is cheaper.

    Who covers a demand for more than the second cheapest asks who comes for it alone, leaves it to
    that specialist or to the cheapest one, whoever else is taken away. That is one member more, so
    it holds only where the size of the team is free; and it pays only for many fits each.
    """
    cells = np.exp2((prices.covering < NEVER).sum(axis=1)).sum()
    if prices.most < prices.width or cells <= MOST_CELLS:
        return prices
    own = (prices.covering + prices.joining[:, None])[~shares_a_group(prices.groups)]
    if len(own) < KEPT:
        return prices
    second = np.partition(own, KEPT - 1, axis=0)[KEPT - 1]
    return replace(prices, covering=np.where(prices.covering < second, prices.covering, NEVER))


def cells_of(prices: Prices, rows: Rows) -> Iterator[Cells]:
    """The prices of rows for the subsets that they can cover, in parts that fit in memory."""
    fits = prices.covering[rows] < NEVER
    counts = fits.sum(axis=1)
    for count in np.unique(counts[counts > 0]):
        chosen = counts == count
        columns = np.nonzero(fits[chosen])[1].reshape(-1, count)
        alike, step = rows[chosen], max(1, MOST_CELLS >> int(count))
        for begin in range(0, len(alike), step):
            part = slice(begin, begin + step)
            yield _priced(prices, alike[part], columns[part])


def shares_a_group(groups: Rows) -> Bools:
    """Whether each row has others in its ownership group."""
    return (np.bincount(groups)[groups] if len(groups) else groups) > 1


def _priced(prices: Prices, rows: Rows, columns: Rows) -> Cells:
    """Each row with all subsets of the columns that it can cover."""
    subsets = np.zeros((len(rows), 1), dtype=np.int64)
    costs: Prices64 = prices.joining[rows][:, None]
    for column in columns.T:
        subsets = np.concatenate([subsets, subsets | (1 << column)[:, None]], axis=1)
        added = prices.covering[rows, column][:, None]
        costs = np.concatenate([costs, costs + added], axis=1)
    keys = (costs << ROW_BITS) + rows[:, None]
    return Cells(subsets[:, 1:].ravel(), keys[:, 1:].ravel())
