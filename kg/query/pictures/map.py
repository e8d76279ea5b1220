"""A map of flows between places."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kg.ontology.country_outlines import CountryOutlines
from kg.query.pictures.content import Flow, Network, Node, number
from kg.query.pictures.globe import EUROPE, LambertAzimuthal, Plane, choose_plane
from kg.query.pictures.labels import Box, Spot, draw_labels
from kg.query.pictures.outlines import Frame, Pixel, draw_countries
from kg.query.pictures.svg import HEADING, MARGIN, Picture, at, element, fixed, group, text

WIDTH, HEIGHT, LEGEND = 960.0, 660.0, 44.0
# Below this a map shows too little around its places to tell where they are; radii of the Earth.
LEAST_EXTENT = 0.12
# Of the extent of all places, on each side, so that names have room.
AROUND = 0.14
# What is weaker is not seen beside so many lines, and makes the file large.
MOST_FLOWS = 400
MOST_LABELS = 30
WIDEST_LINE, THINNEST_LINE = 10.0, 0.6
LARGEST_NODE, SMALLEST_NODE = 14.0, 2.5
# How far the middle of a line is off the straight one, in shares of its length.
BEND = 0.12
CREDIT = "Made with Natural Earth"

Pixels = Mapping[str, Pixel]


def draw_map(network: Network, outlines: CountryOutlines) -> Picture:
    """Flows as lines, wider where more flows, over the outlines of countries.

    Nodes without a point are not drawn; the description says how many, and how many flows are.
    """
    placed = [node for node in network.heaviest if node.point is not None]
    frame = _frame([node.point for node in placed if node.point is not None])
    pixels = {node.id: frame.pixel(*node.point) for node in placed if node.point is not None}
    flows = _drawn_flows(network, pixels)
    inside = element(
        "svg",
        element("rect", width=frame.width, height=frame.height, **{"class": "sea"}),
        draw_countries(outlines, frame),
        group("flows", *(_line(network, flow, pixels) for flow in reversed(flows))),
        group("nodes", *(_circle(network, node, pixels[node.id]) for node in placed)),
        _labels(network, placed, pixels, frame),
        x=fixed(MARGIN), y=fixed(HEADING), width=frame.width, height=frame.height,
        # What lies outside is cut off there.
        viewBox=f"0 0 {fixed(frame.width)} {fixed(frame.height)}",
    )  # fmt: skip
    described = _described(network, placed, flows)
    legend = _legend(network, flows)
    return Picture(network.title, described, WIDTH, HEADING + HEIGHT + LEGEND, inside + legend)


def _frame(points: Sequence[tuple[float, float]]) -> Frame:
    """The part of the map that holds all points, in the form of the picture."""
    plane: Plane = choose_plane(points) if points else LambertAzimuthal(EUROPE)
    shown = np.array(points or [(36.0, -9.0), (64.0, 28.0)], dtype=np.float64)
    x, y = plane.place(shown[:, 0], shown[:, 1])
    wide = max(float(np.ptp(x)), LEAST_EXTENT) * (1 + 2 * AROUND)
    high = max(float(np.ptp(y)), LEAST_EXTENT) * (1 + 2 * AROUND)
    width, height = WIDTH - 2 * MARGIN, HEIGHT
    scale = min(width / wide, height / high)
    middle = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    return Frame(
        plane, middle[0] - width / scale / 2, middle[1] + height / scale / 2, scale, width, height
    )


def _drawn_flows(network: Network, pixels: Pixels) -> list[Flow]:
    flows = [
        flow
        for flow in network.strongest
        if flow.start in pixels and flow.end in pixels and not flow.is_within
    ]
    return flows[:MOST_FLOWS]


def _line(network: Network, flow: Flow, pixels: Pixels) -> str:
    (x1, y1), (x2, y2) = pixels[flow.start], pixels[flow.end]
    # To the right of its way, so that both directions of a pair are seen.
    x, y = (x1 + x2) / 2 - BEND * (y2 - y1), (y1 + y2) / 2 + BEND * (x2 - x1)
    steps = f"M{fixed(x1)} {fixed(y1)}Q{fixed(x)} {fixed(y)} {fixed(x2)} {fixed(y2)}"
    told = element("title", text(network.told(flow)))
    width = _line_width(flow.value, _most(network))
    return element("path", told, d=steps, stroke_width=width, **{"class": "flow"})


def _circle(network: Network, node: Node, pixel: Pixel) -> str:
    told = f"{node.label}: {number(network.weights[node.id])} {network.unit}"
    if node.is_near:
        told += ", drawn near its place"
    return element(
        "circle", element("title", text(told)), cx=pixel[0], cy=pixel[1],
        r=_radius(network, node), **{"class": "near" if node.is_near else "node"},
    )  # fmt: skip


def _labels(network: Network, placed: Sequence[Node], pixels: Pixels, frame: Frame) -> str:
    spots = [Spot(*pixels[node.id], _radius(network, node), node.label) for node in placed]
    room = Box(0, 0, frame.width, frame.height)
    return draw_labels(spots[:MOST_LABELS], spots[MOST_LABELS:], room)


def _radius(network: Network, node: Node) -> float:
    """Areas are as the weights."""
    most = max(network.weights.values())
    share = network.weights[node.id] / most if most > 0 else 0.0
    return max(SMALLEST_NODE, LARGEST_NODE * math.sqrt(max(share, 0.0)))


def _line_width(value: float, most: float) -> float:
    return max(THINNEST_LINE, WIDEST_LINE * value / most) if most > 0 else THINNEST_LINE


def _most(network: Network) -> float:
    return max((flow.value for flow in network.flows if not flow.is_within), default=0.0)


def _legend(network: Network, flows: Sequence[Flow]) -> str:
    y, x = HEADING + HEIGHT + LEGEND / 2, MARGIN + WIDEST_LINE / 2
    drawn = [element("text", CREDIT, **at(WIDTH - MARGIN, y + 4, "small soft end"))]
    most = flows[0].value if flows else 0.0
    is_whole = all(float(flow.value).is_integer() for flow in flows)
    values = {_round(share * most) for share in (1.0, 0.3, 0.1)}
    for value in sorted(values, reverse=True):
        if value < (1 if is_whole else 0) or value == 0:
            continue
        width = _line_width(value, _most(network))
        words = f"{number(value)} {network.unit}"
        line = element("line", x1=x, x2=x + 36, y1=y, y2=y, stroke_width=width, **{"class": "flow"})
        drawn += [line, element("text", text(words), **at(x + 44, y + 4, "small soft"))]
        x += 160
    return group("legend", *drawn)


def _round(value: float) -> float:
    """Down to one digit, so that a legend has simple numbers."""
    if value <= 0:
        return 0.0
    digit = 10.0 ** math.floor(math.log10(value))
    return math.floor(value / digit) * digit


def _described(network: Network, placed: Sequence[Node], flows: Sequence[Flow]) -> str:
    between = [flow for flow in network.flows if not flow.is_within]
    told = [network.note] if network.note else []
    if network.is_directed:
        told.append("lines bend to the right of their way")
    if len(flows) < len(between):
        told.append(f"{len(flows):,} of {len(between):,} lines are drawn")
    missing = len(network.nodes) - len(placed)
    if missing:
        told.append(f"{missing:,} of {len(network.nodes):,} have no known place")
    near = sum(node.is_near for node in placed)
    if near:
        told.append(f"{near:,} are drawn near their place (hollow)")
    return "; ".join(told)
