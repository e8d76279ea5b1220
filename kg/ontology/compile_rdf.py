"""Puts the Turtle files together into one ontology document: Turtle, JSON-LD or RDF/XML.

The same files give the same bytes. Blank nodes get names after where they stand
(`FirmShape-property-02-name`), and one header takes the place of those of the files: a document of
OWL 2 holds a single ontology (OWL 2 Mapping to RDF Graphs, section 3.1.2).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import OntologyError
from kg.ontology.triples import VC

ONTOLOGY = URIRef(str(VC).removesuffix("#"))
TITLE = "Ontology of virtual business clusters"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "ebg": "http://data.businessgraph.io/ontology#",
    "eurio": "http://data.europa.eu/s66#",
    "iof": "https://spec.industrialontologies.org/ontology/construct/",
    "m8g": "http://data.europa.eu/m8g/",
    "org": "http://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": "http://www.w3.org/ns/prov#",
    "ramon": "http://rdfdata.eionet.europa.eu/ramon/ontology/",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "rov": "http://www.w3.org/ns/regorg#",
    "schema": "https://schema.org/",
    "sh": str(SH),
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vc": str(VC),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Where the shape states no place: after those with one.
LAST = 99


class OrderedGraph(Graph):
    """A graph that gives its triples in one order, so that all that is written from it has one."""

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]  # overloaded there
        """The triples of a pattern, as rdflib's writers ask for them."""
        return iter(sorted(super().triples(triple), key=_written))


def merge(graph: Graph, version: str) -> Graph:
    """The triples of several files as one ontology, which states `version`."""
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    names = _blank_names(graph)
    merged = OrderedGraph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        merged.bind(prefix, namespace)
    merged.add((ONTOLOGY, RDF.type, OWL.Ontology))
    merged.add((ONTOLOGY, RDFS.label, Literal(TITLE, lang="en")))
    merged.add((ONTOLOGY, OWL.versionInfo, Literal(version)))
    for subject, predicate, object_ in graph:
        if subject not in headers:
            merged.add((names.get(subject, subject), predicate, names.get(object_, object_)))
    return merged


def compile_turtle(merged: Graph) -> str:
    """One Turtle file, which `kg ontology check` and ontology editors read."""
    return merged.serialize(format="turtle").rstrip() + "\n"


def compile_rdf_xml(merged: Graph) -> str:
    """RDF/XML, the one syntax that every tool of OWL 2 reads (OWL 2 Conformance, section 2.1)."""
    return merged.serialize(format="xml")


def compile_json_ld(merged: Graph) -> str:
    """JSON-LD with its prefixes inside, one object for each term."""
    text = merged.serialize(format="json-ld", context=PREFIXES, auto_compact=True)
    document = json.loads(text)
    document["@graph"].sort(key=lambda term: str(term["@id"]))
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _written(triple: tuple[Node, Node, Node]) -> tuple[str, ...]:
    return tuple(term.n3() for term in triple)


def _blank_names(graph: Graph) -> dict[Node, BNode]:
    owners = {subject for subject in graph.subjects() if isinstance(subject, URIRef)}
    names = dict(pair for owner in owners for pair in _named_below(graph, owner, _local(owner)))
    doubles = [name for name, count in Counter(names.values()).items() if count > 1]
    if doubles:
        raise OntologyError(f"{min(doubles)} is stated twice; next step: make one shape of both")
    return names


def _named_below(graph: Graph, node: Node, stem: str) -> Iterator[tuple[Node, BNode]]:
    for predicate, blank in graph.predicate_objects(node):
        if isinstance(blank, BNode):
            parts = [stem, _local(predicate), _place(graph, blank)]
            name = "-".join(part for part in parts if part)
            yield blank, BNode(name)
            yield from _named_below(graph, blank, name)


def _place(graph: Graph, shape: Node) -> str:
    """`02-name` for the second property of a shape, so that files list properties in order."""
    path = graph.value(shape, SH.path)
    if path is None:
        return ""
    order = graph.value(shape, SH.order)
    return f"{int(str(order)) if order is not None else LAST:02}-{_local(path)}"


def _local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]
