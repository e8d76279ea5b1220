"""The best team where rules couple members, however many candidates there are.

Of many candidates few can be in it. The relaxation says for each how much the teams that it is in
cost at least, so the model is solved for the most promising, and for more of them as long as a
team with one who was left out may still cost less than the best that is known.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.query.team.model import Rule, Solved, best_by_model
from kg.query.team.plan import Plan
from kg.query.team.prices import Rows
from kg.query.team.problem import TeamProblem
from kg.query.team.relax import Relaxed, relax

# So many are given to the model as they are; of more, first so many, then twice as many.
FEW = 150


def best_coupled(
    problem: TeamProblem, seconds: float, first: Plan | None, rules: Sequence[Rule] = ()
) -> Solved:
    """The best team that is found in so many seconds, from a first one if there is one.

    The first one obeys the further rules, as all others do.
    """
    if len(problem.candidates) <= FEW or seconds <= 0:
        return best_by_model(problem, seconds, first, rules)
    ends = time.monotonic() + seconds
    relaxed = relax(problem)
    order = _promising_first(problem, relaxed)
    best, bound, size = first, relaxed.bound, FEW
    while True:
        known = np.inf if best is None else best.cost.total
        chosen, left_out = order[:size], relaxed.with_row[order[size:]]
        fewer = _only(problem, chosen[relaxed.with_row[chosen] < known], best)
        solved = best_by_model(fewer, ends - time.monotonic(), best, rules)
        if solved.plan and solved.plan.cost.total < known:
            best, known = solved.plan, solved.plan.cost.total
        # Who is in no team that costs less than the best may be left out for good.
        others = float(left_out.min(initial=np.inf))
        reached = np.inf if solved.bound is None else solved.bound
        lowest = min(reached, others, known)
        if lowest == np.inf:
            return Solved(None, None)
        bound = max(bound, int(np.ceil(lowest)))
        if bound >= known or not len(left_out) or time.monotonic() >= ends:
            return Solved(best, bound)
        size *= 2


def _promising_first(problem: TeamProblem, relaxed: Relaxed) -> Rows:
    """All rows, first who is required, then by what the teams with them cost at least."""
    is_required = [c.id in problem.rules.required for c in problem.candidates]
    return np.lexsort((relaxed.with_row, ~np.array(is_required, dtype=bool)))


def _only(problem: TeamProblem, rows: Rows, best: Plan | None) -> TeamProblem:
    """The problem for some candidates, the members of the best team among them."""
    ids = {problem.candidates[row].id for row in rows} | set(best.ids if best else ())
    ids |= problem.rules.required
    return replace(problem, candidates=tuple(c for c in problem.candidates if c.id in ids))
