"""The best team under all rules, by trying every team with every way to share its work."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.query.team.costs import gap_price
from kg.query.team.plan import Part, plan
from kg.query.team.problem import WHOLE, Candidate, TeamProblem

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Ways:
    """Ways to cover some demands: a row each, with what it costs and does."""

    cost: Numbers
    money: Numbers
    work: Numbers
    busy: Numbers

    def and_then(self, other: "Ways") -> "Ways":
        def both(one: Numbers, two: Numbers) -> Numbers:
            summed = one[:, None] + two[None, :]
            return summed.reshape(len(one) * len(two), *one.shape[1:])

        first = np.repeat(self.busy, len(other.cost), axis=0)
        second = np.tile(other.busy, (len(self.cost), 1))
        return Ways(
            both(self.cost, other.cost),
            both(self.money, other.money),
            both(self.work, other.work),
            np.concatenate([first, second], axis=1),
        )


def least_cost(posed: TeamProblem) -> int | None:
    """What the cheapest team costs that obeys, or None where none does."""
    return min(all_teams(posed).values(), default=None)


def all_teams(posed: TeamProblem) -> dict[tuple[str, ...], int]:
    """All teams that obey, by their members' ids, each with what it costs at least."""
    costs = {
        tuple(c.id for c in team): _least(posed, team)
        for size in range(len(posed.candidates) + 1)
        for team in combinations(posed.candidates, size)
        if _may_be(posed, team)
    }
    return {ids: cost for ids, cost in costs.items() if cost is not None}


def _may_be(posed: TeamProblem, team: tuple[Candidate, ...]) -> bool:
    rules, ids = posed.rules, {c.id for c in team}
    whole = [pair for pair in posed.apart if pair.places is None]
    return (
        (rules.most_members is None or len(team) <= rules.most_members)
        and len({c.group for c in team}) == len(team)
        and rules.required <= ids
        and not any({pair.one, pair.other} <= ids for pair in whole)
    )


def all_figures(posed: TeamProblem, most_gaps: int) -> set[tuple[int, Fraction, Fraction]]:
    """Cost, less the local share, less the robustness, of all teams with so little open."""
    found: set[tuple[int, Fraction, Fraction]] = set()
    weights = np.array([demand.weight for demand in posed.demands])
    gaps = np.array([gap_price(demand) for demand in posed.demands])
    for size in range(len(posed.candidates) + 1):
        for team in combinations(posed.candidates, size):
            if not _may_be(posed, team):
                continue
            nothing, every = _every(posed, team)
            covered = every.busy > 0
            allowed = _obeying(posed, team, every) & (~covered @ gaps <= most_gaps)
            local = every.work[:, [c.is_local for c in team]].sum(axis=1)
            left = _work_left(posed, team, every).min(axis=1, initial=WHOLE)
            for row in np.flatnonzero(allowed):
                total, whole = int(every.work[row].sum()), int(covered[row] @ weights)
                near = Fraction(int(local[row]), total) if total else Fraction(0)
                robust = Fraction(int(left[row]), whole) if whole else Fraction(0)
                found.add((nothing + int(every.cost[row]), -near, -robust))
    return found


def _every(posed: TeamProblem, team: tuple[Candidate, ...]) -> tuple[int, Ways]:
    """What a team costs that covers nothing, and all ways to cover more."""
    nothing = plan(posed, team, ((),) * len(posed.demands)).cost.total
    every = None
    for place in range(len(posed.demands)):
        ways = _ways(posed, team, place, nothing)
        every = ways if every is None else every.and_then(ways)
    assert every is not None
    return nothing, every


def _least(posed: TeamProblem, team: tuple[Candidate, ...]) -> int | None:
    nothing, every = _every(posed, team)
    allowed = _obeying(posed, team, every)
    return nothing + int(every.cost[allowed].min()) if allowed.any() else None


