"""Where regions are drawn: in the middle of who is seated there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kg.ontology.country_outlines import CountryOutlines
from kg.projection.projection import Organisations

COUNTRY_LETTERS = 2


@dataclass(frozen=True, slots=True)
class RegionPoint:
    """Latitude and longitude in degrees; `is_near` says that they are of what holds the region."""

    point: tuple[float, float]
    is_near: bool


def region_points(
    codes: Iterable[str], organisations: Organisations, outlines: CountryOutlines
) -> Mapping[str, RegionPoint]:
    """The points of regions: the median of the points seated there, which wrong ones do not move.

    A region without any has the point of the smallest region around it that has one, else the
    middle of its country's largest part. Where even the country is not known it is left out.
    """
    codes = list(codes)
    wanted = {code[:length] for code in codes for length in range(COUNTRY_LETTERS, len(code) + 1)}
    middles = _medians(wanted, organisations)
    found = {}
    for code in codes:
        around = (code[:length] for length in range(len(code), COUNTRY_LETTERS - 1, -1))
        known = next((each for each in around if each in middles), None)
        if known is not None:
            found[code] = RegionPoint(middles[known], known != code)
        elif code[:COUNTRY_LETTERS] in outlines.outlines:
            found[code] = RegionPoint(_middle_of(code[:COUNTRY_LETTERS], outlines), is_near=True)
    return found


def _medians(wanted: set[str], organisations: Organisations) -> Mapping[str, tuple[float, float]]:
    latitudes, longitudes = (
        np.where(np.isnan(own), town, own)
        for own, town in (
            (organisations.latitudes, organisations.town_latitudes),
            (organisations.longitudes, organisations.town_longitudes),
        )
    )
    rows = np.flatnonzero(~np.isnan(latitudes))
    seats = np.asarray(organisations.regions.codes)[rows]
    by_code: dict[str, list[int]] = defaultdict(list)
    for number, region in enumerate(organisations.regions.texts):
        for length in range(COUNTRY_LETTERS, len(region) + 1):
            if region[:length] in wanted:
                by_code[region[:length]].append(number)
    middles = {}
    for code, numbers in by_code.items():
        there = rows[np.isin(seats, numbers)]
        if len(there):
            middle = float(np.median(latitudes[there])), float(np.median(longitudes[there]))
            middles[code] = middle
    return middles


def _middle_of(country: str, outlines: CountryOutlines) -> tuple[float, float]:
    """The middle of the box around the largest part of a country."""
    boxes = [ring.box for ring in outlines.outlines[country].rings]
    west, south, east, north = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return (south + north) / 2, (west + east) / 2
