"""Decides what each thing of a file is: a node of a class, a statement, or none of our business."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kg.ingest.rdf.meaning import Meaning
from kg.ingest.rdf.things import RDF, TYPE, Thing, Things
from kg.ontology.vocabulary import own_iri

ORG = "http://www.w3.org/ns/org#"
REIFIED = frozenset({f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"})
MEMBERSHIP = frozenset({f"{ORG}member", f"{ORG}organization"})
STATEMENTS = frozenset({f"{RDF}Statement", f"{ORG}Membership", own_iri("Relationship")})
ROLE = f"{ORG}Role"
# What editors add to every individual, and what holds of everything.
OF_EVERYTHING = frozenset(
    {
        "http://www.w3.org/2002/07/owl#NamedIndividual",
        "http://www.w3.org/2002/07/owl#Thing",
        "http://www.w3.org/2000/01/rdf-schema#Resource",
    }
)
IS_DERIVED = own_iri("isDerived")


class Kind(Enum):
    """What a thing is."""

    NODE = auto()
    STATEMENT = auto()
    ROLE = auto()
    COMPUTED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a thing is, of which class, or why it is of none."""

    kind: Kind
    class_name: str = ""
    reason: str = ""


def is_derived(thing: Thing) -> bool:
    """Whether a thing says of itself that it was computed."""
    return any(text in {"true", "1"} for text in thing.texts(IS_DERIVED))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges things by the terms that they use."""

    meaning: Meaning

    def judge_all(self, things: Things) -> Mapping[str, Judged]:
        """What each thing of a file is."""
        return {name: self.judge(thing) for name, thing in things.by_name.items()}

    def judge(self, thing: Thing) -> Judged:
        """What one thing is."""
        types = set(thing.iris(TYPE))
        if types & self.meaning.bookkeeping_classes:
            return Judged(Kind.COMPUTED)
        if thing.said.keys() >= REIFIED or thing.said.keys() >= MEMBERSHIP or types & STATEMENTS:
            return Judged(Kind.STATEMENT)
        own = {self.meaning.classes[type_] for type_ in types if type_ in self.meaning.classes}
        if not own and ROLE in types:
            return Judged(Kind.ROLE)
        judged = self._deepest(own) if own else self._foreign(thing, types)
        if judged.kind is Kind.NODE and is_derived(thing):
            return Judged(Kind.COMPUTED)
        return judged

    def unknown_types(self, thing: Thing, class_name: str) -> list[str]:
        """The types of a node that neither are its class's nor follow from it."""
        implied = {*self.meaning.vocabulary.types(class_name), *OF_EVERYTHING}
        return [type_ for type_ in thing.iris(TYPE) if type_ not in implied]

    def _deepest(self, classes: Iterable[str]) -> Judged:
        names = sorted(classes)
        for name in names:
            if set(names) <= set(self.meaning.schema.labels(name)):
                return Judged(Kind.NODE, name)
        return Judged(Kind.UNKNOWN, reason=f"must be of one class, not {' and '.join(names)}")

    def _foreign(self, thing: Thing, types: set[str]) -> Judged:
        """The one class that types of others may mean, after all that is said of the thing."""
        below = {c for type_ in types for c in self.meaning.foreign_classes.get(type_, ())}
        # Of a class and one below it, both of which are stated, the one below holds.
        above = {label for c in below for label in self.meaning.schema.labels(c)[:-1]}
        found = below - above
        if len(found) > 1:
            found = {c for c in found if self._takes(c, thing)}
        if len(found) > 1:
            found = {c for c in found if self._is_complete(c, thing)}
        if len(found) == 1:
            return Judged(Kind.NODE, found.pop())
        if below:
            choice = " or ".join(sorted(below))
            return Judged(Kind.UNKNOWN, reason=f"may be a {choice}; state its class in our terms")
        return Judged(Kind.UNKNOWN, reason="must have a class that the ontology knows")

    def _takes(self, class_name: str, thing: Thing) -> bool:
        """Whether a class has a word for each predicate of the thing that the ontology knows."""
        meaning, labels = self.meaning, self.meaning.schema.labels(class_name)
        names = {prop.name for prop in meaning.schema.classes[class_name].properties}
        begins = {r.type for r in meaning.schema.relations.values() if r.domain in labels}
        return all(
            names & self._names(predicate) or begins & self._relations(predicate)
            for predicate in thing.said
            if meaning.is_known(predicate)
        )

    def _is_complete(self, class_name: str, thing: Thing) -> bool:
        """Whether a class requires something, and the thing has all of it."""
        shape = self.meaning.schema.classes[class_name].properties
        stated = {name for predicate in thing.said for name in self._names(predicate)}
        required = {prop.name for prop in shape if prop.required and prop.name != "id"}
        return bool(required) and required <= stated

    def _names(self, predicate: str) -> set[str]:
        own = self.meaning.properties.get(predicate)
        return {own} if own else set(self.meaning.foreign_properties.get(predicate, ()))

    def _relations(self, predicate: str) -> set[str]:
        own = self.meaning.relations.get(predicate)
        return {own} if own else set(self.meaning.foreign_relations.get(predicate, ()))
