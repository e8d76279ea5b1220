"""What is written of a node and of a relationship, as triples."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import LinkFact, LinkRef, NodeFact, NodeRef, Value
from kg.ontology.compile_context import local_name
from kg.ontology.iris import Iris
from kg.ontology.schema import Property
from kg.ontology.vocabulary import Vocabulary
from kg.query.export.terms import literal, named, own, term, text

Triples: TypeAlias = Iterator[Triple]
SEALED = "sealed"
# A relation below this one is written as a membership too, so that roles are found (W3C ORG 4.2).
MEMBER_OF = "http://www.w3.org/ns/org#memberOf"
ROLE = "role"


@dataclass(frozen=True)
class Describer:
    """Writes nodes and relationships in our terms, and in those of others that follow from them.

    `is_plain` leaves the terms of others out; `with_sealed` adds the sealed texts.
    """

    iris: Iris
    vocabulary: Vocabulary
    with_sealed: bool = False
    is_plain: bool = False

    def node(self, fact: NodeFact) -> Triples:
        """Class, key and properties of a node."""
        subject = self.subject(fact.ref)
        types = self.vocabulary.types(fact.class_name)
        for type_ in types[:1] if self.is_plain else types:
            yield Triple(subject, term("rdf", "type"), named(type_))
        yield Triple(subject, own("id"), text(fact.ref.id))
        shape = self.vocabulary.schema.classes[fact.class_name].public_properties()
        yield from self._values(subject, shape, fact.properties)

    def link(self, fact: LinkFact) -> Triples:
        """A relationship as one triple, in each vocabulary that has a word for it."""
        ref = fact.ref
        start, end = self.subject(ref.start), self.subject(ref.end)
        yield Triple(start, own(local_name(ref.type)), end)
        if not self.is_plain:
            for iri in self.vocabulary.relations[ref.type]:
                yield Triple(start, named(iri), end)

    def statement(self, fact: LinkFact, *, is_marked: bool = False) -> Triples:
        """What is said of a relationship, as a node of its own; nothing where nothing is said.

        A reified statement (RDF Schema 1.1, section 5.3), and for members a membership. One that
        `is_marked` has more to be said of it.
        """
        is_membership = self.is_membership(fact.ref)
        if not fact.properties and not is_membership and not is_marked:
            return
        ref, about = fact.ref, NamedNode(self.iris.link(fact.ref))
        yield Triple(about, term("rdf", "type"), own("Relationship"))
        yield Triple(about, term("rdf", "type"), term("rdf", "Statement"))
        yield Triple(about, term("rdf", "subject"), self.subject(ref.start))
        yield Triple(about, term("rdf", "predicate"), own(local_name(ref.type)))
        yield Triple(about, term("rdf", "object"), self.subject(ref.end))
        attributes = self.vocabulary.schema.relation(ref.type).attributes
        yield from self._values(about, attributes, fact.properties)
        if is_membership:
            yield from self._membership(about, fact)

    def is_membership(self, ref: LinkRef) -> bool:
        """Whether W3C ORG has more to say of a relationship than that it holds."""
        return not self.is_plain and MEMBER_OF in self.vocabulary.relations[ref.type]

    def subject(self, ref: NodeRef) -> NamedNode:
        """The IRI of a node."""
        return NamedNode(self.iris.node(ref))

    def _membership(self, about: NamedNode, fact: LinkFact) -> Triples:
        yield Triple(about, term("rdf", "type"), term("org", "Membership"))
        yield Triple(about, term("org", "member"), self.subject(fact.ref.start))
        yield Triple(about, term("org", "organization"), self.subject(fact.ref.end))
        if role := fact.properties.get(ROLE):
            yield Triple(about, term("org", "role"), NamedNode(self.iris.role(str(role))))

    def role(self, label: str) -> Triples:
        """A role of members, with its label."""
        about = NamedNode(self.iris.role(label))
        yield Triple(about, term("rdf", "type"), term("org", "Role"))
        yield Triple(about, term("skos", "prefLabel"), text(label))

    def _values(
        self, about: NamedNode, shape: Iterable[Property], properties: Mapping[str, Value]
    ) -> Triples:
        for prop in shape:
            if prop.name == SEALED and not self.with_sealed:
                continue
            for value in _literals(prop, properties.get(prop.name)):
                yield Triple(about, own(prop.name), value)
                if not self.is_plain:
                    for iri in self.vocabulary.properties[prop.name]:
                        yield Triple(about, named(iri), value)


def _literals(prop: Property, value: Value | None) -> list[Literal]:
    if value is None:
        return []
    values = value if isinstance(value, tuple) else (value,)
    return [literal(prop.datatype, one) for one in values]
