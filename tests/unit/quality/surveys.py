"""Smallest graphs that checks of plausibility look at, and what they find there."""

import datetime as dt
from collections.abc import Iterator, Sequence

from kg.ingest.account import account_of
from kg.ingest.facts import Statement
from kg.ingest.precedence import Precedence
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef, Value
from kg.ontology.rdf import load_schema
from kg.quality.checks import CHECKS
from kg.quality.finding import Finding
from kg.quality.survey import Survey
from tests.unit.ontology.graphs import MemoryContents

SCHEMA = load_schema()
TODAY = dt.date(2026, 11, 16)
YESTERDAY, TOMORROW = dt.date(2026, 11, 15), dt.date(2026, 11, 17)
LOOKS = {check.name: check.look for check in CHECKS}

Part = CanonicalNode | CanonicalLink


def a(class_name: str, id_: str, source: str = "demo", **properties: Value) -> CanonicalNode:
    """A node that one record of a source states."""
    records = (f"{source}/members.organisation/{id_}@{source}-1",)
    return CanonicalNode(NodeRef(SCHEMA.root(class_name), id_), class_name, properties, records)


def link(start: CanonicalNode, type_: str, end: CanonicalNode) -> CanonicalLink:
    return CanonicalLink(LinkRef(type_, start.ref, end.ref), {}, start.records)


def seat(
    id_: str,
    region: str,
    city: str = "",
    point: tuple[float, float] | None = None,
    source: str = "demo",
    **properties: Value,
) -> list[Part]:
    """A firm in a region, perhaps with its city and point."""
    if city:
        properties["city"] = city
    if point:
        properties |= {"latitude": point[0], "longitude": point[1]}
    firm = a("Firm", id_, source, **properties)
    return [firm, link(firm, "LOCATED_IN", a("Region", region, country=region[:2]))]


def survey(*parts: Part, facts: Sequence[Statement] = ()) -> Survey:
    """A survey of these; `facts` are what records state of nodes."""
    nodes = tuple(part for part in parts if isinstance(part, CanonicalNode))
    links = tuple(part for part in parts if isinstance(part, CanonicalLink))
    contents = MemoryContents(SCHEMA, nodes, links)
    return Survey(SCHEMA, contents, TODAY, lambda _nodes: account_of(facts, Precedence(), ()))


def found(check: str, *parts: Part) -> list[Finding]:
    return list(LOOKS[check](survey(*parts)))


def ids(findings: Sequence[Finding]) -> list[str]:
    return [finding.node.id for finding in findings]


def town(
    city: str, region: str, count: int, point: tuple[float, float] | None = None
) -> Iterator[Part]:
    """Several firms of one city."""
    for number in range(count):
        yield from seat(f"{city.lower()}-{number}", region, city, point)
