"""What the terms of a file mean: ours, and those of others that the ontology aligns with ours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph.census import BOOKKEEPING, BOOKKEEPING_LINKS
from kg.graph.stored_values import NOT_STATED, RETIRED_ON
from kg.ontology.compile_context import local_name
from kg.ontology.schema import Schema
from kg.ontology.vocabulary import Terms, Vocabulary, own_iri

PROV = "http://www.w3.org/ns/prov#"
Many = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """From IRIs to our names: of one of ours to its name, of one of others to all it may mean."""

    vocabulary: Vocabulary
    classes: Mapping[str, str]
    properties: Mapping[str, str]
    relations: Mapping[str, str]
    relation_iris: Mapping[str, str]
    foreign_classes: Many
    foreign_properties: Many
    foreign_relations: Many
    bookkeeping_classes: frozenset[str]
    bookkeeping_terms: frozenset[str]

    @property
    def schema(self) -> Schema:
        """The ontology."""
        return self.vocabulary.schema

    def is_provenance(self, predicate: str) -> bool:
        """Whether a predicate only tells where statements come from, which loads do themselves."""
        return predicate.startswith(PROV) or predicate in self.bookkeeping_terms

    def is_known(self, predicate: str) -> bool:
        """Whether the ontology has a word for a predicate."""
        known = (self.properties, self.relations, self.foreign_properties, self.foreign_relations)
        return any(predicate in terms for terms in known)


def read_meaning(vocabulary: Vocabulary) -> Meaning:
    """The terms of all classes but those of the bookkeeping."""
    schema = vocabulary.schema
    classes = [name for name in schema.classes if name not in BOOKKEEPING]
    relations = [type_ for type_ in schema.relations if type_ not in BOOKKEEPING_LINKS]
    shapes = [schema.classes[name].properties for name in classes]
    shapes += [schema.relations[type_].attributes for type_ in relations]
    properties = {prop.name: prop for shape in shapes for prop in shape}
    own = {own_iri(name): name for name in (*properties, RETIRED_ON)}
    former = {own_iri(f): p.name for p in properties.values() for f in p.former_names}
    return Meaning(
        vocabulary,
        classes={own_iri(name): name for name in classes},
        properties={**former, **own},
        relations={own_iri(local_name(type_)): type_ for type_ in relations},
        relation_iris={type_: own_iri(local_name(type_)) for type_ in relations},
        foreign_classes=_turned(vocabulary.stated, classes),
        foreign_properties=_turned(vocabulary.properties, properties),
        foreign_relations=_turned(vocabulary.relations, relations),
        bookkeeping_classes=frozenset(map(own_iri, BOOKKEEPING)),
        bookkeeping_terms=_bookkeeping_terms(schema) - own.keys(),
    )


def _bookkeeping_terms(schema: Schema) -> frozenset[str]:
    shapes = (schema.classes[name].properties for name in BOOKKEEPING if name in schema.classes)
    names = {prop.name for shape in shapes for prop in shape}
    return frozenset(map(own_iri, {*NOT_STATED, *names, *map(local_name, BOOKKEEPING_LINKS)}))


def _turned(terms: Terms, names: Iterable[str]) -> Many:
    """From the terms of others to ours that lie below them."""
    found = defaultdict(list)
    for name in names:
        for iri in terms.get(name, ()):
            found[iri].append(name)
    return {iri: tuple(sorted(below)) for iri, below in found.items()}
