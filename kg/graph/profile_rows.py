"""Organisations with all that tells one from another, read for comparison."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.graph.connection import Connection, Row
from kg.graph.identities import JUDGED
from kg.graph.statements import statement
from kg.graph.stored_values import MERGED_IDS, divided
from kg.model import Value
from kg.ontology.schema import Schema


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """An organisation: its class, what it has, where it is, and what was merged into it."""

    id: str
    class_name: str
    properties: Mapping[str, Value]
    records: tuple[str, ...]
    region: str | None
    merged_ids: tuple[str, ...]


class ProfileRows:
    """Reads organisations of one graph."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection = connection
        self._schema = schema

    def all(self) -> Iterator[ProfileRow]:
        """Every organisation, in no order."""
        return map(self._row, self._connection.stream(statement("every_profile")))

    def of(self, ids: Collection[str]) -> dict[str, ProfileRow]:
        """The organisations with these ids that are there."""
        rows = self._connection.read(statement("profiles_by_id"), ids=sorted(ids))
        return {row["id"]: self._row(row) for row in rows}

    def _row(self, row: Row) -> ProfileRow:
        stored = divided(row["properties"])
        merged = tuple(row["properties"].get(MERGED_IDS) or ())
        class_name = self._schema.class_of(row["labels"]) or JUDGED
        return ProfileRow(
            row["id"], class_name, stored.properties, stored.records, row["region"], merged
        )
