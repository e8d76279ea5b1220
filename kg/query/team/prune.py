"""Leaves out who cannot be in the cheapest team, whatever else is in it.

Somebody who is alone in the ownership group and never among the cheapest two for any subset of
the demands is dominated: whoever is cheaper for the subset could take the place, or already has
one and takes the subset over for less. Two are kept and not one, so that the pool still holds the
cheapest team when any one organisation is taken away. Groups with several candidates are kept as
they are: which of them is in the way of which is left to the solver.
"""

import numpy as np
from numpy.typing import NDArray

from kg.query.team.exact import parts, shares_a_group, subset_prices
from kg.query.team.prices import NEVER, Prices, Rows

KEPT = 2


def undominated(prices: Prices) -> Rows:
    """The rows that are kept, in order."""
    shared = shares_a_group(prices.groups)
    alone = np.flatnonzero(~shared)
    # Part by part, then once more over what every part kept.
    for _ in range(2):
        kept = [part[_is_cheap(prices, part)] for part in parts(alone, prices.width)]
        alone = np.concatenate([alone[:0], *kept])
    return np.sort(np.concatenate([alone, np.flatnonzero(shared)]))


def _is_cheap(prices: Prices, rows: Rows) -> NDArray[np.bool_]:
    """Whether each row is among the cheapest for a subset that it can cover; ties by row."""
    table = subset_prices(prices, rows)
    subsets = np.arange(len(table))
    is_cheap = np.zeros(len(rows), dtype=bool)
    for _ in range(min(KEPT, len(rows))):
        cheapest = table.argmin(axis=1)
        is_cheap[cheapest[table[subsets, cheapest] < NEVER]] = True
        table[subsets, cheapest] = NEVER
    return is_cheap
