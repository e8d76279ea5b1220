"""How far points lie outside of the country that is stated for them, and how fast that is found.

    python bench/country_outlines.py ORGANISATIONS.CSV

Takes a table of CORDIS with the columns `country` and `geo` ("latitude,longitude") and prints the
quantiles per country, the points that are outside by most, the share of points that would pass as
those of another country at several tolerances, and the points per second.
"""

import csv
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.ontology.country_outlines import TOLERANCE_KM, CountryOutlines

Point = tuple[str, float, float]  # country, latitude, longitude

SHARES = (0.5, 0.9, 0.95, 0.99)
TOLERANCES = (0.0, 2.0, 5.0, TOLERANCE_KM, 20.0, 50.0)
# Countries with fewer points are left out as neighbours that a point may pass for.
ENOUGH_POINTS = 5


def main() -> None:
    outlines = CountryOutlines.load()
    points = _points(Path(sys.argv[1]))
    outside = {point: outlines.distance_outside(*point) for point in points}
    _show_quantiles(points, {point: km for point, km in outside.items() if km is not None})
    inside = [point for point in points if outside[point] == 0.0]
    _show_other_countries(outlines, inside)
    start = time.perf_counter()
    for point in inside:
        outlines.distance_outside(*point)
    print(f"{len(inside) / (time.perf_counter() - start):,.0f} points inside per second")


def _points(path: Path) -> list[Point]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["geo"] not in ("", "NA")]
    return [(row["country"], *_coordinates(row["geo"])) for row in rows]


def _coordinates(geo: str) -> tuple[float, float]:
    latitude, longitude = geo.strip("()").split(",")
    return float(latitude), float(longitude)


def _show_quantiles(points: Sequence[Point], outside: dict[Point, float]) -> None:
    by_country = defaultdict(list)
    for point in points:
        if point in outside:
            by_country[point[0]].append(outside[point])
            by_country["all"].append(outside[point])
    print("country  points  outside  km at", *(f"{share:.0%}" for share in SHARES), "and most")
    for country, km in sorted(by_country.items(), key=lambda found: -len(found[1])):
        ordered = sorted(km)
        shown = [ordered[int(share * (len(km) - 1))] for share in SHARES] + [ordered[-1]]
        beyond = sum(distance > 0 for distance in km)
        print(f"{country:7}  {len(km):6}  {beyond:7}  ", *(f"{value:8.2f}" for value in shown))
    for point in sorted(outside, key=outside.__getitem__, reverse=True)[:12]:
        print(f"{outside[point]:8.2f} km outside of {point[0]}: {point[1]:.3f}, {point[2]:.3f}")


def _show_other_countries(outlines: CountryOutlines, inside: Sequence[Point]) -> None:
    seen = [point[0] for point in inside]
    others = {country for country in seen if seen.count(country) >= ENOUGH_POINTS}
    nearest = [
        min(outlines.distance_outside(c, *place) or 0.0 for c in others - {country})
        for country, *place in inside
    ]
    for tolerance in TOLERANCES:
        share = sum(km <= tolerance for km in nearest) / len(nearest)
        print(f"{share:.1%} of the points lie within {tolerance:g} km of another country")


if __name__ == "__main__":
    main()
