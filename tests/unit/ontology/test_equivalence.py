"""The compiled contract and pyshacl find the same violations in the same graphs.

What both can say is compared: values written as XML Schema writes them, texts that fit an index,
whole numbers that fit a store. Beyond it the contract is stricter, and docs/validation.md says
where.
"""

import datetime as dt
import logging
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.model import Value
from kg.ontology.compile_rdf import merge
from kg.ontology.compile_shapes import complete_shapes
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema, read_graph
from kg.ontology.schema import Datatype, Property
from tests.unit.ontology.graphs import (
    MemoryContents,
    by_pyshacl,
    compiled,
    link,
    node,
    shared,
)

SCHEMA = load_schema()
TODAY = dt.datetime.now(dt.UTC).date()  # pyshacl asks the clock
CLASSES = sorted(
    name
    for name, node_class in SCHEMA.classes.items()
    if len(node_class.properties) > 1 and not node_class.private_properties()
)
# Shrinking takes minutes, since each example is held to all shapes; they are small anyway.
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

GOOD: dict[Datatype, st.SearchStrategy[str]] = {
    Datatype.INTEGER: st.integers(-3, 2_200).map(str),
    Datatype.DECIMAL: st.decimals(-200, 200, places=2).map(lambda d: format(d, "f")),
    Datatype.BOOLEAN: st.sampled_from(["true", "false"]),
    Datatype.DATE: st.dates(dt.date(1900, 1, 1)).map(str),
    Datatype.DATE_TIME: st.dates(dt.date(1900, 1, 1)).map(lambda day: f"{day}T09:30:00Z"),
}
ILL_TYPED = {
    Datatype.INTEGER: ["many", "1.5", ""],
    Datatype.DECIMAL: ["much", "1,5"],
    Datatype.BOOLEAN: ["perhaps"],
    Datatype.DATE: ["2026-02-30", "01.12.2026"],
    Datatype.DATE_TIME: ["noon", "2026-13-01T00:00:00Z"],
}
WORDS = ["UKE3", "DE", "de", "en", "a b", "ISO 9001", "a@b.example", "25.62", "EUR", "x", "ß|λ"]


@pytest.fixture(autouse=True)
def quiet() -> None:
    """rdflib logs each literal that is ill-typed, as many are here."""
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The shapes as `kg ontology export` gives them away."""
    return complete_shapes(merge(read_graph(turtle_files()), "test"), SCHEMA)


def text_of(prop: Property) -> st.SearchStrategy[str]:
    if prop.datatype is not Datatype.STRING:
        ill_typed = [text for text in ILL_TYPED[prop.datatype] if text]
        return GOOD[prop.datatype] | st.sampled_from(ill_typed)
    examples = [*WORDS, *prop.values, *(prop.example or "x").split(" | ")]
    return st.sampled_from(examples)


def values_of(prop: Property) -> st.SearchStrategy[Value]:
    """One value, or several, whether the property may have them or not."""
    several = st.lists(text_of(prop), min_size=1 if prop.many else 2, max_size=3, unique=True)
    return several.map(tuple) if prop.many else text_of(prop) | several.map(tuple)


@st.composite
def things(draw: st.DrawFn) -> MemoryContents:
    """Nodes of any classes with values that keep and break the rules of their shapes."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        class_name = draw(st.sampled_from(CLASSES))
        properties = [p for p in SCHEMA.classes[class_name].properties if p.name != "id"]
        chosen = draw(st.lists(st.sampled_from(properties), unique_by=lambda p: p.name))
        given_values = {prop.name: draw(values_of(prop)) for prop in chosen}
        made.append(node(SCHEMA, class_name, f"n{number}", given_values))
    return MemoryContents(SCHEMA, tuple(made))


@SLOW
@given(contents=things())
def test_nodes_break_the_same_shapes(shapes: Graph, contents: MemoryContents) -> None:
    # The rules of the domain are asked of typed values, as a graph stores them; these are texts.
    assert_same(shapes, contents, without={"sparql"})


