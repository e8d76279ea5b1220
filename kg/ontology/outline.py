"""The outline of a country on the globe: whether a place lies in it, and how far outside."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Place = tuple[float, float]  # longitude, latitude
Edge = tuple[float, float, float, float]  # longitude and latitude of both ends

# The mean radius of the Earth (IUGG, 1980).
EARTH_KM = 6371.0088
# Narrow enough that few edges of a large country lie in a band, wide enough that most edges lie
# in one band only.
BANDS_PER_DEGREE = 4


@dataclass(frozen=True)
class Ring:
    """A closed line whose last place is joined to the first; past 180 degrees it counts on."""

    places: Sequence[Place]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        longitudes, latitudes = zip(*self.places, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def edges(self) -> Iterator[Edge]:
        """Each two places that follow one another; a ring of one place has one edge."""
        last = self.places[-1]
        for place in self.places:
            yield *last, *place
            last = place


@dataclass(frozen=True)
class Outline:
    """The rings around the parts of a country and around what lies within it and is not its own.

    Edges are straight in degrees, as in the source.
    """

    rings: Sequence[Ring]

    def distance_outside(self, latitude: float, longitude: float) -> float:
        """0.0 inside, else the great-circle distance to the nearest border in kilometres.

        The nearest point of the border is sought on a flat map that is true to scale at the place
        (equirectangular), and the distance to it is that on a sphere. Farther off another point may
        be nearer, so that the distance is too long: by 1 % within 100 km, by 11 % within 1,000 km,
        by up to a half across the globe. It is never too short.
        """
        if self.holds(latitude, longitude):
            return 0.0
        return _great_circle((longitude, latitude), self._nearest(latitude, longitude))

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a line from the place eastwards crosses borders an odd number of times."""
        west, south, east, north = self._box
        if not south <= latitude <= north:
            return False
        edges = self._bands.get(_band(latitude), ())
        return any(
            west <= turned <= east and _crossings(edges, latitude, turned) % 2
            for turned in (longitude, longitude + 360)
        )

    @cached_property
    def _box(self) -> tuple[float, float, float, float]:
        west, south, east, north = zip(*(ring.box for ring in self.rings), strict=True)
        return min(west), min(south), max(east), max(north)

    @cached_property
    def _bands(self) -> Mapping[int, Sequence[Edge]]:
        """The edges by each band of latitude that they touch."""
        bands = defaultdict(list)
        for ring in self.rings:
            for edge in ring.edges():
                bands_of_ends = sorted((_band(edge[1]), _band(edge[3])))
                for band in range(bands_of_ends[0], bands_of_ends[1] + 1):
                    bands[band].append(edge)
        return bands

    def _nearest(self, latitude: float, longitude: float) -> Place:
        scale = math.cos(math.radians(latitude))
        near = sorted(
            (_to_box(ring.box, latitude, turned, scale), i, turned)
            for i, ring in enumerate(self.rings)
            for turned in (longitude, longitude + 360, longitude - 360)
        )
        nearest, least = (longitude, latitude), math.inf
        for bound, i, turned in near:
            if bound >= least:
                break
            for edge in self.rings[i].edges():
                square, place = _to_edge(edge, latitude, turned, scale)
                if square < least:
                    nearest, least = place, square
        return nearest


def _band(latitude: float) -> int:
    return math.floor(latitude * BANDS_PER_DEGREE)


def _crossings(edges: Iterable[Edge], latitude: float, longitude: float) -> int:
    count = 0
    for x1, y1, x2, y2 in edges:
        if (y1 > latitude) != (y2 > latitude) and (
            longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
        ):
            count += 1
    return count


def _to_box(
    box: tuple[float, float, float, float], latitude: float, longitude: float, scale: float
) -> float:
    """No edge in the box is nearer; in degrees of latitude, squared."""
    west, south, east, north = box
    x = max(west - longitude, 0.0, longitude - east) * scale
    y = max(south - latitude, 0.0, latitude - north)
    return x * x + y * y


def _to_edge(edge: Edge, latitude: float, longitude: float, scale: float) -> tuple[float, Place]:
    """How far the edge is, in degrees of latitude, squared, and its nearest place."""
    x1, y1, x2, y2 = edge
    x, y = (x1 - longitude) * scale, y1 - latitude
    along, up = (x2 - x1) * scale, y2 - y1
    length = along * along + up * up
    share = min(max(-(x * along + y * up) / length, 0.0), 1.0) if length else 0.0
    x, y = x + share * along, y + share * up
    return x * x + y * y, (x1 + share * (x2 - x1), y1 + share * (y2 - y1))


def _great_circle(one: Place, other: Place) -> float:
    """Kilometres on a sphere (haversine formula)."""
    (x1, y1), (x2, y2) = (map(math.radians, place) for place in (one, other))
    upwards, along = math.sin((y2 - y1) / 2) ** 2, math.sin((x2 - x1) / 2) ** 2
    half = upwards + math.cos(y1) * math.cos(y2) * along
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))
