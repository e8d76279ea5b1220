"""Distances between seats."""

from collections.abc import Sequence

import numpy as np

from kg.query.chains.chain import Point
from kg.query.checks import distances_km


def kilometres(one: Point | None, other: Point | None) -> float | None:
    """How far two points in degrees lie apart, in km; None where one is not known."""
    if one is None or other is None:
        return None
    return float(distances_km(np.array([one[0]]), np.array([one[1]]), other)[0])


def middle(points: Sequence[Point]) -> Point | None:
    """The mean of points in degrees, for points of one region; None of none."""
    if not points:
        return None
    latitude, longitude = np.array(points, dtype=np.float64).mean(axis=0).tolist()
    return latitude, longitude
