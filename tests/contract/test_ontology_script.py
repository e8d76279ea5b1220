"""The exported script prepares an empty graph, as it is."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.prepare import prepare
from kg.ontology.compile_cypher import compile_cypher
from kg.ontology.constraints import compile_indexes
from kg.ontology.rdf import load_schema

SCHEMA = load_schema()


def statements() -> list[str]:
    """What a client such as cypher-shell sends: the script, split at its semicolons."""
    return [text for part in compile_cypher(SCHEMA).split(";") if (text := part.strip())]


def held(connection: Connection) -> set[tuple[str, str, bool]]:
    rows = connection.read("SHOW INDEXES")
    return {
        (row["labelsOrTypes"][0], row["properties"][0], row["owningConstraint"] is not None)
        for row in rows
        if row["labelsOrTypes"] and row["properties"]
    }


WANTED = {(index.label, index.property_name, index.unique) for index in compile_indexes(SCHEMA)}


@pytest.fixture
def emptied(neo4j_address: Address) -> Iterator[Connection]:
    """A Neo4j without data, constraints and indexes; afterwards as the other tests need it."""
    with closing(Connection(neo4j_address)) as opened:
        opened.define(["MATCH (n) DETACH DELETE n"])
        constraints = [row["name"] for row in opened.read("SHOW CONSTRAINTS")]
        opened.define([f"DROP CONSTRAINT `{name}`" for name in constraints])
        indexes = [row["name"] for row in opened.read("SHOW INDEXES") if row["properties"]]
        opened.define([f"DROP INDEX `{name}`" for name in indexes])
        yield opened
        prepare(opened)


def test_the_script_runs_unchanged_on_an_empty_neo4j(emptied: Connection) -> None:
    emptied.define(statements())
    assert held(emptied) == WANTED


def test_the_script_may_run_again(emptied: Connection) -> None:
    emptied.define(statements())
    emptied.define(statements())
    assert held(emptied) == WANTED


def test_a_graph_that_the_script_prepared_is_taken_over(emptied: Connection) -> None:
    emptied.define(statements())
    prepare(emptied)
    assert held(emptied) >= WANTED
