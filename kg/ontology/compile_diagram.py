"""Compiles the schema into a class diagram as SVG, legible on a light and on a dark ground.

A box is a class and lists the relations that begin at it; a line leads from each to the class at
its other end. Colours tell the kinds of relation apart, and a title on each line says it in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from kg.ontology.diagram_layout import (
    COLUMNS,
    GUTTER,
    HEAD,
    MARGIN,
    PADDING,
    ROW,
    WIDTH,
    Box,
    Panel,
    lay_out,
)
from kg.ontology.schema import Relation, Schema

# The palette of Okabe and Ito, which people with any colour vision tell apart, darkened for text
# on white and lightened for text on black.
KINDS: Mapping[str, tuple[str, str]] = {
    "vertical": ("#a04300", "#e69f5a"),
    "horizontal": ("#005b94", "#56b4e9"),
    "institutional": ("#9b3f74", "#e29ac2"),
    "spatial": ("#00664b", "#3fc79f"),
    "life cycle": ("#6b5800", "#d9c64a"),
}
STYLE = """
  svg { --ground: #fff; --panel: #f4f5f7; --box: #fff; --line: #c4c9d1; --ink: #1b1f24; --soft: #4d5661; %s }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #14171b; --panel: #1d2127; --box: #262b33; --line: #465060; --ink: #f0f2f5; --soft: #b8c0cb; %s }
  }
  text { font: 12px ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--ink) }
  .area { font-size: 15px; font-weight: 600 }
  .class { font-size: 13px; font-weight: 600 }
  .soft { font-size: 11px; fill: var(--soft) }
  .relation { font: 10.5px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
  .edge { fill: none; stroke-width: 1.3 }
"""  # noqa: E501  # one rule a line
TITLE = "Classes of the ontology and their relations"
FOOT = 30
LEGEND_STEP = 120


def compile_diagram(schema: Schema, areas: Mapping[str, str]) -> str:
    """The drawing; `areas` names the area of each class."""
    panels = lay_out(schema, areas)
    boxes = {box.name: box for panel in panels for box in panel.boxes}
    width = 2 * MARGIN + COLUMNS * (WIDTH + 2 * PADDING) + (COLUMNS - 1) * GUTTER
    height = max(panel.y + panel.height for panel in panels) + FOOT
    return "\n".join(
        [
            _opening(width, height),
            f'<title id="title">{TITLE}</title>',
            f'<desc id="about">{escape(_about(schema, panels))}</desc>',
            f"<style>{STYLE % (_colours(0), _colours(1))}</style>",
            *_markers(),
            f'<rect width="{width}" height="{height}" fill="var(--ground)"/>',
            *_legend(),
            *(line for panel in panels for line in _panel(panel)),
            *(line for panel in panels for box in panel.boxes for line in _box(schema, box)),
            *(line for name in sorted(boxes) for line in _edges(boxes, boxes[name])),
            "</svg>",
            "",
        ]
    )


def _opening(width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    names = 'role="img" aria-labelledby="title about"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {names}>'


def _about(schema: Schema, panels: Sequence[Panel]) -> str:
    titles = ", ".join(panel.title for panel in panels)
    return f"{len(schema.classes)} classes, {len(schema.relations)} relations; areas: {titles}."


def _colour(kind: str) -> str:
    return f"--{kind.replace(' ', '-')}"


def _colours(scheme: int) -> str:
    return "; ".join(f"{_colour(kind)}: {colours[scheme]}" for kind, colours in KINDS.items())


def _markers() -> Iterator[str]:
    yield "<defs>"
    for kind in KINDS:
        name = _colour(kind)
        yield (
            f'<marker id="end{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            f'markerHeight="8" orient="auto" markerUnits="userSpaceOnUse">'
            f'<path d="M0 0 8 4 0 8z" style="fill: var({name})"/></marker>'
        )
    yield "</defs>"


def _legend() -> Iterator[str]:
    yield f'<text class="area" x="{MARGIN}" y="30">{TITLE}</text>'
    for place, kind in enumerate(KINDS):
        x = MARGIN + place * LEGEND_STEP
        yield f'<path class="edge" d="M{x} 48h22" style="stroke: var({_colour(kind)})"/>'
        yield f'<text class="soft" x="{x + 28}" y="52">{kind}</text>'


def _panel(panel: Panel) -> Iterator[str]:
    yield (
        f'<rect x="{panel.x}" y="{panel.y}" width="{WIDTH + 2 * PADDING}" height="{panel.height}" '
        'rx="8" fill="var(--panel)"/>'
    )
    x, y = panel.x + PADDING, panel.y + 26
    yield f'<text class="area" x="{x}" y="{y}">{escape(panel.title)}</text>'


def _box(schema: Schema, box: Box) -> Iterator[str]:
    node_class = schema.classes[box.name]
    kind_of = f", a kind of {node_class.parent}" if node_class.parent else ""
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="4" '
        'fill="var(--box)" stroke="var(--line)"/>'
    )
    yield f'<text class="class" x="{box.x + 10}" y="{box.y + 17}">{escape(box.name)}</text>'
    caption = escape(node_class.caption + kind_of)
    yield f'<text class="soft" x="{box.x + 10}" y="{box.y + 32}">{caption}</text>'
    for place, relation in enumerate(box.rows):
        y = _row_middle(box, place) + 4
        other = "itself" if relation.range == box.name else relation.range
        yield (
            f'<text class="relation" x="{box.x + 10}" y="{y}" '
            f'style="fill: var({_colour(relation.kind)})">'
            f"{escape(relation.type)} \N{RIGHTWARDS ARROW} {escape(other)}</text>"
        )


def _row_middle(box: Box, place: int) -> int:
    return box.y + HEAD + place * ROW + ROW // 2


def _edges(boxes: Mapping[str, Box], box: Box) -> Iterator[str]:
    for place, relation in enumerate(box.rows):
        if relation.range != box.name:
            yield _edge(relation, _path(box, place, boxes[relation.range]))


def _edge(relation: Relation, path: str) -> str:
    colour = _colour(relation.kind)
    words = f"{relation.domain} {relation.caption} {relation.range}"
    return (
        f'<path class="edge" d="{path}" style="stroke: var({colour})" '
        f'marker-end="url(#end{colour})"><title>{escape(words)}</title></path>'
    )


def _path(start: Box, place: int, end: Box) -> str:
    """A curve from a row to the head of another class, on the sides that face each other."""
    y1, y2 = _row_middle(start, place), end.y + HEAD // 2
    if start.column == end.column:
        side = 0 if start.column == 0 else WIDTH
        bulge = (-1 if side == 0 else 1) * min(MARGIN - PADDING, 40 + abs(y2 - y1) // 12)
        x1, x2, lean1, lean2 = start.x + side, end.x + side, bulge, bulge
    else:
        is_right = end.column > start.column
        x1 = start.x + (WIDTH if is_right else 0)
        x2 = end.x + (0 if is_right else WIDTH)
        lean1 = (x2 - x1) // 2
        lean2 = -lean1
    return f"M{x1} {y1}C{x1 + lean1} {y1} {x2 + lean2} {y2} {x2} {y2}"
