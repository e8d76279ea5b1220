"""Reads the Turtle files of the ontology into a `Schema` and checks that they hold together."""

import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from math import inf

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Identifier, Literal, Node

from kg.errors import OntologyError
from kg.ontology.files import turtle_files
from kg.ontology.schema import Bounds, Datatype, NodeClass, Property, Relation, Schema

VC = Namespace("https://virtual-cluster.example/ontology#")
KINDS = ("vertical", "horizontal", "institutional", "spatial", "life cycle")
# What a property shape may say; anything else is refused, since it would silently not be held.
SHAPE_TERMS = {
    SH.path, SH.datatype, SH.minCount, SH.maxCount, SH.pattern, SH["in"],
    SH.minInclusive, SH.maxInclusive, SH.message, SH.order, SKOS.example, VC.indexed, VC.unique,
    VC.isPrivate,
}  # fmt: skip
# What a node shape may say, for the same reason.
NODE_TERMS = {RDF.type, SH.targetClass, SH.property}


def load_schema() -> Schema:
    """Reads the ontology that the package ships; raises OntologyError naming the faulty term."""
    return read_schema(turtle_files())


def read_schema(files: Iterable[Traversable]) -> Schema:
    """Reads Turtle files into one checked schema; raises OntologyError naming the faulty term."""
    return _Reader(read_graph(files)).schema()


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


