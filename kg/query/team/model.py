"""The best team where members are coupled: as an integer programme for CP-SAT.

Quantities that several share, budgets, shares of the work, competitors and bonds couple members,
so that no table over subsets has the answer. The model is that of locating facilities with
capacities (after Kuehn and Hamburger 1963), with side constraints: x says who is a member, y who
works on a demand, s with how many parts of it, z which demands are covered. CP-SAT of Google
OR-Tools (Perron, Didier and Gay 2023) solves it and gives a bound that no team can undercut.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.query.team.costs import (
    COORDINATION,
    SPLIT,
    bond_price,
    cover_prices,
    gap_price,
    overlap_price,
    units,
)
from kg.query.team.plan import Part, Plan, plan
from kg.query.team.problem import WHOLE, TeamProblem
from kg.query.team.robustness import obey_robustness

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

# With one thread and one seed the same model takes the same way every time.
THREADS = 1
SEED = 1
# All constraints are in the linear relaxation too: shares of quantities hardly follow from logic.
LINEAR = 2

Rule = Callable[["Model"], None]


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan that was found, None for none, and what no team can undercut.

    The bound is None where it is proven that no team obeys.
    """

    plan: Plan | None
    bound: int | None


def best_by_model(
    problem: TeamProblem,
    seconds: float,
    hint: Plan | None = None,
    rules: Sequence[Rule] = (),
) -> Solved:
    """The best team that CP-SAT finds in so many seconds, from a first one if there is one.

    It obeys further rules too, each of which adds what it asks for to the model.
    """
    from ortools.sat.python import cp_model

    built = Model(problem, cp_model.CpModel())
    built.build()
    for rule in rules:
        rule(built)
    if hint is not None:
        built.start_from(hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.0, seconds)
    solver.parameters.num_search_workers = THREADS
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = LINEAR
    status = solver.solve(built.model)
    if status == cp_model.INFEASIBLE:
        return Solved(None, None)
    # The bound is a whole number, given as an inexact one.
    bound = math.ceil(solver.best_objective_bound - 1e-3)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Solved(built.plan_of(solver), bound)
    return Solved(None, bound)


