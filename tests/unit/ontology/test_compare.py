"""Two versions of the ontology, compared in the words of the domain."""

import dataclasses
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.compare import Change, compare
from kg.ontology.compare_rules import Kind
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Bounds, Datatype, NodeClass, Property, Relation, RelationRule, Schema

SHIPPED = load_schema()
ID = Property("id", "identifier", Datatype.STRING, required=True)


def schema(*properties: Property, **relation: Any) -> Schema:
    """A firm, kind of organisation, with these properties, that may supply another."""
    held = (ID, *properties)
    classes = {
        "Organisation": NodeClass("Organisation", "organisation", "A body.", None, held),
        "Firm": NodeClass("Firm", "firm", "Sells.", "Organisation", held),
    }
    ends = {"domain": "Organisation", "range": "Organisation", "kind": "vertical", **relation}
    supplies = Relation("SUPPLIES", "supplies", "Delivers.", **ends)
    return Schema(classes, {"SUPPLIES": supplies})


def size(**rules: Any) -> Property:
    return Property("size", "size", **{"datatype": Datatype.STRING, **rules})


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.subject, change.text) for change in changes]


RULES: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({}, {"required": True}, "narrowed", "must be given"),
    ({"required": True}, {}, "widened", "may be left out"),
    ({}, {"many": True}, "widened", "may have several values"),
    ({"many": True}, {}, "narrowed", "has at most one value"),
    ({"values": ("a", "b")}, {"values": ("a",)}, "narrowed", "may no longer be b"),
    ({"values": ("a",)}, {"values": ("a", "b")}, "widened", "may also be b"),
    ({}, {"values": ("a",)}, "narrowed", "must be one of a"),
    ({"values": ("a",)}, {}, "widened", "may have any value, not only a"),
    ({}, {"pattern": "^x"}, "narrowed", "must match ^x"),
    ({"pattern": "^x"}, {}, "widened", "need no longer match ^x"),
    ({"pattern": "^x"}, {"pattern": "^y"}, "changed", "must match ^y, had to match ^x"),
    ({"unique": True, "indexed": True}, {"indexed": True}, "widened", "nodes may share a value"),
    (
        {}, {"indexed": True}, "narrowed",
        "must have at most 1,000 characters, since it is looked up",
    ),
    ({}, {"is_private": True}, "changed", "is sealed"),
    ({"is_private": True}, {}, "changed", "is no longer sealed"),
    ({"datatype": Datatype.INTEGER}, {"datatype": Datatype.DECIMAL}, "widened",
     "is of type decimal, was integer"),
    ({"datatype": Datatype.DECIMAL}, {"datatype": Datatype.INTEGER}, "narrowed",
     "is of type integer, was decimal"),
    ({}, {"datatype": Datatype.DATE}, "changed", "is of type date, was string"),
    ({"caption": "a"}, {"caption": "b"}, "reworded", "caption: b"),
    ({"message": "a"}, {}, "reworded", "rule in words: none"),
]  # fmt: skip
BOUNDS = [
    (Bounds(1), Bounds(2), "narrowed", "is at least 2, was at least 1"),
    (Bounds(2100), Bounds(0.5), "widened", "is at least 0.5, was at least 2100"),
    (Bounds(1), Bounds(), "widened", "has no least value, was at least 1"),
    (Bounds(), Bounds(None, 5), "narrowed", "is at most 5, had none"),
    (Bounds(None, 5), Bounds(None, 9), "widened", "is at most 9, was at most 5"),
]


@pytest.mark.parametrize(("before", "after", "kind", "text"), RULES)
def test_a_rule_that_changed_is_told_once_where_it_stands(
    before: dict[str, Any], after: dict[str, Any], kind: str, text: str
) -> None:
    olds, news = {"caption": "size", **before}, {"caption": "size", **after}
    old, new = (
        Property(**{"name": "size", "datatype": Datatype.STRING, **rules}) for rules in (olds, news)
    )
    assert told(compare(schema(old), schema(new))) == [(kind, "Organisation.size", text)]


@pytest.mark.parametrize(("before", "after", "kind", "text"), BOUNDS)
def test_limits_are_told_with_what_they_were(
    before: Bounds, after: Bounds, kind: str, text: str
) -> None:
    old, new = (size(datatype=Datatype.INTEGER, bounds=bounds) for bounds in (before, after))
    assert told(compare(schema(old), schema(new))) == [(kind, "Organisation.size", text)]


def test_a_value_list_may_be_narrowed_and_widened_at_once() -> None:
    old, new = schema(size(values=("micro", "small"))), schema(size(values=("small", "large")))
    assert told(compare(old, new)) == [
        ("narrowed", "Organisation.size", "may no longer be micro"),
        ("widened", "Organisation.size", "may also be large"),
    ]


def test_a_new_property_breaks_data_only_if_it_must_be_given() -> None:
    [optional] = compare(schema(), schema(size()))
    [required] = compare(schema(), schema(size(required=True)))
    assert (optional.kind, optional.may_break_data) == (Kind.ADDED, False)
    assert (required.kind, required.may_break_data) == (Kind.ADDED, True)


def test_a_property_that_is_gone_may_break_data() -> None:
    [gone] = compare(schema(size()), schema())
    assert (gone.kind, gone.subject, gone.may_break_data) == (
        Kind.REMOVED, "Organisation.size", True,
    )  # fmt: skip


