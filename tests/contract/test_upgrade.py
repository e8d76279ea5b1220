"""A stricter ontology is refused while stored data would break it, and nothing is changed."""

from dataclasses import replace
from typing import Any

import pytest

from kg.errors import StateError
from kg.graph.connection import Connection
from kg.graph.prepare import prepare, read_state
from kg.ontology.files import ontology_version
from kg.ontology.rdf import load_schema
from kg.ontology.schema import NodeClass, Schema
from kg.ontology.stored_schema import write_schema

SCHEMA = load_schema()


def firm(connection: Connection, **properties: Any) -> None:
    connection.write(
        lambda tx: tx.run(
            "CREATE (n:Organisation:Firm) SET n = $row", row={"id": "f", "name": "F", **properties}
        ).consume()
    )


def made_under(connection: Connection, schema: Schema | None) -> None:
    """Makes the graph say that it was prepared for another ontology."""
    compiled = write_schema(schema) if schema else None
    connection.write(
        lambda tx: tx.run(
            "MATCH (g:Graph {id: 'graph'}) SET g.ontology = 'before', g.compiledOntology = $text",
            text=compiled,
        ).consume()
    )


def wider() -> Schema:
    """The ontology with a size class more."""
    classes = {name: _with_tiny(c) for name, c in SCHEMA.classes.items()}
    return replace(SCHEMA, classes=classes)


def _with_tiny(node_class: NodeClass) -> NodeClass:
    properties = tuple(
        replace(p, values=(*p.values, "tiny")) if p.name == "sizeClass" else p
        for p in node_class.properties
    )
    return replace(node_class, properties=properties)


def test_a_graph_says_which_ontology_it_was_made_under(connection: Connection) -> None:
    [row] = connection.read("MATCH (g:Graph {id: 'graph'}) RETURN g.ontologyVersion AS v LIMIT 1")
    assert row["v"] == ontology_version()


def test_data_that_the_stricter_ontology_refuses_stops_the_upgrade(connection: Connection) -> None:
    firm(connection, sizeClass="tiny")
    made_under(connection, wider())
    with pytest.raises(StateError, match=r"stricter.*Organisation f, sizeClass 'tiny': must be"):
        prepare(connection)
    assert read_state(connection).ontology == "before"


def test_data_that_fits_is_taken_over(connection: Connection) -> None:
    firm(connection, sizeClass="micro")
    made_under(connection, wider())
    prepare(connection)
    assert read_state(connection).ontology != "before"


def test_a_graph_that_kept_no_ontology_is_held_to_the_new_one(connection: Connection) -> None:
    firm(connection, sizeClass="tiny")
    made_under(connection, None)
    with pytest.raises(StateError, match="stricter"):
        prepare(connection)


def test_data_is_not_read_where_nothing_was_narrowed(connection: Connection) -> None:
    firm(connection, sizeClass="tiny")  # what was wrong before does not stop an upgrade
    made_under(connection, SCHEMA)
    prepare(connection)


def test_nodes_of_a_class_that_is_no_more_stop_the_upgrade(connection: Connection) -> None:
    workshop = replace(SCHEMA.classes["Grouping"], name="Workshop", parent=None)
    before = replace(SCHEMA, classes={**SCHEMA.classes, "Workshop": workshop})
    made_under(connection, before)
    prepare(connection)
    connection.define(["CREATE (:Workshop {id: 'w'})"])
    made_under(connection, before)
    with pytest.raises(StateError, match="nodes of the class Workshop, which is no more"):
        prepare(connection)


def test_relationships_of_a_type_that_is_no_more_stop_the_upgrade(connection: Connection) -> None:
    firm(connection)
    connection.define(["MATCH (f:Firm {id: 'f'}) CREATE (f)-[:ADMIRES]->(f)"])
    admires = replace(SCHEMA.relation("SUPPLIES"), type="ADMIRES")
    made_under(connection, replace(SCHEMA, relations={**SCHEMA.relations, "ADMIRES": admires}))
    with pytest.raises(StateError, match="relationships of the type ADMIRES, which is no more"):
        prepare(connection)
