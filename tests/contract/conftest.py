"""The engines that every contract test runs on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from functools import cache

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from tests.contract.engines import ENGINES, NEO4J, Emptier, Servers, address_of, server_of
from tests.neo4j.server import VERSIONS, Server


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("engine"))
    try:
        yield engine
    finally:
        engine.stop()


@pytest.fixture(scope="session")
def embedded_address(embedded_engine: EmbeddedEngine) -> Address:
    return embedded_engine.start()


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A Neo4j of each version, from the first test that asks for it to the end."""
    with ExitStack() as stack:

        def started(name: str) -> Server:
            server = Server(VERSIONS[name], tmp_path_factory.mktemp("neo4j"))
            stack.callback(server.stop)
            return server

        yield cache(started)


@pytest.fixture(params=NEO4J)
def neo4j_server(request: pytest.FixtureRequest) -> Server:
    """A Neo4j of each version."""
    return server_of(request.param, request)


@pytest.fixture
def neo4j_address(neo4j_server: Server) -> Address:
    return neo4j_server.address


@pytest.fixture(scope="session")
def emptiers() -> Mapping[str, Emptier]:
    """For each engine what empties it."""
    return defaultdict(Emptier)


@pytest.fixture(params=ENGINES)
def connection(
    request: pytest.FixtureRequest, emptiers: Mapping[str, Emptier]
) -> Iterator[Connection]:
    """An empty, prepared graph on each engine."""
    with closing(Connection(address_of(request.param, request))) as opened:
        emptiers[request.param].empty(opened)
        yield opened
