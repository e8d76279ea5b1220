"""Teams that really differ: each the cheapest with enough members that no better one has.

Where nothing couples the members, tables and a search over them prove each (`differing.py`).
Otherwise CP-SAT does, with a rule for each better team, as no-good cuts.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.query.team.alternatives.differing import DifferingTeams
from kg.query.team.alternatives.further import differs_from, no_more_open
from kg.query.team.alternatives.nearest import nearest
from kg.query.team.costs import gap_price
from kg.query.team.coupled import best_coupled
from kg.query.team.plan import Part, Plan, broken, plan
from kg.query.team.problem import TeamProblem
from kg.query.team.separable import MOST_PROVEN, Settled, settle
from kg.query.team.solve import SECONDS, Solution


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many teams besides the best, and how many members of each no better one has."""

    number: int = 3
    least_new: int = 1


def alternatives(
    problem: TeamProblem, best: Plan, wanted: Wanted, seconds: float = SECONDS
) -> tuple[Solution, ...]:
    """The next teams that leave nothing more open, the cheapest first.

    There are fewer where no further team differs enough, or after so many seconds.
    """
    found: list[Solution] = []
    ends, others = time.monotonic() + seconds, _Others(problem, best, wanted)
    while len(found) < wanted.number and time.monotonic() < ends:
        other = others.next(ends - time.monotonic())
        if other is None:
            break
        found.append(other)
    return tuple(found)


class _Others:
    """Finds one team after another."""

    def __init__(self, problem: TeamProblem, best: Plan, wanted: Wanted) -> None:
        self._problem, self._gaps, self._least_new = problem, best.cost.gaps, wanted.least_new
        self._known = [best]
        self._bound = 0
        self._separated = _Separated.of(problem, best, wanted) if _is_separable(problem) else None

    def next(self, seconds: float) -> Solution | None:
        """The cheapest team that differs from the best and from all that were found."""
        ends = time.monotonic() + seconds
        found = self._separated.next(self._known, seconds) if self._separated else None
        if found is not None:
            if found.bound is None:
                return None
            self._bound = max(self._bound, found.bound)
            if found.plan and not any(broken(self._problem, found.plan)):
                return self._found(found.plan)
        if time.monotonic() > ends:
            return None
        rules = [differs_from(known.ids, self._least_new) for known in self._known]
        rules.append(no_more_open(self._gaps))
        solved = best_coupled(self._problem, ends - time.monotonic(), None, rules)
        if solved.plan is None or solved.bound is None:
            return None
        self._bound = max(self._bound, solved.bound)
        return self._found(solved.plan)

    def _found(self, other: Plan) -> Solution:
        self._known.append(other)
        return Solution(other, min(self._bound, other.cost.total))


@dataclass(frozen=True, slots=True)
class _Next:
    """A team, if one was reached, and what no such team can undercut; None if there is none."""

    plan: Plan | None
    bound: int | None


@dataclass(slots=True)
class _Separated:
    """Teams that differ, as far as no rule but size and groups couples their members."""

    problem: TeamProblem
    settled: Settled
    numbers: Mapping[str, int]
    teams: DifferingTeams
    places: tuple[int, ...]
    most: int
    known: int = 0
    told: int = 0

    @classmethod
    def of(cls, problem: TeamProblem, best: Plan, wanted: Wanted) -> "_Separated":
        """The teams of a problem that differ from the best."""
        settled = settle(problem)
        prices = settled.prices
        together = (wanted.number + 1) * max(1, min(prices.width, prices.most))
        teams = DifferingTeams(prices, nearest(prices, together), wanted.least_new)
        fits = [c.fits for c in problem.candidates]
        places = [p for p in range(len(problem.demands)) if any(f[p] is not None for f in fits)]
        # What leaves more open costs at least one gap more, and no gains make up for it.
        most = best.cost.gaps + min(map(gap_price, problem.demands), default=0) - 1
        numbers = {problem.candidates[row].id: n for n, row in enumerate(settled.rows.tolist())}
        return cls(problem, settled, numbers, teams, tuple(places), most - settled.paid)

    def next(self, others: Sequence[Plan], seconds: float) -> _Next:
        """The cheapest team that differs from others, which are those of before and more."""
        for other in others[self.told :]:
            rows = [self.numbers[id_] for id_ in other.ids if id_ in self.numbers]
            self.teams.differ_from(rows)
        self.told = len(others)
        found = self.teams.cheapest(self.most, self.known, seconds)
        if found.bound is None:
            return _Next(None, None)
        self.known = found.bound
        bound = found.bound + self.settled.paid
        return _Next(self._plan(found.team) if found.team else None, bound)

    def _plan(self, team: tuple[tuple[int, int], ...]) -> Plan:
        """The team with who covers what; what it leaves open goes to those who are required."""
        owned = {int(self.settled.rows[row]): subset for row, subset in team}
        rows = sorted({*owned, *self.settled.required})
        members = tuple(self.problem.candidates[row] for row in rows)
        own = plan(self.problem, tuple(self.problem.candidates[r] for r in self.settled.required))
        covers: list[tuple[Part, ...]] = [()] * len(self.problem.demands)
        for place, parts in enumerate(own.covers):
            covers[place] = tuple(
                Part(rows.index(self.settled.required[part.member]), part.parts) for part in parts
            )
        for row, subset in owned.items():
            for column in _bits(subset):
                covers[self.places[column]] = (Part(rows.index(row), self.problem.parts),)
        return plan(self.problem, members, tuple(covers))


def _bits(number: int) -> Iterator[int]:
    return (place for place in range(number.bit_length()) if number >> place & 1)


def _is_separable(problem: TeamProblem) -> bool:
    """Whether tables give a bound: no bonds, nothing is shared, and few enough demands."""
    places = range(len(problem.demands))
    is_small = len(problem.demands) <= MOST_PROVEN
    return is_small and not problem.bonds and not any(map(problem.is_shared, places))
