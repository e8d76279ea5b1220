"""The ontology that a graph keeps is read as it was."""

from kg.ontology.rdf import load_schema
from kg.ontology.stored_schema import read_stored_schema, write_schema


def test_what_was_written_is_read_as_the_same_schema() -> None:
    assert read_stored_schema(write_schema(load_schema())) == load_schema()


def test_what_another_version_wrote_in_another_form_is_not_guessed() -> None:
    assert read_stored_schema('{"classes": 7}') is None
    assert read_stored_schema("") is None
