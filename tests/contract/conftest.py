"""The engines that every contract test runs on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from tests.contract.engines import ENGINES, NEO4J, Emptier, address_of, server_of
from tests.neo4j.server import VERSIONS, Server, why_absent

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts those tests of this folder last that need a Neo4j, which starts meanwhile."""
    places = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    ours = [items[place] for place in places]
    ours.sort(key=lambda item: item.get_closest_marker("needs_neo4j") is not None)
    for place, item in zip(places, ours, strict=True):
        items[place] = item


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


@pytest.fixture(scope="session", autouse=True)
def neo4j_servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Server]]:
    """A Neo4j of each version that a test asks for; they start while other tests run."""
    marks = [mark for item in request.session.items for mark in item.iter_markers("needs_neo4j")]
    wanted = sorted({mark.args[0] for mark in marks if not why_absent(mark.args[0])})
    with ExitStack() as stack:
        servers = {}
        for name in wanted:
            servers[name] = Server(VERSIONS[name], tmp_path_factory.mktemp("neo4j"))
            stack.callback(servers[name].stop)
        yield servers


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
