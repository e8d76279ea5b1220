"""The best team under every rule and term of the cost, against trying all of them."""

import pytest

from kg.query.team.plan import broken
from kg.query.team.solve import solve
from tests.unit.query.team.brute import least_cost
from tests.unit.query.team.problems import rich_problem

INSTANCES = 2_000
BATCH = 200


@pytest.mark.parametrize("first", range(0, INSTANCES, BATCH))
def test_the_best_team_under_all_rules_is_that_of_trying_all(first: int) -> None:
    for seed in range(first, first + BATCH):
        posed = rich_problem(seed)
        least = least_cost(posed)
        found = solve(posed).best
        if least is None:
            assert found.bound is None, seed
            continue
        assert (found.plan.cost.total, found.bound) == (least, least), seed
        assert not any(broken(posed, found.plan)), seed
