"""Takes private cells out of a row before it becomes a record."""

from dataclasses import dataclass, replace
from functools import cached_property

from kg.graph.sealer import Sealer
from kg.ingest.clean import clean_text
from kg.ingest.quarantine.entry import KeptOut
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.ingest.table import Table
from kg.model import Rejection
from kg.ontology.schema import Schema

SEALED = "(sealed)"


# Without slots, since what every row asks for is kept.
@dataclass(frozen=True)
class PrivateCells:
    """Seals the cells of a table that the ontology marks as private."""

    schema: Schema
    sealer: Sealer

    def seal(self, source: str, table: Table, row: RawRow) -> RawRow:
        """The row with one sealed cell in place of its private ones, which it has beside it.

        A row of a table with several classes may leave its private values out.
        """
        class_name = table.private_class(row.values)
        names = self._names(class_name) if class_name else set()
        if not names or (table.class_column and names.isdisjoint(row.values)):
            return row
        private = {name: clean_text(row.values.get(name, "")) for name in sorted(names)}
        public = {name: value for name, value in row.values.items() if name not in names}
        node = _node(source, table, row)
        sealed = self.sealer.seal({n: v for n, v in private.items() if v}, node)
        return replace(row, values={**public, "sealed": sealed}, private=private)

    def seal_unread(self, source: str, table: Table, rejection: Rejection) -> Rejection:
        """The rejection of what is no row, with all of it sealed that may be private.

        Of a row that has not its cells nobody can say which of them are.
        """
        private = {n: text for n, text in rejection.cells.items() if n in self._may_be(table)}
        if not private and table.sealed is None:
            return rejection
        public = {name: text for name, text in rejection.cells.items() if name not in private}
        # Not its line: the same row is known again where it stands next time.
        node = f"{source}:{rejection.file}"
        cells = {**public, "sealed": self.sealer.seal(private, node)}
        is_whole = table.sealed is not None and rejection.column == WHOLE_ROW
        return replace(rejection, value=SEALED if is_whole else rejection.value, cells=cells)

    def open(self, source: str, table: Table, row: RawRow, file: str | None) -> RawRow:
        """The row as it was read, with its private cells; StateError without their key.

        `file` is that of a row that was sealed before it could be read, and None for others.
        """
        sealed = row.values.get("sealed")
        if sealed is None:
            return row
        node = _node(source, table, row) if file is None else f"{source}:{file}"
        public = {name: value for name, value in row.values.items() if name != "sealed"}
        return replace(row, values={**public, **self.sealer.open(sealed, node)})

    def hide(self, table: Table, row: KeptOut) -> KeptOut:
        """The row without the values of private cells among its faults: they are in the seal."""
        class_name = table.private_class(row.cells)
        private = self._names(class_name) if class_name else set()
        if private.isdisjoint(fault.cell for fault in row.faults):
            return row
        faults = (
            replace(f, value=SEALED, suggestions=()) if f.cell in private else f for f in row.faults
        )
        return replace(row, faults=tuple(faults))

    def _may_be(self, table: Table) -> set[str]:
        if table.class_column:
            # What some class shows, such as a name, is no secret of what is of no class.
            classes = self.schema.classes.values()
            shown = {prop.name for c in classes for prop in c.public_properties()}
            return {prop.name for c in classes for prop in c.private_properties()} - shown
        return {WHOLE_ROW, *self._names(table.sealed)} if table.sealed else set()

    def _names(self, class_name: str) -> set[str]:
        return self._private.get(class_name, set())

    @cached_property
    def _private(self) -> dict[str, set[str]]:
        classes = self.schema.classes.items()
        return {name: {p.name for p in c.private_properties()} for name, c in classes}


def _node(source: str, table: Table, row: RawRow) -> str:
    """The id of the node that a row is about, to which what is sealed is bound."""
    if table.class_column:
        return clean_text(row.values.get(table.key[0], "")).partition("/")[2]
    return f"{source}:{clean_text(row.values.get('id', ''))}"
