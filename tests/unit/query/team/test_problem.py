"""What a team costs, term by term."""

from hypothesis import given, settings

from kg.query.team.costs import COORDINATION, GAP, OVERLAP, gap_price, units
from kg.query.team.plan import Cost, Plan, broken, plan
from kg.query.team.problem import TeamProblem
from tests.unit.query.team.problems import candidate, problem, problems


def owners(found: Plan) -> list[int | None]:
    return [parts[0].member if parts else None for parts in found.covers]


def test_a_team_of_one_costs_its_misfit() -> None:
    posed = problem(candidate("a", 0.8))
    assert plan(posed, posed.candidates).cost == Cost(misfit=units(0.2))


def test_each_further_member_costs_coordination() -> None:
    posed = problem(candidate("a", 1.0, None), candidate("b", None, 1.0))
    assert plan(posed, posed.candidates).cost == Cost(coordination=units(COORDINATION))


def test_a_demand_is_given_to_who_fits_best_and_the_other_overlaps() -> None:
    posed = problem(candidate("a", 0.5, 1.0), candidate("b", 0.9, None))
    found = plan(posed, posed.candidates)
    assert owners(found) == [1, 0]
    assert found.cost.overlap == units(OVERLAP * 0.5)


def test_who_fits_alike_is_taken_by_order() -> None:
    posed = problem(candidate("a", 0.5), candidate("b", 0.5))
    assert owners(plan(posed, posed.candidates)) == [0]


def test_what_nobody_covers_is_a_gap_that_a_wish_halves() -> None:
    posed = problem(candidate("a", None, None, 1.0), wishes=2)
    found = plan(posed, posed.candidates)
    assert owners(found) == [None, None, 0]
    assert found.cost.gaps == units(GAP + GAP / 2)


def test_a_wish_misfits_half() -> None:
    posed = problem(candidate("a", 0.6), wishes=1)
    assert plan(posed, posed.candidates).cost.misfit == units(0.2)


def test_two_of_a_group_or_too_many_are_no_team() -> None:
    same = (candidate("a", 1.0, group="g"), candidate("b", 1.0, group="g"))
    posed = problem(*same)
    assert [*broken(posed, plan(posed, same))] == ["group"]
    apart = (candidate("a", 1.0), candidate("b", 1.0))
    posed = problem(*apart)
    assert not [*broken(posed, plan(posed, apart))]
    posed = problem(*apart, most=1)
    assert [*broken(posed, plan(posed, apart))] == ["size"]


@settings(max_examples=100, deadline=None)
@given(problems())
def test_a_gap_costs_more_than_any_team(posed: TeamProblem) -> None:
    cost = plan(posed, posed.candidates).cost
    assert cost.total - cost.gaps < min(gap_price(demand) for demand in posed.demands)
