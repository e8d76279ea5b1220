"""Which regions are linked: pairs, directions, values, carriers and what is left out."""

import json
from typing import Any

import pytest

from kg.errors import NotFoundError, UsageError
from kg.projection.network.reader import NetworkReader
from kg.query.links.answer import RegionLinker
from kg.query.links.days import read_period
from kg.query.links.present import links_json
from kg.query.links.question import LinkQuestion
from tests.factories import firm
from tests.networks import network, tie
from tests.shapes import assert_region_links

FIRMS = [
    firm("Acme", region="UKE32"),
    firm("Bolt", region="DE21"),
    firm("Cast", country="DE"),
    firm("Drill", region="UKE3"),
    firm("Uni", region="DE21", kind="ResearchOrganisation"),
    firm("Nowhere"),
]
SUPPLIES = [
    tie("Acme", "Bolt", since="2020-01-01", amount=100, currency="EUR"),
    tie("Bolt", "Drill", since="2021-01-01", amount=7, currency="GBP"),
    tie("Acme", "Uni"),
    tie("Acme", "Drill"),
    tie("Acme", "Cast"),
    tie("Acme", "Acme"),
]
COOPERATES = [tie("Acme", "Bolt"), tie("Bolt", "Acme")]
PROJECTS = {"p1": ["Acme", "Drill", "Bolt", "Uni"], "p2": ["Acme", "Uni"], "p3": ["Acme", "Cast"]}
DAYS = {"p1": ("2014-01-01", "2015-12-31"), "p2": ("2018-01-01", "2019-12-31")}
FULL = network(
    FIRMS,
    {"SUPPLIES": SUPPLIES, "COOPERATES_WITH": COOPERATES},
    {"PARTNERED_IN": PROJECTS},
    days=DAYS,
    former={"UKE9": "UKE3"},
)


def asked(reader: NetworkReader = FULL, **question: Any) -> dict[str, Any]:
    answer = links_json(RegionLinker(lambda: reader).link(LinkQuestion(**question)))
    assert_region_links(answer)
    return answer


def test_relationships_and_shared_projects_are_links_each_once() -> None:
    [pair] = asked()["pairs"]
    assert [region["code"] for region in pair["regions"]] == ["DE21", "UKE3"]
    assert pair["byType"] == {"COOPERATES_WITH": 1, "PARTNERED_IN": 2, "SUPPLIES": 3}


def test_a_type_with_a_direction_is_counted_there_and_back_with_its_values() -> None:
    [pair] = asked(types=("supplies",))["pairs"]
    [flow] = pair["flows"]
    assert (flow["there"], flow["back"]) == (1, 2)
    assert flow["values"] == [
        {"currency": "EUR", "there": 0.0, "back": 100.0, "links": 1},
        {"currency": "GBP", "there": 7.0, "back": 0.0, "links": 1},
    ]


def test_a_pair_is_turned_so_that_it_leads_from_the_region_that_is_asked_for() -> None:
    [pair] = asked(types=("SUPPLIES",), start="uke9", end="DE")["pairs"]
    assert [region["code"] for region in pair["regions"]] == ["UKE3", "DE21"]
    assert (pair["flows"][0]["there"], pair["flows"][0]["back"]) == (2, 1)
    assert pair["flows"][0]["values"][0]["there"] == 100
    assert asked(types=("SUPPLIES",), start="DE", end="DE")["pairs"] == []


def test_the_largest_carrier_is_named_with_what_is_left_without_it() -> None:
    [pair] = asked()["pairs"]
    # All but the supply from Bolt to Drill, and the project that Drill is in too.
    assert pair["largestCarrier"]["name"] == "Acme"
    assert (pair["largestCarrier"]["lost"], pair["largestCarrier"]["without"]) == (4, 2)


def test_links_within_a_region_are_shown_on_request_and_expect_nothing() -> None:
    answer = asked(within=True)
    within = [pair for pair in answer["pairs"] if pair["within"]]
    assert [pair["byType"] for pair in within] == [
        {"PARTNERED_IN": 1, "SUPPLIES": 1},
        {"PARTNERED_IN": 1},
    ]
    assert answer["linksWithin"] == 3
    assert {pair["strength"]["judgement"] for pair in within} == {"within"}


