"""The middle of a region's points, which some wrong ones do not move far."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from kg.quality.seats import Point, Seat

EARTH_KM = 6371.0
# Of NUTS 3 where enough organisations have points, else of NUTS 2.
LEVELS = (5, 4)
# The middle of fewer points is moved too much by one that is wrong.
LEAST_POINTS = 5
FAR_KM = 100.0
SPREADS = 4.0


@dataclass(frozen=True, slots=True)
class Centre:
    """The middle of the points of a region, and how far half of them are from it at most."""

    region: str
    middle: Point
    spread: float

    @property
    def reach(self) -> float:
        """Kilometres beyond which a point is far from the others."""
        return max(FAR_KM, SPREADS * self.spread)

    def distance(self, point: Point) -> float:
        """Kilometres from the middle."""
        return _km(self.middle, point)


class Centres:
    """The middle of each region of NUTS 2 and 3 that has enough points."""

    def __init__(self, seats: Iterable[Seat]) -> None:
        points: dict[str, list[Point]] = defaultdict(list)
        for seat in seats:
            for level in LEVELS:
                if seat.point is not None and len(seat.region) >= level:
                    points[seat.region[:level]].append(seat.point)
        self._found: Mapping[str, Centre] = {
            region: _centre(region, found)
            for region, found in points.items()
            if len(found) >= LEAST_POINTS
        }

    def of(self, seat: Seat) -> Centre | None:
        """The middle of the finest region of an organisation that has one."""
        codes = (seat.region[:level] for level in LEVELS if len(seat.region) >= level)
        return next((self._found[code] for code in codes if code in self._found), None)


def _centre(region: str, points: list[Point]) -> Centre:
    """The median of each coordinate: less than half of wrong points do not carry it away."""
    middle = median(point[0] for point in points), median(point[1] for point in points)
    return Centre(region, middle, median(_km(middle, point) for point in points))


def _km(one: Point, other: Point) -> float:
    """Kilometres on a sphere (haversine formula)."""
    y1, x1, y2, x2 = (math.radians(degrees) for degrees in (*one, *other))
    half = math.sin((y2 - y1) / 2) ** 2
    half += math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))
