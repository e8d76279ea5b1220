"""The cheapest way to part a set into subsets, for every set at once.

Sets are numbers whose bits are their elements. What is found for the elements above a lowest one
is the min-plus subset convolution of the prices of the subsets that hold the lowest one with the
costs of parting the rest (Björklund, Husfeldt, Kaski and Koivisto 2007 name the product). All in
all these are 3ⁿ sums. Each set is cut into a high and a low half: for the low half all pairs of a
set and a part of it are laid out beforehand, so that a high half takes one addition of arrays.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

# Stands for what cannot be; far above any cost, and sums of it stay within 64 bits.
NEVER = 1 << 40

Costs = NDArray[np.int64]
Sets = NDArray[np.int64]


def parting_costs(prices: Costs, rests: Costs | None = None) -> Costs:
    """For each set the least sum of prices of subsets that part it; `NEVER` where there is none.

    With `rests` one subset is taken, and the rest of the set costs what these say.
    """
    width = len(prices).bit_length() - 1
    costs = np.full(len(prices), NEVER, dtype=np.int64)
    costs[0] = 0
    for lowest in reversed(range(width)):
        # The sets whose lowest element this is, by what else they hold.
        step = 1 << (lowest + 1)
        others = costs if rests is None else rests
        found = convolved(prices[step >> 1 :: step], others[::step])
        costs[step >> 1 :: step] = np.minimum(found, NEVER)
    return costs


def part_of(prices: Costs, costs: Costs, rests: Costs, whole: int) -> int:
    """The subset with the lowest element with which a set is parted at its cost; the first."""
    low = whole & -whole
    subsets = subsets_of(whole ^ low) | low
    totals = prices[subsets] + rests[whole ^ subsets]
    return int(subsets[np.flatnonzero(totals == costs[whole])[0]])


def subsets_of(whole: int) -> Sets:
    """All subsets of a set, the empty one among them, in rising order."""
    found = np.zeros(1, dtype=np.int64)
    while whole:
        bit = whole & -whole
        found = np.concatenate([found, found | bit])
        whole ^= bit
    return found


def convolved(one: Costs, other: Costs) -> Costs:
    """For each set the least sum of one of a subset and the other of the rest."""
    width = len(one).bit_length() - 1
    high = width // 2
    subsets, rests, begins = _pairs(width - high)
    first = one.reshape(1 << high, -1)[:, subsets]
    second = other.reshape(1 << high, -1)[:, rests]
    found = np.empty((1 << high, 1 << (width - high)), dtype=np.int64)
    for whole in range(1 << high):
        parts = subsets_of(whole)
        least = (first[parts] + second[whole ^ parts]).min(axis=0)
        found[whole] = np.minimum.reduceat(least, begins)
    return found.ravel()


@cache
def _pairs(width: int) -> tuple[Sets, Sets, Sets]:
    """All pairs of a subset and the rest of a set, set by set, and where each set begins.

    They depend on nothing else, and take a hundred kilobytes for eight elements.
    """
    by_set = [subsets_of(whole) for whole in range(1 << width)]
    rests = [whole ^ subsets for whole, subsets in enumerate(by_set)]
    sizes = np.array([len(subsets) for subsets in by_set])
    return np.concatenate(by_set), np.concatenate(rests), np.cumsum(sizes) - sizes
