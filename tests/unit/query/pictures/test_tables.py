"""The same facts for other programs."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
from hypothesis import given, settings

from kg.query.pictures.content import Flow, Network, Node
from kg.query.pictures.tables import to_csv, to_geojson, to_graphml, to_networkx, to_polars
from tests.unit.query.pictures.networks import BRNO, linked_regions, networks


def features(network: Network) -> list[Any]:
    collection = json.loads(to_geojson(network))
    assert collection["type"] == "FeatureCollection"
    found: list[Any] = collection["features"]
    return found


def facts(graph: Any) -> Any:
    """Nodes and edges; without direction an edge may be told from either end."""
    edges = [(set(ends), facts) for *ends, facts in graph.edges(data=True)]
    return dict(graph.nodes(data=True)), edges


def positions(shape: Any) -> list[list[list[float]]]:
    """The lines of a geometry, each with its positions."""
    places = shape["coordinates"]
    return {"Point": [[places]], "LineString": [places]}.get(shape["type"], places)


def test_a_table_has_a_line_for_each_flow_and_a_column_for_each_fact() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(linked_regions()))))
    assert [row["value"] for row in rows] == ["12", "7", "4"]
    assert rows[0]["toName"] == "Jihovýchod"
    assert [row["COOPERATES_WITH"] for row in rows] == ["3", "", ""]


def test_a_formula_is_made_harmless() -> None:
    network = Network("Links", [Node("=1+1"), Node("B", "@x")], [Flow("=1+1", "B", 1)])
    assert "'=1+1,,B,'@x,1" in to_csv(network)


def test_a_table_of_nothing_has_its_head() -> None:
    assert to_csv(Network("Links", [], [])) == "from,fromName,to,toName,value\r\n"


def test_a_frame_has_the_same_rows() -> None:
    frame = to_polars(linked_regions())
    assert frame["from"].to_list() == ["UKE3", "CZ06", "ES21"]
    assert frame["COOPERATES_WITH"].to_list() == [3, None, None]


def test_graphml_read_back_is_the_same_graph() -> None:
    network = linked_regions()
    back = nx.parse_graphml(to_graphml(network))
    assert facts(back) == facts(to_networkx(network))
    assert not back.is_directed()


def test_graphml_keeps_the_direction() -> None:
    back = nx.parse_graphml(to_graphml(linked_regions(is_directed=True)))
    assert sorted(back.edges) == [("CZ06", "CZ06"), ("ES21", "UKE3"), ("UKE3", "CZ06")]


def test_a_graph_knows_its_unit_and_places() -> None:
    graph = to_networkx(linked_regions())
    assert graph.graph["unit"] == "links"
    assert graph.nodes["CZ06"]["latitude"] == BRNO[0]
    assert graph.edges["UKE3", "CZ06"]["weight"] == 12


@given(network=networks())
@settings(deadline=None)
def test_any_names_give_well_formed_graphml(network: Network) -> None:
    ET.fromstring(to_graphml(network))  # noqa: S314  # our own


@given(network=networks())
@settings(deadline=None)
def test_any_network_is_geojson(network: Network) -> None:
    """RFC 7946: positions are longitude and latitude; no line leads over the date line."""
    found = features(network)
    assert len(found) == len(network.nodes) + len(network.flows)
    assert all(feature.keys() >= {"type", "geometry", "properties"} for feature in found)
    for line in (
        line for each in found if each["geometry"] for line in positions(each["geometry"])
    ):
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in line)
        assert max(x for x, _ in line) - min(x for x, _ in line) <= 180


def test_longitude_stands_before_latitude() -> None:
    [brno] = [each for each in features(linked_regions()) if each.get("id") == "CZ06"]
    assert brno["geometry"] == {"type": "Point", "coordinates": [BRNO[1], BRNO[0]]}


def test_what_has_no_place_has_no_geometry_and_is_there() -> None:
    network = Network("Links", [Node("A", point=BRNO), Node("B")], [Flow("A", "B", 3)])
    assert [each["geometry"] is None for each in features(network)] == [False, True, True]


def test_a_line_over_the_date_line_is_cut_there() -> None:
    nodes = [Node("FJ", point=(-18.0, 178.0)), Node("WS", point=(-14.0, -172.0))]
    [line] = features(Network("Links", nodes, [Flow("FJ", "WS", 1)]))[2:]
    assert line["geometry"]["type"] == "MultiLineString"
    assert line["geometry"]["coordinates"] == [
        [[178.0, -18.0], [180.0, -17.2]],
        [[-180.0, -17.2], [-172.0, -14.0]],
    ]
