"""RDF: one row for each node and one for each relationship that a file states.

Properties are columns of the ontology's names; a cell of one with many values is a list as JSON.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ingest.clean import clean_text, read_day
from kg.ingest.table import (
    Cell,
    Draft,
    LinkDraft,
    NodeDraft,
    Row,
    Rule,
    SourceFormat,
    Table,
    same_names,
)
from kg.model import NodeRef, Reason
from kg.ontology.schema import Property, Schema

# No property has such a name, so these columns are never one.
NODE, CLASS, SUBJECT = "(node)", "(class)", "(subject)"
START, TYPE, END = "(start)", "(type)", "(end)"
# What is wrong with a row besides the ontology's rules, as JSON: each column with its rule and
# the code of what breaks it.
FAULTS = "(faults)"
# The day since which what the row states is retired.
RETIRED = "(retired)"
NO_DAY = Rule("must be a date such as 2026-12-01", Reason.NOT_A_DATE)
LONGEST_NAME = 200


def rdf_format(schema: Schema) -> SourceFormat:
    """Nodes, then relationships."""
    reader = RdfReader(schema)
    nodes = Table(
        name="rdf.node",
        files=(),
        columns=same_names((NODE, CLASS)),
        required=frozenset({NODE, CLASS}),
        key=(NODE,),
        derive=reader.node,
        class_column=CLASS,
        retired_column=RETIRED,
    )
    links = Table(
        name="rdf.relationship",
        files=(),
        columns=same_names((START, TYPE, END)),
        required=frozenset({START, TYPE, END}),
        key=(START, TYPE, END),
        derive=reader.link,
        retired_column=RETIRED,
    )
    return SourceFormat("rdf", (nodes, links))


def node_cell(ref: NodeRef) -> str:
    """A node as it stands in a cell."""
    return f"{ref.label}/{ref.id}"


def property_column(subject: str, name: str) -> str:
    """How a property is named where it is at fault: with the node that it is of."""
    shown = subject if len(subject) <= LONGEST_NAME else f"{subject[:LONGEST_NAME]}…"
    return f"{shown} {name}"


@dataclass(frozen=True, slots=True)
class RdfReader:
    """Reads rows that were made of statements."""

    schema: Schema

    def node(self, row: Row) -> Draft:
        """A node."""
        if faults := _faults(row):
            return Draft(faults=faults)
        ref, class_name = _ref(row, NODE), row.get(CLASS) or ""
        known = self.schema.classes.get(class_name)
        properties = _properties(row, known.properties if known else ())
        subject = row.get(SUBJECT) or (row.get(NODE) or "").replace("/", " ", 1)
        columns = {name: property_column(subject, name) for name in (*properties, "id")}
        needed = (prop.name for prop in known.properties) if known else ()
        columns |= {name: property_column(subject, name) for name in needed}
        node = NodeDraft(class_name, ref.id, properties, columns, within=ref.label)
        return Draft((node,))

    def link(self, row: Row) -> Draft:
        """A relationship."""
        if faults := _faults(row):
            return Draft(faults=faults)
        type_ = row.get(TYPE) or ""
        relation = self.schema.relations.get(type_)
        properties = _properties(row, relation.attributes if relation else ())
        ends = " ".join(row.get(column) or "" for column in (START, TYPE, END))
        link = LinkDraft(
            type_,
            _ref(row, START),
            _ref(row, END),
            END,
            properties,
            among=tuple(self.schema.relations),
            start_column=START,
            columns={name: property_column(ends, name) for name in properties},
        )
        return Draft(links=(link,))


def _ref(row: Row, column: str) -> NodeRef:
    label, _, id_ = (row.get(column) or "").partition("/")
    return NodeRef(label, id_)


def faults_cell(faults: Mapping[str, Rule]) -> str:
    """What is wrong with a row as it stands in a cell."""
    return json.dumps({c: [rule, rule.reason] for c, rule in faults.items()}, ensure_ascii=False)


def _faults(row: Row) -> Mapping[str, Rule]:
    faults: dict[str, list[str]] = json.loads(row.get(FAULTS) or "{}")
    found = {column: Rule(text, Reason(code)) for column, (text, code) in faults.items()}
    retired = row.get(RETIRED)
    if retired and read_day(retired) is None:
        found["vc:retiredOn"] = NO_DAY
    return found


def _properties(row: Row, shape: Iterable[Property]) -> dict[str, Cell]:
    many = {prop.name for prop in shape if prop.many}
    cells = ((name, cell) for name, cell in row.cells.items() if not name.startswith("("))
    return {name: _list(cell) if name in many else cell for name, cell in cells}


def _list(cell: str) -> list[str]:
    items = (clean_text(str(item)) for item in json.loads(cell))
    return [item for item in items if item]
