"""From a record to checked facts: derive what the row states, then hold it to the contract."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.ingest.clean import clean_row
from kg.ingest.fault import Faults
from kg.ingest.table import LinkDraft, NodeDraft, Table
from kg.model import LinkFact, LinkRef, NodeFact, NodeRef, Rejection, SourceRecord
from kg.ontology.contract import Contract


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """A relationship fact with what is to happen while its target is missing.

    An absorbed one leads from an organisation to itself, since its ends were judged the same.
    """

    fact: LinkFact
    column: str
    required: bool
    start_column: str | None = None
    is_absorbed: bool = False

    def column_of(self, end: NodeRef) -> str:
        """The column that names one of the ends."""
        is_start = self.start_column is not None and end == self.fact.ref.start
        return str(self.start_column) if is_start else self.column

    @property
    def ends(self) -> tuple[NodeRef, NodeRef]:
        """Both nodes."""
        return self.fact.ref.start, self.fact.ref.end


@dataclass(frozen=True, slots=True)
class Statement:
    """All facts of one record."""

    record: SourceRecord
    nodes: tuple[NodeFact, ...]
    links: tuple[CheckedLink, ...]


class FactReader:
    """Reads records of known tables into statements."""

    def __init__(self, contract: Contract, tables: Mapping[str, Table]) -> None:
        self.contract = contract
        self._tables = tables
        self._faults = Faults(contract)

    def read(
        self, record: SourceRecord, private: Mapping[str, str] | None = None
    ) -> Statement | list[Rejection]:
        """The facts of a record, or every rule that it breaks, under our names of the columns.

        `private` are the private cells of a row that is read for the first time: the record has
        them sealed.
        """
        table = self._tables[record.table]
        row = clean_row(record.source, table, record.values)
        draft = table.derive(row)
        nodes = [self._node(record, node) for node in draft.nodes]
        links = [self._link(record, link) for link in draft.links]
        broken = [r for part in (*nodes, *links) if isinstance(part, list) for r in part]
        broken += [self._faults.of_column(record, c, rule) for c, rule in draft.faults.items()]
        sealed = table.private_class(record.values)
        if sealed and private is not None:
            columns = draft.nodes[0].columns if draft.nodes else {}
            broken += self._broken_private(record, sealed, private, columns)
        if broken:
            return broken
        return Statement(
            record,
            tuple(node for node in nodes if isinstance(node, NodeFact)),
            tuple(link for link in links if isinstance(link, CheckedLink)),
        )

    def _node(self, record: SourceRecord, draft: NodeDraft) -> NodeFact | list[Rejection]:
        schema = self.contract.schema
        if draft.within and draft.class_name not in schema.subclasses(draft.within):
            return [self._faults.of_class(record, draft.class_name, draft.within)]
        checked = self.contract.check_node(draft.class_name, {"id": draft.id, **draft.properties})
        if isinstance(checked, tuple):
            return [self._faults.of_node(record, draft, violation) for violation in checked]
        properties = {name: value for name, value in checked.items() if name != "id"}
        ref = NodeRef(schema.root(draft.class_name), draft.id)
        return NodeFact(ref, draft.class_name, properties)

    def _broken_private(
        self,
        record: SourceRecord,
        class_name: str,
        private: Mapping[str, str],
        columns: Mapping[str, str],
    ) -> list[Rejection]:
        checked = self.contract.check_private(class_name, private)
        violations = checked if isinstance(checked, tuple) else ()
        return [self._faults.of_private(record, class_name, columns, v) for v in violations]

    def _link(self, record: SourceRecord, draft: LinkDraft) -> CheckedLink | list[Rejection]:
        if draft.among and draft.type not in draft.among:
            return [self._faults.of_type(record, draft)]
        checked = self.contract.check_relation(draft.type, draft.properties)
        if isinstance(checked, tuple):
            return [self._faults.of_link(record, draft, violation) for violation in checked]
        ref = LinkRef(draft.type, draft.start, draft.end)
        return CheckedLink(LinkFact(ref, checked), draft.column, draft.required, draft.start_column)
