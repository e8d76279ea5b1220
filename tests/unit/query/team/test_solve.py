"""The solver against trying all teams, and what must hold of every answer."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.team.exact import Exact
from kg.query.team.plan import broken, plan
from kg.query.team.prices import price
from kg.query.team.problem import Candidate, Rules, TeamProblem
from kg.query.team.prune import thinned, undominated
from kg.query.team.solve import solve
from tests.unit.query.team.problems import best_by_trying_all, candidate, problem, problems

# With 0 nothing is proven by going through all subsets, so that search and bound must do.
NOTHING = 0


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_best_team_is_that_of_trying_all(posed: TeamProblem) -> None:
    best = solve(posed).best
    assert best.plan.cost.total == best_by_trying_all(posed).cost.total
    assert best.is_proven


@settings(max_examples=80, deadline=None)
@given(problems())
def test_without_a_member_it_is_the_best_of_the_others(posed: TeamProblem) -> None:
    for id_, found in solve(posed).without.items():
        others = posed.without({id_})
        assert found.plan.cost.total == best_by_trying_all(others).cost.total


@settings(max_examples=120, deadline=None)
@given(problems())
def test_the_bound_is_never_above_the_best_cost(posed: TeamProblem) -> None:
    found = solve(posed, NOTHING).best
    assert found.bound <= best_by_trying_all(posed).cost.total <= found.plan.cost.total


@settings(max_examples=120, deadline=None)
@given(problems(), st.sampled_from((NOTHING, 12)))
def test_a_team_obeys_and_its_cost_is_what_it_adds_up_to(
    posed: TeamProblem, most_proven: int
) -> None:
    teams = solve(posed, most_proven)
    for found in (teams.best, *teams.without.values()):
        assert not any(broken(posed, found.plan))
        assert found.plan == plan(posed, found.plan.members)
        # Nobody is in the team for nothing.
        busy = {part.member for parts in found.plan.covers for part in parts}
        assert set(range(len(found.plan.members))) == busy


@settings(max_examples=80, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_no_cost(posed: TeamProblem, random: Random) -> None:
    shuffled = list(posed.candidates)
    random.shuffle(shuffled)
    other = solve(replace(posed, candidates=tuple(shuffled)))
    assert other.best.plan.cost.total == solve(posed).best.plan.cost.total


@settings(max_examples=80, deadline=None)
@given(problems(), st.lists(st.none() | st.floats(0.2, 1), min_size=5, max_size=5))
def test_one_more_candidate_never_makes_it_worse(
    posed: TeamProblem, fits: list[float | None]
) -> None:
    newcomer = Candidate("new", tuple(fits[: len(posed.demands)]), "own")
    richer = replace(posed, candidates=(*posed.candidates, newcomer))
    assert solve(richer).best.bound <= solve(posed).best.bound


@settings(max_examples=80, deadline=None)
@given(problems())
def test_a_larger_team_allowed_never_makes_it_worse(posed: TeamProblem) -> None:
    freer = replace(posed, rules=Rules())
    assert solve(freer).best.bound <= solve(posed).best.bound


@settings(max_examples=80, deadline=None)
@given(problems())
def test_leaving_out_who_is_dominated_loses_nothing(posed: TeamProblem) -> None:
    kept = tuple(posed.candidates[row] for row in undominated(price(posed)))
    fewer = replace(posed, candidates=kept)
    assert best_by_trying_all(fewer).cost.total == best_by_trying_all(posed).cost.total


@settings(max_examples=80, deadline=None)
@given(problems())
def test_leaving_out_what_specialists_do_cheaper_loses_nothing(posed: TeamProblem) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kg.query.team.prune.MOST_CELLS", 0)
        thin = thinned(price(posed))
    kept = undominated(thin)
    proof = Exact.of(thin.only(kept)).cheapest()
    assert proof.bound + thin.open_gaps == best_by_trying_all(posed).cost.total


def test_who_is_never_among_the_two_cheapest_is_left_out() -> None:
    posed = problem(*(candidate(f"c{n}", 0.9 - n / 10) for n in range(5)))
    assert list(undominated(price(posed))) == [0, 1]


def test_a_specialist_is_taken_when_the_fit_is_worth_one_more_contract() -> None:
    generalist = candidate("both", 0.8, 0.5)
    assert solve(problem(generalist, candidate("one", None, 0.9))).best.plan.ids == ("both", "one")
    assert solve(problem(generalist, candidate("one", None, 0.55))).best.plan.ids == ("both",)


def test_of_a_group_one_comes_and_the_rest_is_covered_by_others() -> None:
    mother, daughter = (
        candidate("mother", 0.9, None, group="g"),
        candidate("daughter", None, 0.9, group="g"),
    )
    stranger = candidate("stranger", None, 0.4)
    found = solve(problem(mother, daughter, stranger)).best.plan
    assert found.ids == ("mother", "stranger")


def test_what_only_a_second_one_of_a_group_has_stays_open() -> None:
    posed = problem(
        candidate("mother", 0.9, None, group="g"), candidate("daughter", None, 0.8, group="g")
    )
    found = solve(posed).best.plan
    assert found.ids == ("mother",)
    assert [len(parts) for parts in found.covers] == [1, 0]


def test_a_small_team_covers_as_many_musts_as_it_can() -> None:
    posed = problem(
        candidate("two", 0.4, 0.4, None, None),
        candidate("one", None, None, 1.0, None),
        candidate("wish", None, None, None, 1.0),
        most=2,
        wishes=1,
    )
    assert solve(posed).best.plan.ids == ("one", "two")


def test_without_candidates_everything_stays_open() -> None:
    found = solve(problem()).best
    assert (found.plan.members, found.is_proven) == ((), True)


@pytest.mark.parametrize("width", [13, 30])
def test_of_many_demands_the_team_is_good_and_the_bound_near(width: int) -> None:
    def fit(row: int, column: int) -> float | None:
        return 0.3 + (row * 37 + column * 11) % 60 / 100 if (row + column**2) % 5 == 0 else None

    candidates = [
        candidate(f"c{row:03}", *(fit(row, c) for c in range(width)), group=f"g{row // 2}")
        for row in range(60)
    ]
    found = solve(problem(*candidates)).best
    assert found.plan.cost.gaps == 0
    assert found.bound <= found.plan.cost.total <= 1.25 * found.bound
