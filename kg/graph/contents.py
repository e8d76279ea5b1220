"""All that a graph holds, read as streams in the ontology's terms."""

from collections.abc import Iterator

from kg.graph.connection import Connection
from kg.graph.statements import with_names
from kg.graph.stored_values import divided
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef
from kg.ontology.schema import Schema

ALL = ("every_node", "every_link")
IN_FORCE = ("nodes_in_force", "links_in_force")


class GraphContents:
    """The nodes and relationships of one graph; a statement runs until its stream ends.

    `in_force` leaves out what is retired, and relationships of it.
    """

    def __init__(self, connection: Connection, schema: Schema, *, in_force: bool = False) -> None:
        self._connection = connection
        self._schema = schema
        self._nodes, self._links = IN_FORCE if in_force else ALL

    def nodes(self, class_name: str) -> Iterator[CanonicalNode]:
        """The nodes of a class and of the classes below it, in no order."""
        root = self._schema.root(class_name)
        wanted = set(self._schema.subclasses(class_name))
        for row in self._connection.stream(with_names(self._nodes, root=root)):
            found = self._schema.class_of(row["labels"]) or root
            if found in wanted:
                stored = divided(row["properties"])
                stored.properties.pop("id", None)
                ref = NodeRef(root, row["id"])
                yield CanonicalNode(
                    ref, found, stored.properties, stored.records, stored.retired_on
                )

    def links(self, type_: str) -> Iterator[CanonicalLink]:
        """The relationships of a type, in no order."""
        relation = self._schema.relation(type_)
        start, end = self._schema.root(relation.domain), self._schema.root(relation.range)
        text = with_names(self._links, type=type_, start=start, end=end)
        for row in self._connection.stream(text):
            stored = divided(row["properties"])
            ref = LinkRef(type_, NodeRef(start, row["start"]), NodeRef(end, row["end"]))
            yield CanonicalLink(ref, stored.properties, stored.records, stored.retired_on)
