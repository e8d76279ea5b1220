"""What the loss of a member means, and its best replacement, against trying all teams."""

from dataclasses import replace

import pytest

from kg.query.team.alternatives.losses import Lost, losses, replacing, told_losses
from kg.query.team.problem import TeamProblem
from kg.query.team.solve import best_team
from tests.factories import firm
from tests.unit.query.team.brute import least_cost
from tests.unit.query.team.problems import candidate, problem, rich_problem

INSTANCES = 500
BATCH = 100


@pytest.mark.parametrize("first", range(0, INSTANCES, BATCH))
def test_the_best_replacement_is_that_of_trying_all(first: int) -> None:
    for seed in range(first, first + BATCH):
        posed = rich_problem(seed)
        best = best_team(posed)
        if best.bound is None:
            continue
        for id_, loss in losses(posed, best.plan).items():
            stay = set(best.plan.ids) - {id_}
            least = least_cost(replacing(posed, best.plan, id_))
            if loss.after is None:
                assert least is None, seed
                continue
            after = loss.after.plan
            assert (after.cost.total, loss.after.bound) == (least, least), seed
            assert stay <= set(after.ids) <= {c.id for c in posed.candidates} - {id_}
            assert len(after.ids) <= len(best.plan.ids)


def told(posed: TeamProblem) -> dict[str, Lost]:
    best = best_team(posed).plan
    ids = [demand.id for demand in posed.demands]
    found = told_losses(best, losses(posed, best), ids, lambda id_: replace(firm(id_), id=id_))
    return dict(found)


def test_who_can_be_replaced_is_told_with_the_price() -> None:
    found = told(problem(candidate("a", 0.9), candidate("b", 0.7)))["a"]
    assert (found.breaks, found.opens) == (("R1",), ())
    assert found.replacement is not None
    assert found.replacement.id == "b"
    assert found.cost == 200_000


def test_what_nobody_else_covers_opens() -> None:
    found = told(problem(candidate("a", 0.9, None), candidate("b", None, 0.9)))["a"]
    assert (found.breaks, found.replacement, found.opens) == (("R1",), None, ("R1",))


def test_what_those_who_stay_take_over_does_not_break() -> None:
    found = told(problem(candidate("a", 0.9, 0.3), candidate("b", 0.3, 0.9)))["a"]
    assert (found.breaks, found.replacement, found.opens) == ((), None, ())
