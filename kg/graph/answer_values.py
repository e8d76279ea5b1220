"""What a query answers with, as frozen values: nothing of the driver leaves this room.

Sealed values are left out: the properties that hold them, and texts that look like them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from kg.graph.sealer import FORM

# The shortest sealed text holds a tag of 16 bytes and two braces: 24 characters of base64.
SEALED = re.compile(rf"(?<![\w.-]){re.escape(FORM)}[A-Za-z0-9_-]{{22,}}={{0,2}}")
IN_PLACE_OF_SEALED = "(sealed)"
BYTES_OF_A_NUMBER = 8
BYTES_AROUND = 4  # quotes, comma, colon

Cell: TypeAlias = Union[
    bool, int, float, str, tuple["Cell", ...], Mapping[str, "Cell"],
    "NodeValue", "LinkValue", "PathValue", None,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A node of an answer; `id` is the property of that name."""

    labels: tuple[str, ...]
    id: str | None
    properties: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A relationship of an answer; its ends are known where the same row holds the nodes."""

    type: str
    start: str | None
    end: str | None
    properties: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class PathValue:
    """A path of an answer: one node more than relationships."""

    nodes: tuple[NodeValue, ...]
    links: tuple[LinkValue, ...]


def cell(value: Any, withheld: frozenset[str]) -> Cell:  # noqa: PLR0911  # one for each kind of value
    """A value of the driver as a value of ours, without the properties that are withheld."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return SEALED.sub(IN_PLACE_OF_SEALED, value)
        case bytes() | bytearray():
            return value.hex()
        case Node():
            return _node(value, withheld)
        case Relationship():
            return _link(value, withheld)
        case Path():
            nodes = tuple(_node(node, withheld) for node in value.nodes)
            return PathValue(nodes, tuple(_link(link, withheld) for link in value.relationships))
        case Point():
            return {"srid": value.srid, "coordinates": tuple(value)}
        case Mapping():
            return _properties(value, withheld)
        case list() | tuple():
            return tuple(cell(item, withheld) for item in value)
        case _:  # dates, times and durations of the driver
            return str(value.iso_format()) if hasattr(value, "iso_format") else str(value)


def weight(value: Cell) -> int:  # noqa: PLR0911  # one for each kind of value
    """About how many bytes the value takes as JSON."""
    match value:
        case str():
            return len(value.encode(errors="replace")) + BYTES_AROUND
        case NodeValue():
            return weight(value.labels) + weight(value.id) + weight(value.properties)
        case LinkValue():
            return weight((value.type, value.start, value.end)) + weight(value.properties)
        case PathValue():
            return weight(value.nodes) + weight(value.links)
        case Mapping():
            return sum(weight(key) + weight(item) for key, item in value.items()) + BYTES_AROUND
        case tuple():
            return sum(map(weight, value)) + BYTES_AROUND
        case _:
            return BYTES_OF_A_NUMBER


def _node(node: Node, withheld: frozenset[str]) -> NodeValue:
    return NodeValue(tuple(sorted(node.labels)), _id(node), _properties(node, withheld))


def _link(link: Relationship, withheld: frozenset[str]) -> LinkValue:
    ends = (None if end is None else _id(end) for end in link.nodes)
    start, end = ends
    return LinkValue(link.type, start, end, _properties(link, withheld))


def _id(node: Node) -> str | None:
    found = node.get("id")
    return found if isinstance(found, str) else None


def _properties(entity: Any, withheld: frozenset[str]) -> dict[str, Cell]:
    kept = sorted((key, value) for key, value in entity.items() if key not in withheld)
    return {key: cell(value, withheld) for key, value in kept}
