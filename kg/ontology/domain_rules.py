"""The rules of the domain over several things: one function for each rule of the ontology.

Each says for which nodes the rule of its name is broken, and by what. The rules themselves stand in
`rules.ttl`, most of them with a query that says the same in SPARQL.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import NodeRef
from kg.ontology.contents import Contents
from kg.ontology.country_outlines import TOLERANCE_KM, CountryOutlines
from kg.ontology.schema import Rule, Schema

DRIVERS = ("geographyStrength", "sectorStrength", "horizontalStrength", "verticalStrength")
LEAST_DRIVERS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule, the ontology that it belongs to, and what it is asked of."""

    rule: Rule
    schema: Schema
    contents: Contents
    today: dt.date

    @property
    def threshold(self) -> float:
        """The number that the rule turns on."""
        return self.rule.threshold or 0.0


@dataclass(frozen=True, slots=True)
class Broken:
    """A node for which a rule does not hold; `value` is what breaks it."""

    node: NodeRef
    value: str = ""


def networks_on_two_drivers(asked: Asked) -> Iterator[Broken]:
    """A cluster of which fewer than two drivers are strong."""
    for cluster in asked.contents.nodes("Cluster"):
        strengths = (_number(cluster.properties.get(name)) for name in DRIVERS)
        if sum(strength >= asked.threshold for strength in strengths) < LEAST_DRIVERS:
            yield Broken(cluster.ref)


def shares_sum_to_one(asked: Asked) -> Iterator[Broken]:
    """An agreement whose roles' revenue shares, where any is stated, do not sum to 1."""
    shares = {
        role.ref: share
        for role in asked.contents.nodes("Role")
        if isinstance(share := role.properties.get("revenueShare"), int | float)
    }
    by_enterprise = _starts_by_end(asked.contents, "ROLE_IN")
    totals: dict[NodeRef, list[float]] = defaultdict(list)
    for link in asked.contents.links("GOVERNED_BY"):
        roles = by_enterprise.get(link.ref.start, [])
        totals[link.ref.end] += [shares[role] for role in roles if role in shares]
    for agreement, stated in totals.items():
        if stated and abs(sum(stated) - 1) > asked.threshold:
            yield Broken(agreement, f"{sum(stated):.3f}")


def verified_by_valid_evidence(asked: Asked) -> Iterator[Broken]:
    """A verified capability without evidence that is still valid."""
    valid = {
        evidence.ref
        for evidence in asked.contents.nodes("Evidence")
        if _is_after(evidence.properties.get("expiresOn"), asked.today)
    }
    links = asked.contents.links("EVIDENCED_BY")
    proven = {link.ref.start for link in links if link.ref.end in valid}
    for capability in asked.contents.nodes("Capability"):
        if capability.properties.get("status") == "verified" and capability.ref not in proven:
            yield Broken(capability.ref)


def members_are_independent(asked: Asked) -> Iterator[Broken]:
    """An enterprise with a member that another member controls, and whose role does not say so."""
    disclosed = {
        role.ref
        for role in asked.contents.nodes("Role")
        if role.properties.get("isControlDisclosed") is True
    }
    enterprise_of = {k.ref.start: k.ref.end for k in asked.contents.links("ROLE_IN")}
    members: dict[NodeRef, dict[NodeRef, list[NodeRef]]] = defaultdict(lambda: defaultdict(list))
    for link in asked.contents.links("PLAYS"):
        if link.ref.end in enterprise_of:
            members[enterprise_of[link.ref.end]][link.ref.start].append(link.ref.end)
    controls = [
        (link.ref.start, link.ref.end)
        for link in asked.contents.links("CONTROLS")
        if _is_after(link.properties.get("endsOn"), asked.today)
    ]
    for enterprise, roles in members.items():
        for owner, owned in controls:
            is_hidden = any(role not in disclosed for role in roles.get(owned, ()))
            if owner != owned and owner in roles and is_hidden:
                yield Broken(enterprise, owned.id)


def stance_is_bounded(asked: Asked) -> Iterator[Broken]:
    """A stance that names neither a competency nor a market."""
    for relation in asked.schema.relations.values():
        if relation.stance is None:
            continue
        for link in asked.contents.links(relation.type):
            if not link.properties.get("competency") and not link.properties.get("market"):
                yield Broken(link.ref.start, link.ref.end.id)


def not_to_itself(asked: Asked) -> Iterator[Broken]:
    """A thing that has a relation to itself."""
    for type_ in asked.schema.relations:
        for link in asked.contents.links(type_):
            if link.ref.start == link.ref.end:
                yield Broken(link.ref.start, type_)


def stages_are_acyclic(asked: Asked) -> Iterator[Broken]:
    """A stage that comes before itself, by way of others."""
    after: dict[NodeRef, set[NodeRef]] = defaultdict(set)
    for link in asked.contents.links("PRECEDES"):
        after[link.ref.start].add(link.ref.end)
    for stage in list(after):
        if stage in _reached(stage, after):
            yield Broken(stage)


def point_in_country(asked: Asked) -> Iterator[Broken]:
    """An organisation whose point is outside the country of the region that it is located in."""
    outlines = CountryOutlines.load()
    countries = {
        region.ref: str(region.properties.get("country", ""))
        for region in asked.contents.nodes("Region")
    }
    located = {
        link.ref.start: countries.get(link.ref.end, "")
        for link in asked.contents.links("LOCATED_IN")
    }
    for organisation in asked.contents.nodes("Organisation"):
        country = located.get(organisation.ref)
        latitude, longitude = (organisation.properties.get(n) for n in ("latitude", "longitude"))
        if not country or latitude is None or longitude is None:
            continue
        point = _number(latitude), _number(longitude)
        distance = outlines.distance_outside(country, *point)
        if distance is not None and distance > TOLERANCE_KM:
            yield Broken(organisation.ref, f"{distance:,.0f} km outside of {country}")


CHECKS: Mapping[str, Callable[[Asked], Iterator[Broken]]] = {
    "networksOnTwoDrivers": networks_on_two_drivers,
    "sharesSumToOne": shares_sum_to_one,
    "verifiedByValidEvidence": verified_by_valid_evidence,
    "membersAreIndependent": members_are_independent,
    "stanceIsBounded": stance_is_bounded,
    "notToItself": not_to_itself,
    "stagesAreAcyclic": stages_are_acyclic,
    "pointInCountry": point_in_country,
}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _is_after(day: object, today: dt.date) -> bool:
    """Whether what ends on a day, if it ends at all, still is."""
    return not isinstance(day, dt.date) or day >= today


def _starts_by_end(contents: Contents, type_: str) -> dict[NodeRef, list[NodeRef]]:
    found: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    for link in contents.links(type_):
        found[link.ref.end].append(link.ref.start)
    return found


def _reached(start: NodeRef, after: Mapping[NodeRef, set[NodeRef]]) -> set[NodeRef]:
    reached: set[NodeRef] = set()
    ahead = [start]
    while ahead:
        new = after.get(ahead.pop(), set()) - reached
        reached |= new
        ahead += new
    return reached
