"""Reads the Turtle files of the ontology into a `Schema` and checks that they hold together."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef

from kg.errors import OntologyError
from kg.ontology.files import foreign_terms, turtle_files
from kg.ontology.known import check_known
from kg.ontology.read_code_lists import read_code_lists
from kg.ontology.read_rules import read_rules
from kg.ontology.read_shapes import ShapeReader, place, relationship_type
from kg.ontology.schema import CodeList, Datatype, NodeClass, Property, Relation, Schema
from kg.ontology.triples import VC, Triples, local

KINDS_OF_TERMS = (
    OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty, OWL.AnnotationProperty,
    SKOS.ConceptScheme, SKOS.Concept, VC.Rule,
)  # fmt: skip
# Relationships are no nodes: the shape of this class says what their attributes hold. Nor are
# rules, which the ontology has and data has not.
NO_NODES = {VC.Relationship, VC.Rule}
OWN = str(VC).removesuffix("#")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# The vocabularies of which all terms are known, so that a misspelt one is noticed.
VOCABULARIES = (DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD)
KINDS_LIST, STANCES_LIST = "relationKinds", "stances"


@cache
def load_schema() -> Schema:
    """The ontology that the package ships, read once; OntologyError names the faulty term."""
    return read_schema(turtle_files())


def read_schema(files: Iterable[Traversable]) -> Schema:
    """Reads Turtle files into one checked schema; raises OntologyError naming the faulty term."""
    return _Reader(Triples(read_graph(files))).schema()


def read_graph(files: Iterable[Traversable]) -> Graph:
    """The triples of Turtle files, unchecked; raises OntologyError for what is no Turtle."""
    graph = Graph()
    for file in files:
        try:
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
        except Exception as error:  # rdflib raises many kinds for a file that is no Turtle
            reason = " ".join(str(error).split())[:200]
            raise OntologyError(f"{file.name} is not valid Turtle: {reason}") from error
    return graph


class _Reader:
    """One pass over one RDF graph."""

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.graph = triples.graph
        self.classes = triples.own(OWL.Class)
        self.relations = triples.own(OWL.ObjectProperty)

    def schema(self) -> Schema:
        self._check_terms()
        self._check_names()
        code_lists = read_code_lists(self.triples)
        shapes = ShapeReader(self.triples, code_lists)
        nodes = sorted(self.classes - NO_NODES)
        relations = [self._relation(shapes, code_lists, term) for term in sorted(self.relations)]
        classes = {local(term): self._node_class(shapes, term) for term in nodes}
        _check_doubles(classes)
        self._check_others()
        schema = Schema(
            classes,
            {relation.type: relation for relation in relations},
            code_lists,
            read_rules(self.triples, shapes.targets),
        )
        check_known(schema)
        return schema

    def _check_names(self) -> None:
        """Names become labels, types and properties of the graph, each of them once."""
        for term in sorted(self.classes | self.relations | self.triples.own(OWL.DatatypeProperty)):
            if not NAME.fullmatch(local(term)):
                raise OntologyError(f"vc:{local(term)}: a name has letters and digits only")
        for type_, count in Counter(relationship_type(local(r)) for r in self.relations).items():
            if count > 1:
                raise OntologyError(f"{count} relations would be of the type {type_}")
        for restriction in self.graph.subjects(RDF.type, OWL.Restriction):
            raise OntologyError(f"{restriction} is an owl:Restriction; state it in a shape")

    def _check_terms(self) -> None:
        """Every term of ours that is used is defined, with a label and a definition."""
        described = {term for kind in KINDS_OF_TERMS for term in self.triples.own(kind)}
        defined = described | self.triples.own(SH.NodeShape)
        for term in self._terms():
            if term.startswith(VC) and term not in defined:
                raise OntologyError(f"vc:{local(term)} is used but nowhere defined")
        for term in sorted(described):
            self.triples.words(term)

    def _check_others(self) -> None:
        """Every term of another vocabulary that is used is in it."""
        known = foreign_terms()
        for term in self._terms():
            vocabulary = next((v for v in VOCABULARIES if term.startswith(str(v))), None)
            if vocabulary is not None and term not in vocabulary:
                raise OntologyError(f"{term} is no term of its vocabulary")
            if vocabulary is None and not term.startswith(OWN) and str(term) not in known:
                raise OntologyError(
                    f"{term} is no term that is known; next step: mend it, or add it to "
                    "kg/ontology/foreign_terms.txt"
                )

    def _terms(self) -> list[URIRef]:
        return sorted({t for triple in self.graph for t in triple if isinstance(t, URIRef)})

    def _parent(self, term: URIRef) -> URIRef | None:
        parents = [p for p in self.graph.objects(term, RDFS.subClassOf) if p in self.classes]
        if len(parents) > 1:
            raise OntologyError(f"vc:{local(term)} has more than one class above it")
        return URIRef(str(parents[0])) if parents else None

    def _lineage(self, term: URIRef) -> list[URIRef]:
        lineage, above = [term], self._parent(term)
        while above is not None:
            if above in lineage:
                raise OntologyError(f"vc:{local(term)} is a class above itself")
            lineage.append(above)
            above = self._parent(above)
        return lineage

    def _node_class(self, shapes: ShapeReader, term: URIRef) -> NodeClass:
        lineage = self._lineage(term)
        if not shapes.shapes_of(lineage):
            raise OntologyError(f"vc:{local(term)} has no shape, so nothing could be checked")
        words = self.triples.words(term)
        return NodeClass(
            name=local(term),
            caption=words.caption,
            caption_de=words.caption_de,
            definition=words.definition,
            example=self.triples.example(term),
            origin=self.triples.origin(term),
            parent=local(lineage[1]) if len(lineage) > 1 else None,
            properties=self._properties(shapes, lineage),
            relation_rules=shapes.relation_rules(lineage),
        )

    def _properties(self, shapes: ShapeReader, lineage: list[URIRef]) -> tuple[Property, ...]:
        properties = shapes.properties(lineage)
        if "id" not in {prop.name for prop in properties}:
            raise OntologyError(f"vc:{local(lineage[0])} has no vc:id to find its nodes by")
        above = {p.name for p in shapes.properties(lineage[1:])} if lineage[1:] else None
        for prop in properties:
            if above is not None and prop.name not in above and (prop.unique or prop.indexed):
                what = f"vc:{local(lineage[0])}: vc:{prop.name}"
                raise OntologyError(f"{what} can be unique or indexed only in a topmost class")
        _check_days(local(lineage[0]), properties)
        return properties

    def _relation(
        self, shapes: ShapeReader, code_lists: Mapping[str, CodeList], term: URIRef
    ) -> Relation:
        triples, words = self.triples, self.triples.words(term)
        attributes = (shapes.attribute(term, a) for a in self.graph.objects(term, VC.attribute))
        is_traded = self.triples.one(term, VC.isTraded)
        return Relation(
            type=relationship_type(local(term)),
            caption=words.caption,
            caption_de=words.caption_de,
            definition=words.definition,
            example=triples.example(term),
            origin=triples.origin(term),
            inverse_caption=triples.text(term, VC.inverseLabel),
            inverse_caption_de=triples.text(term, VC.inverseLabel, "de"),
            domain=self._end(term, RDFS.domain, "rdfs:domain"),
            range=self._end(term, RDFS.range, "rdfs:range"),
            kind=self._listed(code_lists, KINDS_LIST, term, "relation kind", VC.relationKind),
            stance=self._stance(code_lists, term),
            is_functional=(term, RDF.type, OWL.FunctionalProperty) in self.graph,
            is_traded=None if is_traded is None else triples.is_marked(term, VC.isTraded),
            is_computed=triples.is_marked(term, VC.isComputed),
            attributes=tuple(sorted(attributes, key=place)),
        )

    def _stance(self, code_lists: Mapping[str, CodeList], term: URIRef) -> str | None:
        if self.triples.one(term, VC.stance) is None:
            return None
        return self._listed(code_lists, STANCES_LIST, term, "stance", VC.stance)

    def _listed(
        self, code_lists: Mapping[str, CodeList], name: str, term: URIRef, what: str, by: URIRef
    ) -> str:
        if name not in code_lists:
            raise OntologyError(f"the ontology lacks the code list vc:{name}")
        code, codes = self.triples.string(term, by), code_lists[name].codes
        if code not in codes:
            raise OntologyError(f"vc:{local(term)}: {what} {code!r} is none of {', '.join(codes)}")
        return code

    def _end(self, term: URIRef, predicate: URIRef, what: str) -> str:
        end = self.triples.one(term, predicate)
        if end not in self.classes - NO_NODES:
            raise OntologyError(f"vc:{local(term)}: {what} {end} is no class of the ontology")
        return local(end)


def _check_days(name: str, properties: tuple[Property, ...]) -> None:
    days = {p.name for p in properties if p.datatype in (Datatype.DATE, Datatype.DATE_TIME)}
    for prop in properties:
        if prop.dated_by and prop.dated_by not in days:
            what = f"vc:{name}: vc:{prop.name} is dated by vc:{prop.dated_by}"
            raise OntologyError(f"{what}, which is no date of that class")


def _check_doubles(classes: Mapping[str, NodeClass]) -> None:
    for node_class in classes.values():
        for name, count in Counter(prop.name for prop in node_class.properties).items():
            if count > 1:
                raise OntologyError(f"vc:{node_class.name} has vc:{name} in {count} shapes")
