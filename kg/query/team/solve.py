"""Solves a team problem: exactly where it can be proven, else well and with a bound."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from kg.query.team.costs import bond_price
from kg.query.team.coupled import best_coupled
from kg.query.team.plan import Plan, broken, plan
from kg.query.team.problem import TeamProblem
from kg.query.team.separable import MOST_PROVEN, Found, Separable

# How long is searched for a proof, unless it is said; teams are mostly proven in a tenth of it.
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Solution:
    """A team and a cost that no allowed team can undercut; without a bound none is allowed."""

    plan: Plan
    bound: int | None

    @property
    def is_proven(self) -> bool:
        """Whether no team can be cheaper."""
        return self.bound is None or self.plan.cost.total == self.bound


@dataclass(frozen=True, slots=True)
class Teams:
    """The best team, and for each member's id the best one without that member."""

    best: Solution
    without: Mapping[str, Solution]


def solve(problem: TeamProblem, most_proven: int = MOST_PROVEN, seconds: float = SECONDS) -> Teams:
    """The team that covers most, and of these costs least, and what it is without each member."""
    ends = time.monotonic() + seconds
    separable = Separable(problem, most_proven)
    best = _completed(problem, separable.best(), seconds)
    while True:
        without = {
            id_: _without(problem, separable, id_, ends - time.monotonic()) for id_ in best.plan.ids
        }
        # Where nothing is proven, a team may turn up by chance that is better than the best.
        allowed = [s.plan for id_, s in without.items() if id_ not in problem.rules.required]
        better = min(allowed, key=lambda found: found.cost.total, default=best.plan)
        if better.cost.total >= best.plan.cost.total:
            return Teams(best, without)
        best = Solution(better, best.bound)


def best_team(problem: TeamProblem, seconds: float = SECONDS) -> Solution:
    """The team that covers most, and of these costs least."""
    return _completed(problem, Separable(problem).best(), seconds)


def _without(problem: TeamProblem, separable: Separable, id_: str, seconds: float) -> Solution:
    """The best team without a member; who is required is let go."""
    others = problem.without({id_})
    if id_ in problem.rules.required:
        return _completed(others, Separable(others, separable.most_proven).best(), seconds)
    row = next(r for r, candidate in enumerate(problem.candidates) if candidate.id == id_)
    found = separable.best(row)
    rows = tuple(other - (other > row) for other in found.rows)
    return _completed(others, Found(rows, found.bound), seconds)


def _completed(problem: TeamProblem, relaxed: Found, seconds: float) -> Solution:
    """The best team under all rules, from the best one without those that couple members."""
    first = plan(problem, tuple(problem.candidates[row] for row in relaxed.rows))
    obeys = not any(broken(problem, first))
    if obeys and not problem.bonds:
        return Solution(first, min(relaxed.bound, first.cost.total))
    # No team gains more than all bonds together.
    bound = relaxed.bound + sum(bond_price(problem, *pair) for pair in problem.bonds)
    nobody = plan(problem, ())
    begin = first if obeys else None if any(broken(problem, nobody)) else nobody
    solved = best_coupled(problem, seconds, begin)
    if solved.bound is None:
        return Solution(nobody, None)
    known = [found for found in (solved.plan, begin) if found]
    best = min(known, key=lambda found: found.cost.total, default=nobody)
    return Solution(best, min(max(bound, solved.bound), best.cost.total))
