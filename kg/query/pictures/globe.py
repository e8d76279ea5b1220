"""Where places of the globe lie on a flat map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]  # latitude, longitude

# The centre of ETRS89-LAEA (EPSG:3035), in which Eurostat draws its maps.
EUROPE = (52.0, 10.0)
EUROPEAN_LATITUDES, EUROPEAN_LONGITUDES = (34.0, 72.0), (-25.0, 45.0)
# Farther from its centre a map that is true to area is too much bent.
WIDEST_DEGREES = 75.0
# Opposite of this the map of the globe is cut: between Asia and America.
WHOLE_MIDDLE = 11.1
# The polynomial of Equal Earth.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_TURN = 180.0
ROOT = math.sqrt(3.0)


class Plane(Protocol):
    """A flat map of the globe; x to the right and y upwards, in radii of the Earth."""

    def place(self, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """The x and y of places in degrees."""
        ...

    def bends(self, latitudes: Floats, longitudes: Floats) -> bool:
        """Is a line through these places torn or turned inside out?"""
        ...


@dataclass(frozen=True, slots=True)
class LambertAzimuthal:
    """True to area around a centre (Snyder 1987, equations 24-2 to 24-4, on a sphere)."""

    centre: Point

    def place(self, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """The x and y of places in degrees."""
        latitude, turn, cosine = self._angles(latitudes, longitudes)
        middle = math.radians(self.centre[0])
        scale = np.sqrt(2.0 / np.maximum(1.0 + cosine, 1e-9))
        x = scale * np.cos(latitude) * np.sin(turn)
        across = math.sin(middle) * np.cos(latitude) * np.cos(turn)
        return x, scale * (math.cos(middle) * np.sin(latitude) - across)

    def bends(self, latitudes: Floats, longitudes: Floats) -> bool:
        """Does a line come near to the other side of the globe?"""
        return bool((self._angles(latitudes, longitudes)[2] < math.cos(math.radians(130))).any())

    def _angles(self, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats, Floats]:
        latitude = np.radians(latitudes)
        turn = np.radians(longitudes - self.centre[1])
        middle = math.radians(self.centre[0])
        cosine = math.sin(middle) * np.sin(latitude)
        return latitude, turn, cosine + math.cos(middle) * np.cos(latitude) * np.cos(turn)


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The whole globe true to area (Šavrič, Patterson and Jenny 2018), cut opposite `middle`."""

    middle: float = WHOLE_MIDDLE

    def place(self, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """The x and y of places in degrees."""
        angle = np.arcsin(ROOT / 2.0 * np.sin(np.radians(latitudes)))
        square = angle * angle
        slope = A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)
        x = 2.0 * ROOT / 3.0 * np.radians(self._turned(longitudes)) * np.cos(angle) / slope
        return x, angle * (A1 + A2 * square + square**3 * (A3 + A4 * square))

    def bends(self, latitudes: Floats, longitudes: Floats) -> bool:
        """Does a line lead over the cut?"""
        del latitudes  # the cut is a meridian
        turned = self._turned(longitudes)
        return bool((np.abs(np.diff(turned, append=turned[:1])) > HALF_TURN).any())

    def _turned(self, longitudes: Floats) -> Floats:
        return (longitudes - self.middle + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN


def choose_plane(points: Sequence[Point]) -> Plane:
    """Europe as Eurostat draws it where all points are there, else what holds all points."""
    if all(_is_european(point) for point in points):
        return LambertAzimuthal(EUROPE)
    middle = _middle(points)
    if max(_degrees(middle, point) for point in points) <= WIDEST_DEGREES:
        return LambertAzimuthal(middle)
    return EqualEarth()


def _is_european(point: Point) -> bool:
    (south, north), (west, east) = EUROPEAN_LATITUDES, EUROPEAN_LONGITUDES
    return south <= point[0] <= north and west <= point[1] <= east


def _middle(points: Sequence[Point]) -> Point:
    """The middle of points on a sphere; that of Europe where they lie all around."""
    x, y, z = np.mean([_direction(point) for point in points], axis=0).tolist()
    if math.hypot(x, y, z) < 1e-6:  # noqa: PLR2004  # they even out
        return EUROPE
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _degrees(one: Point, other: Point) -> float:
    cosine = sum(a * b for a, b in zip(_direction(one), _direction(other), strict=True))
    return math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))


def _direction(point: Point) -> tuple[float, float, float]:
    latitude, longitude = map(math.radians, point)
    flat = math.cos(latitude)
    return flat * math.cos(longitude), flat * math.sin(longitude), math.sin(latitude)
