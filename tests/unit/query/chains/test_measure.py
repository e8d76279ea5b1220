"""How firmly stages stand, and how concentrated they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.chains.chain import Actor, in_order
from kg.query.chains.measure import (
    Standing,
    combinations,
    concentration,
    region_of,
    separate_routes,
    standing,
)
from tests.unit.query.chains.makers import actor, chain, row, stage

ACME, BOLT = actor("acme"), actor("bolt")
SISTER = actor("sister", owner="acme")


@pytest.mark.parametrize(
    ("performers", "could", "expected"),
    [
        ((), (), Standing.MISSING),
        ((), (BOLT,), Standing.UNPERFORMED),
        ((ACME,), (), Standing.SINGLE_POINT),
        ((ACME,), (BOLT,), Standing.ONE_PERFORMER),
        ((ACME, BOLT), (), Standing.SHARED),
    ],
)
def test_a_stage_stands_as_firmly_as_there_are_others(
    performers: tuple[Actor, ...], could: tuple[Actor, ...], expected: Standing
) -> None:
    assert standing(stage("milling", *performers, could=could)) is expected


def test_performers_under_one_owner_are_one_point_of_failure() -> None:
    assert standing(stage("milling", ACME, SISTER)) is Standing.SINGLE_POINT
    assert standing(stage("milling", ACME, could=(SISTER,))) is Standing.SINGLE_POINT


def test_concentration_is_one_in_one_hand_and_less_the_more_there_are() -> None:
    assert concentration(["a", "a"]) == 1.0
    assert concentration(["a", "b"]) == 0.5
    assert concentration([]) is None


@given(st.lists(st.sampled_from("abcde"), min_size=1))
def test_concentration_lies_between_equal_parts_and_one(names: list[str]) -> None:
    found = concentration(names)
    assert found is not None
    assert 1 / len(set(names)) - 1e-9 <= found <= 1.0 + 1e-9
    assert concentration(sorted(names)) == pytest.approx(found)


def test_a_performer_counts_in_its_region_of_level_two_or_what_is_known() -> None:
    assert region_of(actor("acme", "UKE32")) == "UKE3"
    assert region_of(actor("acme", "DE")) == "DE"
    assert region_of(actor("acme", None)) == "unknown"


def test_routes_are_counted_by_choices_and_by_the_thinnest_stage() -> None:
    found = chain(stage("milling", ACME, BOLT), stage("coating", ACME, BOLT, SISTER))
    assert combinations(found) == 6
    assert separate_routes(found) == 2
    assert (combinations(chain()), separate_routes(chain())) == (0, 0)


def test_stages_come_behind_those_that_they_follow_then_by_position() -> None:
    rows = [row("c", "a", position=1), row("a", position=3), row("b", position=2)]
    assert [r.id for r in in_order(rows)] == ["b", "a", "c"]


def test_stages_that_wait_for_one_another_are_all_kept() -> None:
    rows = [row("a", "b", position=1), row("b", "a", position=2), row("c", "c", "gone")]
    assert sorted(r.id for r in in_order(rows)) == ["a", "b", "c"]
