"""The check finds what reading the files alone does not."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.check import check
from kg.ontology.files import turtle_files

WORKSHOP = Path(__file__).parent / "golden" / "workshop.ttl"


def edited(folder: Path, before: str, after: str) -> Path:
    text = WORKSHOP.read_text("utf-8")
    assert before in text
    file = folder / "edited.ttl"
    file.write_text(text.replace(before, after, 1), "utf-8")
    return file


def test_the_shipped_ontology_is_consistent() -> None:
    assert "Firm" in check(turtle_files()).classes


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("rdfs:range vc:Keeper", "rdfs:range vc:Keper", "vc:Keper is used but nowhere defined"),
        ('rdfs:label "axes"@en , "Achsen"@de ; ', "", "vc:axes lacks an English rdfs:label"),
        (r"^[^\\s]+$", r"^(?=a)a$", "vc:Lathe cannot be checked"),
        (
            "sh:path vc:pay ; sh:datatype xsd:integer",
            "sh:path vc:price ; sh:datatype xsd:integer",
            "vc:price differs from class to class",
        ),
    ],
)
def test_a_fault_is_told_with_its_term(tmp_path: Path, before: str, after: str, fault: str) -> None:
    with pytest.raises(OntologyError) as raised:
        check([edited(tmp_path, before, after)])
    assert fault in str(raised.value)


def test_files_without_a_class_are_no_ontology(tmp_path: Path) -> None:
    file = tmp_path / "empty.ttl"
    file.touch()
    with pytest.raises(OntologyError, match="define no class"):
        check([file])
