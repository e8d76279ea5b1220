"""The table of relationships between an organisation and what it has to do with."""

from dataclasses import dataclass
from functools import cached_property

from kg.ingest.clean import clean_decimal
from kg.ingest.sources.esco import competency_id
from kg.ingest.table import Cell, Column, Draft, LinkDraft, Row, Rule, Table
from kg.model import NodeRef, Reason
from kg.ontology.contract import rule_of
from kg.ontology.schema import Datatype, Property, Relation, Schema

# What an organisation can be related to by a row; all else is named in a table of its own.
ENDS = ("Organisation", "Grouping")
ANOTHER = Rule("must be another one than from", Reason.BREAKS_RULE)
EXAMPLES = {"from": "example-firm", "type": "MEMBER_OF", "to": "example-cluster"}


# Without slots, since what every row asks for is kept.
@dataclass(frozen=True)
class RelationshipReader:
    """Reads rows `from, type, to` with the attributes that the type may have."""

    schema: Schema

    def relations(self) -> tuple[Relation, ...]:
        """The relations that a row may state: none that is computed."""
        found = (r for r in self.schema.relations.values() if not r.is_computed)
        return tuple(r for r in found if r.domain == "Organisation" and r.range in ENDS)

    def attributes(self) -> tuple[Property, ...]:
        """The attributes of any of them, in order."""
        found = {prop.name: prop for relation in self.relations() for prop in relation.attributes}
        return tuple(sorted(found.values(), key=lambda prop: prop.order or 0))

    def columns(self) -> tuple[Column, ...]:
        """All columns in the order in which they are written."""
        types = ", ".join(relation.type for relation in self.relations())
        needed = (
            ("from", "Who.", "must be the id of: organisation"),
            ("type", "What holds.", f"must be one of {types}"),
            (
                "to",
                "Whom it holds with.",
                "must be the id of: organisation, after MEMBER_OF cluster or other grouping",
            ),
        )
        return (
            *(
                Column(name, told, rule, EXAMPLES[name], is_required=True)
                for name, told, rule in needed
            ),
            *(
                Column(prop.name, prop.definition, rule_of(prop), prop.example or "")
                for prop in self.attributes()
            ),
        )

    @cached_property
    def _types(self) -> dict[str, Relation]:
        return {relation.type: relation for relation in self.relations()}

    @cached_property
    def _attributes(self) -> tuple[Property, ...]:
        return self.attributes()

    def draft(self, row: Row) -> Draft:
        """The relationship that a row states."""
        types = self._types
        type_ = row.get("type") or ""
        relation = types.get(type_)
        cells = {prop.name: _cell(prop, row) for prop in self._attributes}
        cells["competency"] = [competency_id(row.source, n) for n in row.list("competency")]
        link = LinkDraft(
            type_,
            NodeRef("Organisation", row.scoped("from")),
            NodeRef(relation.range if relation else "Organisation", row.scoped("to")),
            "to",
            {name: cell for name, cell in cells.items() if cell},
            required=True,
            among=tuple(types),
            start_column="from",
        )
        faults = {"to": ANOTHER} if link.start == link.end else {}
        return Draft(links=(link,), faults=faults)


def _cell(prop: Property, row: Row) -> Cell:
    if prop.datatype is Datatype.DECIMAL:
        return clean_decimal(row.get(prop.name))
    return row.list(prop.name) if prop.many else row.get(prop.name)


def relationship_table(schema: Schema) -> Table:
    """The table `relationships.csv`, compiled from the relations of the ontology."""
    reader = RelationshipReader(schema)
    columns = reader.columns()
    return Table(
        name="members.relationship",
        files=("relationships.csv",),
        columns={column.name: (column.name,) for column in columns},
        required=frozenset({"from", "type", "to"}),
        key=("from", "type", "to"),
        derive=reader.draft,
        is_strict=True,
        documented=columns,
    )
