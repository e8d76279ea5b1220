"""The engines that every contract test runs on."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.prepare import prepare
from tests.neo4j import server


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
def neo4j_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the Neo4j of these tests keeps its data."""
    return tmp_path_factory.mktemp("neo4j")


@pytest.fixture(scope="session")
def neo4j_address(neo4j_folder: Path) -> Iterator[Address]:
    with server.running(neo4j_folder) as address:
        yield address


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.needs_neo4j)])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An empty, prepared graph on each engine."""
    with closing(Connection(request.getfixturevalue(f"{request.param}_address"))) as opened:
        opened.define(["MATCH (n) DETACH DELETE n"])
        prepare(opened)
        yield opened
