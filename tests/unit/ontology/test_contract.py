"""The contract: each kind of rule, kept and broken, in words that a user can act on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.ontology.contract import Contract, Violation, rule_of
from kg.ontology.rdf import load_schema

CONTRACT = Contract(load_schema())
BASE: Mapping[str, Mapping[str, str]] = {
    "Organisation": {"id": "a", "name": "Acme"},
    "Capability": {"id": "a", "status": "claimed"},
    "Project": {"id": "a", "title": "T"},
    "Load": {"id": "a", "sourceName": "s", "state": "running", "startedAt": "2026-12-01T09:30:00Z"},
}


def check(class_name: str, **raw: Any) -> Any:
    return CONTRACT.check_node(class_name, {**BASE[class_name], **raw})


KEPT = [
    ("Organisation", "country", "DE", "DE"),
    ("Organisation", "latitude", "-90", -90.0),
    ("Organisation", "sizeClass", "micro", "micro"),
    ("Organisation", "isSme", "true", True),
    ("Organisation", "alternativeName", ["A", "B"], ("A", "B")),
    ("Organisation", "name", "n" * 1_000, "n" * 1_000),
    ("Organisation", "description", "d" * 1_001, "d" * 1_001),
    ("Capability", "level", "5", 5),
    ("Capability", "recordedOn", "2026-12-01", dt.date(2026, 12, 1)),
    ("Organisation", "employees", str(2**63 - 1), 2**63 - 1),
    ("Project", "totalCost", "12.5", 12.5),
    ("Project", "totalCost", "1e3", 1000.0),
]


@pytest.mark.parametrize(("class_name", "name", "raw", "typed"), KEPT)
def test_a_value_that_keeps_its_rule_is_typed(
    class_name: str, name: str, raw: object, typed: object
) -> None:
    assert check(class_name, **{name: raw})[name] == typed


BROKEN = [
    ("Organisation", "country", "de", "must be two capital letters such as DE"),
    ("Organisation", "country", "DE\n", "must be two capital letters such as DE"),
    ("Organisation", "id", "a b", "must be an identifier without spaces"),
    ("Organisation", "id", "a" * 1_001, "must have at most 1,000 characters"),
    ("Organisation", "name", "n" * 1_001, "must have at most 1,000 characters"),
    ("Organisation", "latitude", "91", "must be degrees from -90 to 90"),
    ("Organisation", "longitude", "-180.5", "must be degrees from -180 to 180"),
    ("Organisation", "sizeClass", "tiny", "must be one of micro, small, medium, large"),
    ("Organisation", "isSme", "perhaps", "must be true or false"),
    ("Organisation", "employees", "-1", "must be a whole number from 0"),
    ("Capability", "level", "6", "must be a whole number from 1 to 5"),
    ("Capability", "level", "2.5", "must be a whole number from 1 to 5"),
    ("Capability", "level", "high", "must be a whole number from 1 to 5"),
    ("Capability", "recordedOn", "2026-02-30", "must be a date such as 2026-12-01"),
    ("Capability", "recordedOn", "01.12.2026", "must be a date such as 2026-12-01"),
    ("Organisation", "employees", str(2**63), "must be a whole number from 0"),
    ("Organisation", "employees", "1_000", "must be a whole number from 0"),
    ("Load", "startedAt", "1700000000", "must be a date and time such as 2026-12-01T09:30:00Z"),
    ("Project", "totalCost", "1_0.5", "must be an amount in euro from 0"),
    ("Project", "totalCost", "much", "must be an amount in euro from 0"),
]


@pytest.mark.parametrize(("class_name", "name", "value", "rule"), BROKEN)
def test_a_broken_rule_is_named_with_property_and_value(
    class_name: str, name: str, value: str, rule: str
) -> None:
    assert check(class_name, **{name: value}) == (Violation(name, value, rule),)


@pytest.mark.parametrize("number", ["1700000000", "0", "1.7e9", "-1"])
def test_a_bare_number_is_no_date(number: str) -> None:
    assert check("Capability", recordedOn=number)[0].property_name == "recordedOn"


@pytest.mark.parametrize("number", ["NaN", "nan", "inf", "-Infinity", "1e999"])
def test_what_is_no_finite_number_is_refused(number: str) -> None:
    assert check("Project", totalCost=number)[0].rule == "must be an amount in euro from 0"
    (violation,) = CONTRACT.check_relation("PARTNERED_IN", {"contribution": number})
    assert violation.rule == "must be a number such as 12.5"


@pytest.mark.parametrize("empty", [None, "", [], ()])
def test_what_is_empty_is_absent(empty: object) -> None:
    assert check("Organisation", country=empty, alternativeName=empty) == BASE["Organisation"]


def test_what_is_required_must_not_be_empty() -> None:
    checked = CONTRACT.check_node("Organisation", {"id": "a", "name": ""})
    assert checked == (Violation("name", "", "must not be empty"),)


def test_a_property_of_another_class_is_refused() -> None:
    assert check("Organisation", level="3") == (
        Violation("level", "3", "is no property of this class"),
    )


def test_all_broken_rules_are_told_at_once() -> None:
    broken = check("Organisation", country="x", latitude="y", sizeClass="z")
    assert {v.property_name for v in broken} == {"country", "latitude", "sizeClass"}


def test_attributes_of_a_relation_are_typed() -> None:
    raw = {"role": "coordinator", "contribution": "3157986.5"}
    typed = {"role": "coordinator", "contribution": 3157986.5}
    assert CONTRACT.check_relation("PARTNERED_IN", raw) == typed


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(OntologyError, match="Firn"):
        CONTRACT.check_node("Firn", {})


def test_every_rule_of_the_ontology_reads_as_a_sentence_end() -> None:
    for node_class in CONTRACT.schema.classes.values():
        for prop in node_class.properties:
            assert rule_of(prop).startswith("must be ")
            assert "^" not in rule_of(prop)


@given(st.sampled_from(sorted(CONTRACT.schema.classes)), st.text(max_size=12))
def test_no_text_breaks_the_check_itself(class_name: str, text: str) -> None:
    properties = CONTRACT.schema.classes[class_name].properties
    checked = CONTRACT.check_node(class_name, {prop.name: text for prop in properties})
    assert isinstance(checked, tuple | dict)


@given(st.dates())
def test_every_day_that_is_written_in_full_is_understood(day: dt.date) -> None:
    assert check("Capability", recordedOn=day.isoformat())["recordedOn"] == day
