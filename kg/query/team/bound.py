"""A cost that no team can undercut, by Lagrangean relaxation.

"Each demand is covered once" is given up against a price for each demand. What is left falls
apart into one question a group: is a member of it worth joining at these prices? Its answer is a
lower bound for any prices (Fisher 1981, Management Science 27); subgradient steps raise it. The
size of the team and the ownership groups stay in the relaxed problem and sharpen the bound.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.team.prices import Prices, Rows

MOST_STEPS = 400
# The share of the way to the best known cost that a step first aims at (Held, Wolfe, Crowder 1974).
FIRST_STEP = 1.0
# After so many steps without a better bound the steps are halved.
PATIENCE = 15
SMALLEST_STEP = 1e-4
# Rounding to the next whole unit is safe, since costs are whole; this is for inexact sums.
SLACK = 1e-3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bound:
    """A cost that no team can undercut.

    `joined` is who joined whenever the bound rose, the last time last; `promising` are all rows,
    first who saves most at the last prices.
    """

    cost: int
    joined: tuple[Rows, ...]
    promising: Rows


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """An answer of the relaxed problem: its value, who joined, how often demands are covered.

    `reduced` is for each row what it costs to have it at the prices of the demands.
    """

    value: float
    rows: Rows
    covered: Floats
    reduced: Floats


def lower_bound(prices: Prices, known: int) -> Bound:
    """The best bound that is found, at most `known`, the cost of a team that there is."""
    cost, joined, reduced = 0, [], prices.joining.astype(np.float64)
    for relaxed in _steps(prices, known):
        # A team of nobody pays no coordination at all, so nothing is given back for the first.
        whole = math.ceil(relaxed.value - SLACK) - prices.first
        reached = min(whole, int(prices.gaps.sum()), known)
        if reached > cost:
            cost, reduced = reached, relaxed.reduced
            joined.append(relaxed.rows)
        if cost == known:
            break
    return Bound(cost, tuple(joined), np.argsort(reduced, kind="stable"))


def _steps(prices: Prices, known: int) -> Iterator[_Relaxed]:
    order = np.argsort(prices.groups, kind="stable")
    _, begins = np.unique(prices.groups[order], return_index=True)
    worth = _first_worth(prices)
    target, step, highest, waited = known + prices.first, FIRST_STEP, -math.inf, 0
    for _ in range(MOST_STEPS):
        relaxed = _relaxed(prices, worth, order, begins)
        yield relaxed
        highest, waited = (relaxed.value, 0) if relaxed.value > highest else (highest, waited + 1)
        if waited > PATIENCE:
            step, waited = step / 2, 0
        missing = 1.0 - relaxed.covered
        length = float(missing @ missing)
        if length == 0 or step < SMALLEST_STEP:
            return
        worth = worth + step * max(target - relaxed.value, 1.0) / length * missing


def _first_worth(prices: Prices) -> Floats:
    """A demand is worth at first what it costs to have it covered by a member of its own."""
    own: Floats = (prices.covering + prices.joining[:, None]).min(axis=0).astype(np.float64)
    return np.minimum(own, prices.gaps)


def _relaxed(prices: Prices, worth: Floats, order: Rows, begins: Rows) -> _Relaxed:
    """The relaxed problem solved: the best of each group, and of these the best that may join."""
    gains = np.minimum(prices.covering - worth, 0.0)
    reduced = prices.joining + gains.sum(axis=1)
    least = np.minimum.reduceat(reduced[order], begins)
    gaining = np.flatnonzero(least < 0)
    joining = gaining[np.argsort(least[gaining], kind="stable")][: prices.most]
    groups = [order[begin:end] for begin, end in _spans(begins, joining, len(order))]
    rows = np.array([group[reduced[group].argmin()] for group in groups], dtype=np.int64)
    value = worth.sum() + least[joining].sum() + np.minimum(prices.gaps - worth, 0.0).sum()
    covered = (gains[rows] < 0).sum(axis=0) + (prices.gaps < worth)
    return _Relaxed(float(value), rows, covered.astype(np.float64), reduced)


def _spans(begins: Rows, groups: Rows, end: int) -> Iterator[tuple[int, int]]:
    ends = np.append(begins[1:], end)
    return ((int(begins[group]), int(ends[group])) for group in groups)
