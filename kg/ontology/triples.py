"""One RDF graph, asked for what it says of the terms of our own vocabulary."""

from math import isfinite
from typing import NamedTuple

from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Identifier, Literal, Node

from kg.errors import OntologyError

VC = Namespace("https://virtual-cluster.example/ontology#")
LANGUAGES = {"en": "an English", "de": "a German"}


class Words(NamedTuple):
    """What people read of a term."""

    caption: str
    caption_de: str
    definition: str


class Triples:
    """The triples of an ontology; what a term must have and lacks is an OntologyError."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def own(self, kind: URIRef) -> set[URIRef]:
        """The terms of our vocabulary that are of a kind."""
        found = self.graph.subjects(RDF.type, kind)
        return {term for term in found if isinstance(term, URIRef) and term.startswith(VC)}

    def words(self, term: Node) -> Words:
        """Caption and definition of a term."""
        return Words(
            self.text(term, RDFS.label),
            self.text(term, RDFS.label, "de"),
            self.text(term, SKOS.definition),
        )

    def one(self, node: Node | None, predicate: URIRef) -> Node | None:
        """The one object of a predicate, None if there is none; several are an error."""
        found = list(self.graph.objects(node, predicate))
        if len(found) > 1:
            what = self.graph.namespace_manager.normalizeUri(predicate)
            raise OntologyError(f"vc:{local(node)}: {what} is stated {len(found)} times")
        return found[0] if found else None

    def text(self, term: Node, predicate: URIRef, language: str = "en") -> str:
        """The text of a term in a language."""
        for value in self.graph.objects(term, predicate):
            if isinstance(value, Literal) and value.language == language and value.strip():
                return str(value)
        what = self.graph.namespace_manager.normalizeUri(predicate)
        raise OntologyError(f"vc:{local(term)} lacks {LANGUAGES[language]} {what}")

    def example(self, term: Node) -> str:
        """An example of a term; empty if it has none."""
        return self.any_string(term, SKOS.example) or ""

    def origin(self, term: Node) -> str:
        """The vocabulary or standard that a term comes from; empty if none is named."""
        return self.any_string(term, DCTERMS.source) or ""

    def is_marked(self, node: Node, predicate: URIRef) -> bool:
        """Whether a node says `true`."""
        return self.one(node, predicate) == Literal(True)  # noqa: FBT003

    def string(self, node: Node, predicate: URIRef) -> str | None:
        """The one value as text."""
        value = self.one(node, predicate)
        return None if value is None else str(value)

    def any_string(self, node: Node, predicate: URIRef) -> str | None:
        """A value as text; the first by the alphabet of several."""
        return min(map(str, self.graph.objects(node, predicate)), default=None)

    def number(self, node: Node, predicate: URIRef) -> float | None:
        """A value as a number."""
        value = self.one(node, predicate)
        if value is None:
            return None
        try:
            number = float(str(value))
        except ValueError as error:
            raise OntologyError(f"{local(predicate)} {value!r} is no number") from error
        if not isfinite(number):
            raise OntologyError(f"{local(predicate)} {value!r} is no finite number")
        return number


def local(term: Node | Identifier | None) -> str:
    """The name of a term within our vocabulary."""
    return str(term).removeprefix(str(VC))
