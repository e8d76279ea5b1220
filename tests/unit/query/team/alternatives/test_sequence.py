"""Teams that differ against trying all teams, under every rule."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.team.alternatives.differing import DifferingTeams
from kg.query.team.alternatives.nearest import nearest
from kg.query.team.alternatives.sequence import Wanted, alternatives
from kg.query.team.costs import gap_price
from kg.query.team.partition import NEVER
from kg.query.team.plan import broken, plan
from kg.query.team.prices import price
from kg.query.team.problem import TeamProblem
from kg.query.team.solve import Solution, best_team
from tests.unit.query.team.brute import all_teams
from tests.unit.query.team.problems import candidate, problem, problems, rich_problem

INSTANCES = 500
BATCH = 100
MOST = 4


def check(posed: TeamProblem, wanted: Wanted) -> None:
    """Each is the cheapest of all teams that differ from those before; there is no further one."""
    best = best_team(posed)
    if best.bound is None:
        return
    # What each can do alone is never shared, not even to differ.
    demands = (
        demand if posed.is_shared(place) else replace(demand, quantity=None)
        for place, demand in enumerate(posed.demands)
    )
    teams = all_teams(replace(posed, demands=tuple(demands)))
    gaps = best.plan.cost.gaps + min(map(gap_price, posed.demands))
    found = alternatives(posed, best.plan, wanted)
    before = [best.plan.ids]
    for other in found:
        assert not any(broken(posed, other.plan))
        assert other.plan.cost.total == least(posed, teams, before, wanted)
        assert other.is_proven
        before.append(other.plan.ids)
    if len(found) < wanted.number:
        further = least(posed, teams, before, wanted)
        assert further is None or further >= gaps


def least(
    posed: TeamProblem,
    teams: dict[tuple[str, ...], int],
    before: list[tuple[str, ...]],
    wanted: Wanted,
) -> int | None:
    def differs(ids: tuple[str, ...], other: tuple[str, ...]) -> bool:
        is_more = set(other) <= set(ids) and not set(other) <= posed.rules.required
        return len(set(ids) - set(other)) >= wanted.least_new and not is_more

    differing = (
        cost for ids, cost in teams.items() if all(differs(ids, other) for other in before)
    )
    return min(differing, default=None)


@pytest.mark.parametrize("first", range(0, INSTANCES, BATCH))
def test_under_all_rules_each_is_the_cheapest_that_differs(first: int) -> None:
    for seed in range(first, first + BATCH):
        check(rich_problem(seed), Wanted(MOST, 1 + seed % 2))


@settings(max_examples=500, deadline=None)
@given(problems(4, 6), st.integers(1, 3))
def test_by_cost_alone_each_is_the_cheapest_that_differs(posed: TeamProblem, new: int) -> None:
    check(posed, Wanted(MOST, new))


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(1, 3))
def test_they_differ_as_much_as_asked_and_come_by_cost(posed: TeamProblem, new: int) -> None:
    best = best_team(posed).plan
    found = [best, *(other.plan for other in alternatives(posed, best, Wanted(MOST, new)))]
    costs = [other.cost.total for other in found]
    assert costs == sorted(costs)
    for place, other in enumerate(found):
        for before in found[:place]:
            assert len(set(other.ids) - set(before.ids)) >= new


def ask(posed: TeamProblem, number: int = 3, new: int = 1) -> tuple[Solution, ...]:
    return alternatives(posed, best_team(posed).plan, Wanted(number, new))


def test_who_cannot_be_replaced_has_no_alternative() -> None:
    assert ask(problem(candidate("a", 0.9, None), candidate("b", None, 0.9))) == ()


def test_of_four_alike_the_next_three_come_in_order() -> None:
    posed = problem(*(candidate(f"c{n}", 0.9 - n / 10) for n in range(4)))
    assert [other.plan.ids for other in ask(posed)] == [("c1",), ("c2",), ("c3",)]


def test_two_new_members_are_asked_for_where_two_are_wanted() -> None:
    posed = problem(
        *(candidate(f"a{n}", 0.9 - n / 10, None) for n in range(3)),
        *(candidate(f"b{n}", None, 0.9 - n / 10) for n in range(3)),
    )
    assert [other.plan.ids for other in ask(posed, new=2)] == [("a1", "b1"), ("a2", "b2")]


def test_a_team_with_somebody_added_is_no_other_team() -> None:
    posed = problem(candidate("a", 0.9, 0.5, 0.9), candidate("b", None, 0.4, None))
    assert ask(posed) == ()


def test_no_time_gives_no_alternatives() -> None:
    posed = problem(*(candidate(f"c{n}", 0.9 - n / 10) for n in range(4)))
    assert alternatives(posed, plan(posed, posed.candidates[:1]), Wanted(), 0) == ()


def test_out_of_time_the_bound_that_is_reached_is_told() -> None:
    posed = problem(*(candidate(f"c{n}", 0.9 - n / 10) for n in range(4)))
    prices = price(posed)
    teams = DifferingTeams(prices, nearest(prices, 4), 1)
    teams.differ_from([0])
    assert teams.cheapest(NEVER).team == ((1, 1),)
    found = teams.cheapest(NEVER, seconds=-1)
    assert (found.team, found.bound) == (None, 200_000)


def test_none_are_found_where_none_are_asked_for() -> None:
    assert ask(problem(candidate("a", 0.9), candidate("b", 0.8)), number=0) == ()
