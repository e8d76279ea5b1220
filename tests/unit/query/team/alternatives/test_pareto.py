"""Teams that trade cost, local work and robustness, against trying all teams."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kg.query.team.alternatives.pareto import Front, pareto
from kg.query.team.plan import broken
from kg.query.team.problem import Candidate, TeamProblem
from kg.query.team.solve import best_team
from tests.unit.query.team.brute import all_figures
from tests.unit.query.team.problems import candidate, problem, rich_problem

INSTANCES = 500
BATCH = 100
# So small that no two shares of these instances are nearer.
EXACT = 1
Figures = tuple[int, Fraction, Fraction]


def front(posed: TeamProblem, **terms: bool) -> Front:
    return pareto(posed, best_team(posed), step=EXACT, **terms)


def undominated(figures: set[Figures]) -> set[Figures]:
    return {
        own
        for own in figures
        if not any(
            other != own and all(a <= b for a, b in zip(other, own, strict=True))
            for other in figures
        )
    }


@pytest.mark.parametrize("first", range(0, INSTANCES, BATCH))
def test_the_front_is_that_of_trying_all_teams(first: int) -> None:
    for seed in range(first, first + BATCH):
        posed = rich_problem(seed)
        best = best_team(posed)
        if best.bound is None or not any(best.plan.covers):
            continue
        found = front(posed)
        all_teams = all_figures(posed, best.plan.cost.gaps)
        assert {point.figures for point in found.points} == undominated(all_teams), seed
        assert found.is_complete
        assert all(point.solution.is_proven for point in found.points)
        assert not any(any(broken(posed, point.solution.plan)) for point in found.points)


def near(id_: str, *fits: float | None) -> Candidate:
    return replace(candidate(id_, *fits), is_local=True)


def test_local_work_and_a_second_one_have_their_price() -> None:
    posed = problem(candidate("best", 0.9, 0.9), near("near", 0.5, 0.5))
    told = [
        (point.solution.plan.ids, float(point.local), float(point.robust))
        for point in front(posed).points
    ]
    assert told == [(("best",), 0, 0), (("best", "near"), 0.5, 1), (("near",), 1, 0)]


def test_without_chosen_regions_cost_is_held_against_robustness_alone() -> None:
    posed = problem(candidate("best", 0.9, 0.9), near("near", 0.5, 0.5))
    teams = [point.solution.plan.ids for point in front(posed, has_local=False).points]
    assert teams == [("best",), ("best", "near")]


def test_no_point_leaves_more_open_than_the_best_team() -> None:
    posed = problem(candidate("only", 0.9, None), near("near", None, 0.5))
    assert [p.solution.plan.cost.gaps for p in front(posed).points] == [0]


def test_out_of_time_the_front_is_not_complete() -> None:
    posed = problem(candidate("best", 0.9, 0.9), near("near", 0.5, 0.5))
    found = pareto(posed, best_team(posed), 0)
    assert [point.solution.plan.ids for point in found.points] == [("best",)]
    assert not found.is_complete


def test_a_team_of_nobody_trades_nothing() -> None:
    assert front(problem(candidate("idle", None))) == Front((), is_complete=True)
