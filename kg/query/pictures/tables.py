"""A network as tables: rows, CSV, a polars frame, a networkx graph, GraphML and GeoJSON."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.query.console_present import FORMULA_SIGNS
from kg.query.pictures.content import Fact, Network, Node
from kg.query.pictures.svg import clean

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl

Row = Mapping[str, Fact]
# A line that is longer than half the globe leads over the line where the date changes.
HALF_TURN, TURN = 180.0, 360.0
DECIMALS = 5


def flow_rows(network: Network) -> list[Row]:
    """A row for each flow, strongest first; each has every column, None where it has no value."""
    facts = list(dict.fromkeys(key for flow in network.flows for key in flow.facts))
    names = {node.id: node.name or None for node in network.nodes}
    return [
        {
            "from": flow.start,
            "fromName": names[flow.start],
            "to": flow.end,
            "toName": names[flow.end],
            "value": flow.value,
            **{key: flow.facts.get(key) for key in facts},
        }
        for flow in network.strongest
    ]


def to_csv(network: Network) -> str:
    """RFC 4180, one line for each flow, strongest first.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    rows = flow_rows(network)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = list(rows[0]) if rows else ["from", "fromName", "to", "toName", "value"]
    writer.writerow([_harmless(column) for column in columns])
    writer.writerows([_harmless(value) for value in row.values()] for row in rows)
    return out.getvalue()


def to_polars(network: Network) -> "pl.DataFrame":
    """A row for each flow, strongest first."""
    import polars as pl

    rows = flow_rows(network)
    # A column may be a number here and a share there: look at all rows before its type is chosen.
    return pl.DataFrame(rows, infer_schema_length=None)


def to_networkx(network: Network) -> "nx.Graph[str]":
    """Nodes and edges with their values and facts as attributes; what is unknown is left out."""
    import networkx as nx

    graph = nx.DiGraph() if network.is_directed else nx.Graph()
    graph.graph.update(name=network.title, unit=network.unit)
    for node in network.nodes:
        graph.add_node(node.id, **_known(_node_facts(node)))
    for flow in network.flows:
        graph.add_edge(flow.start, flow.end, **_known({**flow.facts, "weight": flow.value}))
    return graph


def to_graphml(network: Network) -> str:
    """GraphML as networkx writes it, for Gephi, yEd, Cytoscape and others."""
    import networkx as nx

    graph = to_networkx(network)
    readable = nx.relabel_nodes(graph, {id_: clean(id_) for id_ in graph})
    return "\n".join(nx.generate_graphml(_cleaned(readable))) + "\n"


def to_geojson(network: Network) -> str:
    """RFC 7946: a point for each node and a line for each flow; null where a place is not known."""
    features = [*map(_point_feature, network.nodes), *_line_features(network)]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n"


def _node_facts(node: Node) -> dict[str, Fact]:
    facts: dict[str, Fact] = {**node.facts, "name": node.name or None, "group": node.group or None}
    if node.point is not None:
        facts |= {"latitude": node.point[0], "longitude": node.point[1], "isNear": node.is_near}
    return facts


def _known(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {key: value for key, value in facts.items() if value is not None}


def _cleaned(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Takes out what XML has no place for, which its writer lets through."""
    everywhere: Iterable[dict[str, Any]] = (
        graph.graph,
        *(facts for _, facts in graph.nodes(data=True)),
        *(facts for *_, facts in graph.edges(data=True)),
    )
    for facts in everywhere:
        cleaned = {clean(k): clean(v) if isinstance(v, str) else v for k, v in facts.items()}
        facts.clear()
        facts.update(cleaned)
    return graph


def _point_feature(node: Node) -> dict[str, Any]:
    properties = {k: v for k, v in _node_facts(node).items() if k not in ("latitude", "longitude")}
    shape = None if node.point is None else {"type": "Point", "coordinates": _position(node)}
    return _feature(shape, {"id": node.id, **properties}) | {"id": node.id}


def _line_features(network: Network) -> list[dict[str, Any]]:
    return [
        _feature(
            _line(network.by_id[flow.start], network.by_id[flow.end]),
            {"from": flow.start, "to": flow.end, "value": flow.value, **flow.facts},
        )
        for flow in network.strongest
    ]


def _feature(shape: Mapping[str, Any] | None, properties: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: _json_value(value) for key, value in properties.items()}
    return {"type": "Feature", "geometry": shape, "properties": told}


def _line(start: Node, end: Node) -> Mapping[str, Any] | None:
    if start.point is None or end.point is None:
        return None
    one, other = _position(start), _position(end)
    if start.id == end.id:
        return {"type": "Point", "coordinates": one}
    if abs(one[0] - other[0]) <= HALF_TURN:
        return {"type": "LineString", "coordinates": [one, other]}
    return {"type": "MultiLineString", "coordinates": _parted(one, other)}


def _parted(one: Sequence[float], other: Sequence[float]) -> list[list[list[float]]]:
    """Cut where the date changes, as RFC 7946 asks (3.1.9)."""
    side = math.copysign(HALF_TURN, one[0])
    beyond = other[0] + math.copysign(TURN, one[0])
    share = (side - one[0]) / (beyond - one[0]) if beyond != one[0] else 0.0
    latitude = round(one[1] + share * (other[1] - one[1]), DECIMALS)
    return [[list(one), [side, latitude]], [[-side, latitude], list(other)]]


def _position(node: Node) -> list[float]:
    """Longitude before latitude."""
    latitude, longitude = node.point or (0.0, 0.0)
    return [round(longitude, DECIMALS), round(latitude, DECIMALS)]


def _json_value(value: Fact) -> Fact:
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _harmless(value: Fact) -> Fact:
    is_formula = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    return f"'{value}" if is_formula else value
