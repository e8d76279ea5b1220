"""Each rule of the domain, kept and broken, on the smallest graph that shows it."""

import datetime as dt
from typing import Any

import pytest

from kg.model import CanonicalLink, CanonicalNode
from kg.ontology.domain_rules import CHECKS
from kg.ontology.rdf import load_schema
from tests.unit.ontology.graphs import MemoryContents, compiled, link, node

SCHEMA = load_schema()
TODAY = dt.date(2026, 12, 1)
YESTERDAY = dt.date(2026, 11, 30)


def a(class_name: str, id_: str, **properties: Any) -> CanonicalNode:
    """A node that keeps its shape."""
    needed = {
        "Firm": {"name": "F"}, "Cluster": {"name": "C"}, "Grouping": {"name": "G"},
        "VirtualEnterprise": {"name": "V", "state": "forming"}, "Stage": {"name": "S"},
        "Opportunity": {"title": "T", "text": "t"}, "Evidence": {"kind": "audit", "title": "T"},
        "Region": {"name": "R", "country": "DE", "nutsLevel": 2},
        "Role": {"enterpriseRole": "member"},
    }.get(class_name, {})  # fmt: skip
    return node(SCHEMA, class_name, id_, {**needed, **properties})


def broken(*parts: CanonicalNode | CanonicalLink) -> list[tuple[str, str]]:
    """The rules of the domain that a graph of these parts breaks, and where."""
    nodes = tuple(part for part in parts if isinstance(part, CanonicalNode))
    links = tuple(part for part in parts if isinstance(part, CanonicalLink))
    found = compiled(SCHEMA, MemoryContents(SCHEMA, nodes, links), TODAY)
    return [(breach.term, breach.node.id) for breach in found]


def test_every_rule_of_the_ontology_has_a_check_and_no_check_is_left_over() -> None:
    assert CHECKS.keys() == SCHEMA.rules.keys()


@pytest.mark.parametrize(
    ("strengths", "is_broken"),
    [
        ({}, True),
        ({"geographyStrength": 0.9}, True),
        ({"geographyStrength": 0.9, "sectorStrength": 0.39}, True),
        ({"geographyStrength": 0.4, "verticalStrength": 0.9}, False),
    ],
)
def test_a_cluster_networks_on_two_drivers(strengths: dict[str, float], is_broken: bool) -> None:
    assert broken(a("Cluster", "c", **strengths)) == [("networksOnTwoDrivers", "c")] * is_broken
    assert broken(a("Grouping", "g", **strengths)) == []


def enterprise(*roles: CanonicalNode) -> list[CanonicalNode | CanonicalLink]:
    formed, demand = a("VirtualEnterprise", "v"), a("Opportunity", "o")
    agreement = a("Agreement", "agreement")
    return [
        formed, demand, agreement, *roles,
        link(formed, "FULFILS", demand), link(formed, "GOVERNED_BY", agreement),
        *(link(role, "ROLE_IN", formed) for role in roles),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "is_broken"),
    [
        ((0.5, 0.5), False),
        ((0.333, 0.333, 0.333), False),
        ((None, None), False),
        ((0.5, 0.4), True),
        ((0.5, None), True),
        ((1.0, 0.1), True),
    ],
)
def test_the_shares_of_an_agreement_sum_to_1(
    shares: tuple[float | None, ...], is_broken: bool
) -> None:
    roles = [
        a("Role", f"r{n}", **({} if share is None else {"revenueShare": share}))
        for n, share in enumerate(shares)
    ]
    assert broken(*enterprise(*roles)) == [("sharesSumToOne", "agreement")] * is_broken


def test_an_enterprise_fulfils_an_opportunity() -> None:
    assert broken(a("VirtualEnterprise", "v")) == [("FULFILS", "v")]


@pytest.mark.parametrize(
    ("status", "expires", "is_broken"),
    [
        ("verified", None, False),
        ("verified", TODAY, False),
        ("verified", YESTERDAY, True),
        ("evidenced", YESTERDAY, False),
    ],
)
def test_a_verified_capability_has_evidence_that_is_not_expired(
    status: str, expires: dt.date | None, is_broken: bool
) -> None:
    capability = a("Capability", "k", status=status)
    evidence = a("Evidence", "e", **({"expiresOn": expires} if expires else {}))
    found = broken(capability, evidence, link(capability, "EVIDENCED_BY", evidence))
    assert found == [("verifiedByValidEvidence", "k")] * is_broken


def test_a_verified_capability_without_any_evidence_is_told() -> None:
    found = broken(a("Capability", "k", status="verified"))
    assert found == [("verifiedByValidEvidence", "k")]


@pytest.mark.parametrize(
    ("disclosed", "ends", "is_broken"),
    [(False, None, True), (True, None, False), (False, YESTERDAY, False), (False, TODAY, True)],
)
def test_a_member_is_not_controlled_by_another_unless_stated(
    disclosed: bool, ends: dt.date | None, is_broken: bool
) -> None:
    owner, owned = a("Firm", "owner"), a("Firm", "owned")
    first, second = a("Role", "first"), a("Role", "second", isControlDisclosed=disclosed)
    control = link(owner, "CONTROLS", owned, {"endsOn": ends} if ends else {})
    played = (link(owner, "PLAYS", first), link(owned, "PLAYS", second))
    found = broken(owner, owned, *enterprise(first, second), control, *played)
    assert found == [("membersAreIndependent", "v")] * is_broken


@pytest.mark.parametrize("type_", ["COMPETES_WITH", "COOPERATES_WITH", "INDEPENDENT_OF"])
@pytest.mark.parametrize(
    ("stated", "is_broken"),
    [
        ({}, True),
        ({"note": "n"}, True),
        ({"competency": ("x",)}, False),
        ({"market": ("m",)}, False),
    ],
)
def test_a_stance_names_its_competency_or_market(
    type_: str, stated: dict[str, Any], is_broken: bool
) -> None:
    one, other = a("Firm", "one"), a("Firm", "other")
    found = broken(one, other, link(one, type_, other, stated))
    assert found == [("stanceIsBounded", "one")] * is_broken


def test_nobody_supplies_itself() -> None:
    firm = a("Firm", "f")
    assert broken(firm, link(firm, "SUPPLIES", firm)) == [("notToItself", "f")]


def test_stages_go_in_no_circle() -> None:
    first, second, third = (a("Stage", f"s{n}") for n in range(3))
    chain = (link(first, "PRECEDES", second), link(second, "PRECEDES", third))
    assert broken(first, second, third, *chain) == []
    back = link(second, "PRECEDES", first)
    found = broken(first, second, third, *chain, back)
    assert sorted(found) == [("stagesAreAcyclic", "s0"), ("stagesAreAcyclic", "s1")]


@pytest.mark.parametrize(
    ("point", "is_broken"),
    [
        ({"latitude": 48.14, "longitude": 11.58}, False),
        ({"latitude": 48.86, "longitude": 2.35}, True),
        ({"latitude": 48.86}, False),
    ],
)
def test_a_point_lies_in_the_country_of_its_region(
    point: dict[str, float], is_broken: bool
) -> None:
    firm, munich = a("Firm", "f", **point), a("Region", "DE21")
    found = broken(firm, munich, link(firm, "LOCATED_IN", munich))
    assert found == [("pointInCountry", "f")] * is_broken
