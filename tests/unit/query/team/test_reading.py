"""A team as people read it."""

from dataclasses import replace
from typing import Any

from kg.graph.opportunities import Rivalry
from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.reading import for_reading
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import FakeOpportunities, form, opportunity, requirement

MILLING = "five-axis milling of titanium"
COATING = "powder coating of steel frames"
CATALOGUE = FakeCatalogue(
    [firm("Acme"), firm("Beta"), firm("Gamma")],
    [
        capability("Acme", MILLING, level=4),
        capability("Beta", COATING, level=4),
        capability("Gamma", COATING, level=1),
    ],
)


def answer(first: str = "o1-milling", **known: Any) -> TeamAnswer:
    posed = opportunity(
        requirement(first, MILLING), requirement("o1-coating", COATING, minimum_level=3)
    )
    return form(TeamRequest(opportunity=posed.id), CATALOGUE, FakeOpportunities([posed], **known))


def test_requirements_lose_the_id_of_their_opportunity() -> None:
    told = for_reading(answer())
    assert [r.id for r in told.need.requirements] == ["milling", "coating"]
    assert [c.requirement for m in told.members for c in m.covers] == ["milling", "coating"]
    assert told.members[0].reason == "covers milling; without it milling would stay open"


def test_requirements_of_which_one_is_named_otherwise_keep_their_ids() -> None:
    told = for_reading(answer("bracket-milling"))
    assert [r.id for r in told.need.requirements] == ["bracket-milling", "o1-coating"]


def test_a_need_in_words_is_told_as_it_is() -> None:
    asked = form(TeamRequest(f"{MILLING}; {COATING}"), CATALOGUE)
    assert for_reading(asked) == asked


def test_rivals_are_called_by_their_names() -> None:
    told = for_reading(answer(rivals=[Rivalry("acme", "beta", ())]))
    assert [rivals.members for rivals in told.rivals] == [("Acme", "Beta")]


def test_a_near_miss_that_fits_less_than_the_member_is_not_told() -> None:
    found = answer()
    assert [m.requirement for m in found.near_misses] == ["o1-coating"]
    assert for_reading(found).near_misses == ()


def test_a_near_miss_that_fits_better_than_the_member_is_told() -> None:
    found = answer()
    better = tuple(replace(missed, fit=1.0) for missed in found.near_misses)
    [told] = for_reading(replace(found, near_misses=better)).near_misses
    assert (told.requirement, told.organisation.name) == ("coating", "Gamma")
