"""The value chains of the demonstration cluster, and what its opportunities require."""

from collections import defaultdict
from graphlib import TopologicalSorter
from itertools import pairwise

import pytest

from tests.unit.seeds import (
    CUSTOMERS,
    OFFERS,
    OPPORTUNITIES,
    REQUIREMENTS,
    STAGES,
    TODAY,
    bearers,
    in_role,
    names,
    region,
)


def performers(stage: str) -> list[str]:
    return names(STAGES[stage]["performer"])


# --- value chains


def test_stages_follow_stages_of_their_own_chain_without_a_circle() -> None:
    before = {id_: names(stage["after"]) for id_, stage in STAGES.items()}
    assert len({stage["chain"] for stage in STAGES.values()}) == 6
    assert set(TopologicalSorter(before).static_order()) == set(STAGES)
    for id_, earlier in before.items():
        for other in earlier:
            assert STAGES[other]["chain"] == STAGES[id_]["chain"]
            assert int(STAGES[other]["position"]) < int(STAGES[id_]["position"])


def test_places_in_a_chain_are_counted_from_one() -> None:
    places = defaultdict(list)
    for stage in STAGES.values():
        places[stage["chain"]].append(int(stage["position"]))
    for found in places.values():
        assert sorted(found) == list(range(1, len(found) + 1))


def test_who_performs_a_stage_offers_what_it_needs() -> None:
    for id_, stage in STAGES.items():
        for performer in performers(id_):
            assert any((performer, c) in OFFERS for c in names(stage["competency"])), id_


@pytest.mark.parametrize(
    ("stage", "competency", "hole"),
    [
        ("steel-wheelchair-hoist-drive-electronics", "drive-electronics", "UKE3"),
        ("water-based-appliance-coating-scale-up", "coating-scale-up", "PL51"),
    ],
)
def test_a_stage_has_no_performer_in_the_region_of_its_hole(
    stage: str, competency: str, hole: str
) -> None:
    assert performers(stage)
    assert hole not in {region(o) for o in (*performers(stage), *bearers(competency))}


def test_plant_security_is_found_in_one_region_only() -> None:
    assert {region(o) for o in bearers("cyber-security-of-plants")} == {"CZ06"}
    assert {region(o) for o in performers("retrofitted-machine-tool-ot-security")} == {"CZ06"}


@pytest.mark.parametrize("stage", ["windows", "monitoring"])
def test_two_stages_of_the_school_retrofit_are_missing_in_its_network(stage: str) -> None:
    found = performers(f"school-retrofit-timber-{stage}")
    assert found
    assert not set(found) & in_role("timber-refit-network")


@pytest.mark.parametrize(
    ("stage", "competency", "only"),
    [
        ("lateral-flow-test-antibody-supply", "antibody-production", "anticorps-pilat"),
        ("gluten-free-bakery-allergen-testing", "allergen-testing", "pennine-food-test-laboratory"),
    ],
)
def test_a_single_point_of_failure_has_one_performer_and_no_substitute(
    stage: str, competency: str, only: str
) -> None:
    assert performers(stage) == [only]
    assert bearers(competency) == {only}


# --- opportunities


def test_only_what_nobody_can_name_is_required_without_a_competency() -> None:
    unnamed = {row["id"] for row in REQUIREMENTS if not row["competency"]}
    assert unnamed == {"o1-seats", "o9-quantum", "o9-eight-members"}
    assert [r["isMust"] for r in REQUIREMENTS if r["id"] == "o1-seats"] == ["false"]


def test_requirements_of_an_opportunity_are_numbered_in_order() -> None:
    places = defaultdict(list)
    for row in REQUIREMENTS:
        places[row["opportunity"]].append(int(row["position"]))
    assert all(found == list(range(1, len(found) + 1)) for found in places.values())
    assert all(len(found) <= 8 for found in places.values())


def test_customers_that_must_not_be_known_are_not_in_the_file() -> None:
    for row in OPPORTUNITIES.values():
        assert row["confidentiality"] == "open" or not row["customer"]
    assert OPPORTUNITIES["o8"]["confidentiality"] == "non-disclosure"
    assert {row["customer"] for row in OPPORTUNITIES.values()} - {""} == CUSTOMERS


def test_a_region_is_asked_for_only_where_service_must_be_near() -> None:
    assert {row["id"]: row["region"] for row in REQUIREMENTS if row["region"]} == {
        "o1-service": "UKE3"
    }


def test_days_of_an_opportunity_are_in_order_and_made_known_by_today() -> None:
    for row in OPPORTUNITIES.values():
        stated = [row[day] for day in ("publishedOn", "closesOn", "startsOn", "endsOn") if row[day]]
        assert all(earlier <= later for earlier, later in pairwise(stated)), row["id"]
        assert row["publishedOn"] <= TODAY
