"""The engines that every contract test runs on."""

from collections.abc import Iterator

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.prepare import prepare


@pytest.fixture(scope="session")
def embedded_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("engine"))
    try:
        yield engine.start()
    finally:
        engine.stop()


@pytest.fixture(params=["embedded"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An empty, prepared graph on each engine."""
    opened = Connection(request.getfixturevalue(f"{request.param}_address"))
    opened.define(["MATCH (n) DETACH DELETE n"])
    prepare(opened)
    yield opened
    opened.close()
