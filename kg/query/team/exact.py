"""The cheapest team, proven: dynamic programming over the subsets of demands.

The cost separates: what a member adds depends only on the subset of demands that it covers. So
for each subset only the cheapest organisation matters, and teams are partitions of the demands
into subsets (after the exact algorithm for set partitioning; Held and Karp 1962 for the idea).

Who is alone in its ownership group may be considered for each subset by itself: to use it for two
subsets costs more than to use it for both at once. Of groups with several candidates at most one
member may come, so they are laid on one after the other, each used at most once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.query.team.prices import NEVER, Prices, Prices64, Rows

# Cells of a table of candidates by subsets that are held at once: 32 MB.
MOST_CELLS = 1 << 22

Subsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A group that may give one member, with its price for each subset for which it matters."""

    rows: Rows
    prices: Mapping[int, int]


def cheapest_team(prices: Prices) -> tuple[int, ...]:
    """The rows of the members of the cheapest team, in order."""
    if prices.width == 0:
        return ()
    shared = shares_a_group(prices.groups)
    alone = np.flatnonzero(~shared)
    best, who = _cheapest_alone(prices, alone)
    layers = _layers(prices, np.flatnonzero(shared), best)
    costs, used = _partitions(prices, best)
    picks = []
    for layer in layers:
        costs, picked = _laid_on(prices, costs, layer)
        picks.append(picked)
    size, covered = _end(prices, costs)
    rows: list[int] = []
    for layer, picked in zip(reversed(layers), reversed(picks), strict=True):
        subset = int(picked[size, covered])
        if subset:
            rows.append(_cheapest_of(prices, layer.rows, subset))
            size, covered = size - 1, covered ^ subset
    while covered:
        subset = int(used[size, covered])
        rows.append(int(who[subset]))
        size, covered = size - 1, covered ^ subset
    return tuple(sorted(rows))


def subset_prices(prices: Prices, rows: Rows) -> Prices64:
    """For each subset, what it costs to have each of the rows for it; a bit is a demand.

    Of a subset that a row cannot cover the price is `NEVER` or more.
    """
    table = prices.joining[rows][None, :]
    for column in range(prices.width):
        table = np.concatenate([table, table + prices.covering[rows, column]])
    table[0] = NEVER
    return table


def shares_a_group(groups: Rows) -> NDArray[np.bool_]:
    """Whether each row has others in its ownership group."""
    return (np.bincount(groups)[groups] if len(groups) else groups) > 1


def _cheapest_alone(prices: Prices, rows: Rows) -> tuple[Prices64, Rows]:
    """For each subset the least price among these rows, and whose it is."""
    best = np.full(1 << prices.width, NEVER, dtype=np.int64)
    who = np.full(1 << prices.width, -1, dtype=np.int64)
    for part in parts(rows, prices.width):
        table = subset_prices(prices, part)
        first = table.argmin(axis=1)
        found = table[np.arange(len(table)), first]
        better = found < best
        best[better], who[better] = found[better], part[first[better]]
    return best, who


def parts(rows: Rows, width: int) -> Iterator[Rows]:
    """The rows in parts whose tables fit in memory."""
    step = max(1, MOST_CELLS >> width)
    return (rows[begin : begin + step] for begin in range(0, len(rows), step))


def _layers(prices: Prices, rows: Rows, best: Prices64) -> list[_Layer]:
    """The groups with several candidates, each with the subsets for which it matters.

    A group matters for a subset when it is cheaper than everybody who is alone, and among the
    cheapest groups: of a team of `n` at most `n - 1` groups are taken by others, so the n-th
    cheapest is always free.
    """
    if not len(rows):
        return []
    rows = rows[np.argsort(prices.groups[rows], kind="stable")]
    _, begins = np.unique(prices.groups[rows], return_index=True)
    table = _group_prices(prices, rows, begins)
    matters = (table < best) & (table <= _dearest(table, prices))
    return [
        _Layer(group, {int(s): int(table[row, s]) for s in np.flatnonzero(matters[row])})
        for row, group in enumerate(np.split(rows, begins[1:]))
        if matters[row].any()
    ]


