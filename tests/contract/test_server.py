"""A Neo4j that is not as it should be is refused in one sentence."""

from contextlib import closing

import pytest

from kg.errors import ServiceError, StateError, UsageError
from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.prepare import GraphState, prepare, read_state


def test_a_graph_of_others_is_left_alone(connection: Connection) -> None:
    connection.define(["MATCH (n) DETACH DELETE n", "CREATE (:Film {title: 'Metropolis'})"])
    with pytest.raises(StateError, match="'Film'"):
        prepare(connection)
    assert connection.read("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Film"]}]


def test_a_graph_keeps_its_identifier(connection: Connection) -> None:
    before = read_state(connection).graph_id
    connection.define(["MATCH (g:Graph) SET g.ontology = 'older'"])
    prepare(connection)
    assert before
    assert read_state(connection).graph_id == before


def test_a_wrong_password_is_named(neo4j_address: Address) -> None:
    wrong = Address(neo4j_address.uri, "neo4j", "not-the-password", "neo4j")
    with pytest.raises(ServiceError, match=r"refused the password.*KG_GRAPH_PASSWORD"):
        state_of(wrong)


def test_a_database_that_is_not_there_is_named(neo4j_address: Address) -> None:
    other = Address(neo4j_address.uri, neo4j_address.user, neo4j_address.password, "other")
    with pytest.raises(ServiceError, match=r"no database 'other' at .*KG_GRAPH_DATABASE"):
        state_of(other)


@pytest.mark.parametrize(
    "uri", ["bolt://host:port", "bolt://user:secret@host:7687", "bolt://h?x=1"]
)
def test_an_address_that_is_none_is_named_without_its_password(uri: str) -> None:
    with pytest.raises(UsageError, match="KG_GRAPH_URI cannot be used") as raised:
        state_of(Address(uri, "neo4j", "x", "neo4j"))
    assert "secret" not in str(raised.value)


def test_routing_reaches_a_single_server(neo4j_address: Address) -> None:
    uri = neo4j_address.uri.replace("bolt:", "neo4j:")
    routed = Address(uri, neo4j_address.user, neo4j_address.password, neo4j_address.database)
    with closing(Connection(routed)) as connection:
        prepare(connection)
        assert read_state(connection).migration > 0


def test_a_server_that_is_not_there_is_named() -> None:
    absent = Address("bolt://127.0.0.1:1", "neo4j", "x", "neo4j")
    with pytest.raises(ServiceError, match=r"bolt://127\.0\.0\.1:1 does not answer"):
        state_of(absent)


def state_of(address: Address) -> GraphState:
    with closing(Connection(address, patience=0.5)) as connection:
        return read_state(connection)
