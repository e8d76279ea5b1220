"""Everything in a graph that is about people: records of every load, and contacts."""

from collections.abc import Collection, Iterator
from itertools import islice

from kg.graph.archive import Archive
from kg.graph.batch import KeptRecord
from kg.graph.connection import Connection
from kg.graph.statements import statement

PAGE = 500


class People:
    """Reads what one graph keeps of people."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def records(
        self, whole: Collection[str], named: Collection[str], name: str
    ) -> Iterator[KeptRecord]:
        """All records of the tables `whole`, and those of `named` with the name in their key."""
        rows = self._connection.stream(
            statement("record_ids_of_tables"), whole=[*whole], named=[*named], name=name
        )
        ids = (row["id"] for row in rows)
        archive = Archive(self._connection)
        while page := list(islice(ids, PAGE)):
            yield from archive.kept(page)

    def contacts(self) -> Iterator[tuple[str, str]]:
        """All contacts with sealed values, and these."""
        for row in self._connection.stream(statement("sealed_contacts")):
            yield row["id"], row["sealed"]
