"""What the graph keeps of sources: the rank of each, and whether the graph follows it already."""

from collections.abc import Iterator

import neo4j

from kg.graph.connection import Connection
from kg.graph.ledger import NOTHING, Note, unnoted
from kg.graph.statements import statement, with_names
from kg.model import LinkRef, NodeRef
from kg.ontology.schema import Schema


class SourceSettings:
    """Reads and writes the settings of the sources of one graph."""

    def __init__(self, connection: Connection, schema: Schema, note: Note = unnoted) -> None:
        self._connection = connection
        self._schema = schema
        self._note = note

    def ranks(self) -> dict[str, int | None]:
        """Every source with its rank; None where it has none."""
        rows = self._connection.read(statement("kept_sources"))
        found = {row["properties"]["id"]: row["properties"].get("rank") for row in rows}
        return dict(sorted(found.items()))

    def due(self) -> list[str]:
        """The sources whose rank has changed and which the graph does not follow yet."""
        rows = self._connection.read(statement("source_ranks"))
        return sorted(row["source"] for row in rows if row["isDue"])

    def set_rank(self, source: str, rank: int | None) -> None:
        """Gives a source a rank, and notes that the graph has still to follow."""
        self._write("set_rank", source=source, rank=rank)

    def settle_rank(self, source: str) -> None:
        """Notes that the graph follows the rank of a source."""
        self._write("settle_rank", source=source)

    def shared(self, source: str) -> Iterator[NodeRef | LinkRef]:
        """The nodes, then the relationships, that a source states together with others."""
        prefix = f"{source}/"
        for root in self._schema.roots():
            text = with_names("shared_nodes", root=root)
            for row in self._connection.stream(text, prefix=prefix):
                yield NodeRef(root, row["id"])
        for type_, relation in sorted(self._schema.relations.items()):
            start, end = self._schema.root(relation.domain), self._schema.root(relation.range)
            text = with_names("shared_links", type=type_, start=start, end=end)
            for row in self._connection.stream(text, prefix=prefix):
                yield LinkRef(type_, NodeRef(start, row["start"]), NodeRef(end, row["end"]))

    def _write(self, name: str, **parameters: str | int | None) -> None:
        def work(tx: neo4j.ManagedTransaction) -> int:
            tx.run(statement(name), parameters).consume()
            revision: int = tx.run(statement("next_revision")).single(strict=True)["revision"]
            return revision

        self._note(self._connection.write(work), NOTHING)