def relationship_type(local_name: str) -> str:
    """The relationship type of an object property: `evidencedBy` becomes `EVIDENCED_BY`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local_name).upper()


class _Reader:
    """One pass over one RDF graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.class_terms = self._own(OWL.Class)
        self.datatype_terms = self._own(OWL.DatatypeProperty)
        self.object_terms = self._own(OWL.ObjectProperty)
        self.shapes = {shape: self._shape_target(shape) for shape in self._own(SH.NodeShape)}

    def schema(self) -> Schema:
        self._check_terms()
        # Relationships are no nodes: the shape of this class says what their attributes hold.
        node_terms = self.class_terms - {VC.Relationship}
        classes = {_name(term): self._node_class(term) for term in sorted(node_terms)}
        relations = [self._relation(term) for term in sorted(self.object_terms)]
        return Schema(classes, {relation.type: relation for relation in relations})

    def _check_terms(self) -> None:
        defined = {*self.class_terms, *self.datatype_terms, *self.object_terms, *self.shapes}
        defined |= self._own(OWL.AnnotationProperty)
        for triple in self.graph:
            for term in triple:
                if isinstance(term, URIRef) and term.startswith(VC) and term not in defined:
                    raise OntologyError(f"vc:{_name(term)} is used but nowhere defined")
        for term in defined - set(self.shapes):
            self._text(term, RDFS.label, "an English rdfs:label")
            self._text(term, SKOS.definition, "an English skos:definition")

    def _own(self, kind: URIRef) -> set[URIRef]:
        found = self.graph.subjects(RDF.type, kind)
        return {term for term in found if isinstance(term, URIRef) and term.startswith(VC)}

    def _text(self, term: Node, predicate: URIRef, what: str) -> str:
        for value in self.graph.objects(term, predicate):
            if isinstance(value, Literal) and value.language == "en":
                return str(value)
        raise OntologyError(f"vc:{_name(term)} lacks {what}")

    def _shape_target(self, shape: URIRef) -> URIRef:
        for term in self.graph.predicates(shape):
            if term not in NODE_TERMS:
                raise OntologyError(f"shape vc:{_name(shape)}: {term} is not supported here")
        target = self.graph.value(shape, SH.targetClass)
        if target not in self.class_terms:
            raise OntologyError(f"shape vc:{_name(shape)} targets {target}, which is no class")
        return URIRef(str(target))

    def _parent(self, term: URIRef) -> URIRef | None:
        parents = [p for p in self.graph.objects(term, RDFS.subClassOf) if p in self.class_terms]
        if len(parents) > 1:
            raise OntologyError(f"vc:{_name(term)} has more than one class above it")
        return URIRef(str(parents[0])) if parents else None

    def _lineage(self, term: URIRef) -> list[URIRef]:
        lineage, above = [term], self._parent(term)
        while above is not None:
            if above in lineage:
                raise OntologyError(f"vc:{_name(term)} is a class above itself")
            lineage.append(above)
            above = self._parent(above)
        return lineage

    def _node_class(self, term: URIRef) -> NodeClass:
        lineage = self._lineage(term)
        shapes = [shape for shape, target in sorted(self.shapes.items()) if target in lineage]
        if not shapes:
            raise OntologyError(f"vc:{_name(term)} has no shape, so nothing could be checked")
        properties = [
            self._property(shape, node)
            for shape in shapes
            for node in self.graph.objects(shape, SH.property)
        ]
        return NodeClass(
            name=_name(term),
            caption=self._text(term, RDFS.label, "an English rdfs:label"),
            definition=self._text(term, SKOS.definition, "an English skos:definition"),
            parent=_name(lineage[1]) if len(lineage) > 1 else None,
            properties=tuple(sorted(properties, key=_place)),
        )

    def _property(self, shape: URIRef, node: Node) -> Property:
        path = self.graph.value(node, SH.path)
        if path is None or path not in self.datatype_terms:
            raise OntologyError(f"shape vc:{_name(shape)} has a path {path} that is no property")
        for term in self.graph.predicates(node):
            if term not in SHAPE_TERMS:
                raise OntologyError(
                    f"shape vc:{_name(shape)}, vc:{_name(path)}: {term} is not supported here"
                )
        values = self.graph.value(node, SH["in"])
        maximum = self._number(node, SH.maxCount)
        if maximum not in (None, 1):
            raise OntologyError(f"vc:{_name(path)}: sh:maxCount may only be 1 or absent")
        return Property(
            name=_name(path),
            caption=self._text(path, RDFS.label, "an English rdfs:label"),
            datatype=self._datatype(path, self.graph.value(node, SH.datatype)),
            required=(self._number(node, SH.minCount) or 0) > 0,
            many=maximum is None,
            pattern=self._pattern(node),
            values=self._values(path, values),
            bounds=Bounds(self._number(node, SH.minInclusive), self._number(node, SH.maxInclusive)),
            message=self._string(node, SH.message),
            indexed=self._is_marked(node, VC.indexed),
            unique=self._is_marked(node, VC.unique),
            definition=self._text(path, SKOS.definition, "an English skos:definition"),
            example=self._string(node, SKOS.example),
            order=int(order) if (order := self._number(node, SH.order)) is not None else None,
            is_private=self._is_marked(node, VC.isPrivate),
            former_names=tuple(sorted(str(n) for n in self.graph.objects(path, VC.formerName))),
        )

    def _relation(self, term: URIRef) -> Relation:
        name = _name(term)
        kind = self._string(term, VC.relationKind)
        if kind not in KINDS:
            raise OntologyError(f"vc:{name}: relation kind {kind!r} is none of {', '.join(KINDS)}")
        return Relation(
            type=relationship_type(name),
            caption=self._text(term, RDFS.label, "an English rdfs:label"),
            definition=self._text(term, SKOS.definition, "an English skos:definition"),
            domain=self._end(term, RDFS.domain, "rdfs:domain"),
            range=self._end(term, RDFS.range, "rdfs:range"),
            kind=kind,
            is_functional=(term, RDF.type, OWL.FunctionalProperty) in self.graph,
            attributes=tuple(
                sorted(
                    (self._attribute(term, a) for a in self.graph.objects(term, VC.attribute)),
                    key=_place,
                )
            ),
        )

    def _end(self, term: URIRef, predicate: URIRef, what: str) -> str:
        end = self.graph.value(term, predicate)
        if end not in self.class_terms:
            raise OntologyError(f"vc:{_name(term)}: {what} {end} is no class of the ontology")
        return _name(end)

    def _attribute(self, relation: URIRef, term: Node) -> Property:
        if term not in self.datatype_terms:
            raise OntologyError(f"vc:{_name(relation)}: attribute {term} is no property")
        for shape in (s for s, target in self.shapes.items() if target == VC.Relationship):
            for node in self.graph.objects(shape, SH.property):
                if self.graph.value(node, SH.path) == term:
                    return self._property(shape, node)
        return Property(
            name=_name(term),
            caption=self._text(term, RDFS.label, "an English rdfs:label"),
            datatype=self._datatype(term, self.graph.value(term, RDFS.range)),
            definition=self._text(term, SKOS.definition, "an English skos:definition"),
        )

    def _datatype(self, term: Node | None, datatype: Node | None) -> Datatype:
        if isinstance(datatype, URIRef) and datatype.startswith(str(XSD)):
            local = str(datatype).removeprefix(str(XSD))
            if local in {d.value for d in Datatype}:
                return Datatype(local)
        raise OntologyError(f"vc:{_name(term)}: datatype {datatype} is not supported")

    def _is_marked(self, node: Node, predicate: URIRef) -> bool:
        return self.graph.value(node, predicate) == Literal(True)  # noqa: FBT003

    def _string(self, node: Node, predicate: URIRef) -> str | None:
        value = self.graph.value(node, predicate)
        return None if value is None else str(value)

    def _number(self, node: Node, predicate: URIRef) -> float | None:
        value = self.graph.value(node, predicate)
        if value is None:
            return None
        try:
            return float(str(value))
        except ValueError as error:
            raise OntologyError(f"{_name(predicate)} {value!r} is no number") from error

    def _pattern(self, node: Node) -> str | None:
        pattern = self._string(node, SH.pattern)
        try:
            re.compile(pattern or "")
        except re.error as error:
            raise OntologyError(f"sh:pattern {pattern!r} is no pattern: {error}") from error
        return pattern

    def _values(self, path: Node, values: Node | None) -> tuple[str, ...]:
        if values is None:
            return ()
        found = tuple(str(value) for value in Collection(self.graph, values))
        if not found:
            raise OntologyError(f"vc:{_name(path)}: sh:in is empty, so nothing could be valid")
        return found


def _place(prop: Property) -> tuple[bool, float, str]:
    """The id first, then the order that the shape states, then the alphabet."""
    return prop.name != "id", inf if prop.order is None else prop.order, prop.name


def _name(term: Node | Identifier | None) -> str:
    return str(term).removeprefix(str(VC))
