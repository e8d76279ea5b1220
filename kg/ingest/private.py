"""Takes private cells out of a row before it becomes a record."""

from dataclasses import dataclass, replace

from kg.graph.sealer import Sealer
from kg.ingest.clean import clean_text
from kg.ingest.read_csv import RawRow
from kg.ingest.table import Table
from kg.ontology.schema import Schema


@dataclass(frozen=True, slots=True)
class PrivateCells:
    """Seals the cells of a table that the ontology marks as private."""

    schema: Schema
    sealer: Sealer

    def seal(self, source: str, table: Table, row: RawRow) -> RawRow:
        """The row with one sealed cell in place of its private ones, which it has beside it."""
        if table.sealed is None:
            return row
        names = {p.name for p in self.schema.classes[table.sealed].private_properties()}
        private = {name: clean_text(row.values.get(name, "")) for name in sorted(names)}
        public = {name: value for name, value in row.values.items() if name not in names}
        node = f"{source}:{clean_text(row.values.get('id', ''))}"
        sealed = self.sealer.seal({n: v for n, v in private.items() if v}, node)
        return replace(row, values={**public, "sealed": sealed}, private=private)
