"""The ontology by the command line: looked at, checked, compared and exported."""

import json
from pathlib import Path

import pytest

from kg.ontology.exports import FORMATS
from kg.ontology.files import turtle_files
from tests.e2e.conftest import Kg


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped files in which no firm is large."""
    folder = tmp_path / "edited"
    folder.mkdir()
    for file in turtle_files():
        (folder / file.name).write_bytes(file.read_bytes())
    lists = folder / "code_lists.ttl"
    text = lists.read_text("utf-8")
    begin = text.index("vc:sizeClasses-large a skos:Concept")
    lists.write_text(text[:begin] + text[text.index("@en .", begin) + 5 :], "utf-8")
    return folder


def test_all_terms_are_listed(kg: Kg) -> None:
    answer = kg("ontology", "show")
    assert answer.code == 0
    assert "Firm " in answer.out
    assert "SUPPLIES " in answer.out


@pytest.mark.parametrize("name", ["Contact", "contact"])
def test_a_class_is_shown_with_its_rules(kg: Kg, name: str) -> None:
    out = kg("ontology", "show", name).out
    assert "consentOn" in out
    assert "sealed" in out
    assert "Organisation -HAS_CONTACT-> Contact" in out


def test_a_class_is_shown_as_json(kg: Kg) -> None:
    shown = kg("ontology", "show", "Firm", "--json").json
    assert shown["labels"] == ["Organisation", "Firm"]
    [size] = [each for each in shown["properties"] if each["name"] == "sizeClass"]
    assert size["values"] == ["micro", "small", "medium", "large"]
    assert "SUPPLIES" in {each["name"] for each in shown["relations"]}


def test_a_relation_is_shown_as_json(kg: Kg) -> None:
    shown = kg("ontology", "show", "located_in", "--json").json
    assert (shown["from"], shown["to"], shown["isFunctional"]) == ("Organisation", "Region", True)


def test_a_code_list_is_shown_in_both_languages(kg: Kg) -> None:
    out = kg("ontology", "show", "sizeClasses").out
    assert "micro" in out
    assert "Kleinstunternehmen" in out
    values = kg("ontology", "show", "sizeclasses", "--json").json["values"]
    assert [value["code"] for value in values] == ["micro", "small", "medium", "large"]


def test_a_rule_is_shown_with_whom_it_holds_for(kg: Kg) -> None:
    shown = kg("ontology", "show", "sharesSumToOne", "--json").json
    assert shown["classes"] == ["Agreement"]
    assert "each Agreement must share out" in kg("ontology", "show", "sharesSumToOne").out


DELETED = {
    "a German label": ('"Wirtschaftszweig"@de', '"x"@fr', "vc:Sector lacks a German rdfs:label"),
    "a range": ("rdfs:range vc:Region ;", "rdfs:range vc:Regoin ;", "vc:Regoin is used but"),
}


@pytest.mark.parametrize("what", DELETED)
def test_a_fault_in_a_file_is_told_with_its_term(kg: Kg, edited: Path, what: str) -> None:
    before, after, fault = DELETED[what]
    places = edited / "places.ttl"
    assert before in places.read_text("utf-8")
    places.write_text(places.read_text("utf-8").replace(before, after, 1), "utf-8")
    answer = kg("ontology", "check", edited)
    assert (answer.code, fault in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("SELECT $this WHERE { $this vc:precedes+ $this }",
         "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT $this WHERE { $this vc:precedes+ $this }",
         "SELECT $this FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM is refused"),
        ("vc:stagesAreAcyclic a vc:Rule", "vc:stagesAreRound a vc:Rule", "nowhere defined"),
    ],
)  # fmt: skip
def test_a_rule_that_reads_elsewhere_is_refused(
    kg: Kg, edited: Path, before: str, after: str, fault: str
) -> None:
    rules = edited / "rules.ttl"
    assert before in rules.read_text("utf-8")
    rules.write_text(rules.read_text("utf-8").replace(before, after, 1), "utf-8")
    answer = kg("ontology", "check", edited)
    assert (answer.code, fault in answer.err) == (1, True)


def test_a_term_that_is_not_there_is_named_with_one_that_is(kg: Kg) -> None:
    answer = kg("ontology", "show", "Frim")
    assert answer.code == 1
    assert "'Frim'; did you mean Firm?" in answer.err


def test_the_shipped_ontology_passes_its_check(kg: Kg) -> None:
    answer = kg("ontology", "check")
    assert (answer.code, answer.out.startswith("consistent: ")) == (0, True)


def test_a_fault_ends_with_its_name_and_exit_code(kg: Kg, edited: Path) -> None:
    (edited / "places.ttl").unlink()
    answer = kg("ontology", "check", edited)
    assert answer.code == 1
    assert "vc:" in answer.err
    assert kg("ontology", "check", edited, "--json").json["isConsistent"] is False


def test_a_folder_without_turtle_is_refused(kg: Kg, tmp_path: Path) -> None:
    answer = kg("ontology", "check", tmp_path)
    assert answer.code == 1
    assert "holds no .ttl file" in answer.err


def test_versions_are_compared_in_domain_words(kg: Kg, edited: Path) -> None:
    answer = kg("ontology", "diff", edited)
    assert answer.code == 1
    assert answer.out == "  widened   Organisation.sizeClass: may also be large\n"


def test_a_version_that_may_break_data_says_so(kg: Kg, edited: Path, tmp_path: Path) -> None:
    assert kg("ontology", "export", "--output", tmp_path / "shipped.ttl").code == 0
    [change] = kg("ontology", "diff", tmp_path / "shipped.ttl", edited, "--json").json["changes"]
    assert change == {
        "kind": "narrowed",
        "term": "Organisation",
        "property": "sizeClass",
        "text": "may no longer be large",
        "mayBreakData": True,
    }


def test_an_export_is_the_same_ontology(kg: Kg, tmp_path: Path) -> None:
    kg("ontology", "export", "--output", tmp_path / "all.ttl")
    answer = kg("ontology", "diff", tmp_path / "all.ttl")
    assert (answer.code, answer.out) == (0, "")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_to_standard_output(kg: Kg, format_: str) -> None:
    answer = kg("ontology", "export", "--format", format_)
    assert answer.code == 0
    assert "Organisation" in answer.out


def test_a_file_that_is_there_is_kept(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    file.write_text("mine", "utf-8")
    arguments = ("ontology", "export", "--format", "json-schema", "--output", file)
    assert kg(*arguments).code == 2
    assert file.read_text("utf-8") == "mine"
    assert kg(*arguments, "--yes").code == 0
    assert "Firm" in json.loads(file.read_text("utf-8"))["$defs"]


def test_the_demonstration_keeps_shapes_and_rules(seeded: Kg) -> None:
    counts = seeded("ontology", "validate", "--json").json["counts"]
    # Certificates of it run out one after another, as those of real members do.
    assert counts.keys() <= {"verifiedByValidEvidence"}


def test_what_breaks_a_rule_is_told(kg: Kg, tmp_path: Path) -> None:
    kg("ingest", "template", tmp_path / "package")
    clusters = tmp_path / "package" / "clusters.csv"
    clusters.write_text(clusters.read_text("utf-8").replace(",0.7,0.8,", ",0.7,0.1,"), "utf-8")
    assert kg("ingest", "members", tmp_path / "package").code == 0
    answer = kg("ontology", "validate")
    told = "networksOnTwoDrivers: must network on at least two drivers"
    assert (answer.code, told in answer.out) == (1, True)
    shown = kg("ontology", "validate", "--json").json
    assert shown["counts"] == {"networksOnTwoDrivers": 1}
    kg("down")


def test_an_empty_graph_breaks_nothing(kg: Kg) -> None:
    answer = kg("ontology", "validate")
    assert (answer.code, answer.out) == (0, "valid: all shapes and rules hold\n")
    kg("down")


def test_a_comparison_says_which_stored_data_would_break(seeded: Kg, edited: Path) -> None:
    shipped = edited.parent / "shipped.ttl"
    seeded("ontology", "export", "--output", shipped)
    answer = seeded("ontology", "diff", shipped, edited, "--data", "--json").json
    assert answer["brokenData"]
    assert all("sizeClass 'large': must be one of micro" in line for line in answer["brokenData"])
