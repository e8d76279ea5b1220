"""A picture of who is linked to whom, wherever they are."""

import math
from collections.abc import Mapping
from dataclasses import replace

from kg.query.pictures.content import Flow, Network, Node, number
from kg.query.pictures.force import place_by_force
from kg.query.pictures.labels import Box, Spot, draw_labels
from kg.query.pictures.style import GROUPS
from kg.query.pictures.svg import (
    HEADING,
    MARGIN,
    Picture,
    at,
    element,
    fixed,
    group,
    shortened,
    text,
)

WIDTH, HEIGHT, LEGEND = 960.0, 640.0, 40.0
# Names stand beside the outermost nodes.
SIDE, EDGE = 110.0, 24.0
# With more, lines hide one another, and the places take seconds to find.
MOST_NODES, MOST_FLOWS, MOST_LABELS = 250, 1_000, 60
WIDEST_LINE, THINNEST_LINE = 8.0, 0.5
LARGEST_NODE, SMALLEST_NODE = 16.0, 3.5
OTHERS = len(GROUPS) - 1

Pixels = Mapping[str, tuple[float, float]]


def draw_network(network: Network) -> Picture:
    """Nodes as circles, larger with what flows, coloured by group; flows as lines."""
    shown = _reduced(network)
    shares = place_by_force(shown)
    pixels = {
        id_: (SIDE + x * (WIDTH - 2 * SIDE), HEADING + EDGE + y * (HEIGHT - 2 * EDGE))
        for id_, (x, y) in shares.items()
    }
    colours = _colours(shown)
    lines = [flow for flow in shown.strongest if not flow.is_within]
    body = [
        group("flows", *(_line(shown, flow, pixels) for flow in reversed(lines))),
        group("nodes", *(_circle(shown, node, pixels, colours) for node in shown.heaviest)),
        _labels(shown, pixels),
        _legend(colours),
    ]
    height = HEADING + HEIGHT + LEGEND
    return Picture(network.title, _described(network, shown), WIDTH, height, "".join(body))


def _reduced(network: Network) -> Network:
    """The heaviest nodes and the strongest flows between them."""
    nodes = network.heaviest[:MOST_NODES]
    kept = {node.id for node in nodes}
    flows = [flow for flow in network.strongest if flow.start in kept and flow.end in kept]
    return replace(network, nodes=nodes, flows=flows[:MOST_FLOWS])


def _colours(network: Network) -> Mapping[str, int]:
    """A colour for each group, the largest groups first; the last one is for all others."""
    sizes: dict[str, int] = {}
    for node in network.nodes:
        if node.group:
            sizes[node.group] = sizes.get(node.group, 0) + 1
    ordered = sorted(sizes, key=lambda name: (-sizes[name], name))
    return {name: min(number, OTHERS) for number, name in enumerate(ordered)}


def _line(network: Network, flow: Flow, pixels: Pixels) -> str:
    (x1, y1), (x2, y2) = pixels[flow.start], pixels[flow.end]
    most = max((each.value for each in network.flows if not each.is_within), default=0.0)
    width = max(THINNEST_LINE, WIDEST_LINE * flow.value / most) if most > 0 else THINNEST_LINE
    told = element("title", text(network.told(flow)))
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element("line", told, **ends, stroke_width=width, **{"class": "flow faint"})


def _circle(network: Network, node: Node, pixels: Pixels, colours: Mapping[str, int]) -> str:
    x, y = pixels[node.id]
    told = f"{node.label}: {number(network.weights[node.id])} {network.unit}"
    told += f", {node.group}" if node.group else ""
    name = f"node group{colours[node.group]}" if node.group in colours else "node"
    return element("circle", element("title", text(told)), cx=x, cy=y, r=_radius(network, node),
                   **{"class": name})  # fmt: skip


def _labels(network: Network, pixels: Pixels) -> str:
    spots = [
        Spot(*pixels[node.id], _radius(network, node), node.name or node.id)
        for node in network.heaviest
    ]
    room = Box(2, HEADING, WIDTH - 2, HEADING + HEIGHT)
    return draw_labels(spots[:MOST_LABELS], spots[MOST_LABELS:], room)


def _radius(network: Network, node: Node) -> float:
    """Areas are as the weights."""
    most = max(network.weights.values())
    share = network.weights[node.id] / most if most > 0 else 0.0
    return max(SMALLEST_NODE, LARGEST_NODE * math.sqrt(max(share, 0.0)))


def _legend(colours: Mapping[str, int]) -> str:
    names: dict[int, str] = {}
    for name, colour in colours.items():
        is_shared = colour == OTHERS and len(colours) > len(GROUPS)
        names.setdefault(colour, "others" if is_shared else name)
    y, x = HEADING + HEIGHT + LEGEND / 2, MARGIN + 6
    room = (WIDTH - 2 * MARGIN) / max(len(names), 1)
    drawn = []
    for colour, name in names.items():
        drawn += [
            element("circle", cx=fixed(x), cy=y, r=6, **{"class": f"node group{colour}"}),
            element(
                "text", text(shortened(name, room - 24, 11)), **at(x + 12, y + 4, "small soft")
            ),
        ]
        x += room
    return group("legend", *drawn)


def _described(network: Network, shown: Network) -> str:
    counts = (
        (len(shown.nodes), len(network.nodes), "nodes"),
        (len(shown.flows), len(network.flows), "lines"),
    )
    told = (f"{a:,} of {b:,} {what} are drawn" for a, b, what in counts if a < b)
    return "; ".join(filter(None, (network.note, *told)))