def test_what_is_not_counted_is_told() -> None:
    answer = asked()
    assert answer["unplaced"] == {"links": 2, "organisations": 1}
    assert answer["leftOut"]["selfLoops"] == 1
    assert answer["coverage"] == [
        {"country": "DE", "organisations": 3, "placed": 2, "enough": True},
        {"country": "UK", "organisations": 2, "placed": 2, "enough": True},
    ]


def test_an_organisation_of_which_only_the_country_is_known_counts_at_level_0() -> None:
    [pair] = asked(level=0)["pairs"]
    assert pair["byType"] == {"COOPERATES_WITH": 1, "PARTNERED_IN": 3, "SUPPLIES": 4}


def test_only_what_was_in_force_in_the_period_is_counted() -> None:
    [pair] = asked(types=("PARTNERED_IN",), period=read_period("2016", None))["pairs"]
    assert pair["links"] == 1


def test_a_period_without_links_is_an_empty_answer() -> None:
    answer = asked(types=("PARTNERED_IN",), period=read_period("1990", "1991"))
    assert (answer["pairs"], answer["linksBetween"]) == ([], 0)


def test_firms_only_leaves_others_out() -> None:
    [pair] = asked(firms_only=True)["pairs"]
    assert pair["byType"] == {"COOPERATES_WITH": 1, "PARTNERED_IN": 1, "SUPPLIES": 2}


def test_a_region_that_is_doubted_can_be_left_out() -> None:
    firms = [*FIRMS[1:], firm("Acme", region="UKE32", doubts=("LOCATED_IN UKE32: elsewhere",))]
    reader = network(firms, {"SUPPLIES": SUPPLIES})
    answer = asked(reader, doubted=False)
    assert answer["leftOut"]["doubtedRegions"] == 1
    assert [pair["links"] for pair in answer["pairs"]] == [1]


def test_a_retired_code_is_followed_and_counted() -> None:
    reader = network(
        [firm("Acme", region="UKE9"), firm("Bolt", region="DE21"), firm("Odd", region="UKZZ")],
        {"SUPPLIES": [tie("Acme", "Bolt")]},
        former={"UKE9": "UKE3"},
    )
    answer = asked(reader)
    assert answer["pairs"][0]["regions"][1]["code"] == "UKE3"
    assert answer["leftOut"]["retiredCodes"] == answer["leftOut"]["unknownCodes"] == 1


def test_few_links_of_a_country_with_few_known_regions_are_not_called_weak() -> None:
    regions = {"A": "DE21", "B": "UKE3", "C": "UKE3", "D": "DE21"}
    others = {f"{side}{n}": code for side, code in (("x", "PL22"), ("y", "CZ06")) for n in range(9)}
    firms = [firm(name, region=code) for name, code in {**regions, **others}.items()]
    lost = [firm(f"Lost {n}", country="UK") for n in range(9)]
    ties = [tie("A", "B")]
    ties += [tie(f"x{n}", "C") for n in range(9)] + [tie(f"y{n}", "D") for n in range(9)]
    said = [
        {tuple(r["code"] for r in p["regions"]): p["strength"]["judgement"] for p in found["pairs"]}
        for found in (
            asked(network(firms, {"SUPPORTS": ties})),
            asked(network([*firms, *lost], {"SUPPORTS": ties})),
        )
    ]
    assert said[0]["DE21", "UKE3"] == "as expected"
    assert said[1]["DE21", "UKE3"] == "not known"


def test_an_empty_graph_has_no_links() -> None:
    answer = asked(network([]))
    assert (answer["pairs"], answer["linksBetween"], answer["coverage"]) == ([], 0, [])


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        ({"types": ("OFFERS",)}, UsageError, "choose from"),
        ({"types": ("INDEPENDENT_OF",)}, UsageError, "choose from"),
        ({"region": "UKE32", "level": 1}, UsageError, "--level 3"),
        ({"start": "XX99"}, NotFoundError, "no region 'XX99'"),
        ({"end": "Region UKE"}, NotFoundError, "did you mean UKE3"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    question: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        asked(**question)


@pytest.mark.parametrize(
    ("since", "until"), [("2015-13-01", None), ("soon", None), ("2016", "2015")]
)
def test_a_period_that_is_none_is_one_sentence(since: str, until: str | None) -> None:
    with pytest.raises(UsageError):
        read_period(since, until)


def test_the_answer_is_plain_json() -> None:
    assert json.loads(json.dumps(asked())) == asked()
