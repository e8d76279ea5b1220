"""A good team where there are too many demands to prove the best one: greedy, then improved.

The problem is that of locating facilities without capacities: members are facilities, demands
are customers. Local search over adding, dropping and swapping one facility is the classic for it
(Kuehn and Hamburger 1963).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.query.team.prices import Prices, Prices64, Rows


@dataclass(frozen=True, slots=True)
class _Move:
    """A team after one change, with what it costs; ordered by cost, ties by rows."""

    cost: int
    rows: tuple[int, ...]


def good_team(prices: Prices, starts: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The best team that is reached from any of the starts, which must be allowed."""
    reached = [_improved(prices, tuple(sorted(start))) for start in starts]
    return min(reached, key=lambda move: (move.cost, move.rows)).rows


def team_cost(prices: Prices, rows: Sequence[int]) -> int:
    """What a team costs, without the demands that nobody can cover."""
    joining = int(prices.joining[list(rows)].sum()) - (prices.first if rows else 0)
    return joining + int(_paid(prices, rows).sum())


def _improved(prices: Prices, rows: tuple[int, ...]) -> _Move:
    now = _Move(team_cost(prices, rows), rows)
    while True:
        # What frees a place comes first, so that the size and the groups are never overdrawn.
        freed = [tuple(r for r in now.rows if r != left) for left in now.rows]
        moves = [_Move(team_cost(prices, less), less) for less in freed]
        grown = (best_addition(prices, less) for less in (now.rows, *freed))
        moves += [_Move(team_cost(prices, team), team) for team in grown if team]
        better = min(moves, key=lambda move: (move.cost, move.rows), default=now)
        if better.cost >= now.cost:
            return now
        now = better


def best_addition(prices: Prices, rows: tuple[int, ...]) -> tuple[int, ...] | None:
    """The team with the one more member that saves most, if there is room."""
    allowed = ~np.isin(prices.groups, prices.groups[list(rows)])
    if len(rows) >= prices.most or not allowed.any():
        return None
    saved = np.maximum(_paid(prices, rows)[None, :] - prices.covering, 0).sum(axis=1)
    gains = np.where(allowed, saved - prices.joining, np.iinfo(np.int64).min)
    best = int(gains.argmax())
    return tuple(sorted((*rows, best)))


def _paid(prices: Prices, rows: Sequence[int]) -> Prices64:
    """For each demand what its cover costs in a team, or its gap."""
    if not rows:
        return prices.gaps
    least: Prices64 = prices.covering[list(rows)].min(axis=0)
    return np.minimum(prices.gaps, least)


def repaired(prices: Prices, rows: Rows) -> tuple[int, ...]:
    """Of some rows those that may be a team: one of a group, no more than are allowed."""
    kept: dict[int, int] = {}
    for row in map(int, rows):
        kept.setdefault(int(prices.groups[row]), row)
    return tuple(sorted(list(kept.values())[: prices.most]))
