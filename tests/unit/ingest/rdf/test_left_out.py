"""What is not read of a file of RDF is told, by term and number, and adds up."""

from pathlib import Path

import pytest

from kg.model import LoadReport
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.rdf.files import PREFIXES, load_text

FIRM = 'ex:a a vc:Firm ; vc:name "A"'


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def test_unknown_predicates_are_told_by_term_and_kept_out(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = f'{FIRM} ; ex:own 1, 2 ; ex:other "x" . ex:b a vc:Firm ; vc:name "B" ; ex:own 3 .'
    outcome = load_text(ledger, tmp_path, text)
    assert outcome.notes == (
        "unknown predicate <https://firms.example/data/own>: 3 statements",
        "unknown predicate <https://firms.example/data/other>: 1 statement",
    )
    assert outcome.report == LoadReport(written=2, rejected=3)
    assert outcome.rejections[0].cells["https://firms.example/data/own"] == '["1", "2"]'


def test_unknown_classes_are_told_by_term(ledger: FakeLedger, tmp_path: Path) -> None:
    text = f"{FIRM} . ex:x a ex:Robot ; ex:arms 2 . ex:y a ex:Robot . ex:z ex:arms 3 ."
    outcome = load_text(ledger, tmp_path, text)
    assert outcome.notes == (
        "unknown class <https://firms.example/data/Robot>: 2 statements",
        "unknown class <(none)>: 1 statement",
    )
    assert outcome.report == LoadReport(written=1, rejected=3)


def test_a_known_thing_of_a_further_class_is_read_without_it(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    outcome = load_text(ledger, tmp_path, f"{FIRM} . ex:a a ex:Robot .")
    assert outcome.report == LoadReport(written=1, rejected=1)


def test_an_import_of_an_ontology_is_a_statement_like_others(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    text = f"{FIRM} . <https://firms.example/> a owl:Ontology ; owl:imports ex:elsewhere ."
    outcome = load_text(ledger, tmp_path, text)
    assert outcome.report == LoadReport(written=1, rejected=1)


def test_provenance_is_no_fact(ledger: FakeLedger, tmp_path: Path) -> None:
    text = (
        f'{FIRM} ; prov:wasDerivedFrom ex:r . ex:r a vc:SourceRecord, prov:Entity ; vc:id "r" ;'
        ' vc:row 2 ; prov:wasGeneratedBy ex:l . ex:l a vc:Load ; vc:startedAt "now" .'
    )
    outcome = load_text(ledger, tmp_path, text)
    assert (outcome.report, outcome.rejections) == (LoadReport(written=1), ())
    assert outcome.notes == ("not read: 8 statements on provenance, which loads note themselves",)


def test_what_was_computed_is_no_fact(ledger: FakeLedger, tmp_path: Path) -> None:
    text = (
        'ex:c a vc:Capability ; vc:status "derived" ; vc:of ex:k .'
        ' ex:k a vc:Competency ; vc:prefLabel "k" .'
        " [] a vc:Relationship ; rdf:subject ex:c ; rdf:predicate vc:of ; rdf:object ex:k ;"
        " vc:isDerived true ; vc:confidence 0.7 ."
    )
    outcome = load_text(ledger, tmp_path, text)
    assert (len(ledger.nodes), ledger.links) == (2, {})
    assert outcome.report == LoadReport(written=2)
    assert "relationships that are computed again" in outcome.notes[0]


NAMED = 'ex:g { ex:b a vc:Firm ; vc:name "B" . } ex:h { ex:b vc:employees 5 . }'


def test_the_default_graph_is_read_where_it_has_a_class(ledger: FakeLedger, tmp_path: Path) -> None:
    outcome = load_text(ledger, tmp_path, f"{FIRM} . {NAMED}", "file.trig")
    assert [node.properties for node in ledger.nodes.values()] == [{"name": "A"}]
    assert outcome.notes == ("not read: 3 statements in graphs beside the one that is read",)


def test_the_default_graph_is_read_also_where_it_comes_last(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_text(ledger, tmp_path, f"{NAMED} {FIRM} .", "file.trig")
    assert [node.properties for node in ledger.nodes.values()] == [{"name": "A"}]


def test_else_all_named_graphs_are_read_as_one(ledger: FakeLedger, tmp_path: Path) -> None:
    load_text(ledger, tmp_path, f"ex:g ex:made 5 . {NAMED}", "file.trig")
    [node] = ledger.nodes.values()
    assert node.properties == {"name": "B", "employees": 5}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.ttl", FIRM + " ."),
        (
            "f.jsonld",
            (
                '{"@id": "https://firms.example/data/a", "@type": "https://virtual-cluster.example/'
                'ontology#Firm", "https://virtual-cluster.example/ontology#name": "A"}'
            ),
        ),
        (
            "f.rdf",
            (
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:vc="https://'
                'virtual-cluster.example/ontology#"><vc:Firm rdf:about="https://firms.example/data/a">'
                "<vc:name>A</vc:name></vc:Firm></rdf:RDF>"
            ),
        ),
        (
            "f.nt",
            (
                "<https://firms.example/data/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
                "<https://virtual-cluster.example/ontology#Firm> .\n<https://firms.example/data/a> "
                '<https://virtual-cluster.example/ontology#name> "A" .\n'
            ),
        ),
    ],
)
def test_each_syntax_says_the_same(
    ledger: FakeLedger, tmp_path: Path, name: str, text: str
) -> None:
    assert load_text(ledger, tmp_path, text, name).report == LoadReport(written=1)
    [node] = ledger.nodes.values()
    assert (node.ref.id, node.properties) == ("ours:a", {"name": "A"})


def test_the_prefixes_of_these_tests_are_whole() -> None:
    assert PREFIXES.count("@prefix") == PREFIXES.count(" .")