def test_a_property_that_names_its_former_name_is_renamed() -> None:
    new = dataclasses.replace(size(former_names=("size",)), name="sizeClass")
    assert told(compare(schema(size()), schema(new))) == [
        ("renamed", "Organisation.sizeClass", "was called size")
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind", "text"),
    [
        ({"range": "Firm"}, {}, "widened", "ends at Organisation, not at Firm"),
        ({}, {"domain": "Firm"}, "narrowed", "begins at Firm, not at Organisation"),
        ({}, {"is_functional": True}, "narrowed", "a node may have at most one"),
        ({"is_functional": True}, {}, "widened", "a node may have any number of them"),
        ({}, {"kind": "spatial"}, "changed", "is spatial, was vertical"),
    ],
)
def test_a_relation_that_changed_is_told(
    before: dict[str, Any], after: dict[str, Any], kind: str, text: str
) -> None:
    changes = compare(schema(**before), schema(**after))
    assert told(changes) == [(kind, "SUPPLIES", text)]


def test_attributes_of_a_relation_are_compared_as_properties_are() -> None:
    changes = compare(schema(), schema(attributes=(size(),)))
    assert told(changes) == [("added", "SUPPLIES.size", "property")]


def test_classes_and_relations_come_and_go() -> None:
    less = Schema({"Organisation": schema().classes["Organisation"]}, {})
    assert told(compare(less, schema())) == [
        ("added", "Firm", "class"), ("added", "SUPPLIES", "relation"),
    ]  # fmt: skip
    assert told(compare(schema(), less)) == [
        ("removed", "Firm", "class"), ("removed", "SUPPLIES", "relation"),
    ]  # fmt: skip


def test_a_class_under_another_one_is_told() -> None:
    alone = dataclasses.replace(schema().classes["Firm"], parent=None)
    new = dataclasses.replace(schema(), classes={**schema().classes, "Firm": alone})
    assert told(compare(schema(), new)) == [
        ("changed", "Firm", "is a kind of no other class, was one of Organisation")
    ]


def test_the_same_ontology_has_no_differences() -> None:
    assert compare(SHIPPED, SHIPPED) == ()


DATATYPES = st.sampled_from([Datatype.STRING, Datatype.INTEGER, Datatype.DECIMAL])
LIMITS = st.none() | st.integers(-3, 3).map(float)


@st.composite
def properties(draw: st.DrawFn) -> Property:
    """Rules for one property; limits for numbers, lists and patterns for text."""
    datatype = draw(DATATYPES)
    is_text = datatype is Datatype.STRING
    values = st.sets(st.sampled_from("abc")).map(sorted).map(tuple)
    return size(
        datatype=datatype,
        required=draw(st.booleans()),
        many=draw(st.booleans()),
        values=draw(values) if is_text else (),
        pattern=draw(st.sampled_from([None, "^[ab]$", "^a"])) if is_text else None,
        bounds=Bounds() if is_text else Bounds(draw(LIMITS), draw(LIMITS)),
    )


@given(properties(), properties())
def test_the_way_back_is_the_other_way_round(one: Property, other: Property) -> None:
    opposite = {Kind.NARROWED: Kind.WIDENED, Kind.WIDENED: Kind.NARROWED}
    there = compare(schema(one), schema(other))
    back = compare(schema(other), schema(one))
    assert sorted(c.kind for c in back) == sorted(opposite.get(c.kind, c.kind) for c in there)


ONE = st.sampled_from(["a", "b", "c", "ab"]) | st.integers(-4, 4) | st.just(0.5)


@given(properties(), properties(), ONE | st.lists(ONE, min_size=1, max_size=2) | st.none())
def test_what_is_said_to_be_harmless_refuses_no_row_that_was_valid(
    one: Property, other: Property, value: object
) -> None:
    changes = compare(schema(one), schema(other))
    row = {"id": "a", "size": value}
    was_valid = isinstance(Contract(schema(one)).check_node("Firm", row), dict)
    if was_valid and not one.many and not other.many:
        is_valid = isinstance(Contract(schema(other)).check_node("Firm", row), dict)
        assert is_valid or any(change.may_break_data for change in changes)


def test_a_relation_that_must_be_there_is_narrowed() -> None:
    rule = RelationRule("HOLDS", required=True)
    firm = replace(SHIPPED.classes["Firm"], relation_rules=(rule,))
    stricter = replace(SHIPPED, classes={**SHIPPED.classes, "Firm": firm})
    [change] = compare(SHIPPED, stricter)
    assert (change.kind, change.term, change.text) == (
        Kind.NARROWED,
        "Firm",
        "must have at least one HOLDS",
    )
    [back] = compare(stricter, SHIPPED)
    assert back.kind is Kind.WIDENED


def test_a_rule_of_the_domain_is_compared() -> None:
    rule = SHIPPED.rules["networksOnTwoDrivers"]
    stricter = replace(rule, threshold=0.7, classes=(*rule.classes, "Grouping"))
    without = {n: r for n, r in SHIPPED.rules.items() if n != rule.name}
    changed = compare(SHIPPED, replace(SHIPPED, rules={**SHIPPED.rules, rule.name: stricter}))
    assert [change.text for change in changed] == [
        "holds for Grouping too",
        "threshold 0.7, was 0.4",
    ]
    [gone] = compare(SHIPPED, replace(SHIPPED, rules=without))
    assert gone.kind is Kind.WIDENED
    [new] = compare(replace(SHIPPED, rules=without), SHIPPED)
    assert new.may_break_data


def test_captions_of_codes_and_german_captions_are_compared() -> None:
    sizes = SHIPPED.code_lists["sizeClasses"]
    entries = (replace(sizes.entries[0], caption_de="winzig"), *sizes.entries[1:])
    lists = {**SHIPPED.code_lists, "sizeClasses": replace(sizes, entries=entries)}
    [change] = compare(SHIPPED, replace(SHIPPED, code_lists=lists))
    assert (change.term, change.text) == ("sizeClasses.micro", "German caption: winzig")
