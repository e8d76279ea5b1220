"""Decides where the classes of the diagram stand: areas in three columns, the busiest amid.

Lines then run mostly between neighbouring columns. The same ontology gives the same places.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ontology.schema import Relation, Schema

WIDTH = 300
GUTTER = 150
MARGIN = 90
TOP = 70
PADDING = 14
HEAD = 40
ROW = 17
TITLE = 30
GAP = 14
COLUMNS = 3
MIDDLE = 1
# In pixels of height: what it is worth not to lead a line past the column in the middle, and not
# to lead it around its own column.
ACROSS, AROUND = 400, 120
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A class with the relations that begin at it; x and y are its upper left corner."""

    name: str
    rows: tuple[Relation, ...]
    column: int
    x: int
    y: int

    @property
    def height(self) -> int:
        """In pixels."""
        return box_height(len(self.rows))


@dataclass(frozen=True, slots=True)
class Panel:
    """An area with its classes."""

    title: str
    boxes: tuple[Box, ...]
    x: int
    y: int
    height: int


def box_height(rows: int) -> int:
    """The height of a class with so many relations."""
    return HEAD + (rows * ROW + 6 if rows else 0)


def lay_out(schema: Schema, areas: Mapping[str, str]) -> tuple[Panel, ...]:
    """The areas from left to right and from top to bottom."""
    by_area: dict[str, list[str]] = {}
    for name in sorted(schema.classes, key=schema.labels):
        by_area.setdefault(areas.get(name, "Other"), []).append(name)
    area_of = {name: area for area, names in by_area.items() for name in names}
    ends = [(area_of[r.domain], area_of[r.range]) for r in schema.relations.values()]
    heights = {area: _panel_height(schema, names) for area, names in by_area.items()}
    columns = _columns(heights, ends)
    orders = _orders(columns, heights, ends)
    return tuple(
        panel for order in orders for panel in _place(schema, by_area, order, columns, heights)
    )


def rows_of(schema: Schema, name: str) -> tuple[Relation, ...]:
    """The relations that begin at a class itself, those to other classes first."""
    own = [r for r in schema.relations.values() if r.domain == name]
    return tuple(sorted(own, key=lambda r: (r.range == name, r.range, r.type)))


def _panel_height(schema: Schema, names: Sequence[str]) -> int:
    boxes = sum(box_height(len(rows_of(schema, name))) + GAP for name in names)
    return TITLE + boxes - GAP + 2 * PADDING


def _columns(heights: Mapping[str, int], ends: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The column of each area: the busiest in the middle, the others where they cost least."""
    links = Counter(pair for pair in ends if pair[0] != pair[1])
    busy = Counter(area for pair in ends for area in pair)
    hub = min(heights, key=lambda area: (-busy[area], area))
    columns = dict.fromkeys(sorted(heights), 0) | {hub: MIDDLE}
    for _ in range(ROUNDS):
        for area in sorted(set(heights) - {hub}):
            choices = [columns | {area: column} for column in range(COLUMNS)]
            columns = min(choices, key=lambda choice: _cost(choice, heights, links))
    return columns


def _cost(
    columns: Mapping[str, int], heights: Mapping[str, int], links: Mapping[tuple[str, str], int]
) -> int:
    tall = [sum(h for a, h in heights.items() if columns[a] == c) for c in range(COLUMNS)]
    across = sum(n for (a, b), n in links.items() if abs(columns[a] - columns[b]) > 1)
    around = sum(n for (a, b), n in links.items() if columns[a] == columns[b])
    return max(tall) - min(tall) + ACROSS * across + AROUND * around


def _orders(
    columns: Mapping[str, int], heights: Mapping[str, int], ends: Iterable[tuple[str, str]]
) -> list[list[str]]:
    """The areas of each column from the top, near what they are linked with."""
    orders = [sorted(a for a in columns if columns[a] == c) for c in range(COLUMNS)]
    links = [pair for pair in ends if pair[0] != pair[1]]
    for _ in range(ROUNDS):
        middles = _middles(orders, heights)
        for order in orders:
            order.sort(key=lambda area: (_pull(area, links, middles), area))
    return orders


def _middles(orders: list[list[str]], heights: Mapping[str, int]) -> dict[str, float]:
    middles = {}
    for order in orders:
        y = 0.0
        for area in order:
            middles[area] = y + heights[area] / 2
            y += heights[area] + GAP
    return middles


def _pull(area: str, links: Iterable[tuple[str, str]], middles: Mapping[str, float]) -> float:
    others = [b if a == area else a for a, b in links if area in (a, b)]
    return sum(middles[o] for o in others) / len(others) if others else max(middles.values())


def _place(
    schema: Schema,
    by_area: Mapping[str, Sequence[str]],
    order: Sequence[str],
    columns: Mapping[str, int],
    heights: Mapping[str, int],
) -> list[Panel]:
    panels, top = [], TOP
    for area in order:
        column = columns[area]
        x = MARGIN + column * (WIDTH + 2 * PADDING + GUTTER)
        boxes, y = [], top + TITLE + PADDING
        for name in by_area[area]:
            box = Box(name, rows_of(schema, name), column, x + PADDING, y)
            boxes.append(box)
            y += box.height + GAP
        panels.append(Panel(area, tuple(boxes), x, top, heights[area]))
        top += heights[area] + 2 * GAP
    return panels
