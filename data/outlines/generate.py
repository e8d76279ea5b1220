# ruff: noqa: INP001  # a folder of data with the script that made it, no package
"""Writes kg/ontology/country_outlines.json from Natural Earth's countries at 1:10 million.

    npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0    # unpack each into a folder
    python data/outlines/generate.py WORLD_ATLAS/countries-10m.json I18N_ISO_COUNTRIES/codes.json

It stands here, and not in the package, because whoever uses the product never runs it; data/ says
where data is from (SOURCES.md beside this file). The same two files give the same outlines.

The lines between countries are simplified (Douglas and Peucker, 1973) before they are put together
to rings, so that neighbours keep one common border.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.ontology.country_outlines import CODES_OF_THE_UNION, STEPS_PER_DEGREE

OUTLINES = Path(__file__).parents[2] / "kg" / "ontology" / "country_outlines.json"

Place = tuple[float, float]  # longitude, latitude
Line = list[Place]
Steps = list[int]

HALF_TURN = 180
# What a line may move by, in degrees of latitude: 1 km where the members of European clusters have
# their seats, 8 km elsewhere. With 2 km and 6 km the file is as large and more points of European
# organisations come to lie outside of their country; most vertices are fjords of the Arctic.
CLOSE = 0.01
COARSE = 0.07
# A short line moves by no more than this share of its extent, so that an islet remains an area.
SHARE_OF_EXTENT = 0.2
# Countries with NUTS or statistical regions, the small ones between them, and Israel, whose
# organisations take part in European research as much as those of smaller members.
CLOSELY_DRAWN = (
    "AD AL AT AX BA BE BG CH CY CZ DE DK EE EL ES FI FO FR GG GI HR HU IE IL IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA UK VA XK"
)
# Areas without a number in ISO 3166-1. What nobody administers alone is not there: the Siachen
# Glacier and disputed reefs. All of Cyprus is territory of the Union (Protocol 10 of 2003),
# except for the British bases, in which its citizens live and work.
WITHOUT_NUMBER = {
    "Akrotiri": ("CY",),
    "Baikonur": ("KZ",),
    "Clipperton I.": ("FR",),
    "Coral Sea Is.": ("AU",),
    "Cyprus U.N. Buffer Zone": ("CY",),
    "Dhekelia": ("CY",),
    "Indian Ocean Ter.": ("CC", "CX"),
    "Kosovo": ("XK",),
    "N. Cyprus": ("CY",),
    "Somaliland": ("SO",),
    "USNB Guantanamo Bay": ("CU",),
}
# West, south, east and north. The source draws it with Russia; the Union counts it to Ukraine.
CRIMEA = (32.0, 44.0, 36.7, 46.3)
# Subdivisions by ISO 3166-2 that also have a code of their own by ISO 3166-1.
PARTS = {
    "CN": ["HK", "MO"],
    "FI": ["AX"],
    "FR": ["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"],
    "NL": ["AW", "BQ", "CW", "SX"],
    "NO": ["SJ"],
    "US": ["AS", "GU", "MP", "PR", "UM", "VI"],
}
HEADER = {
    "source": "Natural Earth 4.1.0, Admin 0 countries, 1:10 million; as world-atlas 2.0.2 has them",
    "licence": "Natural Earth is in the public domain; world-atlas is under the ISC licence",
    "notice": "Copyright 2013-2019 Michael Bostock. Permission to use, copy, modify, and/or "
    "distribute this software for any purpose with or without fee is hereby granted, provided that "
    "the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS "
    'PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE '
    "INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR "
    "BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES "
    "WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, "
    "NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR "
    "PERFORMANCE OF THIS SOFTWARE.",
    "changes": "simplified, rounded and put under other codes by data/outlines/generate.py",
    "format": "by code a list of rings; a ring is the longitude and latitude of a place and then "
    "the steps from place to place, in hundredths of a degree; past 180 degrees it counts on",
}


def main() -> None:
    atlas, codes = (json.loads(Path(path).read_text("utf-8")) for path in sys.argv[1:])
    OUTLINES.write_text(as_text(read_outlines(atlas, read_codes(codes))), encoding="utf-8")


def read_codes(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """The code of the European Union by the number of ISO 3166-1."""
    return {row[2]: CODES_OF_THE_UNION.get(row[0], row[0]) for row in rows}


def read_outlines(atlas: dict[str, Any], codes: dict[str, str]) -> dict[str, list[Steps]]:
    """The rings of each country by its code."""
    drawn = [
        (code, [ring for polygon in _polygons(geometry) for ring in polygon])
        for geometry in atlas["objects"]["countries"]["geometries"]
        for code in _codes(geometry, codes)
    ]
    near = CLOSELY_DRAWN.split()
    close = {_number(i) for code, rings in drawn if code in near for ring in rings for i in ring}
    lines = [
        simplify(line, CLOSE if number in close else COARSE)
        for number, line in enumerate(_lines(atlas))
    ]
    outlines: dict[str, list[Steps]] = {}
    for code, rings in drawn:
        for ring in rings:
            steps = _steps(_closed(_joined(ring, lines)))
            owner = "UA" if code == "RU" and _begins_in_crimea(steps) else code
            outlines.setdefault(owner, []).append(steps)
    return outlines


def as_text(outlines: dict[str, list[Steps]]) -> str:
    """The file: a line for each country."""
    shown = [f'    "{code}": {_compact(rings)}' for code, rings in sorted(outlines.items())]
    header = [f'  "{name}": {json.dumps(text)}' for name, text in HEADER.items()]
    parts = [f'    "{code}": {json.dumps(codes)}' for code, codes in PARTS.items()]
    return (
        "{\n" + ",\n".join(header) + ',\n  "parts": {\n' + ",\n".join(parts) + "\n  },\n"
        '  "outlines": {\n' + ",\n".join(shown) + "\n  }\n}\n"
    )


def simplify(line: Line, tolerance: float) -> Line:
    """The line without the places that lie within the tolerance of what remains."""
    tolerance = min(tolerance, SHARE_OF_EXTENT * _extent(line))
    kept, pending = {0, len(line) - 1}, [(0, len(line) - 1)]
    while pending:
        first, last = pending.pop()
        start, end = line[first], line[last]
        between = range(first + 1, last)
        farthest = max(between, key=lambda i: _deviation(line[i], start, end), default=first)
        if farthest != first and _deviation(line[farthest], start, end) > tolerance:
            kept.add(farthest)
            pending += [(first, farthest), (farthest, last)]
    return [line[i] for i in sorted(kept)]


def _deviation(place: Place, start: Place, end: Place) -> float:
    """How far a place lies from a straight line, in degrees of latitude."""
    scale = math.cos(math.radians(start[1]))
    x, y = _turn(place[0] - start[0]) * scale, place[1] - start[1]
    along, up = _turn(end[0] - start[0]) * scale, end[1] - start[1]
    length = along * along + up * up
    share = min(max((x * along + y * up) / length, 0.0), 1.0) if length else 0.0
    return math.hypot(x - share * along, y - share * up)


def _extent(line: Line) -> float:
    return max(_deviation(place, line[0], line[0]) for place in line)


def _codes(geometry: dict[str, Any], codes: dict[str, str]) -> tuple[str, ...]:
    if "id" in geometry:
        return (codes[geometry["id"]],)
    return WITHOUT_NUMBER.get(geometry["properties"]["name"], ())


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry["arcs"]
    return arcs if geometry["type"] == "MultiPolygon" else [arcs]


def _begins_in_crimea(ring: Steps) -> bool:
    longitude, latitude = (step / STEPS_PER_DEGREE for step in ring[:2])
    west, south, east, north = CRIMEA
    return west < longitude < east and south < latitude < north


def _number(index: int) -> int:
    """Which line a ring goes along; those it follows backwards are the complements (TopoJSON)."""
    return index if index >= 0 else ~index


def _lines(atlas: dict[str, Any]) -> Iterator[Line]:
    """The lines in degrees: the file has whole steps from place to place (TopoJSON)."""
    (width, height), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for steps in atlas["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            line.append((x * width + west, y * height + south))
        yield line


def _joined(ring: Sequence[int], lines: Sequence[Line]) -> Line:
    """The places along a ring; the first comes again at the end."""
    places: Line = []
    for index in ring:
        line = lines[_number(index)]
        places += (line if index >= 0 else line[::-1])[1 if places else 0 :]
    return places


def _closed(ring: Line) -> Line:
    """The ring without a leap from 180 to -180 degrees; one around a pole goes by way of it."""
    east = ring[0][0]
    places = []
    for longitude, latitude in ring:
        east += _turn(longitude - east)
        places.append((east, latitude))
    first, last = places[0], places[-1]
    if abs(last[0] - first[0]) > HALF_TURN:
        pole = math.copysign(90, first[1])
        places += [(last[0], pole), (first[0], pole)]
    west = min(x for x, _ in places)
    return [(x + _turn(west) - west, y) for x, y in places]


def _turn(degrees: float) -> float:
    """The same turn, from -180 to 180 degrees."""
    return (degrees + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN


def _steps(ring: Line) -> Steps:
    """The ring as it stands in the file; its last place is not the first again."""
    steps: Steps = []
    x = y = 0
    for longitude, latitude in ring:
        to_x, to_y = round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE)
        if not steps or (to_x, to_y) != (x, y):
            steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    is_closed = steps[2:] != [] and [x, y] == steps[:2]
    return steps[:-2] if is_closed else steps


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
