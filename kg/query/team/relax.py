"""Who can be in the best team where members are coupled: by a linear relaxation.

Shares and members may be fractions here. The relaxation is solved over few candidates; its dual
prices say what every other one would be worth, and who is worth something joins, until nobody is
(column generation: Dantzig and Wolfe 1960). The prices give a bound for all teams, and for each
candidate one for the teams that it is in: who is above a team that is known can be left out
(reduced cost fixing: Dantzig, Fulkerson and Johnson 1954).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.query.team.costs import (
    COORDINATION,
    FAMILIARITY,
    SPLIT,
    UNITS,
    gap_price,
    units,
)
from kg.query.team.partition import NEVER
from kg.query.team.prices import Floats, Rows, Table, tabulate
from kg.query.team.problem import WHOLE, TeamProblem

if TYPE_CHECKING:
    from ortools.linear_solver import pywraplp

# Candidates that begin for each demand, and that join at most in a round.
FIRST = 20
JOINING = 300
MOST_ROUNDS = 60
# Of what is covered, members count together 1 at least, where each counts 1 that has all of it
# free, one number from a share on, and another one below: two are needed of whom none has all,
# three of whom none has a half, two if one has a half.
CLASSES = ((0.0, (0.5, 0.5)), (0.5, (1 / 3, 2 / 3)))
# What a candidate must be worth to join, in units: a millionth of a misfit.
WORTH = 1e-6 * UNITS


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A bound for all teams, and for each row one for the teams that it is in."""

    bound: int
    with_row: Floats


@dataclass(frozen=True, slots=True)
class Columns:
    """A problem as fractions: rows are candidates, columns demands.

    `joining` is paid for a member, `working` for one that works on a demand, and `covering` for
    the whole demand, of which a row has `caps`.
    `local` is what a whole demand adds to the work in the chosen regions beyond what must be.
    """

    joining: Floats
    working: Floats
    covering: Floats
    caps: Floats
    gaps: Floats
    local: Floats
    money: Floats
    groups: Rows
    constant: float
    most: float
    budget: float

    @property
    def counts(self) -> tuple[Floats, ...]:
        """How much each row counts of the members that a demand needs at least, by class."""
        return tuple(_counted(self.caps, begin, counts) for begin, counts in CLASSES)


def relax(problem: TeamProblem) -> Relaxed:
    """The relaxation of a problem with all its candidates."""
    columns = fractions(problem, tabulate(problem))
    rows = _first_rows(columns)
    duals = _master(columns, rows)
    for _ in range(MOST_ROUNDS):
        _, worth = _bound(columns, duals)
        new = np.setdiff1d(np.argsort(worth, kind="stable")[:JOINING], rows)
        new = new[worth[new] < -WORTH]
        if not len(new):
            break
        rows = np.union1d(rows, new)
        duals = _master(columns, rows)
    best, worth = _bound(columns, duals)
    # A group's member replaces the one that the bound counted.
    least = np.full(int(columns.groups.max(initial=-1)) + 1, 0.0)
    np.minimum.at(least, columns.groups, worth)
    with_row = best + worth - least[columns.groups]
    # A unit less, since sums of fractions are inexact.
    return Relaxed(math.ceil(best - 1), with_row - 1)


def fractions(problem: TeamProblem, table: Table) -> Columns:
    """The prices of a problem where shares may be fractions."""
    candidates, demands, rules = problem.candidates, problem.demands, problem.rules
    shape = (len(candidates), len(demands))
    caps = (
        np.array(
            [[problem.most_parts(c, p) for p in range(len(demands))] for c in candidates]
        ).reshape(shape)
        / problem.parts
    )
    shared = np.array([bool(d.quantity) for d in demands])
    can = (table.covering < NEVER) & (caps > 0)
    weights = np.array([d.weight for d in demands], dtype=np.float64)
    is_local = np.array([c.is_local for c in candidates], dtype=np.float64)[:, None]
    nothing = (0,) * len(demands)
    numbers: dict[str, int] = {}
    return Columns(
        units(COORDINATION) + table.overlaps.sum(axis=1) - _bonds(problem),
        np.where(shared, units(SPLIT), 0) - table.overlaps.astype(np.float64),
        np.where(can, table.covering, 0.0),
        np.where(can, caps, 0.0),
        np.array([gap_price(d) for d in demands]) + np.where(shared, units(SPLIT), 0),
        weights * (is_local - rules.least_local / WHOLE),
        np.array([c.prices or nothing for c in candidates], dtype=np.float64).reshape(shape),
        np.array([numbers.setdefault(c.group, len(numbers)) for c in candidates], dtype=np.int64),
        -float(units(COORDINATION) + units(SPLIT) * shared.sum()),
        math.inf if rules.most_members is None else float(rules.most_members),
        math.inf if rules.budget is None else float(rules.budget),
    )


@dataclass(frozen=True, slots=True)
class _Duals:
    """What it is worth to cover each demand, to add local work, and to free a place or money."""

    demands: Floats
    members: Floats
    local: float
    place: float
    money: float