@dataclass
class Model:
    """The programme for a problem; rows and places are those of candidates and demands."""

    problem: TeamProblem
    model: cp_model.CpModel
    costs: list[cp_model.LinearExprT] = field(default_factory=list)

    @cached_property
    def joins(self) -> list[cp_model.IntVar]:
        """Who is a member."""
        return [self.model.new_bool_var(f"x{row}") for row in range(len(self.problem.candidates))]

    @cached_property
    def shared(self) -> frozenset[int]:
        """The demands that several may work on."""
        places = range(len(self.problem.demands))
        return frozenset(place for place in places if self.problem.is_shared(place))

    @cached_property
    def covered(self) -> list[cp_model.IntVar]:
        """Which demands are covered."""
        return [self.model.new_bool_var(f"z{place}") for place in range(len(self.problem.demands))]

    @cached_property
    def works(self) -> dict[tuple[int, int], cp_model.IntVar]:
        """Who works on which demand."""
        return {
            (row, place): self.model.new_bool_var(f"y{row}_{place}")
            for row, candidate in enumerate(self.problem.candidates)
            for place, fit in enumerate(candidate.fits)
            if fit is not None and self.problem.most_parts(candidate, place) > 0
        }

    @cached_property
    def parts(self) -> dict[tuple[int, int], cp_model.LinearExprT]:
        """With how many parts each works on a demand; one that nobody has to share is whole."""
        found: dict[tuple[int, int], cp_model.LinearExprT] = {}
        for (row, place), works in self.works.items():
            most = self.problem.most_parts(self.problem.candidates[row], place)
            if not self._is_shared(place):
                found[row, place] = self.problem.parts * works
                continue
            parts = self.model.new_int_var(0, most, f"s{row}_{place}")
            self.model.add(parts <= most * works)
            self.model.add(parts >= min(most, self.problem.least_part) * works)
            found[row, place] = parts
        return found

    def build(self) -> None:
        """All constraints and the cost."""
        self._cover()
        self._join()
        self._obey()
        self._pay()
        self.model.minimize(sum(self.costs))

    def start_from(self, hint: Plan) -> None:
        """Tells a team to begin with."""
        rows = {c.id: row for row, c in enumerate(self.problem.candidates)}
        members = [rows[id_] for id_ in hint.ids]
        given = {
            (members[part.member], place): part.parts
            for place, parts in enumerate(hint.covers)
            for part in parts
        }
        for row, join in enumerate(self.joins):
            self.model.add_hint(join, row in members)
        for key, works in self.works.items():
            self.model.add_hint(works, key in given)
            if self._is_shared(key[1]):
                self.model.add_hint(self.parts[key], given.get(key, 0))  # type: ignore[arg-type]
        for place, covered in enumerate(self.covered):
            self.model.add_hint(covered, bool(hint.covers[place]))

    def plan_of(self, solver: cp_model.CpSolver) -> Plan:
        """The team of a solution."""
        rows = [row for row, join in enumerate(self.joins) if solver.boolean_value(join)]
        covers = tuple(
            tuple(
                Part(member, parts)
                for member, row in enumerate(rows)
                if (row, place) in self.works
                and (parts := solver.value(self.parts[row, place])) > 0
            )
            for place in range(len(self.problem.demands))
        )
        return plan(self.problem, tuple(self.problem.candidates[row] for row in rows), covers)

    def _is_shared(self, place: int) -> bool:
        return place in self.shared

    def _on(self, place: int) -> list[int]:
        return [row for row, other in self.works if other == place]

    def _cover(self) -> None:
        """What is covered is covered whole, by free capacity that is enough."""
        for place, (demand, covered) in enumerate(
            zip(self.problem.demands, self.covered, strict=True)
        ):
            rows = self._on(place)
            total = sum(self.parts[row, place] for row in rows)
            if not self._is_shared(place):
                self.model.add(sum(self.works[row, place] for row in rows) == covered)
                continue
            quantity = demand.quantity or 0
            self.model.add(total == self.problem.parts * covered)
            free = (
                self.problem.candidates[row].has_free(place, quantity) * self.works[row, place]
                for row in rows
            )
            self.model.add(sum(free) >= quantity * covered)

    def _join(self) -> None:
        """Who works is a member, and who is a member works, but for who is required."""
        own: dict[int, list[cp_model.IntVar]] = {row: [] for row in range(len(self.joins))}
        for (row, _), works in self.works.items():
            self.model.add_implication(works, self.joins[row])
            own[row].append(works)
        for row, (candidate, join) in enumerate(
            zip(self.problem.candidates, self.joins, strict=True)
        ):
            if candidate.id in self.problem.rules.required:
                self.model.add(join == 1)
            else:
                self.model.add(sum(own[row]) >= join)

    def _obey(self) -> None:
        rules = self.problem.rules
        if rules.most_members is not None:
            self.model.add(sum(self.joins) <= rules.most_members)
        groups: dict[str, list[cp_model.IntVar]] = {}
        for candidate, join in zip(self.problem.candidates, self.joins, strict=True):
            groups.setdefault(candidate.group, []).append(join)
        for members in groups.values():
            if len(members) > 1:
                self.model.add_at_most_one(members)
        known = {c.id for c in self.problem.candidates}
        if not rules.required <= known:
            self.model.add_bool_or([])
        self._obey_shares()
        if rules.least_robust > 0:
            obey_robustness(self)
        self._keep_apart()

    def _obey_shares(self) -> None:
        """The budget, the least work in the chosen regions, the most work of one member."""
        rules, candidates = self.problem.rules, self.problem.candidates
        if rules.budget is not None:
            self.model.add(
                sum(
                    candidates[row].prices[place] * parts
                    for (row, place), parts in self.parts.items()
                    if candidates[row].prices
                )
                <= rules.budget * self.problem.parts
            )
        weights = [demand.weight for demand in self.problem.demands]
        total = self.problem.parts * sum(
            weight * covered for weight, covered in zip(weights, self.covered, strict=True)
        )
        if rules.least_local > 0:
            local = sum(
                weights[place] * parts
                for (row, place), parts in self.parts.items()
                if candidates[row].is_local
            )
            self.model.add(WHOLE * local >= rules.least_local * total)
        if rules.most_share < WHOLE:
            for row in range(len(candidates)):
                own = [
                    weights[place] * parts
                    for (other, place), parts in self.parts.items()
                    if other == row
                ]
                if own:
                    self.model.add(WHOLE * sum(own) <= rules.most_share * total)

    def _keep_apart(self) -> None:
        rows = {c.id: row for row, c in enumerate(self.problem.candidates)}
        for pair in self.problem.apart:
            one, other = rows.get(pair.one), rows.get(pair.other)
            if one is None or other is None:
                continue
            if pair.places is None:
                self.model.add_at_most_one(self.joins[one], self.joins[other])
                continue
            first, second = (
                [
                    self.works[row, place]
                    for place in sorted(pair.places)
                    if (row, place) in self.works
                ]
                for row in (one, other)
            )
            for works in first:
                for others in second:
                    self.model.add_at_most_one(works, others)

    def _pay(self) -> None:
        """The cost, term by term, as `plan` adds it up."""
        problem, candidates = self.problem, self.problem.candidates
        somebody = self.model.new_bool_var("somebody")
        self.model.add(somebody <= sum(self.joins))
        self.costs.append(units(COORDINATION) * (sum(self.joins) - somebody))
        for (row, place), works in self.works.items():
            whole = sum(cover_prices(problem, candidates[row], place).values())
            self.costs.append(whole // problem.parts * self.parts[row, place])
            if self._is_shared(place):
                self.costs.append(units(SPLIT) * works)
        for place, (demand, covered) in enumerate(zip(problem.demands, self.covered, strict=True)):
            self.costs.append(gap_price(demand) * (1 - covered))
            if self._is_shared(place):
                self.costs.append(-units(SPLIT) * covered)
            for row, candidate in enumerate(candidates):
                fit = candidate.fits[place]
                if fit is not None:
                    idle = self.joins[row] - self.works.get((row, place), 0)
                    self.costs.append(overlap_price(demand, fit) * idle)
        self._pay_bonds()

    def _pay_bonds(self) -> None:
        rows = {c.id: row for row, c in enumerate(self.problem.candidates)}
        for one, other in sorted(self.problem.bonds):
            if one in rows and other in rows:
                both = self.model.new_bool_var(f"b{one}_{other}")
                self.model.add_implication(both, self.joins[rows[one]])
                self.model.add_implication(both, self.joins[rows[other]])
                self.costs.append(bond_price(self.problem, one, other) * both)
