"""The engines by their names in the ids of tests, and an empty graph on each."""

import uuid
from collections.abc import Callable

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.prepare import prepare
from tests.neo4j.server import VERSIONS, Server

# Starts the Neo4j of a version, or returns the one that was started.
Servers = Callable[[str], Server]
EMBEDDED = "embedded"
NEO4J = [
    pytest.param(name, marks=pytest.mark.needs_neo4j(name), id=f"neo4j-{name}") for name in VERSIONS
]
ENGINES = [EMBEDDED, *NEO4J]


def address_of(engine: str, request: pytest.FixtureRequest) -> Address:
    """The address of the engine, which is started with its first use."""
    if engine == EMBEDDED:
        address: Address = request.getfixturevalue("embedded_address")
        return address
    return server_of(engine, request).address


def server_of(version: str, request: pytest.FixtureRequest) -> Server:
    """The Neo4j of this version, as soon as it answers."""
    servers: Servers = request.getfixturevalue("neo4j_servers")
    return servers(version).wait()


class Emptier:
    """Empties one engine; prepares it in full once, since that takes longer than most tests."""

    def __init__(self) -> None:
        self._prepared: dict[str, object] | None = None

    def empty(self, connection: Connection) -> None:
        """Leaves an empty, prepared graph with an identifier of its own."""
        connection.define(["MATCH (n) DETACH DELETE n"])
        if self._prepared is not None:
            properties = {**self._prepared, "graphId": uuid.uuid4().hex}
            connection.write(
                lambda tx: tx.run("CREATE (g:Graph) SET g = $p", p=properties).consume()
            )
        # Does nothing to a graph that says of itself that it is prepared.
        prepare(connection)
        [row] = connection.read("MATCH (g:Graph) RETURN properties(g) AS properties")
        self._prepared = row["properties"]