def _group_prices(prices: Prices, rows: Rows, begins: Rows) -> Prices64:
    """For each group, whose rows begin there, the least price of each subset."""
    ends = np.append(begins[1:], len(rows))
    part_of = begins // max(1, MOST_CELLS >> prices.width)
    tables = []
    for part in np.unique(part_of):
        groups = np.flatnonzero(part_of == part)
        first, last = begins[groups[0]], ends[groups[-1]]
        table = subset_prices(prices, rows[first:last])
        tables.append(np.minimum.reduceat(table, begins[groups] - first, axis=1).T)
    return np.concatenate(tables)


def _dearest(table: Prices64, prices: Prices) -> Prices64:
    """For each subset the price of the last group that is among the cheapest."""
    sizes = np.bitwise_count(np.arange(table.shape[1])).astype(np.int64)
    most_groups = np.clip(prices.width - sizes + 1, 1, min(prices.most, len(table)))
    cheapest = np.partition(table, np.arange(most_groups.max()), axis=0)
    return cheapest[most_groups - 1, np.arange(table.shape[1])]


def _partitions(prices: Prices, best: Prices64) -> tuple[Prices64, Subsets]:
    """For each team size and set of demands the least price of covering exactly that set.

    With it the subset of the member that covers the lowest demand.
    """
    sizes = min(prices.most, prices.width)
    costs = np.full((sizes + 1, len(best)), NEVER, dtype=np.int64)
    used = np.zeros((sizes + 1, len(best)), dtype=np.int64)
    costs[0, 0] = 0
    for covered, subsets in enumerate(_splits(prices.width), start=1):
        totals = costs[:-1, covered ^ subsets] + best[subsets]
        place = totals.argmin(axis=1)
        costs[1:, covered] = np.minimum(totals[np.arange(sizes), place], NEVER)
        used[1:, covered] = subsets[place]
    return costs, used


@cache
def _splits(width: int) -> tuple[Subsets, ...]:
    """For each set of demands but the empty one its subsets that hold its lowest element.

    They depend on nothing else, and take two megabytes for twelve demands.
    """
    lowest = (covered & -covered for covered in range(1, 1 << width))
    return tuple(subsets_of(set_ ^ low) | low for set_, low in enumerate(lowest, start=1))


def subsets_of(covered: int) -> Subsets:
    """All subsets of a set, the empty one among them, in rising order."""
    found = np.zeros(1, dtype=np.int64)
    while covered:
        bit = covered & -covered
        found = np.concatenate([found, found | bit])
        covered ^= bit
    return found


def _laid_on(prices: Prices, costs: Prices64, layer: _Layer) -> tuple[Prices64, Subsets]:
    """The costs when the group may give one member too, and for which subset it is used."""
    everything = (1 << prices.width) - 1
    lowered, picked = costs.copy(), np.zeros_like(costs)
    for subset, price_ in layer.prices.items():
        others = subsets_of(everything ^ subset)
        totals = costs[:-1, others] + price_
        sizes, places = np.nonzero(totals < lowered[1:, others | subset])
        at = (sizes + 1, others[places] | subset)
        lowered[at], picked[at] = totals[sizes, places], subset
    return lowered, picked


def _end(prices: Prices, costs: Prices64) -> tuple[int, int]:
    """Size and covered set of the cheapest team, what is left open counted; the smallest first."""
    everything = (1 << prices.width) - 1
    open_sets = everything ^ np.arange(1 << prices.width)
    gaps = sum((open_sets >> column & 1) * int(gap) for column, gap in enumerate(prices.gaps))
    totals = costs + gaps
    totals[1:] -= prices.first
    size, covered = divmod(int(totals.argmin()), costs.shape[1])
    return size, covered


def _cheapest_of(prices: Prices, rows: Rows, subset: int) -> int:
    return int(rows[subset_prices(prices, rows)[subset].argmin()])
