"""kg regions links as users run it."""

import pytest

from tests.e2e.conftest import Kg
from tests.shapes import assert_region_links


def test_linked_regions_have_their_shape(seeded: Kg) -> None:
    answer = seeded("regions", "links", "--within", "--json")
    assert answer.code == 0, answer.err
    assert_region_links(answer.json)
    assert answer.json["pairs"]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_every_level_counts_the_same_relationships(seeded: Kg, level: int) -> None:
    asked = "regions", "links", "--type", "SUPPLIES", "--type", "COOPERATES_WITH", "--json"
    answer = seeded(*asked, "--level", level, "--limit", 10_000).json
    assert_region_links(answer)
    shown = sum(pair["links"] for pair in answer["pairs"])
    assert shown == answer["linksBetween"]
    whole = seeded(*asked, "--level", 0).json
    totals = [
        each["linksBetween"] + each["linksWithin"] + each["unplaced"]["links"]
        for each in (answer, whole)
    ]
    assert totals[0] == totals[1]


def test_only_pairs_with_a_region_are_shown(seeded: Kg) -> None:
    first = seeded("regions", "links", "--json").json["pairs"][0]["regions"][0]["code"]
    answer = seeded("regions", "links", "--region", first, "--json").json
    assert answer["region"] == first
    assert all(first in (p["code"] for p in pair["regions"]) for pair in answer["pairs"])


def test_one_type_can_be_asked_for_in_any_case(seeded: Kg) -> None:
    answer = seeded("regions", "links", "--type", "supplies", "--json")
    assert answer.json["types"] == ["SUPPLIES"]


def test_the_text_says_what_was_not_counted(seeded: Kg) -> None:
    answer = seeded("regions", "links", "--limit", 1)
    assert answer.out.count("\n") == 1
    assert "pairs of regions" in answer.err


def test_what_leads_from_one_region_to_another_has_a_direction_and_a_value(seeded: Kg) -> None:
    asked = "regions", "links", "--type", "SUPPLIES", "--json"
    [there] = seeded(*asked, "--from", "DED4", "--to", "PL51").json["pairs"]
    [back] = seeded(*asked, "--from", "PL51", "--to", "DED4").json["pairs"]
    assert [place["code"] for place in there["regions"]] == ["DED4", "PL51"]
    assert there["flows"][0]["there"] == back["flows"][0]["back"] > 0
    assert there["flows"][0]["values"][0]["there"] > 0


def test_a_period_before_everything_is_explained(seeded: Kg) -> None:
    answer = seeded("regions", "links", "--type", "SUPPLIES", "--until", "1950")
    assert (answer.code, answer.out) == (0, "")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--since", "soon"), 2, "2015-03-01"),
        (("--since", "2016", "--until", "2015"), 2, "swap"),
        (("--from", "XX99"), 1, "no region 'XX99'"),
        (("--region", "XX99"), 1, "no region 'XX99'"),
        (("--type", "OFFERS"), 2, "choose from"),
        (("--region", "UKE32", "--level", "1"), 2, "--level 3"),
        (("--level", "4"), 2, "--level"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    seeded: Kg, options: tuple[str, ...], code: int, words: str
) -> None:
    answer = seeded("regions", "links", *options)
    assert answer.code == code
    assert words in answer.err
    assert "Traceback" not in answer.err


def test_a_pair_names_who_carries_and_bridges_it_and_what_breaks(seeded: Kg) -> None:
    listed = seeded("regions", "links", "--json").json["pairs"][0]
    codes = [region["code"] for region in listed["regions"]]
    found = seeded("regions", "pair", *codes, "--json").json
    assert found["pair"] == listed
    assert found["carriers"][0]["id"] == listed["largestCarrier"]["id"]
    assert found["departures"][0]["left"] == listed["largestCarrier"]["without"]
    text = seeded("regions", "pair", *codes)
    assert found["carriers"][0]["name"] in text.out
    assert "left as one after the other leaves" in text.out


def test_a_pair_of_two_levels_is_one_sentence(seeded: Kg) -> None:
    answer = seeded("regions", "pair", "UKE3", "DE")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "of one level" in answer.err


def test_roles_come_by_betweenness_with_what_hangs_together(seeded: Kg) -> None:
    for nodes in ("regions", "organisations", "firms"):
        answer = seeded("regions", "roles", "--of", nodes, "--limit", 1_000, "--json").json
        between = [role["betweenness"] for role in answer["roles"]]
        assert between == sorted(between, reverse=True)
        assert len(between) == answer["cohesion"]["nodes"] > 0
        assert {role["position"] for role in answer["roles"]} == {"core", "periphery"}
        assert answer["betweennessFrom"] is answer["whatIf"] is None


def test_what_if_a_firm_left_says_who_is_cut_off(seeded: Kg) -> None:
    first = seeded("regions", "roles", "--of", "firms", "--json").json["roles"][0]["id"]
    asked = "regions", "roles", "--of", "firms", "--without", first
    effect = seeded(*asked, "--json").json["whatIf"]
    assert first in effect["cutOff"]
    assert effect["changes"][0]["after"] != effect["changes"][0]["before"]
    assert "what if: " in seeded(*asked).out


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--without", "demo:nobody"), 1, "kg firm find"),
        (("--link", "UKE3", "XX99"), 1, "no region 'XX99'"),
        (("--link", "UKE3", "UKE3"), 2, "cannot be linked to itself"),
        (("--of", "firms", "--link", "UKE3", "UKD3"), 1, "is not among"),
    ],
)
def test_a_change_that_cannot_be_is_one_sentence(
    seeded: Kg, options: tuple[str, ...], code: int, words: str
) -> None:
    answer = seeded("regions", "roles", *options)
    assert answer.code == code
    assert words in answer.err


def test_an_empty_graph_has_no_links(kg: Kg) -> None:
    answer = kg("regions", "links")
    assert (answer.code, answer.out) == (0, "")
    assert "kg ingest" in answer.err
