"""What contradicts itself is refused; what is too much gets an honest partial answer."""

from dataclasses import replace
from typing import Any

import pytest

from kg.errors import NotFoundError, UsageError
from kg.graph.opportunities import Capacity
from kg.query.team.answer import Status, TeamAnswer, TeamRequest
from kg.query.team.plan import broken
from kg.query.team.problem import Candidate, Demand, Rules, TeamProblem
from kg.query.team.solve import solve
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import FakeOpportunities, form, opportunity, requirement
from tests.unit.query.team.problems import candidate, problem, rich_problem

MILLING = "five-axis milling of titanium"
CATALOGUE = FakeCatalogue(
    [firm("Acme"), firm("Beta")], [capability("Acme", MILLING), capability("Beta", MILLING)]
)


def ask(**options: Any) -> TeamAnswer:
    return form(TeamRequest(MILLING, **options), CATALOGUE)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"required": ("acme",), "excluded": ("acme",)}, "required and excluded"),
        ({"required": ("acme", "beta"), "most_members": 1}, "2 members are required, and 1"),
        ({"least_local": 0.5}, "a local share needs regions"),
        ({"least_local": 1.5, "local": ("UKE3",)}, "a local share of 1.5 is none"),
        ({"most_share": 0.0}, "nobody may do any work"),
        ({"seconds": -1.0}, "no time"),
    ],
)
def test_a_contradiction_is_told_with_the_next_step(options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=f"{told}.*next step"):
        ask(**options)


def test_a_required_member_that_does_not_exist_is_told() -> None:
    with pytest.raises(NotFoundError, match="no organisation 'nobody'"):
        ask(required=("nobody",))


def test_a_required_member_that_counts_for_nothing_is_told() -> None:
    catalogue = FakeCatalogue([*CATALOGUE.firms, firm("Idle")], CATALOGUE.offers)
    with pytest.raises(UsageError, match="idle is required, and counts for no requirement"):
        form(TeamRequest(MILLING, required=("idle",)), catalogue)


def test_who_is_required_is_in_and_who_is_excluded_is_not() -> None:
    assert [m.organisation.id for m in ask(required=("beta",)).members] == ["beta"]
    assert [m.organisation.id for m in ask(excluded=("acme",)).members] == ["beta"]


def test_two_required_members_of_one_group_are_infeasible() -> None:
    posed = problem(candidate("a", 0.9, group="g"), candidate("b", 0.8, group="g"))
    found = solve(replace(posed, rules=Rules(required=frozenset({"a", "b"})))).best
    assert (found.plan.members, found.bound) == ((), None)


def test_the_same_requirement_twice_is_covered_twice_by_one() -> None:
    answer = form(TeamRequest(f"{MILLING}; {MILLING}"), CATALOGUE)
    assert answer.status is Status.OPTIMAL
    assert len(answer.members) == 1


def test_a_negative_capacity_is_none() -> None:
    asked = opportunity(requirement("o1-r", MILLING, quantity=10.0, unit="pieces"))
    capacity = {c.id: Capacity(-5.0, "pieces", None, None, None) for c in CATALOGUE.offers}
    answer = form(
        TeamRequest(opportunity="o1"), CATALOGUE, FakeOpportunities([asked], capacity=capacity)
    )
    assert (answer.status, answer.members) == (Status.INFEASIBLE, ())


def test_sixty_four_requirements_get_a_team_with_a_bound() -> None:
    def fit(row: int, column: int) -> float | None:
        return 0.5 + (row + column) % 5 / 10 if (row + column) % 7 == 0 else None

    candidates = tuple(
        Candidate(f"c{n:03}", tuple(fit(n, d) for d in range(64)), f"c{n}") for n in range(100)
    )
    found = solve(TeamProblem(tuple(Demand(f"R{d}") for d in range(64)), candidates)).best
    assert found.bound is not None
    assert found.bound <= found.plan.cost.total
    assert found.plan.cost.gaps == 0


@pytest.mark.parametrize("seed", range(20))
def test_without_any_time_what_is_known_is_told_with_a_bound(seed: int) -> None:
    posed = rich_problem(seed)
    found = solve(posed, seconds=0).best
    best = solve(posed).best
    if found.bound is not None and best.bound is not None:
        assert found.bound <= best.bound
        assert found.bound <= found.plan.cost.total
    if found.plan.members:
        assert not any(broken(posed, found.plan))


@pytest.mark.parametrize("seed", range(100))
def test_dropping_a_rule_or_adding_a_candidate_never_makes_it_dearer(seed: int) -> None:
    posed = rich_problem(seed)
    now = solve(posed).best
    freer = [
        replace(posed, rules=replace(posed.rules, budget=None)),
        replace(posed, rules=replace(posed.rules, least_local=0)),
        replace(posed, apart=()),
    ]
    newcomer = replace(posed.candidates[0], id="new", group="new")
    freer.append(replace(posed, candidates=(*posed.candidates, newcomer)))
    for other in freer:
        found = solve(other).best
        if now.bound is not None:
            assert found.bound is not None
            assert found.plan.cost.total <= now.plan.cost.total


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_candidates_changes_no_cost_under_rules(seed: int) -> None:
    posed = rich_problem(seed)
    turned = replace(posed, candidates=posed.candidates[::-1])
    assert solve(turned).best.bound == solve(posed).best.bound
