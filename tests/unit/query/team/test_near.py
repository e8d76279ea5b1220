"""How far candidates are from a place, and what that costs."""

import math
from dataclasses import replace

import pytest

from kg.conditions import DistanceCondition
from kg.errors import InputError
from kg.query.checks import Checker
from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.costs import DISTANCE, units
from kg.query.team.near import find_nearness
from tests.factories import FakeCatalogue, capability, firm, project
from tests.unit.query.team.fakes import TODAY, form

COATING = "powder coating of steel frames"
SHEFFIELD, CHEMNITZ = (53.38, -1.47), (50.83, 12.92)


def seats() -> FakeCatalogue:
    """Two who offer the same, a thousand kilometres apart, and one whose seat nobody knows."""
    acme, beta = firm("Acme"), firm("Beta")
    return FakeCatalogue(
        [
            replace(acme, profile=replace(acme.profile, point=SHEFFIELD)),
            replace(beta, profile=replace(beta.profile, point=CHEMNITZ)),
            firm("Gamma"),
        ],
        [capability(name, COATING) for name in ("Acme", "Beta", "Gamma")],
    )


def ask(near: str | None) -> TeamAnswer:
    return form(TeamRequest(COATING, near=near), seats())


@pytest.mark.parametrize("near", ["acme", "beta"])
def test_of_equals_the_nearest_is_taken(near: str) -> None:
    [member] = ask(near).members
    assert member.organisation.id == near


def test_without_a_place_distance_costs_nothing() -> None:
    assert ask(None).cost.distance == 0


def test_a_seat_that_nobody_knows_counts_as_the_farthest() -> None:
    without = TeamRequest(COATING, near="acme", required=("gamma",), excluded=("acme", "beta"))
    assert form(without, seats()).cost.distance == units(DISTANCE * 5)


def test_distances_are_those_on_the_globe() -> None:
    found = find_nearness("acme", project(seats()))
    km = [found.of(row) for row in range(3)]
    assert km[0] == 0
    assert km[1] == pytest.approx(1_030, abs=30)
    assert km[2] is None


@pytest.mark.parametrize("near", ["gamma", "Atlantis"])
def test_a_place_without_a_point_is_refused(near: str) -> None:
    with pytest.raises(InputError, match="is not known; next step: name a town or a region"):
        ask(near)


def test_who_is_too_far_is_told_with_how_much_further_it_is() -> None:
    within = DistanceCondition(
        text="within 30 km", km=30, place="Sheffield", latitude=53.38, longitude=-1.47
    )
    check = Checker(project(seats()), TODAY, TODAY).check(within)
    assert check is not None
    assert [check.outcome(row).value for row in range(3)] == [1, 0, None]
    outcome = check.outcome(1)
    km = find_nearness("acme", project(seats())).of(1) or 0.0
    assert outcome.change == f"accept it from {km:,.0f} km away, {math.ceil(km - 30):,} km further"
