"""Relationships of a file of RDF: what they lead to, and what is said of them."""

from pathlib import Path
from typing import Any

import pytest

from kg.model import LoadReport, NodeRef
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.rdf.files import link, load_text, organisation

TWO = 'ex:a a vc:Firm ; vc:name "A" . ex:b a vc:Firm ; vc:name "B" . '
GROUP = 'ex:g a vc:Cluster ; vc:name "G" . '
A, B = organisation("ours:a"), organisation("ours:b")
G = NodeRef("Grouping", "ours:g")


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def properties(ledger: FakeLedger) -> Any:
    (found,) = ledger.links.values()
    return found.properties


def test_a_relationship_is_a_statement(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, TWO + "ex:a vc:supplies ex:b .")
    assert set(ledger.links) == {link("SUPPLIES", A, B)}


def test_what_is_said_of_it_stands_at_a_node_of_its_own(ledger: FakeLedger, tmp_path: Path) -> None:
    text = (
        "ex:a vc:supplies ex:b . [] a vc:Relationship, rdf:Statement ; rdf:subject ex:a ;"
        ' rdf:predicate vc:supplies ; rdf:object ex:b ; vc:amount 5.5 ; vc:currency "EUR" .'
    )
    outcome = load_text(ledger, tmp_path, TWO + text)
    assert properties(ledger) == {"amount": 5.5, "currency": "EUR"}
    assert outcome.report == LoadReport(written=3)


def test_such_a_node_states_the_relationship_by_itself(ledger: FakeLedger, tmp_path: Path) -> None:
    text = '[] rdf:subject ex:a ; rdf:predicate vc:supplies ; rdf:object ex:b ; vc:note "n" .'
    load_text(ledger, tmp_path, TWO + text)
    assert properties(ledger) == {"note": "n"}


def test_members_of_others_are_members(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, TWO + GROUP + "ex:a org:memberOf ex:g .")
    assert set(ledger.links) == {link("MEMBER_OF", A, G)}


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ('ex:lead . ex:lead a org:Role ; skos:prefLabel "lead member"@en .', "lead member"),
        ("ex:lead .", "lead"),
        ('"treasurer" .', "treasurer"),
    ],
)
def test_a_membership_of_others_has_its_role(
    ledger: FakeLedger, tmp_path: Path, role: str, label: str
) -> None:
    text = f"[] a org:Membership ; org:member ex:a ; org:organization ex:g ; org:role {role}"
    outcome = load_text(ledger, tmp_path, TWO + GROUP + text)
    assert properties(ledger) == {"role": label}
    assert (outcome.rejections, outcome.notes) == ((), ())


def test_a_relation_of_others_beside_ours_is_the_same_one(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = 'ex:x a vc:Competency ; vc:prefLabel "x" ; vc:broader ex:y ; skos:broader ex:y .'
    outcome = load_text(ledger, tmp_path, text + ' ex:y a vc:Competency ; vc:prefLabel "y" .')
    assert [ref.type for ref in ledger.links] == ["BROADER"]
    assert outcome.report == LoadReport(written=3)


@pytest.mark.parametrize(
    ("iri", "ref"),
    [
        ("<https://virtual-cluster.example/id/competency/demo:x>", "demo:x"),
        ("<http://data.europa.eu/esco/skill/0f00-11>", "esco:0f00-11"),
        ("ex:later", "ours:later"),
    ],
)
def test_what_is_not_in_the_file_is_waited_for(
    ledger: FakeLedger, tmp_path: Path, iri: str, ref: str
) -> None:
    text = f'ex:x a vc:Competency ; vc:prefLabel "x" ; vc:closeMatch {iri} .'
    outcome = load_text(ledger, tmp_path, text)
    assert (ledger.links, len(ledger.waits)) == ({}, 1)
    assert "linked when it arrives" in outcome.notes[-1]
    late = f'ex:late a vc:Competency ; vc:id "{ref}" ; vc:prefLabel "late" .'
    load_text(ledger, tmp_path, late, "late.ttl")
    assert {k.end.id for k in ledger.links} == {ref}


def test_a_file_may_hold_relationships_alone(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, TWO)
    base = "https://virtual-cluster.example/id/organisation/ours"
    outcome = load_text(ledger, tmp_path, f"<{base}:a> vc:supplies <{base}:b> .", "links.ttl")
    assert set(ledger.links) == {link("SUPPLIES", A, B)}
    assert outcome.report == LoadReport(written=1)


def test_a_region_of_an_earlier_code_is_found(ledger: FakeLedger, tmp_path: Path) -> None:
    region = 'ex:UKE3 a vc:Region ; vc:name "S" ; vc:country "UK" ; vc:nutsLevel 2 . '
    load_text(ledger, tmp_path, region + 'ex:a a vc:Firm ; vc:name "A" ; vc:locatedIn ex:TLE3 .')
    assert {k.end.id for k in ledger.links} == {"UKE3"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('ex:a vc:supplies "b" .', "must be the IRI of a Organisation, not a text"),
        ("ex:a vc:supplies ex:g .", "must lead to a Organisation, not a Cluster"),
        ("ex:g vc:supplies ex:a .", "must begin at a Organisation, not a Cluster"),
        ("ex:a vc:supplies [] .", "must lead from and to something with an IRI"),
        (
            (
                "ex:a vc:supplies ex:b . [] rdf:subject ex:a ; rdf:predicate vc:supplies ;"
                ' rdf:object ex:b ; vc:amount "5" .'
            ),
            "must be a literal of xsd:decimal, not of xsd:string",
        ),
        (
            (
                "ex:a vc:supplies ex:b . [] rdf:subject ex:a ; rdf:predicate vc:supplies ;"
                " rdf:object ex:b ; vc:amount -1.0 ."
            ),
            "must be a number from 0",
        ),
        (
            "[] rdf:subject ex:a ; rdf:predicate ex:own ; rdf:object ex:b .",
            "must lead from a node to a node by a relation of the ontology",
        ),
    ],
)
def test_a_relationship_that_breaks_a_rule_is_rejected_by_itself(
    ledger: FakeLedger, tmp_path: Path, text: str, rule: str
) -> None:
    outcome = load_text(ledger, tmp_path, TWO + GROUP + text)
    assert (len(ledger.nodes), ledger.links) == (3, {})
    assert outcome.report == LoadReport(written=3, rejected=1)
    assert rule in outcome.rejections[0].rule
