"""The page of a pair: who carries it, who bridges it, and what breaks as they leave."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError, UsageError
from kg.projection.network.reader import NetworkReader
from kg.query.links.pair_page import PairReader
from kg.query.links.participants import JoinedLink, departures, losses
from kg.query.links.present_pair import pair_page_json
from kg.query.links.question import LinkQuestion
from tests.factories import firm
from tests.networks import network, tie

FIRMS = [
    *(firm(name, region="UKE3") for name in ("Hub", "Also", "Near", "Far")),
    firm("Uni", region="DE21", kind="ResearchOrganisation"),
    firm("Bolt", region="DE21"),
    firm("Else", region="UK"),
]
FULL = network(
    FIRMS,
    {
        "SUPPLIES": [tie("Hub", "Uni"), tie("Hub", "Bolt"), tie("Also", "Bolt")],
        "COOPERATES_WITH": [tie("Near", "Hub"), tie("Near", "Also"), tie("Far", "Hub")],
    },
    {"PARTNERED_IN": {"p": ["Hub", "Also", "Uni"]}},
)


def page(reader: NetworkReader = FULL, first: str = "UKE3", second: str = "DE21") -> dict[str, Any]:
    return pair_page_json(PairReader(lambda: reader).read(first, second, LinkQuestion()))


def test_who_takes_most_links_along_comes_first() -> None:
    found = page()
    assert found["pair"]["links"] == 4
    told = {each["id"]: (each["links"], each["lost"]) for each in found["carriers"]}
    assert told == {"uni": (2, 2), "hub": (3, 2), "bolt": (2, 2), "also": (2, 1)}
    assert [each["id"] for each in found["carriers"]] == ["hub", "bolt", "uni", "also"]
    assert (found["organisations"], found["firms"]) == (4, 3)


def test_a_bridge_is_counted_by_those_of_its_region_that_have_no_link_over_there() -> None:
    bridges = {each["id"]: (each["reaches"], each["only"]) for each in page()["bridges"]}
    assert bridges == {"hub": (2, 1), "also": (1, 0)}


def test_the_links_go_as_one_leaves_after_the_other() -> None:
    steps = [(step["id"], step["left"]) for step in page()["departures"]]
    assert steps == [("bolt", 2), ("uni", 0)]


def test_a_pair_is_shown_from_the_region_that_is_named_first() -> None:
    [flow] = [f for f in page()["pair"]["flows"] if f["type"] == "SUPPLIES"]
    assert (flow["there"], flow["back"]) == (3, 0)
    turned = page(first="DE21", second="UKE3")["pair"]
    assert [region["code"] for region in turned["regions"]] == ["DE21", "UKE3"]


@pytest.mark.parametrize(
    ("first", "second", "error", "words"),
    [
        ("UKE3", "DE", UsageError, "of one level"),
        ("UKE3", "uke3", UsageError, "--within"),
        ("UKE3", "XX99", NotFoundError, "no region 'XX99'"),
        ("UKE32", "DE213", NotFoundError, "no region"),
    ],
)
def test_what_is_no_pair_is_one_sentence(
    first: str, second: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        page(first=first, second=second)


def test_two_regions_that_nothing_links_say_so() -> None:
    apart = network([firm("A", region="UKE3"), firm("B", region="DE21")])
    with pytest.raises(NotFoundError, match="nothing that is known links UKE3 and DE21"):
        page(apart)


SIDE = st.frozensets(st.integers(0, 4), min_size=1)
OTHER = st.frozensets(st.integers(5, 9), min_size=1)
LINKS = st.lists(st.builds(JoinedLink, st.just("T"), st.just(0), SIDE, OTHER), max_size=8)


@given(LINKS)
def test_a_loss_is_what_is_missing_without_the_organisation(links: list[JoinedLink]) -> None:
    lost = losses(links)
    for organisation in range(10):
        left = [link for link in links if link.holds_without(frozenset({organisation}))]
        assert lost[organisation] == len(links) - len(left)


@given(LINKS)
def test_each_departure_leaves_fewer_links(links: list[JoinedLink]) -> None:
    left = [len(links), *(step.left for step in departures(links, 20))]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == len(left)
