"""Reads the whole canonical graph page by page, in one order: for what writes all of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.census import BOOKKEEPING
from kg.graph.connection import Connection, Row
from kg.graph.statements import with_names
from kg.graph.stored_values import divided
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef
from kg.ontology.schema import Schema

PAGE = 500


@dataclass(frozen=True, slots=True)
class DescribedNode:
    """A node and the relationships that begin at it."""

    node: CanonicalNode
    links: tuple[CanonicalLink, ...]


class WholeGraph:
    """All nodes of the ontology's classes but those of the bookkeeping."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection = connection
        self._schema = schema

    def roots(self) -> list[str]:
        """The root classes by name."""
        return [root for root in self._schema.roots() if root not in BOOKKEEPING]

    def nodes(self, root: str) -> Iterator[DescribedNode]:
        """The nodes of a root class by id, each with its relationships by type and end.

        The embedded engine sorts a whole class for every page that is asked for in order, so the
        ids come first, and the pages are looked up by id.
        """
        rows = self._connection.stream(with_names("node_ids", root=root))
        ids = sorted(row["id"] for row in rows)
        for begin in range(0, len(ids), PAGE):
            page = ids[begin : begin + PAGE]
            yield from self._page(root, page)

    def sources(self) -> list[str]:
        """The names of all sources."""
        rows = self._connection.read(with_names("node_ids", root="Source"))
        return sorted(row["id"] for row in rows)

    def _page(self, root: str, ids: list[str]) -> Iterator[DescribedNode]:
        found = self._connection.read(with_names("nodes_by_id", root=root), ids=ids, limit=len(ids))
        links: dict[str, list[CanonicalLink]] = defaultdict(list)
        for row in self._connection.stream(with_names("links_from", root=root), ids=ids):
            if row["type"] in self._schema.relations and row["labels"]:
                links[row["start"]].append(self._link(root, row))
        for row in sorted(found, key=lambda row: str(row["id"])):
            own = sorted(links[row["id"]], key=_place)
            yield DescribedNode(self._node(root, row), tuple(own))

    def _node(self, root: str, row: Row) -> CanonicalNode:
        stored = divided(row["properties"])
        stored.properties.pop("id", None)
        class_name, ref = self._schema.class_of(row["labels"]) or root, NodeRef(root, row["id"])
        return CanonicalNode(ref, class_name, stored.properties, stored.records, stored.retired_on)

    def _link(self, root: str, row: Row) -> CanonicalLink:
        stored = divided(row["properties"])
        end = self._schema.class_of(row["labels"])
        label = self._schema.root(end) if end else row["labels"][0]
        ref = LinkRef(row["type"], NodeRef(root, row["start"]), NodeRef(label, row["end"]))
        return CanonicalLink(ref, stored.properties, stored.records, stored.retired_on)


def _place(link: CanonicalLink) -> tuple[str, str, str]:
    return link.ref.type, link.ref.end.label, link.ref.end.id
