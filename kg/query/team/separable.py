"""The best team where nothing couples its members but their number, groups and who must be in.

Where a problem has further rules, this is what a team would cost without them: a bound, and where
the team happens to obey them the proven best.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from kg.query.team.bound import lower_bound
from kg.query.team.exact import Exact
from kg.query.team.prices import Prices, Rows, price
from kg.query.team.problem import TeamProblem
from kg.query.team.prune import thinned, undominated
from kg.query.team.search import good_team, repaired, team_cost

# Up to so many demands the best team is proven by going through all their subsets, in a fraction
# of a second; each further demand triples the time.
MOST_PROVEN = 16
# Where it cannot be proven: starts of the search, and candidates that it looks at.
MOST_STARTS = 20
MOST_SEARCHED = 500


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a team and a cost that no team can undercut."""

    rows: tuple[int, ...]
    bound: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The prices and rows of those who may join, where some are in the team already.

    `paid` is what these cost, whoever else comes, and what nobody can cover.
    """

    prices: Prices
    rows: Rows
    required: tuple[int, ...]
    paid: int


class Separable:
    """Finds the best team, also without some of the candidates."""

    def __init__(self, problem: TeamProblem, most_proven: int = MOST_PROVEN) -> None:
        self.most_proven = most_proven
        settled = settle(problem)
        self._required, self._paid = settled.required, settled.paid
        self._prices, self._rows = settled.prices, settled.rows
        self._exact: Exact | None = None
        if self._prices.width <= most_proven:
            self._prices = thinned(self._prices)
            kept = undominated(self._prices)
            self._rows = self._rows[kept]
            self._exact = Exact.of(self._prices.only(kept))

    def best(self, without: int | None = None) -> Found:
        """The best team of all but one, who must not be required."""
        places = np.flatnonzero(self._rows == without) if without is not None else self._rows[:0]
        found = self._proven(places) if self._exact else self._searched(places)
        rows = (*self._required, *(int(self._rows[place]) for place in found.rows))
        return Found(tuple(sorted(rows)), found.bound + self._paid)

    def _proven(self, banned: Rows) -> Found:
        """By going through all subsets of the demands, for those only who can matter."""
        assert self._exact is not None  # noqa: S101  # asked before
        proof = self._exact.cheapest(banned)
        if proof.rows is not None:
            return Found(proof.rows, proof.bound)
        allowed = np.delete(np.arange(len(self._rows)), banned)
        found = good_team(self._exact.prices.only(allowed), [()])
        rows = tuple(int(allowed[place]) for place in found)
        return Found(rows, proof.bound)

    def _searched(self, banned: Rows) -> Found:
        """By a search among the most promising, held against a bound."""
        allowed = np.delete(np.arange(len(self._rows)), banned)
        prices = self._prices.only(allowed)
        if not len(allowed):
            return Found((), int(prices.gaps.sum()))
        first = good_team(prices, [()])
        bound = lower_bound(prices, team_cost(prices, first))
        # Who joins at the best prices is often nearly the best team, and a good start.
        starts = {repaired(prices, joined) for joined in bound.joined[-MOST_STARTS:]} | {first}
        pool = np.array(sorted({*bound.promising[:MOST_SEARCHED].tolist(), *chain(*starts)}))
        best = _search(prices, pool, starts)
        rows = tuple(int(allowed[place]) for place in best)
        return Found(rows, min(bound.cost, team_cost(prices, best)))


def settle(problem: TeamProblem) -> Settled:
    """The prices and rows of all others when some are in the team already."""
    prices, most = price(problem), problem.rules.most_members
    required = [r for r, c in enumerate(problem.candidates) if c.id in problem.rules.required]
    if not required:
        return Settled(prices, np.arange(len(prices.joining)), (), prices.open_gaps)
    others = np.flatnonzero(~np.isin(prices.groups, prices.groups[required]))
    gaps = np.minimum(prices.gaps, prices.covering[required].min(axis=0))
    paid = prices.open_gaps + int(prices.joining[required].sum()) - prices.first
    most = prices.width if most is None else max(0, most - len(required))
    left = replace(prices.only(others), gaps=gaps, most=most, first=0)
    return Settled(left, others, tuple(required), paid)


def _search(prices: Prices, pool: Rows, starts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """The best team that is found among the rows of the pool."""
    places = {int(row): place for place, row in enumerate(pool)}
    begins = [[places[row] for row in start] for start in sorted(starts)]
    return tuple(int(pool[place]) for place in good_team(prices.only(pool), begins))
