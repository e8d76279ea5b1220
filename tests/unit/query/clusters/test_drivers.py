"""How strongly a group networks, driver by driver."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.clusters.drivers import Driver, counting, measure, unplaced
from kg.query.clusters.settings import cluster_settings
from tests.unit.query.clusters.makers import BRNO, graph, rows

SETTINGS = cluster_settings()


def test_geography_falls_with_the_median_distance() -> None:
    near = measure(graph(), rows(0, 1, 2), SETTINGS)[Driver.GEOGRAPHY]
    assert near.value == pytest.approx(1.0)
    apart = measure(graph(points={1: BRNO}), rows(0, 1), SETTINGS)[Driver.GEOGRAPHY]
    assert apart.value is not None
    assert apart.value < 0.01
    assert "km" in apart.reason


def test_without_two_places_geography_is_unknown_and_never_weak() -> None:
    given_ = graph(points={1: None, 2: None})
    found = measure(given_, rows(0, 1, 2), SETTINGS)[Driver.GEOGRAPHY]
    assert found.value is None
    assert "2 of 3 is unknown" in found.reason
    assert unplaced(given_, rows(0, 1, 2)) == 2


def test_links_count_by_who_is_linked_and_by_what_stays_inside() -> None:
    given_ = graph(horizontal=[(0, 1), (1, 4)])
    found = measure(given_, rows(0, 1, 2), SETTINGS)[Driver.HORIZONTAL]
    assert found.value == pytest.approx(2 / 3 * 1 / 2)
    assert found.reason == "2 of 3 are linked inside; 1 of 2 links stay inside"


def test_a_group_without_links_has_no_such_strength() -> None:
    found = measure(graph(), rows(0, 1), SETTINGS)
    assert (found[Driver.VERTICAL].value, found[Driver.HORIZONTAL].value) == (0.0, 0.0)


def test_who_supports_a_group_does_not_make_its_sector() -> None:
    given_ = graph(3, trades=[0, 0, 1], supporting=[2])
    assert measure(given_, rows(0, 1, 2), SETTINGS)[Driver.SECTOR].value == 1.0


def test_a_sector_that_nobody_states_is_unknown() -> None:
    assert measure(graph(), rows(0, 1), SETTINGS)[Driver.SECTOR].value is None


@pytest.mark.parametrize("members", [(), (3,)])
def test_a_group_of_nobody_or_one_is_measured(members: tuple[int, ...]) -> None:
    found = measure(graph(horizontal=[(0, 3)]), rows(*members), SETTINGS)
    assert counting(found, 0.4) == ()


def test_drivers_count_from_the_threshold_strongest_first() -> None:
    given_ = graph(3, trades=[0, 0, 0], horizontal=[(0, 1)])
    found = measure(given_, rows(0, 1, 2), SETTINGS)
    assert counting(found, 0.4) == (Driver.GEOGRAPHY, Driver.SECTOR, Driver.HORIZONTAL)


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


@given(PAIRS, PAIRS, st.sets(st.integers(0, 7)))
def test_strengths_lie_between_nothing_and_one(
    traded: list[tuple[int, int]], horizontal: list[tuple[int, int]], members: set[int]
) -> None:
    given_ = graph(8, traded=traded, horizontal=horizontal, trades=[n % 3 for n in range(8)])
    for strength in measure(given_, rows(*sorted(members)), SETTINGS).values():
        assert strength.value is None or -1e-9 <= strength.value <= 1 + 1e-9
        assert strength.reason


def test_of_a_large_group_a_drawn_part_tells_the_distance() -> None:
    draw = np.random.default_rng(1)
    points = {n: (50 + float(draw.random()), 10.0) for n in range(500)}
    first = measure(graph(500, points=points), np.arange(500), SETTINGS)
    second = measure(graph(500, points=points), np.arange(500), SETTINGS)
    assert first[Driver.GEOGRAPHY] == second[Driver.GEOGRAPHY]
