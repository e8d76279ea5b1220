"""Solves a team problem: exactly where it can be proven, else well and with a bound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from kg.query.team.bound import lower_bound
from kg.query.team.exact import Exact, Proof
from kg.query.team.prices import Prices, Rows, price
from kg.query.team.problem import Plan, TeamProblem, plan
from kg.query.team.prune import undominated
from kg.query.team.search import good_team, repaired, team_cost

# Up to so many demands the best team is proven by going through all their subsets, in a fraction
# of a second; each further demand triples the time.
MOST_PROVEN = 16
# Where it cannot be proven: starts of the search, and candidates that it looks at.
MOST_STARTS = 20
MOST_SEARCHED = 500


@dataclass(frozen=True, slots=True)
class Solution:
    """A team and a cost that no allowed team can undercut."""

    plan: Plan
    bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no team can be cheaper."""
        return self.plan.cost.total == self.bound


@dataclass(frozen=True, slots=True)
class Teams:
    """The best team, and for each member's id the best one without that member."""

    best: Solution
    without: Mapping[str, Solution]

    def alternatives(self, most: int) -> list[tuple[str, Solution]]:
        """The teams next in cost that leave nothing more open, each with whom it lacks."""
        allowed = self.best.plan.cost.gaps
        as_good = [(id_, s) for id_, s in self.without.items() if s.plan.cost.gaps <= allowed]
        ranked = sorted(as_good, key=lambda other: _rank(other[1].plan))
        different = {s.plan.ids: (id_, s) for id_, s in reversed(ranked)}
        return list(reversed(different.values()))[:most]


def solve(problem: TeamProblem, most_proven: int = MOST_PROVEN) -> Teams:
    """The team that covers most, and of these costs least, and what it is without each member."""
    prices = price(problem)
    return _proven(problem, prices) if prices.width <= most_proven else _searched(problem, prices)


def _proven(problem: TeamProblem, prices: Prices) -> Teams:
    """By going through all subsets of the demands, for those only who can matter."""
    kept = undominated(prices)
    exact = Exact.of(prices.only(kept))
    best = exact.cheapest()
    found = _solution(problem, prices, kept, best)
    places = {problem.candidates[kept[place]].id: place for place in best.rows or ()}
    without = {id_: exact.cheapest((place,)) for id_, place in places.items()}
    return Teams(
        found, {id_: _solution(problem, prices, kept, proof) for id_, proof in without.items()}
    )


def _solution(problem: TeamProblem, prices: Prices, kept: Rows, proof: Proof) -> Solution:
    rows = good_team(prices.only(kept), [()]) if proof.rows is None else proof.rows
    found = _plan(problem, (kept[row] for row in rows))
    return Solution(found, min(proof.bound + prices.open_gaps, found.cost.total))


def _searched(problem: TeamProblem, prices: Prices) -> Teams:
    """By a search among the most promising, held against a bound."""
    first = good_team(prices, [()])
    bound = lower_bound(prices, team_cost(prices, first))
    # Who joins at the best prices is often nearly the best team, and a good start.
    starts = {repaired(prices, joined) for joined in bound.joined[-MOST_STARTS:]} | {first}
    pool = np.array(sorted({*bound.promising[:MOST_SEARCHED].tolist(), *chain(*starts)}))
    best = _search(prices, pool, starts)
    while True:
        without = {row: _search(prices, pool[pool != row], [_less(best, row)]) for row in best}
        # A team may turn up by chance that is better than the best.
        ranked = ((team_cost(prices, rows), rows) for rows in without.values())
        _, better = min(ranked, default=(0, best))
        if team_cost(prices, better) >= team_cost(prices, best):
            break
        best = better
    # Who is taken away makes no team cheaper: the bound holds for the others as well.
    lowest = min(bound.cost, team_cost(prices, best)) + prices.open_gaps
    others = {row: Solution(_plan(problem, rows), lowest) for row, rows in without.items()}
    return Teams(
        Solution(_plan(problem, best), lowest),
        {problem.candidates[row].id: found for row, found in others.items()},
    )


def _search(prices: Prices, pool: Rows, starts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """The best team that is found among the rows of the pool."""
    places = {int(row): place for place, row in enumerate(pool)}
    begins = [[places[row] for row in start] for start in sorted(starts)]
    return tuple(int(pool[place]) for place in good_team(prices.only(pool), begins))


def _less(rows: tuple[int, ...], left: int) -> tuple[int, ...]:
    return tuple(row for row in rows if row != left)


def _plan(problem: TeamProblem, rows: Iterable[int]) -> Plan:
    return plan(problem, tuple(problem.candidates[row] for row in rows))


def _rank(plan_: Plan) -> tuple[int, tuple[str, ...]]:
    return (plan_.cost.total, plan_.ids)
