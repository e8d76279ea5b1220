"""Nodes of a file of RDF: which ids and classes they get, and which values they keep."""

from pathlib import Path
from typing import Any

import pytest

from kg.model import LoadReport, NodeRef
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.rdf.files import load_text, organisation


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def only(ledger: FakeLedger) -> Any:
    (node,) = ledger.nodes.values()
    return node


def test_a_node_keeps_the_id_that_it_states(ledger: FakeLedger, tmp_path: Path) -> None:
    text = 'ex:anything a vc:Firm ; vc:id "demo:acme" ; vc:name "Acme" ; vc:employees 34 .'
    outcome = load_text(ledger, tmp_path, text)
    node = only(ledger)
    assert (node.ref, node.class_name) == (organisation("demo:acme"), "Firm")
    assert node.properties == {"name": "Acme", "employees": 34}
    assert (outcome.report, outcome.notes) == (LoadReport(written=1), ())


def test_a_record_says_in_which_file_and_line_a_node_stands(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = 'ex:a a vc:Firm ;\n vc:name "A" .\n\nex:b a vc:Firm ; vc:name "B" .'
    load_text(ledger, tmp_path, text)
    rows = sorted(record.row for record in ledger.stored.values())
    assert rows[1] - rows[0] == 3
    assert {record.file for record in ledger.stored.values()} == {"file.ttl"}


@pytest.mark.parametrize(
    ("subject", "id_"),
    [
        ("ex:acme", "ours:acme"),
        ("<https://firms.example/#acme>", "ours:acme"),
        ("<urn:firm:acme>", "ours:acme"),
        ("<https://virtual-cluster.example/id/organisation/demo:acme>", "demo:acme"),
        ("<https://virtual-cluster.example/id/organisation/demo%3Aacme>", "demo:acme"),
    ],
)
def test_without_one_the_id_comes_from_the_iri(
    ledger: FakeLedger, tmp_path: Path, subject: str, id_: str
) -> None:
    load_text(ledger, tmp_path, f'{subject} a vc:Firm ; vc:name "Acme" .')
    assert only(ledger).ref.id == id_


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        (
            'ex:UKE3 a vc:Region ; vc:name "S" ; vc:country "UK" ; vc:nutsLevel 2 .',
            NodeRef("Region", "UKE3"),
        ),
        ("ex:25.62 a vc:Sector .", NodeRef("Sector", "25.62")),
    ],
)
def test_codes_that_all_sources_share_have_no_source_before_them(
    ledger: FakeLedger, tmp_path: Path, text: str, ref: NodeRef
) -> None:
    load_text(ledger, tmp_path, text)
    assert only(ledger).ref == ref


def test_the_same_file_again_writes_nothing(ledger: FakeLedger, tmp_path: Path) -> None:
    text = 'ex:a a vc:Firm ; vc:name "A" ; vc:supplies ex:b . ex:b a vc:Firm ; vc:name "B" .'
    assert load_text(ledger, tmp_path, text).report == LoadReport(written=3)
    again = load_text(ledger, tmp_path, text)
    assert (again.report, again.load) == (LoadReport(unchanged=3), None)


def test_a_changed_value_supersedes_the_one_before(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, 'ex:a a vc:Firm ; vc:name "Old" .')
    load_text(ledger, tmp_path, 'ex:a a vc:Firm ; vc:name "New" .')
    assert only(ledger).properties == {"name": "New"}


# --- classes


@pytest.mark.parametrize(
    ("types", "class_name"),
    [
        ("vc:Firm, vc:Organisation", "Firm"),
        ("vc:Firm, org:Organization, rov:RegisteredOrganization, owl:NamedIndividual", "Firm"),
        ("org:Organization", "Organisation"),
        ("rov:RegisteredOrganization", "Firm"),
        ("org:Organization, rov:RegisteredOrganization", "Firm"),
    ],
)
def test_a_class_is_ours_or_the_one_that_fits(
    ledger: FakeLedger, tmp_path: Path, types: str, class_name: str
) -> None:
    outcome = load_text(ledger, tmp_path, f'ex:a a {types} ; schema:name "A" .')
    assert (only(ledger).class_name, outcome.rejections) == (class_name, ())


