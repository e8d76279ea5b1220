"""The schema: what the other rooms ask of the shipped ontology."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.ontology.constraints import Index, compile_indexes
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema, relationship_type
from kg.ontology.region_code import canonical_region_code
from kg.ontology.schema import Datatype

SCHEMA = load_schema()


def test_the_shipped_ontology_has_the_classes_and_relations_that_loads_use() -> None:
    assert {"Firm", "Region", "Competency", "Capability", "Evidence"} <= set(SCHEMA.classes)
    assert {"OFFERS", "OF", "EVIDENCED_BY", "LOCATED_IN", "PARTNERED_IN"} <= set(SCHEMA.relations)


def test_every_class_has_one_required_identifier_and_it_comes_first() -> None:
    for node_class in SCHEMA.classes.values():
        first, *others = node_class.properties
        assert (first.name, first.required, first.many) == ("id", True, False)
        assert "id" not in {prop.name for prop in others}


def test_a_subclass_has_the_properties_of_the_class_above() -> None:
    above, below = SCHEMA.classes["Organisation"], SCHEMA.classes["Firm"]
    assert below.parent == "Organisation"
    assert below.properties == above.properties


def test_a_shape_is_read_in_full() -> None:
    level = next(p for p in SCHEMA.classes["Capability"].properties if p.name == "level")
    assert level.datatype is Datatype.INTEGER
    assert (level.bounds.low, level.bounds.high) == (1, 5)
    assert not level.many
    assert level.message == "a whole number from 1 to 5"


def test_a_property_without_a_maximum_holds_many_values() -> None:
    names = {p.name for p in SCHEMA.classes["Organisation"].properties if p.many}
    assert names == {"alternativeName", "language", "supportKind"}


def test_attributes_of_a_relation_are_typed() -> None:
    types = {a.name: a.datatype for a in SCHEMA.relation("PARTNERED_IN").attributes}
    assert types == {"role": Datatype.STRING, "contribution": Datatype.DECIMAL}


def test_labels_go_from_the_root_down() -> None:
    assert SCHEMA.labels("Firm") == ("Organisation", "Firm")
    assert SCHEMA.labels("Organisation") == ("Organisation",)


def test_the_root_is_the_topmost_class_of_ours() -> None:
    assert SCHEMA.root("PublicBody") == "Organisation"
    assert "Firm" not in SCHEMA.roots()
    assert "Organisation" in SCHEMA.roots()


def test_subclasses_hold_the_class_itself() -> None:
    assert SCHEMA.subclasses("Firm") == ("Firm",)
    assert SCHEMA.subclasses("Organisation") == (
        "Association", "Firm", "Organisation", "PublicBody", "ResearchOrganisation",
    )  # fmt: skip


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(OntologyError, match="no class 'Firn'"):
        SCHEMA.labels("Firn")


def test_an_unknown_relation_is_named() -> None:
    with pytest.raises(OntologyError, match="no relation 'KNOWS'"):
        SCHEMA.relation("KNOWS")


@pytest.mark.parametrize(
    ("local_name", "expected"),
    [("of", "OF"), ("evidencedBy", "EVIDENCED_BY"), ("partneredIn", "PARTNERED_IN")],
)
def test_a_relationship_type_is_the_name_in_capitals(local_name: str, expected: str) -> None:
    assert relationship_type(local_name) == expected


def test_there_is_one_constraint_for_the_id_of_each_root() -> None:
    unique = {(i.label, i.property_name) for i in compile_indexes(SCHEMA) if i.unique}
    others = {("SourceRecord", "slot"), ("Judgement", "pair"), ("Feedback", "standing")}
    assert unique == {(root, "id") for root in SCHEMA.roots()} | others


def test_an_indexed_property_has_an_index_under_the_root() -> None:
    index = Index("Organisation", "name", unique=False)
    assert index in compile_indexes(SCHEMA)
    assert index.name == "organisation_name"


def test_index_names_are_unique_among_each_other() -> None:
    names = [index.name for index in compile_indexes(SCHEMA)]
    assert len(set(names)) == len(names)


def test_the_digest_covers_every_file() -> None:
    for label in (b'"Competencies"@en', b'"Places and sectors"@en', b'"Provenance"@en'):
        assert label in b"".join(file.read_bytes() for file in turtle_files())


@pytest.mark.parametrize("code", ["UKE3", "tle3", " GBE3 ", "uke3"])
def test_all_spellings_of_a_british_region_are_one(code: str) -> None:
    assert canonical_region_code(code) == "UKE3"


@given(st.text(alphabet="TLGBRUKEDAZ019 ", max_size=6))
def test_the_spelling_of_a_region_code_is_stable(code: str) -> None:
    once = canonical_region_code(code)
    assert canonical_region_code(once) == once
