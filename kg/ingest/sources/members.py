"""Member packages: a folder of tables in which a cluster organisation keeps its members.

Columns are compiled from the ontology: a property of the class is a column of the same name, and
its sh:order is its place. What an ontology of tomorrow adds is a column of tomorrow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.ingest.clean import clean_code, clean_decimal
from kg.ingest.sources.esco import competency_id
from kg.ingest.sources.member_tables import MEMBER_TABLES, MemberTable, Reference
from kg.ingest.sources.relationships import relationship_table
from kg.ingest.table import (
    Cell,
    Column,
    Draft,
    LinkDraft,
    NodeDraft,
    Row,
    Rule,
    SourceFormat,
    Table,
)
from kg.model import NodeRef, Reason
from kg.ontology.contract import rule_of
from kg.ontology.schema import Datatype, Property, Schema

# Files name a region; the node keeps the code as it was stated.
FILE_NAMES = {"regionCode": "region"}
# Nodes with an id that is the same in all sources.
SHARED = frozenset({"Region", "Sector"})
PARTED = "; several are parted by |"
ONE = Rule("must be one value; a | parts several", Reason.SEVERAL_VALUES)
NOT_EMPTY = Rule("must not be empty", Reason.MISSING_VALUE)
CHAIN_NAME = Column("chainName", "The name of the value chain.", "text", "Gluten-free bakery")


def members_format(schema: Schema) -> SourceFormat:
    """The files of a package in the order in which they are loaded."""
    tables = [_table(MemberReader(schema, table)) for table in MEMBER_TABLES]
    tables.append(relationship_table(schema))
    # A delivery may hold only what has changed, but never nothing.
    optional = frozenset(table.name for table in tables) - {"members.organisation"}
    return SourceFormat("members", tuple(tables), optional)


# Without slots, since what every row asks for is kept.
@dataclass(frozen=True)
class MemberReader:
    """Reads the rows of one file: a node of a class, and its relationships."""

    schema: Schema
    table: MemberTable

    def properties(self) -> tuple[Property, ...]:
        """The properties that are columns: those with a place."""
        node_class = self.schema.classes[self.table.class_name]
        return tuple(prop for prop in node_class.properties if prop.order is not None)

    def columns(self) -> tuple[Column, ...]:
        """All columns in the order in which they are written."""
        required = self.required()
        identifier, *others = (_column(prop, required) for prop in self.properties())
        named = {column.name for column in others}
        references = [
            self._reference_column(r) for r in self.table.references if r.column not in named
        ]
        first = {r.column for r in self.table.references if r.is_required}
        needed = [column for column in references if column.name in first]
        kind = [self._kind_column()] if self._has_kinds else []
        chain = [CHAIN_NAME] if self.table.class_name == "Stage" else []
        return (
            identifier,
            *kind,
            *needed,
            *chain,
            *others,
            *(column for column in references if column not in needed),
        )

    def required(self) -> frozenset[str]:
        """The columns that a file must have."""
        stated = (_file_name(prop) for prop in self.properties() if prop.required)
        return frozenset({*stated, *self.table.wanted})

    def draft(self, row: Row) -> Draft:
        """What a row states."""
        root = self.schema.root(self.table.class_name)
        ref = NodeRef(root, row.scoped("id"))
        public = self._public
        properties = {
            public[column].name: _cell(public[column], column, row)
            for column in row.cells
            if column in public
        }
        if self._is_sealed:
            properties["sealed"] = row.get("sealed")
        node = NodeDraft(
            (row.get("kind") if self._has_kinds else None) or self.table.class_name,
            ref.id,
            properties,
            FILE_NAMES,
            within=self.table.class_name,
        )
        links = [
            self._link(reference, row, ref, name)
            for reference in self.table.references
            for name in _names(reference, row)
        ]
        return Draft((node, *self._stated_nodes(row)), tuple(links), self._faults(row))

    def _faults(self, row: Row) -> dict[str, Rule]:
        """Columns with several values where one is meant, and without what the row hangs on."""
        faults = dict.fromkeys((c for c in self._single if "|" in (row.get(c) or "")), ONE)
        needed = (r.column for r in self.table.references if r.column in self.table.wanted)
        # The chain is a node of the row itself, which says so when its id is empty.
        empty = (c for c in needed if not row.list(c) and c != "chain")
        return {**faults, **dict.fromkeys(empty, NOT_EMPTY)}

    @cached_property
    def _public(self) -> dict[str, Property]:
        """By the name of its column."""
        shown = (p for p in self.properties() if p.name != "id" and not p.is_private)
        return {_file_name(prop): prop for prop in shown}

    @cached_property
    def _is_sealed(self) -> bool:
        return self.sealed() is not None

    @cached_property
    def _single(self) -> tuple[str, ...]:
        return ("id", *(r.column for r in self.table.references if r.is_single))

    def sealed(self) -> str | None:
        """The class whose private values are sealed, if it has any."""
        is_private = any(prop.is_private for prop in self.properties())
        return self.table.class_name if is_private else None

    @cached_property
    def _has_kinds(self) -> bool:
        return len(self.schema.subclasses(self.table.class_name)) > 1

    def _kind_column(self) -> Column:
        kinds = self.schema.subclasses(self.table.class_name)
        example = "Firm" if "Firm" in kinds else kinds[0]
        rule = f"must be one of {', '.join(kinds)}"
        return Column("kind", "The class.", rule, example, is_required=True)

    def _reference_column(self, reference: Reference) -> Column:
        relation = self.schema.relation(reference.type)
        other = relation.domain if reference.is_incoming else relation.range
        parted = "" if reference.is_single else PARTED
        rule = f"must be the id of: {self.schema.classes[other].caption}{parted}"
        is_required = reference.column in self.table.wanted
        return Column(reference.column, relation.definition, rule, reference.example, is_required)

    def _link(self, reference: Reference, row: Row, own: NodeRef, name: str) -> LinkDraft:
        relation = self.schema.relation(reference.type)
        label = self.schema.root(relation.domain if reference.is_incoming else relation.range)
        own_id = f"{row.source}:{name}"
        id_ = name if label in SHARED else own_id
        if label == "Competency":
            id_ = competency_id(row.source, name)
        is_foreign = label == "Competency" and id_ != own_id
        other = NodeRef(label, id_)
        start, end = (other, own) if reference.is_incoming else (own, other)
        # A vocabulary of others may come later.
        required = reference.is_required and not is_foreign
        return LinkDraft(reference.type, start, end, reference.column, required=required)

    def _stated_nodes(self, row: Row) -> Iterable[NodeDraft]:
        """Nodes that have no file of their own: they stand where they are named."""
        if self.table.class_name == "Organisation":
            for sector in row.list("sector"):
                yield NodeDraft("Sector", sector, {}, {"id": "sector"})
        if self.table.class_name == "Stage":
            chain = row.scoped("chain") if row.get("chain") else ""
            # A stage without a chain is refused for that, not for the name of none.
            name = row.get("chainName") or row.get("chain") or row.get("id")
            yield NodeDraft("ValueChain", chain, {"name": name}, {"id": "chain"})


def _table(reader: MemberReader) -> Table:
    columns = reader.columns()
    return Table(
        name=f"members.{reader.table.name}",
        files=reader.table.files,
        columns={column.name: (column.name, *column.former_names) for column in columns},
        required=reader.required(),
        key=("id",),
        derive=reader.draft,
        is_strict=True,
        sealed=reader.sealed(),
        documented=columns,
    )


def _column(prop: Property, required: frozenset[str]) -> Column:
    parted = PARTED if prop.many else ""
    return Column(
        _file_name(prop),
        prop.definition,
        rule_of(prop) + parted,
        prop.example or "",
        _file_name(prop) in required,
        prop.former_names,
    )


def _file_name(prop: Property) -> str:
    return FILE_NAMES.get(prop.name, prop.name)


def _cell(prop: Property, column: str, row: Row) -> Cell:
    if prop.name == "regionCode":
        return clean_code(row.get(column))
    if prop.datatype is Datatype.DECIMAL:
        return clean_decimal(row.get(column))
    return row.list(column) if prop.many else row.get(column)


def _names(reference: Reference, row: Row) -> list[str]:
    if reference.column == "region":
        code = clean_code(row.get("region"))
        return [code] if code else []
    return row.list(reference.column)
