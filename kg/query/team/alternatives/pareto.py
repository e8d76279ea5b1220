"""Teams that trade cost against local work and robustness: none is worse than another in all three.

By epsilon-constraints (Haimes, Lasdon and Wismer 1971): the cheapest team with at least so much
local work that is at least so robust, for rising thresholds of both. For each threshold of
robustness, that of local work rises past each team that is found; then robustness rises past the
least robust of these. Whatever is not dominated is met on the way.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kg.query.team.alternatives.further import no_more_open
from kg.query.team.coupled import best_coupled
from kg.query.team.plan import Plan, locality, robustness
from kg.query.team.problem import WHOLE, TeamProblem
from kg.query.team.solve import SECONDS, Solution

# Shares that differ by less than one in a hundred are not told apart: basis points.
STEP = 100


@dataclass(frozen=True, slots=True)
class Point:
    """A team with its shares of local work and of work that is left after the worst loss."""

    solution: Solution
    local: Fraction
    robust: Fraction

    @property
    def figures(self) -> tuple[int, Fraction, Fraction]:
        """Cost and both shares, such that less is better in all of them."""
        return (self.solution.plan.cost.total, -self.local, -self.robust)

    def dominates(self, other: "Point") -> bool:
        """Whether it is as good in all and better in one, or the same and first by its members."""
        if self.figures == other.figures:
            return self.solution.plan.ids < other.solution.plan.ids
        return (
            self.figures[0] <= other.figures[0]
            and self.local >= other.local
            and self.robust >= other.robust
        )


@dataclass(frozen=True, slots=True)
class Front:
    """The teams that no other one dominates, the cheapest first; all, or those found in time."""

    points: tuple[Point, ...]
    is_complete: bool


def pareto(
    problem: TeamProblem,
    best: Solution,
    seconds: float = SECONDS,
    *,
    has_local: bool = True,
    step: int = STEP,
) -> Front:
    """The front of the teams that leave no more open than the best one.

    Between two of them that differ in one share only, there is at least a `step` in basis points.
    """
    if best.bound is None or not any(best.plan.covers):
        return Front((), is_complete=True)
    sweep = _Sweep(problem, best, time.monotonic() + seconds)
    least_robust = problem.rules.least_robust
    while least_robust <= WHOLE:
        row = _row(sweep, least_robust, step, has_local=has_local)
        if not row:
            break
        least_robust = _past(min(point.robust for point in row), step)
    return Front(_undominated(sweep.found), sweep.is_complete)


def _row(sweep: "_Sweep", least_robust: int, step: int, *, has_local: bool) -> list[Point]:
    """The teams of one threshold of robustness, for rising local work."""
    row: list[Point] = []
    least_local = sweep.problem.rules.least_local
    while least_local <= WHOLE:
        point = sweep.cheapest(least_local, least_robust)
        if point is None:
            break
        row.append(point)
        if not has_local:
            break
        least_local = _past(point.local, step)
    return row


def _past(share: Fraction, step: int) -> int:
    """The first threshold that a share misses, in basis points."""
    return int(share * WHOLE) + step


@dataclass(slots=True)
class _Sweep:
    """Solves for thresholds, and nothing twice; `ends` is the time when it stops."""

    problem: TeamProblem
    best: Solution
    ends: float
    is_complete: bool = True
    found: list[Point] = field(default_factory=list)
    solved: list[tuple[int, int, Point | None]] = field(default_factory=list)

    def cheapest(self, local: int, robust: int) -> Point | None:
        """The cheapest team that is local and robust enough; None where there is none in time."""
        for other_local, other_robust, known in self.solved:
            is_weaker = other_local <= local and other_robust <= robust
            if is_weaker and (known is None or _reaches(known, local, robust)):
                return known
        point = self._solve(local, robust)
        if point is not None:
            self.found.append(point)
        self.solved.append((local, robust, point))
        return point

    def _solve(self, local: int, robust: int) -> Point | None:
        first = _point(self.problem, self.best)
        if _reaches(first, local, robust):
            return first
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            self.is_complete = False
            return None
        rules = replace(self.problem.rules, least_local=local, least_robust=robust)
        hints = (p.solution.plan for p in self.found if _reaches(p, local, robust))
        hint: Plan | None = min(hints, key=lambda plan: plan.cost.total, default=None)
        open_ = no_more_open(self.best.plan.cost.gaps)
        solved = best_coupled(replace(self.problem, rules=rules), seconds, hint, [open_])
        if solved.plan is None:
            self.is_complete &= solved.bound is None
            return None
        bound = solved.plan.cost.total if solved.bound is None else solved.bound
        lowest = max(bound, self.best.bound or 0)
        return _point(self.problem, Solution(solved.plan, min(lowest, solved.plan.cost.total)))


def _point(problem: TeamProblem, solution: Solution) -> Point:
    local, done = locality(problem, solution.plan)
    left, covered = robustness(problem, solution.plan)
    return Point(
        solution,
        Fraction(local, done) if done else Fraction(0),
        Fraction(left, covered) if covered else Fraction(0),
    )


def _reaches(point: Point, local: int, robust: int) -> bool:
    return point.local * WHOLE >= local and point.robust * WHOLE >= robust


def _undominated(points: Sequence[Point]) -> tuple[Point, ...]:
    different = {(point.solution.plan.ids, point.figures): point for point in points}
    kept = (
        point
        for point in different.values()
        if not any(other.dominates(point) for other in different.values())
    )
    return tuple(sorted(kept, key=lambda point: (point.figures, point.solution.plan.ids)))
