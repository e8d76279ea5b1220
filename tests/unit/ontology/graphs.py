"""Graphs in memory, and the same graphs as RDF, to hold both to the rules of the ontology."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyshacl
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef, Value
from kg.ontology.compile_context import local_name
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Property, Schema
from kg.ontology.triples import VC
from kg.ontology.validate import Breach, validate

THING = Namespace("https://things.example/")
RELATIONS = {local_name(type_): type_ for type_ in load_schema().relations}
# What no shape says: a class has its own properties only, a relation begins at its domain, and the
# engines limit texts that are looked up.
BEYOND_SHACL = {"closed", "domain", "maxLength"}


@dataclass(frozen=True)
class Found:
    """One violation in a form that both sides share."""

    node: str
    term: str
    constraint: str


@dataclass
class MemoryContents:
    """Nodes and relationships of a graph that was made for a test."""

    schema: Schema
    made: tuple[CanonicalNode, ...] = ()
    linked: tuple[CanonicalLink, ...] = ()

    def nodes(self, class_name: str) -> Iterator[CanonicalNode]:
        below = self.schema.subclasses(class_name) if class_name in self.schema.classes else ()
        return (node for node in self.made if node.class_name in below)

    def links(self, type_: str) -> Iterator[CanonicalLink]:
        return (link for link in self.linked if link.ref.type == type_)


def node(
    schema: Schema, class_name: str, id_: str, properties: Mapping[str, Value] | None = None
) -> CanonicalNode:
    ref = NodeRef(schema.root(class_name), id_)
    return CanonicalNode(ref, class_name, dict(properties or {}), ())


def link(
    start: CanonicalNode,
    type_: str,
    end: CanonicalNode,
    properties: Mapping[str, Value] | None = None,
) -> CanonicalLink:
    return CanonicalLink(LinkRef(type_, start.ref, end.ref), dict(properties or {}), ())


def compiled(schema: Schema, contents: MemoryContents, today: dt.date) -> list[Breach]:
    return list(validate(Contract(schema), contents, today))


def shared(breaches: list[Breach]) -> set[Found]:
    """What the compiled contract found, as far as SHACL can say it."""
    return {
        Found(b.node.id, b.term, b.constraint)
        for b in breaches
        if b.constraint not in BEYOND_SHACL and b.term != "pointInCountry"
    }


def by_pyshacl(schema: Schema, contents: MemoryContents, shapes: Graph) -> set[Found]:
    """What pyshacl finds by the shapes in the same graph as RDF."""
    _, report, _ = pyshacl.validate(as_rdf(schema, contents), shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return {_found(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)}


def _found(report: Graph, result: Node) -> Found:
    def said(predicate: URIRef) -> str:
        return str(report.value(result, predicate) or "")

    component = said(SH.sourceConstraintComponent).removeprefix(str(SH))
    constraint = component.removesuffix("ConstraintComponent")
    constraint = constraint[:1].lower() + constraint[1:]
    focus = said(SH.focusNode).removeprefix(THING)
    if constraint == "sPARQL":
        return Found(focus, said(SH.sourceConstraint).removeprefix(VC), "sparql")
    term = said(SH.resultPath).removeprefix(VC)
    if "|" in focus:
        start, type_, _ = focus.split("|")
        return Found(start, f"{type_}.{term}", constraint)
    return Found(focus, RELATIONS.get(term, term), constraint)


def as_rdf(schema: Schema, contents: MemoryContents) -> Graph:
    graph = Graph()
    for made in contents.made:
        subject = THING[made.ref.id]
        for label in schema.labels(made.class_name):
            graph.add((subject, RDF.type, VC[label]))
        properties = schema.classes[made.class_name].properties
        _write(graph, subject, properties, {**made.properties, "id": made.ref.id})
    for linked in contents.linked:
        start, end = THING[linked.ref.start.id], THING[linked.ref.end.id]
        predicate = VC[local_name(linked.ref.type)]
        graph.add((start, predicate, end))
        statement = THING[f"{linked.ref.start.id}|{linked.ref.type}|{linked.ref.end.id}"]
        graph.add((statement, RDF.type, VC.Relationship))
        graph.add((statement, RDF.subject, start))
        graph.add((statement, RDF.predicate, predicate))
        graph.add((statement, RDF.object, end))
        _write(graph, statement, schema.relation(linked.ref.type).attributes, linked.properties)
    return graph


def _write(
    graph: Graph, subject: URIRef, properties: tuple[Property, ...], given: Mapping[str, Value]
) -> None:
    by_name = {prop.name: prop for prop in properties}
    for name, value in given.items():
        datatype = by_name[name].datatype
        for one in value if isinstance(value, tuple) else (value,):
            graph.add((subject, VC[name], _literal(one, datatype.value)))


def _literal(value: object, datatype: str) -> Literal:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    # As it is written: rdflib would make "01" and "1" one value.
    return Literal(text, datatype=None if datatype == "string" else XSD[datatype], normalize=False)
