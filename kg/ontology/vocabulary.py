"""What our terms mean in vocabularies of others: W3C ORG, SKOS, PROV-O, RegOrg and schema.org.

The ontology states it by rdfs:subClassOf and rdfs:subPropertyOf (RDF Schema 1.1, sections 3.4 and
3.5); a class or property that is added tomorrow is known here by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import RDFS, Graph, URIRef

from kg.ontology.compile_context import local_name
from kg.ontology.files import turtle_files
from kg.ontology.rdf import read_graph
from kg.ontology.schema import Schema
from kg.ontology.triples import VC

Terms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of others above ours, by our names: classes, properties, relationship types.

    `stated` are those that stand directly above a class, without those of the classes above it.
    """

    schema: Schema
    classes: Terms
    stated: Terms
    properties: Terms
    relations: Terms

    def types(self, class_name: str) -> tuple[str, ...]:
        """The IRIs of a class and of all classes above it, ours first."""
        ours = (own_iri(label) for label in reversed(self.schema.labels(class_name)))
        return (*ours, *self.classes[class_name])


def load_vocabulary(schema: Schema) -> Vocabulary:
    """What the shipped ontology says of the terms of others."""
    return read_vocabulary(schema, read_graph(turtle_files()))


def read_vocabulary(schema: Schema, graph: Graph) -> Vocabulary:
    """What the triples of an ontology say of the terms of others."""
    relations = {type_: local_name(type_) for type_ in schema.relations}
    properties = {
        *(prop.name for c in schema.classes.values() for prop in c.properties),
        *(prop.name for r in schema.relations.values() for prop in r.attributes),
    }
    classes = {name: _above(graph, name, RDFS.subClassOf) for name in schema.classes}
    return Vocabulary(
        schema,
        classes=classes,
        stated={name: _stated(graph, name) for name in schema.classes},
        properties={n: _above(graph, n, RDFS.subPropertyOf) for n in sorted(properties)},
        relations={t: _above(graph, n, RDFS.subPropertyOf) for t, n in relations.items()},
    )


def own_iri(local: str) -> str:
    """The IRI of a term of ours."""
    return f"{VC}{local}"


def _above(graph: Graph, name: str, predicate: URIRef) -> tuple[str, ...]:
    return _foreign(graph.transitive_objects(VC[name], predicate))


def _stated(graph: Graph, name: str) -> tuple[str, ...]:
    return _foreign(graph.objects(VC[name], RDFS.subClassOf))


def _foreign(terms: Iterable[object]) -> tuple[str, ...]:
    iris = {str(term) for term in terms if isinstance(term, URIRef)}
    return tuple(sorted(iri for iri in iris if not iri.startswith(str(VC))))
