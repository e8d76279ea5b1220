"""Distances from the outline of made-up countries."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.outline import EARTH_KM, Outline, Ring

A_DEGREE = math.radians(1) * EARTH_KM
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def box(west: float, south: float, east: float, north: float) -> Ring:
    return Ring([(west, south), (east, south), (east, north), (west, north)])


SQUARE = Outline([box(10, 0, 12, 2)])
WITH_A_HOLE = Outline([box(10, 0, 14, 4), box(11, 1, 13, 3)])
ACROSS_THE_ANTIMERIDIAN = Outline([box(178, -2, 183, 2)])


def test_inside_there_is_no_distance() -> None:
    assert SQUARE.distance_outside(1, 11) == 0.0


def test_outside_it_is_the_distance_to_the_border() -> None:
    assert SQUARE.distance_outside(-1, 11) == pytest.approx(A_DEGREE)
    assert SQUARE.distance_outside(1, 9) == pytest.approx(A_DEGREE, rel=1e-3)


def test_beyond_a_corner_it_is_the_distance_to_the_corner() -> None:
    assert SQUARE.distance_outside(-3, 8) == pytest.approx(math.hypot(3, 2) * A_DEGREE, rel=1e-3)


def test_what_lies_in_a_hole_is_outside() -> None:
    assert WITH_A_HOLE.distance_outside(2, 12) == pytest.approx(A_DEGREE, rel=1e-3)
    assert WITH_A_HOLE.distance_outside(0.5, 12) == 0.0


@pytest.mark.parametrize("longitude", [179, 180, -180, -178])
def test_a_country_may_lie_across_the_antimeridian(longitude: float) -> None:
    assert ACROSS_THE_ANTIMERIDIAN.distance_outside(0, longitude) == 0.0


@pytest.mark.parametrize("longitude", [177, -176])
def test_the_nearest_border_may_lie_across_the_antimeridian(longitude: float) -> None:
    found = ACROSS_THE_ANTIMERIDIAN.distance_outside(0, longitude)
    assert found == pytest.approx(A_DEGREE)


def test_an_islet_may_be_a_single_place() -> None:
    islet = Outline([Ring([(10, 0)])])
    assert islet.distance_outside(1, 10) == pytest.approx(A_DEGREE)


@given(LATITUDES, LONGITUDES)
def test_a_distance_is_never_negative_nor_longer_than_half_the_globe(
    latitude: float, longitude: float
) -> None:
    for outline in (SQUARE, WITH_A_HOLE, ACROSS_THE_ANTIMERIDIAN):
        assert 0 <= outline.distance_outside(latitude, longitude) <= math.pi * EARTH_KM


@given(st.floats(-3, 5), st.floats(7, 15))
def test_a_small_step_changes_the_distance_by_no_more_than_the_step(
    latitude: float, longitude: float
) -> None:
    here = SQUARE.distance_outside(latitude, longitude)
    there = SQUARE.distance_outside(latitude + 0.01, longitude)
    assert abs(here - there) <= 0.0101 * A_DEGREE
