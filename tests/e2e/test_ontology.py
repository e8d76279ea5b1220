"""The ontology by the command line: looked at, checked, compared and exported."""

import json
from pathlib import Path

import pytest

from kg.ontology.exports import FORMATS
from kg.ontology.files import turtle_files
from tests.e2e.conftest import Kg


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped files in which firms are smaller."""
    folder = tmp_path / "edited"
    folder.mkdir()
    for file in turtle_files():
        (folder / file.name).write_bytes(file.read_bytes())
    organisations = folder / "organisations.ttl"
    text = organisations.read_text("utf-8")
    organisations.write_text(text.replace(' "large" )', " )"), "utf-8")
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
