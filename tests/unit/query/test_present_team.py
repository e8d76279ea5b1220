"""Teams and opportunities as JSON."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from kg.graph.opportunities import OpportunityHead
from kg.query.present_team import opportunities_json, opportunity_json, team_json
from kg.query.team.answer import TeamRequest
from tests.factories import FakeCatalogue, capability, firm
from tests.shapes import assert_team
from tests.unit.query.team.fakes import form, opportunity, requirement

NEED = "five-axis milling of titanium; powder coating of steel frames"
CATALOGUE = FakeCatalogue(
    [firm("Acme", region="UKE31"), firm("Beta"), firm("Gamma")],
    [
        capability("Acme", "five-axis milling of titanium"),
        capability("Beta", "powder coating of steel frames"),
        capability("Gamma", "powder coating of steel frames", level=1),
    ],
)


@pytest.mark.parametrize("need", [NEED, f"{NEED}; beer brewing", "beer brewing", "..."])
def test_a_team_has_its_shape(need: str) -> None:
    assert_team(team_json(form(TeamRequest(need), CATALOGUE)))


def test_costs_are_told_in_whole_misfits() -> None:
    answer = team_json(form(TeamRequest(f"{NEED}; beer brewing"), CATALOGUE))
    assert answer["terms"]["gaps"] == 100
    assert answer["terms"]["coordination"] == pytest.approx(0.1)


def test_an_opportunity_is_told_with_the_terms_of_its_requirements() -> None:
    asked = requirement(
        "o1-r1", "frames", certificates=("ISO 13485",), needed_by=dt.date(2027, 4, 30)
    )
    answer = opportunity_json(opportunity(asked))
    assert json.loads(json.dumps(answer)) == answer
    [told] = answer["requirements"]
    assert (told["certificates"], told["neededBy"]) == (["ISO 13485"], "2027-04-30")


@pytest.mark.parametrize("confidentiality", ["anonymous", "non-disclosure", None])
def test_a_customer_is_shown_only_where_the_opportunity_is_open(
    confidentiality: str | None,
) -> None:
    found = opportunity(customer="larkmoor")
    assert opportunity_json(found)["customer"] == "The customer"
    assert opportunity_json(replace(found, confidentiality=confidentiality))["customer"] is None


def test_opportunities_are_listed_in_short() -> None:
    head = OpportunityHead("o1", "Chairs", "400 chairs", "virtual manufacturing", 8)
    assert opportunities_json([head]) == [
        {
            "id": "o1",
            "title": "Chairs",
            "text": "400 chairs",
            "offeringKind": "virtual manufacturing",
            "requirements": 8,
        }
    ]
