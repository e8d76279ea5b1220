"""Flat maps of the globe."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.pictures.globe import EUROPE, EqualEarth, LambertAzimuthal, Plane, choose_plane

EUROPEAN = LambertAzimuthal(EUROPE)


def place(plane: Plane, latitude: float, longitude: float) -> tuple[float, float]:
    x, y = plane.place(np.array([latitude]), np.array([longitude]))
    return float(x[0]), float(y[0])


def test_the_centre_lies_in_the_middle() -> None:
    assert place(EUROPEAN, *EUROPE) == pytest.approx((0, 0))


def test_snyders_numerical_example() -> None:
    """Snyder 1987, p. 332: centre 40 N 100 W, place 20 S 100 E, on a sphere of radius 3."""
    x, y = place(LambertAzimuthal((40.0, -100.0)), -20.0, 100.0)
    assert (3 * x, 3 * y) == pytest.approx((-4.2339303, 4.0257775), abs=1e-6)


def test_equal_earth_is_as_wide_and_high_as_published() -> None:
    assert place(EqualEarth(0), 0, 180 - 1e-9)[0] == pytest.approx(2.7066, abs=1e-4)
    assert place(EqualEarth(0), 90, 0)[1] == pytest.approx(1.3173627591574133)


@pytest.mark.parametrize("plane", [EUROPEAN, EqualEarth()])
@given(latitude=st.floats(-75, 80), longitude=st.floats(-100, 120))
def test_maps_are_true_to_area(plane: Plane, latitude: float, longitude: float) -> None:
    step = 1e-3
    x0, y0 = place(plane, latitude, longitude)
    x1, y1 = place(plane, latitude, longitude + step)
    x2, y2 = place(plane, latitude + step, longitude)
    area = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    true = math.radians(step) ** 2 * math.cos(math.radians(latitude))
    assert area == pytest.approx(true, rel=5e-3)


def test_europe_is_drawn_as_eurostat_draws_it() -> None:
    assert choose_plane([(53.4, -1.5), (38.0, 23.7)]) == EUROPEAN


def test_places_of_another_part_of_the_globe_are_in_its_middle() -> None:
    plane = choose_plane([(35.0, 139.0), (37.0, 127.0)])
    assert isinstance(plane, LambertAzimuthal)
    assert plane.centre == pytest.approx((36.1, 133.1), abs=0.2)


def test_places_all_around_need_the_whole_globe() -> None:
    assert choose_plane([(52.0, 10.0), (-41.0, 175.0), (38.0, -97.0)]) == EqualEarth()
    assert choose_plane([(0.0, 0.0), (0.0, 180.0)]) == EqualEarth()
