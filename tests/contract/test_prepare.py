"""A database is made ready once, and a newer one is left alone."""

import pytest

from kg.errors import StateError
from kg.graph.connection import Connection
from kg.graph.prepare import migrations, prepare, read_state
from kg.ontology.constraints import compile_indexes
from kg.ontology.rdf import load_schema


def test_preparing_again_changes_nothing(connection: Connection) -> None:
    before = read_state(connection)
    prepare(connection)
    assert read_state(connection) == before
    assert before.migration == migrations()[-1].number


def test_every_unique_key_of_the_ontology_is_held(connection: Connection) -> None:
    rows = connection.read("SHOW CONSTRAINTS")
    held = {(row["labelsOrTypes"][0], row["properties"][0]) for row in rows}
    wanted = {(i.label, i.property_name) for i in compile_indexes(load_schema()) if i.unique}
    assert wanted <= held


def test_a_graph_of_a_newer_version_is_refused(connection: Connection) -> None:
    connection.define(["MATCH (g:Graph {id: 'graph'}) SET g.migration = 999"])
    with pytest.raises(StateError, match="newer version"):
        prepare(connection)
