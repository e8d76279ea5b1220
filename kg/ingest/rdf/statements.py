"""Nodes that speak of a relationship: reified statements, and memberships of W3C ORG."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ingest.rdf.kinds import MEMBERSHIP, ORG, REIFIED, Judged, Kind, is_derived
from kg.ingest.rdf.meaning import Meaning
from kg.ingest.rdf.sort import RDFS_LABEL, SKOS_LABEL, Sorter
from kg.ingest.rdf.things import RDF, TYPE, Object, Text, Thing
from kg.ontology.iris import last_part

MEMBER_OF = f"{ORG}memberOf"
ROLE = "role"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class About:
    """What a node says of one relationship."""

    name: str
    start: str
    type: str
    end: str
    attributes: Mapping[str, list[Object]]
    unknown: Mapping[str, list[Object]]
    is_derived: bool
    line: int


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads such nodes; one whose predicate the ontology does not know is about nothing."""

    meaning: Meaning
    sorter: Sorter
    things: Mapping[str, Thing]
    judged: Mapping[str, Judged]

    def read_all(self) -> tuple[dict[str, list[About]], list[str]]:
        """What is said, by the name of the start; and the nodes that are about nothing."""
        found: dict[str, list[About]] = defaultdict(list)
        nothing = []
        for name, judged in self.judged.items():
            if judged.kind is Kind.STATEMENT:
                about = self._read(name, self.things[name])
                if about is None:
                    nothing.append(name)
                else:
                    found[about.start].append(about)
        return found, nothing

    def _read(self, name: str, thing: Thing) -> About | None:
        for start, predicate, end in self._triples(thing):
            type_ = self.sorter.relation(predicate, start, end)
            if type_ is not None:
                attributes, unknown = self._divide(thing)
                if role := self._role(thing):
                    attributes.setdefault(ROLE, role)
                is_computed = is_derived(thing)
                return About(name, start, type_, end, attributes, unknown, is_computed, thing.line)
        return None

    def _triples(self, thing: Thing) -> Iterator[tuple[str, str, str]]:
        ends = [thing.iris(f"{RDF}{part}")[:1] for part in ("subject", "predicate", "object")]
        if all(ends):
            [start], [predicate], [end] = ends
            yield start, predicate, end
        member, whole = (thing.iris(f"{ORG}{part}")[:1] for part in ("member", "organization"))
        if member and whole:
            yield member[0], MEMBER_OF, whole[0]

    def _divide(self, thing: Thing) -> tuple[dict[str, list[Object]], dict[str, list[Object]]]:
        attributes: dict[str, list[Object]] = {}
        unknown: dict[str, list[Object]] = {}
        for predicate, objects in thing.said.items():
            name = self.meaning.properties.get(predicate)
            if name is not None:
                attributes.setdefault(name, []).extend(objects)
            elif predicate not in (TYPE, f"{ORG}role", *REIFIED, *MEMBERSHIP):
                unknown[predicate] = objects
        return attributes, unknown

    def _role(self, thing: Thing) -> list[Object]:
        """The label of a role, or the last part of its IRI where it has none."""
        found: list[Object] = []
        for object_ in thing.said.get(f"{ORG}role", ()):
            if isinstance(object_, Text):
                found.append(object_)
                continue
            role = self.things.get(object_, Thing(0))
            labels = (*role.said.get(SKOS_LABEL, ()), *role.said.get(RDFS_LABEL, ()))
            texts = [label for label in labels if isinstance(label, Text)]
            found += texts[:1] or [Text(last_part(object_), XSD_STRING, None)]
        return found
