"""Who can be in one of several teams that differ: of each subset of demands the cheapest few.

Take a team that differs, and somebody in it who is in no better team. If more candidates who are
alone in their ownership groups are cheaper for the same subset than there are members in all these
teams, one of them is in none, and takes the place for less. So it does with what a member covers
for more than so many specialists ask who come for this demand alone, where the size is free.
"""

from dataclasses import replace

import numpy as np

from kg.query.team.partition import NEVER
from kg.query.team.prices import Prices, Prices64
from kg.query.team.prune import MOST_CELLS, NOBODY, Cells, Keys, cells_of, shares_a_group


def nearest(prices: Prices, most: int) -> Cells:
    """The cells of all who can be in teams that have so many members together, sorted."""
    shared = shares_a_group(prices.groups)
    thin = _thinned(prices, most)
    worst = np.full(1 << prices.width, NOBODY, dtype=np.int64)
    kept = _none()
    for cells in cells_of(thin, np.flatnonzero(~shared)):
        kept = _joined(kept, cells.only(cells.keys < worst[cells.subsets]))
        if len(kept.keys) > MOST_CELLS:
            kept, worst = _cheapest(kept, most, len(worst))
    kept, worst = _cheapest(kept, most, len(worst))
    for cells in cells_of(thin, np.flatnonzero(shared)):
        kept = _joined(kept, cells.only(cells.keys < worst[cells.subsets]))
    order = np.lexsort((kept.keys, kept.subsets))
    return Cells(kept.subsets[order], kept.keys[order])


def _none() -> Cells:
    return Cells(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def _joined(one: Cells, other: Cells) -> Cells:
    return Cells(
        np.concatenate([one.subsets, other.subsets]), np.concatenate([one.keys, other.keys])
    )


def _cheapest(cells: Cells, most: int, subsets: int) -> tuple[Cells, Keys]:
    """The cheapest cells of each subset, and for each the key below which another one counts."""
    order = np.lexsort((cells.keys, cells.subsets))
    ordered = Cells(cells.subsets[order], cells.keys[order])
    begins = np.searchsorted(ordered.subsets, np.arange(subsets))
    place = np.arange(len(ordered.keys)) - begins[ordered.subsets]
    worst = np.full(subsets, NOBODY, dtype=np.int64)
    last = place == most - 1
    worst[ordered.subsets[last]] = ordered.keys[last]
    return ordered.only(place < most), worst


def _thinned(prices: Prices, most: int) -> Prices:
    """The prices without what many specialists do cheaper, where this saves much."""
    fits = prices.covering < NEVER
    if prices.most < prices.width or np.exp2(fits.sum(axis=1)).sum() <= MOST_CELLS:
        return prices
    own: Prices64 = (prices.covering + prices.joining[:, None])[~shares_a_group(prices.groups)]
    if len(own) < most:
        return prices
    worst = np.partition(own, most - 1, axis=0)[most - 1]
    return replace(prices, covering=np.where(prices.covering < worst, prices.covering, NEVER))
