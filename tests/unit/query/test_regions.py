"""Which regions are linked: pairs are counted as the definition says."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.regions import (
    Links,
    RegionLinks,
    RegionPair,
    RegionQuestion,
    link_regions,
    links_through,
)

# Organisations by row: two in Sheffield's region, one in Munich's, one of which only the country
# is known, one that is nowhere.
SEATS = ["UKE32", "UKE31", "DE212", "DE", None]


def direct(type_: str, *pairs: tuple[int, int]) -> Links:
    columns = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return Links(type_, columns[:, 0], columns[:, 1])


def linked(*links: Links, level: int = 2, **asked: object) -> RegionLinks:
    return link_regions(SEATS, links, RegionQuestion(level=level, **asked))  # type: ignore[arg-type]


def test_a_relationship_links_the_regions_of_its_ends() -> None:
    found = linked(direct("SUPPLIES", (0, 2)))
    assert found.pairs == (RegionPair("DE21", "UKE3", {"SUPPLIES": 1}),)
    assert (found.between, found.within, found.unplaced) == (1, 0, 0)


def test_a_pair_is_one_link_of_a_type_in_whichever_direction_and_however_often() -> None:
    found = linked(direct("SUPPLIES", (0, 2), (2, 0), (0, 2)))
    assert found.between == 1


def test_types_are_counted_each_for_itself_and_sum_to_the_pair() -> None:
    found = linked(direct("SUPPLIES", (0, 2), (1, 2)), direct("SUPPORTS", (0, 2)))
    assert found.pairs == (RegionPair("DE21", "UKE3", {"SUPPLIES": 2, "SUPPORTS": 1}),)
    assert found.pairs[0].links == 3


def test_an_organisation_is_not_linked_to_itself() -> None:
    assert linked(direct("SUPPLIES", (0, 0))).within == 0


def test_pairs_within_one_region_are_counted_and_shown_on_request() -> None:
    links = direct("SUPPLIES", (0, 1), (0, 2))
    assert [pair.is_within for pair in linked(links).pairs] == [False]
    assert linked(links).within == 1
    shown = linked(links, within=True).pairs
    assert [(pair.first, pair.second, pair.is_within) for pair in shown] == [
        ("DE21", "UKE3", False),
        ("UKE3", "UKE3", True),
    ]


@pytest.mark.parametrize(
    ("level", "pairs", "unplaced", "homeless"),
    [
        (0, {("DE", "UK"): 2}, 1, 1),
        (1, {("DE2", "UKE"): 1}, 2, 2),
        (2, {("DE21", "UKE3"): 1}, 2, 2),
        (3, {("DE212", "UKE32"): 1}, 2, 2),
    ],
)
def test_a_seat_counts_at_every_level_at_which_it_is_known(
    level: int, pairs: dict[tuple[str, str], int], unplaced: int, homeless: int
) -> None:
    found = linked(direct("SUPPLIES", (0, 2), (0, 3), (0, 4)), level=level)
    assert {(p.first, p.second): p.links for p in found.pairs} == pairs
    assert (found.unplaced, found.homeless) == (unplaced, homeless)


def test_only_pairs_with_a_region_or_one_inside_it_are_kept() -> None:
    links = direct("SUPPLIES", (0, 2), (0, 1))
    for region, count in (("UKE", 1), ("UKE3", 1), ("DE21", 1), ("FR", 0), ("", 1)):
        assert len(linked(links, region=region or None).pairs) == count


def test_most_links_come_first_and_ties_go_by_code() -> None:
    seats = ["AT11", "BE10", "CZ01", "DE21", "AT11"]
    links = direct("SUPPLIES", (0, 1), (2, 3), (0, 2), (4, 2))
    found = link_regions(seats, [links], RegionQuestion(limit=2))
    assert [(p.first, p.second, p.links) for p in found.pairs] == [
        ("AT11", "CZ01", 2),
        ("AT11", "BE10", 1),
    ]
    assert found.between == 4


def test_members_of_a_project_are_linked_each_with_each() -> None:
    members, projects = np.array([2, 0, 1, 4, 3]), np.array([7, 7, 7, 8, 8])
    found = links_through("PARTNERED_IN", members.astype(np.int32), projects.astype(np.int32))
    assert sorted(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == [
        (0, 1), (0, 2), (1, 2), (3, 4),
    ]  # fmt: skip


def test_without_organisations_or_links_there_is_nothing() -> None:
    empty = np.empty(0, dtype=np.int32)
    through = links_through("PARTNERED_IN", empty, empty)
    found = link_regions([], [through], RegionQuestion())
    assert found == RegionLinks((), 0, 0, 0, 0)


CODES = st.sampled_from(["UKE32", "UKE31", "UKF11", "DE212", "DE21", "DE", None])


@given(st.lists(CODES, min_size=6, max_size=6), st.lists(st.sets(st.integers(0, 5)), max_size=5))
def test_counting_is_what_counting_by_hand_gives(
    seats: list[str | None], projects: list[set[int]]
) -> None:
    members = [(member, number) for number, each in enumerate(projects) for member in each]
    columns = np.array(members, dtype=np.int32).reshape(-1, 2)
    links = links_through("PARTNERED_IN", columns[:, 0], columns[:, 1])
    found = link_regions(seats, [links], RegionQuestion(within=True, limit=1_000))
    pairs = {pair for each in projects for pair in combinations(sorted(each), 2)}
    expected = Counter(
        tuple(sorted((first[:4], second[:4])))
        for a, b in pairs
        if (first := seats[a] or "")[3:] and (second := seats[b] or "")[3:]
    )
    assert {(p.first, p.second): p.links for p in found.pairs} == dict(expected)
    assert found.between + found.within + found.unplaced == len(pairs)
