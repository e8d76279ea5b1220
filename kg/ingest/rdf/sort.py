"""Sorts what is said of a node: properties, relationships, and what is unknown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ingest.rdf.kinds import Judged, Kind
from kg.ingest.rdf.meaning import Meaning
from kg.ingest.rdf.things import TYPE, Object, Text, Thing
from kg.ontology.vocabulary import own_iri

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
LEGAL_NAME = "http://www.w3.org/ns/regorg#legalName"
# How vocabularies say what something is called, for classes that the ontology gives another word.
NAMING = (LEGAL_NAME, SKOS_LABEL, RDFS_LABEL)
NAMED = ("name", "title")


@dataclass
class Sorted:
    """What is said of one node, by what becomes of it."""

    properties: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[str, Object]] = field(default_factory=list)
    unknown: dict[str, list[Object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts by the class of a node, and of the nodes that it is related to."""

    meaning: Meaning
    judged: Mapping[str, Judged]

    def sort(self, thing: Thing, class_name: str) -> Sorted:
        """All that is said of a node of a class; what follows from something else is left out."""
        found, foreign = Sorted(), []
        for predicate, objects in thing.said.items():
            if predicate == TYPE:
                continue
            if name := self.meaning.properties.get(predicate):
                found.properties[name] += objects
            elif type_ := self.meaning.relations.get(predicate):
                found.links += [(type_, object_) for object_ in objects]
            else:
                foreign.append((predicate, objects))
        for predicate, objects in foreign:
            self._sort_foreign(thing, class_name, found, predicate, objects)
        return found

    def relation(self, predicate: str, start: str, end: Object) -> str | None:
        """The one relation of ours that a predicate may mean between two things."""
        own = self.meaning.relations.get(predicate)
        fitting = [
            type_
            for type_ in self.meaning.foreign_relations.get(predicate, ())
            if self._fits(type_, self._class_of(start), end)
        ]
        return own or (fitting[0] if len(fitting) == 1 else None)

    def _sort_foreign(
        self,
        thing: Thing,
        class_name: str,
        found: Sorted,
        predicate: str,
        objects: Sequence[Object],
    ) -> None:
        new = [o for o in objects if not self._follows(thing, predicate, o)]
        shape = {prop.name for prop in self.meaning.schema.classes[class_name].properties}
        names = [n for n in self.meaning.foreign_properties.get(predicate, ()) if n in shape]
        if not names:
            names = self._names_of_others(predicate, shape, thing)
        unknown = []
        for object_ in new:
            types = [
                type_
                for type_ in self.meaning.foreign_relations.get(predicate, ())
                if self._fits(type_, class_name, object_)
            ]
            if len(names) + len(types) != 1:
                unknown.append(object_)
            elif names:
                found.properties[names[0]].append(object_)
            else:
                found.links.append((types[0], object_))
        if unknown:
            found.unknown[predicate] = unknown

    def _follows(self, thing: Thing, predicate: str, object_: Object) -> bool:
        """Whether a statement of others says no more than one of ours that stands beside it."""
        if isinstance(object_, Text):
            below = self.meaning.foreign_properties.get(predicate, ())
            texts = (t for name in below for t in thing.texts(own_iri(name)))
            return object_.text in texts
        types = self.meaning.foreign_relations.get(predicate, ())
        return any(object_ in thing.iris(self.meaning.relation_iris[type_]) for type_ in types)

    def _names_of_others(self, predicate: str, shape: set[str], thing: Thing) -> list[str]:
        """The name of a thing that nothing else names."""
        if predicate not in NAMING or any(p in thing.said for p in self._naming_before(predicate)):
            return []
        name = next((name for name in NAMED if name in shape), None)
        if name is None:
            return []
        words = {own_iri(name), *self.meaning.vocabulary.properties[name]}
        return [] if words & thing.said.keys() else [name]

    def _naming_before(self, predicate: str) -> Sequence[str]:
        return NAMING[: NAMING.index(predicate)]

    def _fits(self, type_: str, class_name: str, end: Object) -> bool:
        schema = self.meaning.schema
        relation = schema.relation(type_)
        if isinstance(end, Text) or relation.domain not in schema.labels(class_name):
            return False
        other = self.judged.get(end)
        is_known = other is not None and other.kind is Kind.NODE
        return not is_known or relation.range in schema.labels(self._class_of(end))

    def _class_of(self, name: str) -> str:
        judged = self.judged.get(name)
        return judged.class_name if judged else ""
