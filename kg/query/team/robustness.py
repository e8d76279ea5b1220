"""How much of the work a team could still do by itself, whoever leaves.

Who stays could do what they fit and, of a quantity, have free together. That is a count of the
members as they are: nobody comes in from outside, and who competes is not kept apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.team.problem import WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ortools.sat.python import cp_model

    from kg.query.team.model import Model
    from kg.query.team.problem import Candidate, TeamProblem


def can_do(problem: TeamProblem, members: Sequence[Candidate], place: int) -> bool:
    """Whether some could cover a demand between them."""
    able = [member for member in members if member.fits[place] is not None]
    quantity = problem.demands[place].quantity
    if not quantity:
        return bool(able)
    return sum(member.has_free(place, quantity) for member in able) >= quantity


def left_without(
    problem: TeamProblem, members: Sequence[Candidate], covered: Collection[int], row: int
) -> list[int]:
    """Of the demands that a team covers, by place, those that it still could without a member."""
    others = [member for other, member in enumerate(members) if other != row]
    return [place for place in covered if can_do(problem, others, place)]


def least_left(
    problem: TeamProblem, members: Sequence[Candidate], covered: Collection[int]
) -> tuple[int, int]:
    """The work that is still done after the worst loss of one member, and all that is covered."""
    weights = [demand.weight for demand in problem.demands]
    left = (
        sum(weights[place] for place in left_without(problem, members, covered, row))
        for row in range(len(members))
    )
    return min(left, default=0), sum(weights[place] for place in covered)


def obey_robustness(model: Model) -> None:
    """Adds to a programme that enough of the work is left, whoever leaves.

    A demand is lost with a member that fits it, unless the others have it; with all others nothing
    is lost that they do not cover.
    """
    problem, covered = model.problem, model.covered
    weights = [demand.weight for demand in problem.demands]
    total = sum(weight * covers for weight, covers in zip(weights, covered, strict=True))
    spare = {place: _twice(model, place) for place in range(len(weights))}
    for row, join in enumerate(model.joins):
        fits = problem.candidates[row].fits
        lost = sum(
            weights[place] * (covered[place] - _left(model, row, place, spare[place]))
            for place, fit in enumerate(fits)
            if fit is not None
        )
        allowed = (WHOLE - problem.rules.least_robust) * total
        model.model.add(WHOLE * lost <= allowed).only_enforce_if(join)


def _twice(model: Model, place: int) -> cp_model.IntVar:
    """Whether two members fit a demand that is covered, so that either may leave."""
    twice = model.model.new_bool_var(f"twice{place}")
    candidates = zip(model.problem.candidates, model.joins, strict=True)
    able = sum(join for candidate, join in candidates if candidate.fits[place] is not None)
    model.model.add_implication(twice, model.covered[place])
    model.model.add(able >= 2 * twice)
    return twice


def _left(model: Model, row: int, place: int, twice: cp_model.IntVar) -> cp_model.IntVar:
    """Whether those who stay without a member have a demand that is covered."""
    quantity = model.problem.demands[place].quantity
    if not quantity:
        return twice
    left = model.model.new_bool_var(f"left{row}_{place}")
    others = (
        candidate.has_free(place, quantity) * join
        for other, (candidate, join) in enumerate(
            zip(model.problem.candidates, model.joins, strict=True)
        )
        if other != row and candidate.fits[place] is not None
    )
    model.model.add_implication(left, model.covered[place])
    model.model.add(sum(others) >= quantity * left)
    return left
