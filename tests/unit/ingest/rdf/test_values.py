"""Literals are held to the datatypes of the shapes, and nothing is converted silently."""

from pathlib import Path

import pytest

from kg.ingest.rejection import describe
from kg.model import LoadReport
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.rdf.files import load_text

CAPABILITY = 'ex:c a vc:Capability ; vc:status "claimed" ; '


@pytest.mark.parametrize(
    ("property_name", "literal", "value"),
    [
        ("level", "3", 3),
        ("level", '"3"^^xsd:nonNegativeInteger', 3),
        ("lotSize", "12.5", 12.5),
        ("lotSize", "12", 12.0),
        ("isCore", "true", True),
        ("isCore", '"0"^^xsd:boolean', False),
        ("text", '"Text"@en', "Text"),
        ("text", '"Text"^^xsd:token', "Text"),
    ],
)
def test_a_literal_of_the_shapes_datatype_is_taken(
    tmp_path: Path, property_name: str, literal: str, value: object
) -> None:
    ledger = FakeLedger()
    load_text(ledger, tmp_path, f"{CAPABILITY} vc:{property_name} {literal} .")
    (node,) = ledger.nodes.values()
    assert node.properties[property_name] == value


@pytest.mark.parametrize(
    ("property_name", "literal", "value", "rule"),
    [
        ("level", '"3"', "3", "must be a literal of xsd:integer, not of xsd:string"),
        ("level", "3.0", "3.0", "must be a literal of xsd:integer, not of xsd:decimal"),
        ("level", "9", "9", "must be a whole number from 1 to 5"),
        ("level", '"abc"^^xsd:integer', "abc", "must be a whole number from 1 to 5"),
        ("level", "ex:three", "https://firms.example/data/three", "not an IRI"),
        ("level", "3, 4", "3 | 4", "must be one value, not 2"),
        ("lotSize", "1.5e3", "1.5e3", "must be a literal of xsd:decimal, not of xsd:double"),
        ("lotSize", '"1e3"^^xsd:decimal', "1e3", "without an exponent"),
        ("isCore", '"yes"^^xsd:boolean', "yes", "must be true or false"),
        ("isCore", '"true"', "true", "must be a literal of xsd:boolean, not of xsd:string"),
        ("freeFrom", '"2026-02-30"^^xsd:date', "2026-02-30", "must be a date"),
        ("freeFrom", '"2026-01-01T00:00:00Z"^^xsd:dateTime', "2026-01-01T00:00:00Z", "xsd:date"),
        ("text", "12", "12", "must be a literal of xsd:string, not of xsd:integer"),
        ("text", '"x"^^ex:own', "x", "not of https://firms.example/data/own"),
        ("employees", "12", "12", "is no property of this class"),
    ],
)
def test_any_other_is_rejected_with_file_subject_property_value_and_rule(
    tmp_path: Path, property_name: str, literal: str, value: str, rule: str
) -> None:
    ledger = FakeLedger()
    outcome = load_text(ledger, tmp_path, f"{CAPABILITY} vc:{property_name} {literal} .")
    assert (outcome.report, ledger.nodes) == (LoadReport(rejected=1), {})
    (rejection,) = outcome.rejections
    assert (rejection.file, rejection.value) == ("file.ttl", value)
    assert rejection.column == f"https://firms.example/data/c {property_name}"
    assert rule in rejection.rule
    assert describe(rejection).startswith("file.ttl line ")


def test_all_faults_of_a_node_are_told_at_once(tmp_path: Path) -> None:
    outcome = load_text(FakeLedger(), tmp_path, f'{CAPABILITY} vc:level "3" ; vc:isCore 1 .')
    assert len(outcome.rejections) == 2
    assert outcome.report == LoadReport(rejected=1)


def test_a_missing_value_is_named(tmp_path: Path) -> None:
    (rejection,) = load_text(FakeLedger(), tmp_path, "ex:a a vc:Firm .").rejections
    assert rejection.column == "https://firms.example/data/a name"
    assert rejection.rule == "must not be empty"


def test_a_text_that_no_row_may_have_rejects_its_node_alone(tmp_path: Path) -> None:
    ledger = FakeLedger()
    long = "x" * 200_000
    text = (
        f'ex:a a vc:Firm ; vc:name "A" ; vc:description "{long}" . ex:b a vc:Firm ; vc:name "B" .'
    )
    outcome = load_text(ledger, tmp_path, text)
    assert outcome.report == LoadReport(written=1, rejected=1)
    assert "at most 131,072 characters" in outcome.rejections[0].rule


@pytest.mark.parametrize("text", ['" a   b "', '"a\\tb"', '"a\\u200Bb c"'])
def test_texts_are_cleaned_as_cells_are(tmp_path: Path, text: str) -> None:
    ledger = FakeLedger()
    load_text(ledger, tmp_path, f"ex:a a vc:Firm ; vc:name {text} ; vc:alternativeName {text} .")
    (node,) = ledger.nodes.values()
    assert node.properties["name"] in ("a b", "ab c")
    assert node.properties["alternativeName"] == (node.properties["name"],)
