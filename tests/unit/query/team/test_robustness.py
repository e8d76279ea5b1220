"""What is left of the work when one leaves, counted and asked for, against trying all teams."""

from dataclasses import replace

import pytest

from kg.query.team.plan import broken, plan, robustness
from kg.query.team.problem import Demand, TeamProblem
from kg.query.team.solve import best_team
from tests.unit.query.team.brute import least_cost
from tests.unit.query.team.problems import candidate, problem, rich_problem

INSTANCES = 500
BATCH = 100


def held(posed: TeamProblem, least_robust: int) -> TeamProblem:
    return replace(posed, rules=replace(posed.rules, least_robust=least_robust))


@pytest.mark.parametrize("first", range(0, INSTANCES, BATCH))
def test_the_best_team_that_is_robust_is_that_of_trying_all(first: int) -> None:
    for seed in range(first, first + BATCH):
        posed = held(rich_problem(seed), 2_000 + 1_000 * (seed % 9))
        least, found = least_cost(posed), best_team(posed)
        if least is None:
            assert found.bound is None, seed
            continue
        assert (found.plan.cost.total, found.bound) == (least, least), seed
        assert not any(broken(posed, found.plan)), seed


def test_of_two_who_share_nothing_the_half_is_left() -> None:
    posed = problem(candidate("a", 0.9, None), candidate("b", None, 0.9))
    assert robustness(posed, best_team(posed).plan) == (1, 2)


def test_who_stays_takes_over_what_it_could_do_as_well() -> None:
    posed = problem(candidate("a", 0.9, None), candidate("b", 0.5, 0.9))
    assert robustness(posed, best_team(posed).plan) == (1, 2)
    both = problem(candidate("a", 0.9, 0.4), candidate("b", 0.4, 0.9))
    assert robustness(both, best_team(both).plan) == (2, 2)


def test_one_alone_leaves_nothing() -> None:
    posed = problem(candidate("a", 0.9, 0.9))
    assert robustness(posed, best_team(posed).plan) == (0, 2)


def test_of_a_quantity_those_who_stay_need_all_of_it_free() -> None:
    full = replace(candidate("a", 0.9, 0.5), free=(10, None))
    part = replace(candidate("b", 0.5, 0.9), free=(9, None))
    posed = problem(full, part)
    asked = replace(posed, demands=(Demand("R1", quantity=10), Demand("R2")))
    assert robustness(posed, plan(posed, (full, part))) == (2, 2)
    assert robustness(asked, plan(asked, (full, part))) == (1, 2)


def test_a_team_that_must_stand_a_loss_takes_a_second_one() -> None:
    posed = problem(candidate("all", 0.9, 0.9), candidate("both", 0.6, 0.6))
    assert best_team(posed).plan.ids == ("all",)
    assert best_team(held(posed, 10_000)).plan.ids == ("all", "both")
