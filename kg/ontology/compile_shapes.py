"""Completes the shapes with what the ontology says elsewhere, for processors of SHACL alone.

A list of values stands in a code list, the class of a relation's end and its being functional at
the relation. A processor of SHACL 1.0 reads none of these; so the shapes that are given away have
`sh:in`, `sh:class` and `sh:maxCount` as well.
"""

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.ontology.compile_rdf import OrderedGraph
from kg.ontology.schema import Schema
from kg.ontology.triples import VC, local


def complete_shapes(graph: Graph, schema: Schema) -> Graph:
    """The triples of a whole ontology, with those that its shapes only imply."""
    completed = OrderedGraph(bind_namespaces="none")
    for prefix, namespace in graph.namespaces():
        completed.bind(prefix, namespace)
    for triple in graph:
        completed.add(triple)
    _list_values(completed, schema)
    for relation in graph.subjects(RDF.type, OWL.ObjectProperty):
        if (relation, RDFS.range, None) in graph:
            _limit_ends(completed, relation)
    return completed


def _list_values(graph: Graph, schema: Schema) -> None:
    for node, scheme in list(graph.subject_objects(VC.valuesFrom)):
        codes = [Literal(code) for code in schema.code_lists[local(scheme)].codes]
        head = BNode(f"{node}-in")
        graph.add((node, SH["in"], head))
        _write_list(graph, head, codes)


def _write_list(graph: Graph, head: BNode, values: list[Literal]) -> None:
    # Its nodes are named after their place, so that the same ontology gives the same bytes.
    nodes = [head, *(BNode(f"{head}-{n}") for n in range(1, len(values)))]
    for place, (node, value) in enumerate(zip(nodes, values, strict=True)):
        rest = nodes[place + 1] if place + 1 < len(nodes) else RDF.nil
        graph.add((node, RDF.first, value))
        graph.add((node, RDF.rest, rest))


def _limit_ends(graph: Graph, relation: Node) -> None:
    range_ = graph.value(relation, RDFS.range)
    stated = list(graph.subjects(SH.path, relation))
    for node in stated or [_stated_anew(graph, relation)]:
        graph.add((node, SH["class"], URIRef(str(range_))))
        if (relation, RDF.type, OWL.FunctionalProperty) in graph:
            graph.add((node, SH.maxCount, Literal(1)))


def _stated_anew(graph: Graph, relation: Node) -> Node:
    domain = graph.value(relation, RDFS.domain)
    shapes = [URIRef(str(shape)) for shape in graph.subjects(SH.targetClass, domain)]
    shape = min(shapes, default=URIRef(f"{domain}RelationsShape"))
    node = BNode(f"{local(shape)}-property-99-{local(relation)}")
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, URIRef(str(domain))))
    graph.add((shape, SH.property, node))
    graph.add((node, SH.path, relation))
    return node
