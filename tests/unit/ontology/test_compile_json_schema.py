"""The JSON Schema says of JSON values what the contract says of rows."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from kg.ontology.compile_json_schema import compile_json_schema
from kg.ontology.contract import LARGEST, LONGEST_INDEXED, Contract
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Datatype, Property

SCHEMA = load_schema()
CONTRACT = Contract(SCHEMA)
COMPILED = compile_json_schema(SCHEMA)
FORMATS = FormatChecker(["date"])
FORMATS.checks("date-time", raises=ValueError)(dt.datetime.fromisoformat)
VALIDATORS = {
    name: Draft202012Validator(
        {"$ref": f"#/$defs/{name}", "$defs": COMPILED["$defs"]}, format_checker=FORMATS
    )
    for name in COMPILED["$defs"]
}
# Without white space beyond the blank: what counts as such differs from one dialect of regular
# expressions to the next, and Python's `$` overlooks a line end.
TEXT = st.text(st.sampled_from("aAzZ09 .-@:+_ßé日|"), max_size=12)


def is_valid(name: str, row: Mapping[str, Any]) -> bool:
    return bool(VALIDATORS[name].is_valid(row))


def is_kept(name: str, row: Mapping[str, Any]) -> bool:
    """Does the contract take a row of a class, with its private values?"""
    if name in SCHEMA.relations:
        return isinstance(CONTRACT.check_relation(name, row), dict)
    private = {p.name for p in SCHEMA.classes[name].private_properties()}
    sealed = {key: value for key, value in row.items() if key in private}
    public = {key: value for key, value in row.items() if key not in private}
    checked = CONTRACT.check_node(name, public), CONTRACT.check_private(name, sealed)
    return all(isinstance(each, dict) for each in checked)


def properties_of(name: str) -> tuple[Property, ...]:
    known = SCHEMA.classes.get(name)
    return known.properties if known else SCHEMA.relation(name).attributes


def one_value(prop: Property) -> st.SearchStrategy[Any]:
    """JSON values of the property's type, within its rules and about their edges."""
    low, high = (int(b) if b is not None else 0 for b in prop.bounds)
    near = st.sampled_from([low - 1, low, low + 1, high - 1, high, high + 1])
    if prop.datatype is Datatype.INTEGER:
        return near | st.integers(-(2**64), 2**64) | st.sampled_from([LARGEST, 2.0, 2.5])
    if prop.datatype is Datatype.DECIMAL:
        return near | st.floats(allow_nan=False, allow_infinity=False)
    if prop.datatype is Datatype.BOOLEAN:
        return st.booleans()
    if prop.datatype is Datatype.DATE:
        return st.dates().map(dt.date.isoformat) | st.sampled_from(["2026-02-30", "2026-1-1", "-"])
    if prop.datatype is Datatype.DATE_TIME:
        times = st.datetimes(timezones=st.just(dt.UTC))
        return times.map(lambda t: t.isoformat().replace("+00:00", "Z")) | st.just("2026-02-30T")
    known = st.sampled_from([*prop.values, prop.example or "x", "a" * LONGEST_INDEXED])
    if prop.pattern:
        known |= st.from_regex(prop.pattern, fullmatch=True, alphabet="aAzZ09@.+_")
    return known | TEXT | st.just("a" * (LONGEST_INDEXED + 1))


def fitting_value(name: str, prop: Property) -> st.SearchStrategy[Any]:
    """Such values as the compiled definition accepts."""
    value = COMPILED["$defs"][name]["properties"][prop.name]
    one = Draft202012Validator(value.get("items", value), format_checker=FORMATS)
    return one_value(prop).filter(one.is_valid)


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A class or relation with a row of typed values: mostly right, some wrong, some missing."""
    name = draw(st.sampled_from(sorted(VALIDATORS)))
    some = draw(
        st.sets(st.sampled_from([p.name for p in properties_of(name)] or ["-"]), max_size=3)
    )
    wrong = draw(st.sampled_from([None, *sorted(some)]))
    row = {"unheardOf": "x"} if not draw(st.integers(0, 19)) else {}
    for prop in properties_of(name):
        if prop.name in some or (prop.required and draw(st.integers(0, 19))):
            one = one_value(prop) if prop.name == wrong else fitting_value(name, prop)
            row[prop.name] = draw(st.lists(one, max_size=3) if prop.many else one)
    return name, {key: value for key, value in row.items() if value not in ("", [])}


@given(rows())
def test_both_accept_and_refuse_the_same_typed_rows(case: tuple[str, dict[str, Any]]) -> None:
    name, row = case
    assert is_valid(name, row) == is_kept(name, row)


CONTACT = {"id": "c", "name": "A.", "consentOn": "2026-01-01"}
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
JSON = VALUES | st.lists(VALUES, max_size=3) | st.dictionaries(TEXT, VALUES, max_size=2)


@given(rows(), st.data())
def test_what_the_schema_accepts_the_contract_accepts(
    case: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    name, row = case
    names = [prop.name for prop in properties_of(name)]
    if names:
        row = {**row, data.draw(st.sampled_from(names)): data.draw(JSON)}
    assert is_kept(name, row) or not is_valid(name, row)


def test_the_document_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(COMPILED)


def test_every_class_and_relation_has_a_definition() -> None:
    assert set(COMPILED["$defs"]) == {*SCHEMA.classes, *SCHEMA.relations}


def test_private_values_are_never_given_out() -> None:
    marked = {
        (name, key)
        for name, definition in COMPILED["$defs"].items()
        for key, value in definition["properties"].items()
        if value.get("writeOnly")
    }
    assert marked == {("Contact", "name"), ("Contact", "email"), ("Contact", "phone")}


def test_every_example_keeps_its_rule() -> None:
    for definition in COMPILED["$defs"].values():
        for value in definition["properties"].values():
            for example in value.get("examples", []):
                Draft202012Validator(value, format_checker=FORMATS).validate(example)


@pytest.mark.parametrize("missing", ["id", "name", "consentOn"])
def test_what_is_required_is_required(missing: str) -> None:
    assert is_valid("Contact", CONTACT)
    assert not is_valid("Contact", {key: CONTACT[key] for key in CONTACT if key != missing})


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_value_is_left_out_and_not_sent(empty: object) -> None:
    assert not is_valid("Contact", {**CONTACT, "jobTitle": empty})