def _ways(posed: TeamProblem, team: tuple[Candidate, ...], place: int, nothing: int) -> Ways:
    """All ways to share one demand, each priced by the plan in which the others are open."""
    options = [(), *_shares(posed, team, place)]
    empty = ((),) * len(posed.demands)
    cost, money, work, busy = [], [], [], []
    for parts in options:
        covers = (*empty[:place], parts, *empty[place + 1 :])
        cost.append(plan(posed, team, covers).cost.total - nothing)
        asking = [p for p in parts if team[p.member].prices]
        money.append(sum(team[p.member].prices[place] * p.parts for p in asking))
        done = [0] * len(team)
        for part in parts:
            done[part.member] = posed.demands[place].weight * part.parts
        work.append(done)
        busy.append([sum(1 << p.member for p in parts)])
    return Ways(*(np.array(column, dtype=np.int64) for column in (cost, money, work, busy)))


def _shares(
    posed: TeamProblem, team: tuple[Candidate, ...], place: int
) -> Iterator[tuple[Part, ...]]:
    able = [r for r, c in enumerate(team) if c.fits[place] is not None]
    quantity = posed.demands[place].quantity
    for size in range(1, len(able) + 1 if quantity else 2):
        for rows in combinations(able, size):
            most = [posed.most_parts(team[row], place) for row in rows]
            if quantity and sum(team[r].has_free(place, quantity) for r in rows) < quantity:
                continue
            for parts in _sums(posed.parts, most):
                yield tuple(Part(r, n) for r, n in zip(rows, parts, strict=True))


def _sums(total: int, most: list[int]) -> Iterator[tuple[int, ...]]:
    """All ways to add up to a total by numbers from 1 to those given."""
    if not most:
        if total == 0:
            yield ()
        return
    for first in range(1, min(total, most[0]) + 1):
        for rest in _sums(total - first, most[1:]):
            yield (first, *rest)


def _obeying(posed: TeamProblem, team: tuple[Candidate, ...], ways: Ways) -> NDArray[np.bool_]:
    rules = posed.rules
    total = ways.work.sum(axis=1)
    local = ways.work[:, [c.is_local for c in team]].sum(axis=1)
    allowed = local * WHOLE >= rules.least_local * total
    allowed &= (ways.work * WHOLE <= rules.most_share * total[:, None]).all(axis=1)
    allowed &= _is_robust(posed, team, ways)
    if rules.budget is not None:
        allowed &= ways.money <= rules.budget * posed.parts
    everybody = np.bitwise_or.reduce(ways.busy, axis=1)
    rows = {c.id: row for row, c in enumerate(team)}
    for row, member in enumerate(team):
        if member.id not in rules.required:
            allowed &= everybody >> row & 1 > 0
    for pair in posed.apart:
        if pair.places and {pair.one, pair.other} <= rows.keys():
            busy = np.bitwise_or.reduce(ways.busy[:, sorted(pair.places)], axis=1)
            allowed &= (busy >> rows[pair.one] & busy >> rows[pair.other] & 1) == 0
    return allowed


def _is_robust(posed: TeamProblem, team: tuple[Candidate, ...], ways: Ways) -> NDArray[np.bool_]:
    """Whether enough of what is covered is left to the others, whoever leaves."""
    weights = np.array([demand.weight for demand in posed.demands])
    whole = (ways.busy > 0) @ weights
    left = _work_left(posed, team, ways) * WHOLE
    return (left >= posed.rules.least_robust * whole[:, None]).all(axis=1)


def _work_left(posed: TeamProblem, team: tuple[Candidate, ...], ways: Ways) -> Numbers:
    """For each way and each member what the others could do of the work without it."""
    weights = np.array([demand.weight for demand in posed.demands])
    left = np.zeros((len(weights), len(team)), dtype=np.int64)
    for row, leaver in enumerate(team):
        stay = [member for member in team if member is not leaver]
        left[:, row] = [_have(posed, stay, place) for place in range(len(weights))]
    return ((ways.busy > 0) * weights) @ left


def _have(posed: TeamProblem, members: list[Candidate], place: int) -> bool:
    quantity = posed.demands[place].quantity
    able = [member for member in members if member.fits[place] is not None]
    if not quantity:
        return len(able) > 0
    return sum(member.has_free(place, quantity) for member in able) >= quantity
