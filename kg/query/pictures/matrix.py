"""A matrix of what flows between each two."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.query.pictures.content import Flow, Network, Node, number
from kg.query.pictures.style import STEPS
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
    text_width,
)

WIDTH = 960.0
# More rows than these cannot be read.
MOST_ROWS = 40
MOST_NUMBERS = 24
WIDEST_NAME = 190.0
CODE_HEIGHT = 56.0
LARGEST_CELL = 36.0
SIZE = 11.0
LEGEND = 56.0
LEGEND_STEP = 70.0
TOP = HEADING + CODE_HEIGHT


@dataclass(frozen=True, slots=True)
class Grid:
    """Which nodes are rows and columns, and where the cells are, in pixels."""

    shown: Sequence[Node]
    left: float
    cell: float
    found: Mapping[tuple[str, str], Flow]
    most: float


def draw_matrix(network: Network) -> Picture:
    """A row and a column for each node, darker where more flows; rows lead to columns.

    Shown are the heaviest nodes, in order of their ids, so that regions of a country are together.
    """
    shown = sorted(network.heaviest[:MOST_ROWS], key=lambda node: node.id)
    grid = _grid(shown, network)
    bottom = TOP + len(shown) * grid.cell
    body = [
        group("codes", *(_code(node, column, grid) for column, node in enumerate(shown))),
        *(_row(network, row, grid) for row in range(len(shown))),
        _legend(network, grid, bottom + MARGIN),
    ]
    told = [network.note] if network.note else []
    if network.is_directed:
        told.append("from the row to the column")
    if len(shown) < len(network.nodes):
        told.append(f"{len(shown):,} of {len(network.nodes):,} are shown, those with most")
    return Picture(network.title, "; ".join(told), WIDTH, bottom + MARGIN + LEGEND, "".join(body))


def step(value: float, most: float) -> int:
    """The shade of a value: by its root, so that small ones are told apart beside large ones."""
    if value <= 0 or most <= 0:
        return 0
    return min(len(STEPS) - 1, max(1, math.ceil(math.sqrt(value / most) * (len(STEPS) - 1))))


def _grid(shown: Sequence[Node], network: Network) -> Grid:
    widths = [text_width(node.label, SIZE) for node in shown]
    left = MARGIN + min(WIDEST_NAME, max(widths, default=0.0) + 8)
    cell = min(LARGEST_CELL, (WIDTH - MARGIN - left) / max(len(shown), 1))
    found = {(flow.start, flow.end): flow for flow in network.flows}
    if not network.is_directed:
        found |= {(flow.end, flow.start): flow for flow in network.flows}
    most = max((flow.value for flow in found.values()), default=0.0)
    return Grid(shown, left, cell, found, most)


def _row(network: Network, row: int, grid: Grid) -> str:
    node, y = grid.shown[row], TOP + row * grid.cell
    words = shortened(node.label, grid.left - MARGIN - 6, SIZE)
    name = element("text", text(words), **at(MARGIN, y + grid.cell / 2 + SIZE / 3, "small"))
    flows = (grid.found.get((node.id, other.id)) for other in grid.shown)
    cells = (_cell(network, flow, grid, (column, y)) for column, flow in enumerate(flows))
    return group("row", name, *cells)


def _cell(network: Network, flow: Flow | None, grid: Grid, place: tuple[int, float]) -> str:
    column, y = place
    x = grid.left + column * grid.cell
    shade = step(flow.value, grid.most) if flow else 0
    drawn = element(
        "rect", element("title", text(network.told(flow))) if flow else "",
        x=x + 0.5, y=y + 0.5, width=grid.cell - 1, height=grid.cell - 1,
        **{"class": f"step{shade}"},
    )  # fmt: skip
    if flow is None or len(grid.shown) > MOST_NUMBERS:
        return drawn
    placed = at(x + grid.cell / 2, y + grid.cell / 2 + 4, f"small middle ink{shade}")
    return drawn + element("text", text(_short(flow.value)), **placed)


def _code(node: Node, column: int, grid: Grid) -> str:
    x, y = grid.left + column * grid.cell + grid.cell / 2 + SIZE / 3, TOP - 6
    turned = f"rotate(-90 {fixed(x)} {fixed(y)})"
    words = shortened(node.id, CODE_HEIGHT - 8, SIZE)
    return element("text", text(words), **at(x, y, "small"), transform=turned)


def _short(value: float) -> str:
    """A number that fits into a cell."""
    for least, unit, letter in ((1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k")):
        if abs(value) >= least:
            return f"{value / unit:.0f}{letter}"
    return number(round(value, 1) if abs(value) < 100 else round(value))  # noqa: PLR2004  # width


def _legend(network: Network, grid: Grid, y: float) -> str:
    """The shades, each with the largest value that it stands for."""
    drawn = [element("text", text(network.unit), **at(MARGIN, y + SIZE, "small soft"))]
    last = len(STEPS) - 1
    for shade in range(last + 1):
        x = grid.left + shade * LEGEND_STEP
        words = "none" if shade == 0 else f"≤ {_short(grid.most * (shade / last) ** 2)}"
        sample = element("rect", x=x, y=y, width=22, height=11, **{"class": f"step{shade}"})
        drawn += [sample, element("text", words, **at(x, y + 26, "small soft"))]
    return group("legend", *drawn)