def _first_rows(columns: Columns) -> Rows:
    """For each demand the cheapest by themselves, and the cheapest that add local work."""
    alone = columns.joining[:, None] + columns.working + columns.covering
    alone = np.where(columns.caps > 0, alone, np.inf)
    near = np.where(columns.local > 0, alone, np.inf)
    chosen = [
        np.argsort(table[:, place], kind="stable")[:FIRST]
        for table in (alone, near)
        for place in range(table.shape[1])
    ]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *chosen]))


def _master(columns: Columns, rows: Rows) -> _Duals:
    """The relaxation over some rows, solved; its dual prices."""
    all_counts = columns.counts
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    infinity = solver.infinity()
    objective = solver.Objective()
    width = len(columns.gaps)
    cover = [solver.Constraint(1, 1) for _ in range(width)]
    members = [[solver.Constraint(1, infinity) for _ in range(width)] for _ in CLASSES]
    local = solver.Constraint(0, infinity)
    place = solver.Constraint(-infinity, min(columns.most, 1e6))
    money = solver.Constraint(-infinity, min(columns.budget, 1e15))
    groups: dict[int, pywraplp.Constraint] = {}
    for demand, gap in enumerate(columns.gaps):
        is_open = solver.NumVar(0, infinity, "")
        objective.SetCoefficient(is_open, float(gap) / UNITS)
        for constraint in (cover[demand], *(kind[demand] for kind in members)):
            constraint.SetCoefficient(is_open, 1)
    for row in map(int, rows):
        join = solver.NumVar(0, 1, "")
        objective.SetCoefficient(join, float(columns.joining[row]) / UNITS)
        place.SetCoefficient(join, 1)
        group = int(columns.groups[row])
        if group not in groups:
            groups[group] = solver.Constraint(-infinity, 1)
        groups[group].SetCoefficient(join, 1)
        for demand in np.flatnonzero(columns.caps[row]).tolist():
            works, share = solver.NumVar(0, infinity, ""), solver.NumVar(0, infinity, "")
            objective.SetCoefficient(works, float(columns.working[row, demand]) / UNITS)
            for kind, counts in zip(members, all_counts, strict=True):
                kind[demand].SetCoefficient(works, float(counts[row, demand]))
            objective.SetCoefficient(share, float(columns.covering[row, demand]) / UNITS)
            cover[demand].SetCoefficient(share, 1)
            local.SetCoefficient(share, float(columns.local[row, demand]))
            money.SetCoefficient(share, float(columns.money[row, demand]))
            _at_most(solver, share, works, float(columns.caps[row, demand]))
            _at_most(solver, works, join, 1.0)
    objective.SetMinimization()
    solver.Solve()
    return _Duals(
        np.array([c.dual_value() for c in cover]) * UNITS,
        np.array([[max(0.0, c.dual_value()) for c in kind] for kind in members]) * UNITS,
        max(0.0, local.dual_value()) * UNITS,
        min(0.0, place.dual_value()) * UNITS,
        min(0.0, money.dual_value()) * UNITS,
    )


def _at_most(
    solver: pywraplp.Solver, one: pywraplp.Variable, other: pywraplp.Variable, times: float
) -> None:
    limit = solver.Constraint(-solver.infinity(), 0)
    limit.SetCoefficient(one, 1)
    limit.SetCoefficient(other, -times)


def _bound(columns: Columns, duals: _Duals) -> tuple[float, Floats]:
    """A bound for all teams from dual prices, and what each row adds to it when it is a member."""
    prices = columns.covering - duals.demands - duals.local * columns.local
    prices = prices - duals.money * columns.money
    working = columns.working + np.minimum(prices, 0) * columns.caps
    for dual, counts in zip(duals.members, columns.counts, strict=True):
        working = working - dual * counts
    gains = np.where(columns.caps > 0, np.minimum(working, 0), 0.0)
    worth = columns.joining - duals.place + gains.sum(axis=1)
    least = np.zeros(int(columns.groups.max(initial=-1)) + 1)
    np.minimum.at(least, columns.groups, worth)
    limits = sum(
        dual * limit
        for dual, limit in ((duals.place, columns.most), (duals.money, columns.budget))
        if dual
    )
    paid = duals.demands + duals.members.sum(axis=0)
    still_open = np.minimum(columns.gaps - paid, 0).sum()
    return columns.constant + paid.sum() + still_open + least.sum() + limits, worth


def _counted(caps: Floats, begin: float, counts: tuple[float, float]) -> Floats:
    few, many = counts
    return np.where(caps >= 1, 1.0, np.where(caps >= begin, many, few))


def _bonds(problem: TeamProblem) -> Floats:
    """At most what each candidate gains by bonds in a team where everybody works; half of each."""
    partners: dict[str, list[float]] = {}
    for pair, strength in problem.bonds.items():
        for id_ in pair:
            partners.setdefault(id_, []).append(strength)
    most = len(problem.demands) + len(problem.rules.required)
    best = {id_: sum(sorted(all_, reverse=True)[:most]) for id_, all_ in partners.items()}
    return np.array([best.get(c.id, 0.0) * FAMILIARITY * UNITS / 2 for c in problem.candidates])