@pytest.mark.parametrize(
    ("types", "rule"),
    [
        ("vc:Firm, vc:PublicBody", "must be of one class, not Firm and PublicBody"),
        ("skos:Concept", "; state its class in our terms"),
        ("ex:Thing", "must have a class that the ontology knows"),
    ],
)
def test_a_thing_without_one_class_is_rejected(
    ledger: FakeLedger, tmp_path: Path, types: str, rule: str
) -> None:
    outcome = load_text(ledger, tmp_path, f"ex:a a {types} .")
    assert ledger.nodes == {}
    assert outcome.report == LoadReport(rejected=1)
    assert rule in outcome.rejections[0].rule


def test_a_blank_node_needs_an_id_of_its_own(ledger: FakeLedger, tmp_path: Path) -> None:
    text = '[] a vc:Firm ; vc:name "A" . [] a vc:Firm ; vc:name "B" ; vc:id "b" .'
    outcome = load_text(ledger, tmp_path, text)
    assert only(ledger).ref.id == "b"
    assert "so that it has an id" in outcome.rejections[0].rule


# --- labels


def test_labels_in_other_languages_become_further_labels(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = (
        'ex:milling a skos:Concept ; skos:prefLabel "Fräsen"@de, "milling"@en, "fraisage"@fr ;'
        ' skos:altLabel "machining"@en, "milling"@en-GB ;'
        ' skos:definition "Cutting."@en, "Spanen."@de .'
    )
    outcome = load_text(ledger, tmp_path, text)
    properties = only(ledger).properties
    assert properties["prefLabel"] == "milling"
    assert set(properties["altLabel"]) >= {"Fräsen", "fraisage", "machining"}
    assert properties["definition"] == "Cutting."
    assert any("in languages besides English" in note for note in outcome.notes)


def test_names_in_other_languages_become_further_names(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, 'ex:a a vc:Firm ; vc:name "Firm"@en, "Firma"@de .')
    assert only(ledger).properties == {"name": "Firm", "alternativeName": ("Firma",)}


@pytest.mark.parametrize("term", ["skos:prefLabel", "rdfs:label", "rov:legalName"])
def test_an_organisation_of_others_has_the_name_that_they_give_it(
    ledger: FakeLedger, tmp_path: Path, term: str
) -> None:
    outcome = load_text(ledger, tmp_path, f'ex:a a org:Organization ; {term} "Acme" .')
    assert (only(ledger).properties, outcome.notes) == ({"name": "Acme"}, ())


def test_what_follows_from_our_terms_is_passed_over(ledger: FakeLedger, tmp_path: Path) -> None:
    text = (
        'ex:a a vc:Firm, org:Organization ; vc:name "A" ; schema:name "A" ;'
        ' vc:alternativeName "B", "C" ; schema:alternateName "B", "C" .'
    )
    outcome = load_text(ledger, tmp_path, text)
    assert only(ledger).properties == {"name": "A", "alternativeName": ("B", "C")}
    assert (outcome.report, outcome.notes) == (LoadReport(written=1), ())


def test_a_former_name_is_read_as_todays(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, 'ex:c a vc:Capability ; vc:status "claimed" ; vc:core true .')
    assert only(ledger).properties == {"status": "claimed", "isCore": True}


# --- private values


def test_private_values_are_sealed_before_they_are_stored(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = (
        'ex:c a vc:Contact ; vc:consentOn "2026-05-04"^^xsd:date ; vc:name "A. Example" ;'
        ' vc:email "a@firm.example" .'
    )
    assert load_text(ledger, tmp_path, text).report == LoadReport(written=1)
    node = only(ledger)
    opened = SEALER.open(str(node.properties["sealed"]), "ours:c")
    assert opened == {"name": "A. Example", "email": "a@firm.example"}
    assert "Example" not in repr([ledger.stored, ledger.nodes])


def test_a_sealed_text_is_kept_as_it_is(ledger: FakeLedger, tmp_path: Path) -> None:
    date = '"2026-05-04"^^xsd:date'
    load_text(ledger, tmp_path, f'ex:c a vc:Contact ; vc:consentOn {date} ; vc:sealed "1.abc" .')
    assert only(ledger).properties["sealed"] == "1.abc"


def test_a_rejected_contact_shows_no_private_value(ledger: FakeLedger, tmp_path: Path) -> None:
    text = 'ex:c a vc:Contact ; vc:name "A" ; vc:email 5 ; vc:consentOn "2026-05-04"^^xsd:date .'
    (rejection,) = load_text(ledger, tmp_path, text).rejections
    assert rejection.value == "(sealed)"
    stranger = 'ex:p a ex:Person ; vc:email "a@firm.example" .'
    (unknown,) = load_text(ledger, tmp_path, stranger).rejections
    assert "a@firm.example" not in repr(unknown)
