"""Pictures hold what they are to show, for everybody, whatever the names."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from kg.ontology.country_outlines import CountryOutlines
from kg.query.pictures.content import Flow, Network, Node
from kg.query.pictures.map import draw_map
from kg.query.pictures.matrix import draw_matrix, step
from kg.query.pictures.network import draw_network
from kg.query.pictures.page import to_html
from kg.query.pictures.present import draw
from kg.query.pictures.svg import Picture
from tests.unit.query.pictures.networks import BRNO, SHEFFIELD, linked_regions, networks

SVG = "{http://www.w3.org/2000/svg}"
NO_OUTLINES = CountryOutlines({})
GOLDEN = Path(__file__).parent

Draw = Callable[[Network], Picture]


def _map(network: Network) -> Picture:
    return draw_map(network, NO_OUTLINES)


DRAWN = pytest.mark.parametrize("drawn", [_map, draw_matrix, draw_network])


def read(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg())  # noqa: S314  # our own


def classes(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


@DRAWN
@given(network=networks())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_names_and_values_give_well_formed_pictures(drawn: Draw, network: Network) -> None:
    root = read(drawn(network))
    assert {each.tag for each in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}foreignObject"})
    assert "nan" not in "".join(each.get("d", "") + each.get("cx", "") for each in root.iter())


@DRAWN
def test_a_picture_has_a_name_and_a_description(drawn: Draw) -> None:
    root = read(drawn(linked_regions()))
    assert root.get("role") == "img"
    assert [root[0].tag, root[0].text] == [f"{SVG}title", "Links"]
    assert (root[1].text or "").startswith("level 2")


@DRAWN
def test_a_picture_has_both_colour_schemes_and_asks_for_nothing(drawn: Draw) -> None:
    picture = drawn(linked_regions()).svg()
    assert "prefers-color-scheme:dark" in picture
    assert not re.search(r"(href|src|url\()", picture)


@DRAWN
def test_within_a_page_it_brings_no_style_of_its_own(drawn: Draw) -> None:
    assert "style" not in drawn(linked_regions()).inline()


@DRAWN
def test_the_same_network_gives_the_same_picture(drawn: Draw) -> None:
    assert drawn(linked_regions()) == drawn(linked_regions())


@DRAWN
def test_a_network_of_nothing_is_drawn_too(drawn: Draw) -> None:
    assert "Nothing" in drawn(Network("Nothing", [], [])).svg()


@DRAWN
def test_a_small_picture_is_as_it_was(drawn: Draw) -> None:
    """Written anew when the file is deleted; look at it then."""
    name = getattr(drawn, "__name__", "").strip("_").removeprefix("draw_")
    file = GOLDEN / f"{name}.svg"
    picture = drawn(linked_regions()).inline().replace("><", ">\n<") + "\n"
    if not file.exists():
        file.write_text(picture, encoding="utf-8")
    assert picture == file.read_text("utf-8")


def test_wider_lines_are_stronger_flows() -> None:
    lines = classes(read(_map(linked_regions())), "flow")
    told = {(line.findtext(f"{SVG}title") or ""): line.get("stroke-width") for line in lines}
    assert told["UKE3 South Yorkshire - CZ06 Jihovýchod: 12 links"] == "10"
    assert told["ES21 País Vasco - UKE3 South Yorkshire: 4 links"] == "3.3"


def test_a_map_says_what_has_no_place() -> None:
    nodes = [Node("A", point=SHEFFIELD), Node("B", point=BRNO), Node("C")]
    picture = _map(Network("Links", nodes, [Flow("A", "B", 1), Flow("A", "C", 5)]))
    assert "1 of 3 have no known place" in picture.description
    assert "1 of 2 lines are drawn" in picture.description


def test_what_is_drawn_near_its_place_is_hollow_and_told() -> None:
    picture = _map(linked_regions())
    assert len(classes(read(picture), "near")) == 1
    assert "1 are drawn near their place" in picture.description


def test_a_map_shows_the_countries_around_its_places() -> None:
    drawn = draw_map(linked_regions(), CountryOutlines.load())
    [land] = classes(read(drawn), "land")
    assert 10 < len(land) < 60
    assert len(drawn.svg()) < 200_000


def test_a_matrix_is_the_same_on_both_sides_without_direction() -> None:
    told = [each.text for each in classes(read(draw_matrix(linked_regions())), "middle")]
    assert sorted(filter(None, told)) == ["12", "12", "4", "4", "7"]


def test_a_matrix_with_direction_leads_from_row_to_column() -> None:
    root = read(draw_matrix(linked_regions(is_directed=True)))
    told = [each.text for each in classes(root, "middle")]
    assert sorted(filter(None, told)) == ["12", "4", "7"]


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (1, 1), (100, 5), (36, 3)])
def test_shades_grow_with_the_root_of_values(value: float, shade: int) -> None:
    assert step(value, 100) == shade


def test_each_group_of_a_network_has_its_colour() -> None:
    root = read(draw_network(linked_regions()))
    assert len(classes(root, "group0")) == len(classes(root, "group2")) == 2  # with the legend


def test_a_network_is_drawn_where_no_place_is_known() -> None:
    nodes = [Node("A"), Node("B")]
    network = Network("Links", nodes, [Flow("A", "B", 1)])
    assert draw(network) == draw_network(network)


def test_a_page_has_the_picture_and_the_same_facts_as_a_table() -> None:
    page = to_html(linked_regions(), [_map(linked_regions())])
    assert page.count("<svg") == 2  # the map is cut off at its frame
    assert "<td>South Yorkshire</td>" in page
    assert "<script" not in page


def test_a_notebook_shows_a_network() -> None:
    shown = linked_regions()._repr_html_()
    assert shown.startswith("<svg")
    assert "<table>" in shown
