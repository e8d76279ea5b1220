"""Builds the columns of places from regions and from who is seated there."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import RegionRow
from kg.projection.columns import Categories, Indices, Texts
from kg.projection.places import Degrees, KnownPlace, Places, folded_name
from kg.projection.tables import OrganisationTable, as_points

# What official names add to the name that people use: "Stuttgart, Stadtkreis", "Burgenland (AT)".
_ADDED = re.compile(r",\s.*|\s*\([^)]*\)")


def build_places(regions: Iterable[RegionRow], seats: OrganisationTable) -> Places:
    """The places of a graph. Of regions that share a name the largest is meant, before a town."""
    codes = Categories.of(seats.regions)
    points = np.column_stack((seats.latitudes, seats.longitudes))
    found = {folded_name(p.name): p for p in _towns(seats, points)}
    middles = _middles(codes, points)
    for region in sorted(regions, key=lambda r: (len(r.id), r.id), reverse=True):
        point = region.point or middles.get(region.id)
        for name in (region.name, *region.alternatives):
            for form in {name, _ADDED.sub("", name)}:
                town = found.get(folded_name(form))
                at = town.point if town and not town.code else point
                found[folded_name(form)] = KnownPlace(form, region.id, at)
    found.pop("", None)
    ordered = sorted(found.items())
    return Places(
        Texts.of(folded for folded, _ in ordered),
        Texts.of(place.name for _, place in ordered),
        Texts.of(place.code for _, place in ordered),
        *as_points(place.point for _, place in ordered),
        Texts.of(sorted({around for code in codes.texts for around in _around(code)})),
    )


def _towns(seats: OrganisationTable, points: Degrees) -> Iterator[KnownPlace]:
    """Each town with the middle of who is there; of namesakes the one with most organisations."""
    cities, countries = Categories.of(seats.cities), Categories.of(seats.countries)
    names = Categories.of(folded_name(city) for city in cities.texts)
    is_placed = ~np.isnan(points[:, 0])
    is_placed &= np.array([bool(city) for city in cities.texts], dtype=np.bool_)[cities.codes]
    for there in _groups(names.codes[cities.codes], np.flatnonzero(is_placed)):
        # Of countries with as many the first by its code.
        country = np.bincount(countries.codes[there]).argmax()
        meant = there[countries.codes[there] == country]
        yield KnownPlace(cities[int(meant[0])], "", _middle(points[meant]))


def _middles(codes: Categories, points: Degrees) -> dict[str, tuple[float, float]]:
    """The middle of the organisations seated in each region, and in those that hold it."""
    placed = np.flatnonzero(~np.isnan(points[:, 0]))
    found = {}
    longest = max(map(len, codes.texts), default=0)
    for length in range(2, longest + 1):
        around = Categories.of(code[:length] if len(code) >= length else "" for code in codes.texts)
        numbers = around.codes[codes.codes]
        for there in _groups(numbers, placed):
            if code := around.texts[int(numbers[there[0]])]:
                found[code] = _middle(points[there])
    return found


def _groups(numbers: Indices, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Rows by their numbers, in order; all rows of a number in one."""
    ordered = rows[np.argsort(numbers[rows], kind="stable")]
    begins = np.flatnonzero(np.diff(numbers[ordered], prepend=-1))
    return np.split(ordered, begins[1:]) if len(ordered) else []


def _around(code: str) -> list[str]:
    """A code and those of the regions that hold it."""
    return [code[:length] for length in range(2, len(code) + 1)]


def _middle(points: Degrees) -> tuple[float, float]:
    latitude, longitude = points.mean(axis=0).round(5).tolist()
    return latitude, longitude
