"""How complete what is known of organisations is, per source and per cluster."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.model import CanonicalNode, NodeRef
from kg.ontology.contents import Contents
from kg.quality.belonging import Belonging, Scope
from kg.quality.finding import sources_of

# The code of a country has two letters; finer regions have more.
COUNTRY_CODE = 2


@dataclass(frozen=True, slots=True)
class Linked:
    """The organisations that have what stands beside them in the graph."""

    regions: AbstractSet[NodeRef]
    capabilities: AbstractSet[NodeRef]
    evidence: AbstractSet[NodeRef]
    contacts: AbstractSet[NodeRef]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that may be known of an organisation."""

    name: str
    says: str
    has: Callable[[CanonicalNode, Linked], bool]


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of how many organisations of a source or cluster each measure is known."""

    name: str
    organisations: int
    have: Mapping[str, int]

    def share(self, measure: str) -> float:
        """The part of the organisations of which it is known, 0 to 1."""
        return self.have.get(measure, 0) / self.organisations if self.organisations else 0.0


def _states(name: str) -> Callable[[CanonicalNode, Linked], bool]:
    return lambda node, _linked: node.properties.get(name) not in (None, "", ())


MEASURES = (
    Measure("region", "a region finer than the country", lambda n, k: n.ref in k.regions),
    Measure("point", "latitude and longitude", _states("latitude")),
    Measure("city", "the city", _states("city")),
    Measure("postalCode", "the postal code", _states("postalCode")),
    Measure("sizeClass", "the size class", _states("sizeClass")),
    Measure("employees", "the head count", _states("employees")),
    Measure("website", "the website", _states("website")),
    Measure("capability", "at least one capability", lambda n, k: n.ref in k.capabilities),
    Measure("evidence", "a capability with evidence", lambda n, k: n.ref in k.evidence),
    Measure("contact", "a contact who has consented", lambda n, k: n.ref in k.contacts),
)


@dataclass
class Tally:
    """Counts organisations by the names of what they belong to."""

    organisations: Counter[str]
    have: dict[str, Counter[str]]

    @classmethod
    def empty(cls) -> "Tally":
        """Nothing counted yet."""
        return cls(Counter(), defaultdict(Counter))

    def add(self, names: AbstractSet[str], known: list[str]) -> None:
        """Counts an organisation of which this is known."""
        self.organisations.update(names)
        for name in names:
            self.have[name].update(known)

    def completeness(self) -> Iterator[Completeness]:
        """What was counted, by name."""
        for name, count in sorted(self.organisations.items()):
            yield Completeness(name, count, dict(self.have[name]))


def completeness(
    contents: Contents, belonging: Belonging, scope: Scope
) -> tuple[tuple[Completeness, ...], tuple[Completeness, ...]]:
    """The completeness of each source and of each cluster that is meant."""
    linked = _linked(contents)
    by_source, by_cluster = Tally.empty(), Tally.empty()
    for node in contents.nodes("Organisation"):
        sources, clusters = frozenset(sources_of(node.records)), belonging.of(node.ref)
        if not scope.holds(sources, clusters):
            continue
        known = [measure.name for measure in MEASURES if measure.has(node, linked)]
        by_source.add(sources if scope.source is None else {scope.source}, known)
        by_cluster.add(clusters if scope.cluster is None else {scope.cluster}, known)
    return tuple(by_source.completeness()), tuple(by_cluster.completeness())


def _linked(contents: Contents) -> Linked:
    proven = {link.ref.start for link in contents.links("EVIDENCED_BY")}
    capabilities, evidence = set(), set()
    for link in contents.links("OFFERS"):
        capabilities.add(link.ref.start)
        if link.ref.end in proven:
            evidence.add(link.ref.start)
    located = contents.links("LOCATED_IN")
    consented = {c.ref for c in contents.nodes("Contact") if c.properties.get("consentOn")}
    contacts = contents.links("HAS_CONTACT")
    return Linked(
        {link.ref.start for link in located if len(link.ref.end.id) > COUNTRY_CODE},
        capabilities,
        evidence,
        {link.ref.start for link in contacts if link.ref.end in consented},
    )
