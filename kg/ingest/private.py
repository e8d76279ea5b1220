"""Takes private cells out of a row before it becomes a record."""

from dataclasses import dataclass, replace

from kg.graph.sealer import Sealer
from kg.ingest.clean import clean_text
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.ingest.table import Table
from kg.model import Rejection
from kg.ontology.schema import Schema

SEALED = "(sealed)"


@dataclass(frozen=True, slots=True)
class PrivateCells:
    """Seals the cells of a table that the ontology marks as private."""

    schema: Schema
    sealer: Sealer

    def seal(self, source: str, table: Table, row: RawRow) -> RawRow:
        """The row with one sealed cell in place of its private ones, which it has beside it."""
        if table.sealed is None:
            return row
        names = self._names(table.sealed)
        private = {name: clean_text(row.values.get(name, "")) for name in sorted(names)}
        public = {name: value for name, value in row.values.items() if name not in names}
        node = f"{source}:{clean_text(row.values.get('id', ''))}"
        sealed = self.sealer.seal({n: v for n, v in private.items() if v}, node)
        return replace(row, values={**public, "sealed": sealed}, private=private)

    def seal_unread(self, source: str, table: Table, rejection: Rejection) -> Rejection:
        """The rejection of what is no row, with all of it sealed that may be private.

        Of a row that has not its cells nobody can say which of them are.
        """
        if table.sealed is None:
            return rejection
        names = {WHOLE_ROW, *self._names(table.sealed)}
        private = {name: text for name, text in rejection.cells.items() if name in names}
        public = {name: text for name, text in rejection.cells.items() if name not in names}
        node = f"{source}:{rejection.file}:{rejection.line}"
        cells = {**public, "sealed": self.sealer.seal(private, node)}
        value = SEALED if rejection.column == WHOLE_ROW else rejection.value
        return replace(rejection, value=value, cells=cells)

    def _names(self, class_name: str) -> set[str]:
        return {p.name for p in self.schema.classes[class_name].private_properties()}
