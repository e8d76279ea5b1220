"""A graph is looked at without changing it, and what others wrote into it is seen."""

import datetime as dt
from pathlib import Path

import pytest

from kg.graph.census import Census, changes, keep_census, kept_census, take_census
from kg.graph.connection import Connection
from kg.graph.inspection import inspect
from kg.graph.ledger import Ledger
from kg.graph.prepare import GraphState, prepare, read_state
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, load, write_table
from tests.neo4j.server import Server

SCHEMA = load_schema()


@pytest.fixture
def filled(connection: Connection, tmp_path: Path) -> Connection:
    """Two firms of which one offers something; the region of both is not there."""
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme"), firm("bolt")])
    offer = {"id": "c1", "organisation": "acme", "text": "We mill.", "status": "claimed"}
    write_table(folder / "capabilities.csv", [offer])
    load(connection, "members", folder)
    return connection


def census(connection: Connection) -> Census:
    found = take_census(connection, SCHEMA)
    assert found is not None
    return found


def test_what_a_load_wrote_is_counted_by_class_and_type(filled: Connection) -> None:
    found = census(filled)
    assert found.revision == read_state(filled).revision
    assert found.nodes == {
        "Organisation": 2, "Capability": 1, "SourceRecord": 3, "Load": 1, "Source": 1, "Graph": 1,
    }  # fmt: skip
    assert found.links == {"OFFERS": 1, "READ_FROM": 1}
    assert found.unsupported == {}


def test_what_others_add_rests_on_no_record(filled: Connection) -> None:
    filled.define(
        [
            "MATCH (a:Firm {id: 'members:acme'}) CREATE (a)-[:SUPPLIES]->(a)",
            "CREATE (:Film {title: 'Metropolis'}), (:Organisation:Firm {id: 'x', name: 'X'})",
        ]
    )
    assert census(filled).unsupported == {"SUPPLIES": 1, "Film": 1, "Organisation": 1}


def test_derived_links_are_no_drift(filled: Connection) -> None:
    competency = "CREATE (:Competency {id: 'k', records: ['r']})"
    link = "MATCH (c:Capability), (k:Competency) CREATE (c)-[:OF {isDerived: true}]->(k)"
    filled.define([competency, link])
    assert census(filled).unsupported == {}


def test_what_others_delete_is_missed_at_the_same_revision(filled: Connection) -> None:
    before = census(filled)
    filled.define(["MATCH (o:Organisation {id: 'members:acme'}) DETACH DELETE o"])
    assert changes(before, census(filled)) == {"OFFERS": -1, "Organisation": -1}


def test_a_value_that_others_change_is_not_seen(filled: Connection) -> None:
    before = census(filled)
    filled.define(["MATCH (o:Organisation {id: 'members:acme'}) SET o.name = 'Other'"])
    assert census(filled) == before


def test_counts_are_kept_once_a_revision(filled: Connection, tmp_path: Path) -> None:
    keep_census(filled, SCHEMA, tmp_path)
    graph_id = read_state(filled).graph_id
    assert kept_census(tmp_path, graph_id) == census(filled)
    filled.define(["CREATE (:Film)"])
    keep_census(filled, SCHEMA, tmp_path)
    kept = kept_census(tmp_path, graph_id)
    assert kept is not None
    assert "Film" not in kept.nodes


def test_an_empty_graph_is_not_counted(connection: Connection, tmp_path: Path) -> None:
    keep_census(connection, SCHEMA, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_looking_changes_nothing(filled: Connection) -> None:
    before = read_state(filled), dump(filled)
    inspect(filled, "neo4j")
    census(filled)
    assert (read_state(filled), dump(filled)) == before


def test_a_loaded_graph_is_told_with_what_waits(filled: Connection) -> None:
    found = inspect(filled, "neo4j")
    assert found.state == read_state(filled)
    assert (found.waiting, found.cut_off) == ({"members.organisation": 2}, ())
    assert (found.foreign, found.sealed, found.is_read_only) == (None, None, False)
    assert found.server.startswith(("5.26", "2026.09"))


def test_a_load_without_an_end_is_told(filled: Connection) -> None:
    begun = Ledger(filled, SCHEMA).begin_load("members", dt.datetime.now(dt.UTC))
    assert inspect(filled, "neo4j").cut_off == (begun,)


def test_a_restore_without_an_end_is_told(filled: Connection) -> None:
    filled.define(["MATCH (g:Graph) SET g.restoring = 'abc'"])
    assert inspect(filled, "neo4j").state.restoring == "abc"


def test_a_sealed_value_is_found(filled: Connection) -> None:
    filled.define(["CREATE (:Contact {id: 'members:c', sealed: '1.abc', records: ['r']})"])
    assert inspect(filled, "neo4j").sealed == ("members:c", "1.abc")


def test_an_empty_and_a_foreign_database_are_told_apart(connection: Connection) -> None:
    connection.define(["MATCH (n) DETACH DELETE n"])
    found = inspect(connection, "neo4j")
    assert (found.state, found.foreign) == (GraphState(), None)
    connection.define(["CREATE (:Film {title: 'Metropolis'})"])
    assert inspect(connection, "neo4j").foreign == "Film"


def test_of_a_newer_graph_only_its_version_is_told(filled: Connection) -> None:
    filled.define(["MATCH (g:Graph) SET g.migration = 999"])
    found = inspect(filled, "neo4j")
    assert (found.state.migration, found.waiting) == (999, {})


def test_a_read_only_database_is_told(neo4j_server: Server) -> None:
    connection = Connection(neo4j_server.address)
    connection.define(["MATCH (n) DETACH DELETE n"])
    prepare(connection)
    with neo4j_server.read_only():
        assert inspect(connection, "neo4j").is_read_only
    assert not inspect(connection, "neo4j").is_read_only
    connection.close()
