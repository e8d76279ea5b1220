"""Reads node shapes of SHACL: which properties and relations the nodes of a class have."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import inf

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import OntologyError
from kg.ontology.schema import Bounds, CodeList, Datatype, Property, RelationRule
from kg.ontology.triples import VC, Triples, local

# What a node shape may say; anything else is refused, since it would silently not be held.
NODE_TERMS = {RDF.type, SH.targetClass, SH.property, SH.sparql, VC.holdsTo}
# What a property shape may say of a property, and what of a relation, for the same reason.
PROPERTY_TERMS = {
    SH.path, SH.datatype, SH.minCount, SH.maxCount, SH.pattern, SH["in"],
    SH.minInclusive, SH.maxInclusive, SH.deactivated, SH.message, SH.order, SKOS.example,
    VC.indexed, VC.unique, VC.isPrivate, VC.valuesFrom, VC.datedBy,
}  # fmt: skip
RELATION_TERMS = {SH.path, SH["class"], SH.minCount, SH.maxCount, SH.message, SH.order}


class ShapeReader:
    """Reads the shapes of one ontology; each fault is an OntologyError naming shape and term."""

    def __init__(self, triples: Triples, code_lists: Mapping[str, CodeList]) -> None:
        self._triples = triples
        self._graph = triples.graph
        self._code_lists = code_lists
        self._classes = triples.own(OWL.Class)
        self._properties = triples.own(OWL.DatatypeProperty)
        self._relations = triples.own(OWL.ObjectProperty)
        # The shape of a class is that of all classes below it too; it is read once.
        self._property = cache(self._read_property)
        self.targets = {shape: self._target(shape) for shape in triples.own(SH.NodeShape)}
        self._check_subjects()

    def shapes_of(self, classes: list[URIRef]) -> list[URIRef]:
        """The shapes that target one of the classes."""
        return [shape for shape, target in sorted(self.targets.items()) if target in classes]

    def properties(self, classes: list[URIRef]) -> tuple[Property, ...]:
        """What the nodes of the first class have, by its own shapes and those of the others."""
        found = (
            self._property(node, path)
            for _, node, path in self._stated(classes)
            if path not in self._relations
        )
        return tuple(sorted(found, key=place))

    def relation_rules(self, classes: list[URIRef]) -> tuple[RelationRule, ...]:
        """How many relationships begin at a node of the first class, where that is limited."""
        found = []
        for shape, node, path in self._stated(classes):
            if path not in self._relations:
                continue
            rule = self._relation_rule(shape, node, path)
            if self._triples.one(path, RDFS.domain) not in classes:
                raise OntologyError(f"vc:{local(classes[0])}: {rule.type} does not begin there")
            if rule.required or rule.is_single:
                found.append(rule)
        return tuple(sorted(found, key=lambda rule: rule.type))

    def attribute(self, relation: URIRef, term: Node) -> Property:
        """What relationships of a type carry under a name."""
        if term not in self._properties:
            raise OntologyError(f"vc:{local(relation)}: attribute {term} is no property")
        for _, node, path in self._stated([VC.Relationship]):
            if path == term:
                return self._property(node, path)
        words = self._triples.words(term)
        return Property(
            name=local(term),
            caption=words.caption,
            caption_de=words.caption_de,
            definition=words.definition,
            datatype=self._datatype(term, self._triples.one(term, RDFS.range)),
        )

    def _check_subjects(self) -> None:
        """Every shape has a name of ours: others would hold one without, and we would not."""
        named = self._triples.own(SH.NodeShape)
        for predicate in (SH.targetClass, SH.property, SH.sparql, VC.holdsTo):
            for subject in self._graph.subjects(predicate):
                if subject not in named:
                    raise OntologyError(f"{subject} is a shape, but no sh:NodeShape named vc:…")
        used = set(self._graph.objects(None, SH.property))
        for subject in self._graph.subjects(SH.path):
            if subject not in used:
                raise OntologyError(f"{subject} is a property shape that no shape has")

    def _target(self, shape: URIRef) -> URIRef:
        for term in self._graph.predicates(shape):
            if term not in NODE_TERMS:
                raise OntologyError(f"shape vc:{local(shape)}: {term} is not supported here")
        target = self._triples.one(shape, SH.targetClass)
        if target not in self._classes:
            raise OntologyError(f"shape vc:{local(shape)} targets {target}, which is no class")
        return URIRef(str(target))

    def _stated(self, classes: list[URIRef]) -> Iterator[tuple[URIRef, Node, Node]]:
        for shape in self.shapes_of(classes):
            for node in self._graph.objects(shape, SH.property):
                path = self._triples.one(node, SH.path)
                if path is None or path not in self._properties | self._relations:
                    raise OntologyError(
                        f"shape vc:{local(shape)} has a path {path} that is no property"
                    )
                self._check_terms(shape, node, path)
                yield shape, node, path

    def _check_terms(self, shape: URIRef, node: Node, path: Node) -> None:
        supported = RELATION_TERMS if path in self._relations else PROPERTY_TERMS
        for term in self._graph.predicates(node):
            if term not in supported:
                raise OntologyError(
                    f"shape vc:{local(shape)}, vc:{local(path)}: {term} is not supported here"
                )

    def _read_property(self, node: Node, path: Node) -> Property:
        triples, words = self._triples, self._triples.words(path)
        self._check_private(node, path)
        required, is_single = self._counts(node, path)
        order = triples.number(node, SH.order)
        code_list = self._code_list(path, self._triples.one(node, VC.valuesFrom))
        listed = self._listed(path, self._triples.one(node, SH["in"]))
        prop = Property(
            name=local(path),
            caption=words.caption,
            caption_de=words.caption_de,
            definition=words.definition,
            datatype=self._datatype(path, self._triples.one(node, SH.datatype)),
            required=required,
            many=not is_single,
            pattern=self._pattern(node),
            values=self._agreed(path, code_list, listed),
            code_list=code_list.name if code_list else None,
            bounds=Bounds(
                triples.number(node, SH.minInclusive), triples.number(node, SH.maxInclusive)
            ),
            message=triples.any_string(node, SH.message),
            indexed=triples.is_marked(node, VC.indexed),
            unique=triples.is_marked(node, VC.unique),
            example=triples.any_string(node, SKOS.example),
            order=None if order is None else int(order),
            is_private=triples.is_marked(node, VC.isPrivate),
            former_names=tuple(sorted(str(n) for n in self._graph.objects(path, VC.formerName))),
            dated_by=self._dated_by(node),
        )
        check_property(prop)
        return prop

    def _dated_by(self, node: Node) -> str | None:
        day = self._triples.one(node, VC.datedBy)
        return None if day is None else local(day)

    def _check_private(self, node: Node, path: Node) -> None:
        """What is sealed is in no RDF, so a processor of SHACL must not ask for it, and only so."""
        is_private = self._triples.is_marked(node, VC.isPrivate)
        if is_private != self._triples.is_marked(node, SH.deactivated):
            what = f"vc:{local(path)}: sh:deactivated true goes with vc:isPrivate true"
            raise OntologyError(f"{what}, and with nothing else")

    def _relation_rule(self, shape: URIRef, node: Node, path: Node) -> RelationRule:
        required, is_single = self._counts(node, path)
        expected = self._triples.one(path, RDFS.range)
        if self._triples.one(node, SH["class"]) not in (None, expected):
            what = f"shape vc:{local(shape)}, vc:{local(path)}"
            raise OntologyError(f"{what}: sh:class is not the range of the relation")
        # At most one end is what a functional relation has anyway.
        is_functional = (path, RDF.type, OWL.FunctionalProperty) in self._graph
        message = self._triples.any_string(node, SH.message)
        type_ = relationship_type(local(path))
        return RelationRule(type_, required, is_single and not is_functional, message)

    def _counts(self, node: Node, path: Node | None) -> tuple[bool, bool]:
        """Whether there is at least one, and at most one."""
        least = self._triples.number(node, SH.minCount) or 0
        most = self._triples.number(node, SH.maxCount)
        if least > 1:
            raise OntologyError(f"vc:{local(path)}: sh:minCount may only be 0, 1 or absent")
        if most not in (None, 1):
            raise OntologyError(f"vc:{local(path)}: sh:maxCount may only be 1 or absent")
        return least == 1, most == 1

    def _datatype(self, term: Node | None, datatype: Node | None) -> Datatype:
        if isinstance(datatype, URIRef) and datatype.startswith(str(XSD)):
            name = str(datatype).removeprefix(str(XSD))
            if name in {d.value for d in Datatype}:
                return Datatype(name)
        raise OntologyError(f"vc:{local(term)}: datatype {datatype} is not supported")

    def _pattern(self, node: Node) -> str | None:
        pattern = self._triples.string(node, SH.pattern)
        try:
            re.compile(pattern or "")
        except (re.error, OverflowError) as error:
            raise OntologyError(f"sh:pattern {pattern!r} is no pattern: {error}") from error
        return pattern

    def _code_list(self, path: Node | None, scheme: Node | None) -> CodeList | None:
        if scheme is None:
            return None
        found = self._code_lists.get(local(scheme))
        if found is None:
            raise OntologyError(f"vc:{local(path)}: {scheme} is no code list of the ontology")
        return found

    def _agreed(
        self, path: Node | None, code_list: CodeList | None, listed: tuple[str, ...]
    ) -> tuple[str, ...]:
        # The shapes that are given away have both.
        if code_list and listed and code_list.codes != listed:
            raise OntologyError(f"vc:{local(path)}: sh:in and vc:{code_list.name} differ")
        return code_list.codes if code_list else listed

    def _listed(self, path: Node | None, values: Node | None) -> tuple[str, ...]:
        if values is None:
            return ()
        found = tuple(str(value) for value in Collection(self._graph, values))
        if not found:
            raise OntologyError(f"vc:{local(path)}: sh:in is empty, so nothing could be valid")
        return found


def check_property(prop: Property) -> None:
    """Raises OntologyError for rules that cannot be held together."""
    low, high = prop.bounds
    if low is not None and high is not None and low > high:
        raise OntologyError(f"vc:{prop.name}: sh:minInclusive is above sh:maxInclusive")
    if (low, high) != (None, None) and prop.datatype not in (Datatype.INTEGER, Datatype.DECIMAL):
        raise OntologyError(f"vc:{prop.name}: only numbers have a least and a greatest value")
    if (prop.pattern or prop.values) and prop.datatype is not Datatype.STRING:
        raise OntologyError(f"vc:{prop.name}: only texts have a pattern or a list of values")


def relationship_type(local_name: str) -> str:
    """The relationship type of an object property: `evidencedBy` becomes `EVIDENCED_BY`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local_name).upper()


def place(prop: Property) -> tuple[bool, float, str]:
    """The id first, then the order that the shape states, then the alphabet."""
    return prop.name != "id", inf if prop.order is None else prop.order, prop.name
