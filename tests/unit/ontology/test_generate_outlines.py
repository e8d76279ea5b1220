"""How the outlines are made from a topology, on a made-up world."""

import json
from typing import Any

from data.outlines import generate
from data.outlines.generate import as_text, read_codes, read_outlines, simplify

CODES = read_codes([("DE", "DEU", "276"), ("GB", "GBR", "826"), ("AQ", "ATA", "010")])


def world(arcs: list[list[tuple[int, int]]], *countries: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": list(countries)}},
    }


def country(name: str, rings: list[list[int]], number: str | None = None) -> dict[str, Any]:
    shape = {"type": "Polygon", "arcs": rings, "properties": {"name": name}}
    return shape if number is None else {**shape, "id": number}


def test_two_neighbours_share_their_border() -> None:
    border = [(5, 0), (0, 5)]
    west = [(5, 5), (-5, 0), (0, -5), (5, 0)]
    east = [(5, 0), (5, 0), (0, 5), (-5, 0)]
    made = read_outlines(
        world([border, west, east], country("D", [[0, 1]], "276"), country("B", [[2, -1]], "826")),
        CODES,
    )
    assert made == {
        "DE": [[500, 0, 0, 500, -500, 0, 0, -500]],
        "UK": [[500, 0, 500, 0, 0, 500, -500, 0]],
    }


def test_a_ring_goes_on_across_the_antimeridian() -> None:
    ring = [(178, 0), (1, 0), (-358, 0), (0, 3), (357, 0), (0, -3)]
    made = read_outlines(world([ring], country("D", [[0]], "276")), CODES)
    longitude, easternmost = 0, 0
    for step in made["DE"][0][::2]:
        longitude += step
        easternmost = max(easternmost, longitude)
    assert easternmost == 18_100


def test_a_ring_around_a_pole_goes_by_way_of_it() -> None:
    ring = [(-180, -70), (120, 0), (120, 0), (119, 0), (-359, 0)]
    steps = read_outlines(world([ring], country("A", [[0]], "010")), CODES)["AQ"][0]
    latitudes = [sum(steps[1 : i + 2 : 2]) for i in range(0, len(steps), 2)]
    assert min(latitudes) == -9_000


def test_an_area_without_a_number_goes_to_whom_it_belongs() -> None:
    ring = [(0, 0), (5, 0), (0, 5), (-5, -5)]
    made = read_outlines(
        world([ring], country("N. Cyprus", [[0]]), country("Scarborough Reef", [[0]])), CODES
    )
    assert list(made) == ["CY"]


def test_a_line_keeps_what_lies_farther_off_than_the_tolerance() -> None:
    line = [(0.0, 0.0), (1.0, 0.24), (2.0, 0.5), (3.0, 0.0)]
    assert simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.5), (3.0, 0.0)]


def test_an_islet_remains_an_area() -> None:
    islet = [(0.0, 0.0), (0.03, 0.0), (0.03, 0.03), (0.0, 0.03), (0.0, 0.0)]
    assert simplify(islet, 1.0) == islet


def test_the_file_has_a_line_for_each_country() -> None:
    text = as_text({"DE": [[0, 0, 5, 5, 5, -5]], "AT": [[1, 1]]})
    assert json.loads(text)["outlines"] == {"AT": [[1, 1]], "DE": [[0, 0, 5, 5, 5, -5]]}
    assert json.loads(text)["parts"] == generate.PARTS
    assert '\n    "AT": [[1,1]],\n    "DE": [[0,0,5,5,5,-5]]\n' in text
