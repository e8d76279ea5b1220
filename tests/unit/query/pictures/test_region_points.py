"""Regions are drawn where their organisations are seated."""

from dataclasses import replace

import pytest

from kg.model import Organisation, Profile
from kg.ontology.country_outlines import CountryOutlines
from kg.ontology.outline import Outline, Ring
from kg.query.links.answer import RegionLinker
from kg.query.links.question import LinkQuestion
from kg.query.pictures.of_regions import region_network
from kg.query.pictures.region_points import RegionPoint, region_points
from tests.factories import FakeCatalogue, firm, project
from tests.networks import network as related
from tests.networks import tie

SQUARE = Outline([Ring([(0.0, 50.0), (4.0, 50.0), (4.0, 54.0), (0.0, 54.0)]), Ring([(9.0, 9.0)])])
OUTLINES = CountryOutlines({"NL": SQUARE})


def seat(name: str, region: str, point: tuple[float, float] | None, city: str = "") -> Organisation:
    return replace(firm(name, region=region), city=city or None, profile=Profile(point=point))


def points(*seats: Organisation, codes: tuple[str, ...]) -> dict[str, RegionPoint]:
    organisations = project(FakeCatalogue(firms=seats)).organisations
    return dict(region_points(codes, organisations, OUTLINES))


def test_a_region_lies_in_the_middle_of_its_seats_whatever_one_wrong_point_says() -> None:
    seats = [seat(str(n), "UKE31", (53.0 + n / 10, -1.5)) for n in range(3)]
    found = points(*seats, seat("x", "UKE32", (0.0, 0.0)), codes=("UKE3",))
    assert found == {"UKE3": RegionPoint((pytest.approx(53.05), -1.5), is_near=False)}


def test_a_town_stands_for_a_point_that_is_not_stated() -> None:
    seats = seat("a", "CZ064", (49.2, 16.6), "Brno"), seat("b", "CZ063", None, "Brno")
    assert points(*seats, codes=("CZ063",))["CZ063"].point == (49.2, 16.6)


def test_a_region_without_points_lies_near_what_holds_it() -> None:
    found = points(seat("a", "DEA51", (51.5, 7.4)), seat("b", "DEA2", None), codes=("DEA2",))
    assert found["DEA2"] == RegionPoint((51.5, 7.4), is_near=True)


def test_without_any_point_it_lies_in_the_largest_part_of_its_country() -> None:
    assert points(codes=("NL33", "XX1")) == {"NL33": RegionPoint((52.0, 2.0), is_near=True)}


def test_linked_regions_become_a_network_with_every_type_as_a_column() -> None:
    firms = [firm("a", region="CZ06"), firm("b", region="PL51"), firm("c", region="UKE3")]
    ties = {"SUPPLIES": [tie("a", "c"), tie("c", "a")], "CONTROLS": [tie("a", "b"), tie("a", "x")]}
    reader = related([*firms, firm("x")], ties)
    types = ("CONTROLS", "SUPPLIES")
    answer = RegionLinker(lambda: reader).link(LinkQuestion(types=types))
    drawn = region_network(answer, {"CZ06": RegionPoint((49.2, 16.6), is_near=True)})
    assert [(node.id, node.name, node.is_near) for node in drawn.nodes] == [
        ("CZ06", "", True),
        ("PL51", "", False),
        ("UKE3", "Region UKE3", False),
    ]
    facts = {(flow.start, flow.end): flow.facts for flow in drawn.flows}["CZ06", "UKE3"]
    assert (facts["CONTROLS"], facts["SUPPLIES"], facts["withoutLargestCarrier"]) == (0, 2, 0)
    assert "1 more have an end in no known region" in drawn.note