SHARES = st.none() | st.sampled_from([0.25, 0.5, 0.75, 1.0])
DAYS = st.none() | st.sampled_from([TODAY - dt.timedelta(1), TODAY, TODAY + dt.timedelta(1)])
STRENGTHS = st.none() | st.sampled_from([0.0, 0.39, 0.4, 1.0])


def known(**properties: Any) -> dict[str, Value]:
    return {name: value for name, value in properties.items() if value is not None}


@st.composite
def networks(draw: st.DrawFn) -> MemoryContents:
    """A small cluster with an enterprise, in which each rule of the domain may be broken."""
    firms = [node(SCHEMA, "Firm", f"f{n}", {"name": "F"}) for n in range(3)]
    names = ("geographyStrength", "sectorStrength", "horizontalStrength", "verticalStrength")
    strengths = known(**{name: draw(STRENGTHS) for name in names})
    cluster = node(SCHEMA, "Cluster", "c", {"name": "C", **strengths})
    demand = node(SCHEMA, "Opportunity", "o", {"title": "T", "text": "t"})
    enterprise = node(SCHEMA, "VirtualEnterprise", "v", {"name": "V", "state": "forming"})
    agreement = node(SCHEMA, "Agreement", "a")
    roles = [
        node(
            SCHEMA, "Role", f"r{n}",
            known(revenueShare=draw(SHARES), isControlDisclosed=draw(st.none() | st.booleans())),
        )
        for n in range(3)
    ]  # fmt: skip
    status = draw(st.sampled_from(["claimed", "verified"]))
    capability = node(SCHEMA, "Capability", "k", {"status": status})
    evidence = [
        node(SCHEMA, "Evidence", f"e{n}", known(kind="audit", title="T", expiresOn=draw(DAYS)))
        for n in range(2)
    ]
    stages = [node(SCHEMA, "Stage", f"s{n}", {"name": "S"}) for n in range(3)]
    nodes = [*firms, cluster, demand, enterprise, agreement, *roles, capability, *evidence, *stages]
    pairs = {
        "SUPPLIES": (firms, firms), "COMPETES_WITH": (firms, firms), "CONTROLS": (firms, firms),
        "PLAYS": (firms, roles), "ROLE_IN": (roles, [enterprise]),
        "GOVERNED_BY": ([enterprise], [agreement]), "FULFILS": ([enterprise], [demand, cluster]),
        "EVIDENCED_BY": ([capability], evidence), "PRECEDES": (stages, stages),
    }  # fmt: skip
    links = [
        link(start, type_, end, draw(attributes(type_)))
        for type_, (starts, ends) in pairs.items()
        for start in starts
        for end in ends
        if draw(st.booleans())
    ]
    return MemoryContents(SCHEMA, tuple(nodes), tuple(links))


def attributes(type_: str) -> st.SearchStrategy[dict[str, Value]]:
    if type_ == "COMPETES_WITH":
        return st.sampled_from([{}, {"competency": ("x",)}, {"market": ("m",)}, {"note": "n"}])
    if type_ == "CONTROLS":
        return DAYS.map(lambda day: known(endsOn=day))
    return st.just({})


@SLOW
@given(contents=networks())
def test_networks_break_the_same_rules(shapes: Graph, contents: MemoryContents) -> None:
    assert_same(shapes, contents)


def assert_same(
    shapes: Graph, contents: MemoryContents, without: Collection[str] = frozenset()
) -> None:
    ours = {f for f in shared(compiled(SCHEMA, contents, TODAY)) if f.constraint not in without}
    found = by_pyshacl(SCHEMA, contents, shapes)
    theirs = {f for f in found if f.constraint not in without}
    # A value that breaks two constraints is told once by us and twice by pyshacl.
    assert {(f.node, f.term) for f in ours} == {(f.node, f.term) for f in theirs}
    assert ours <= theirs


def test_the_generated_networks_can_be_without_fault() -> None:
    """So that the comparison is not one of faulty graphs alone."""
    firms = [node(SCHEMA, "Firm", f"f{n}", {"name": "F"}) for n in range(2)]
    contents = MemoryContents(SCHEMA, tuple(firms), (link(firms[0], "SUPPLIES", firms[1]),))
    assert not compiled(SCHEMA, contents, TODAY)
