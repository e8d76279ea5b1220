"""The same files give the same canonical graph on every engine."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.prepare import prepare
from tests.contract.packages import dump, load

SEEDS = Path(__file__).parents[2] / "data" / "seeds"


@pytest.fixture(scope="module")
def embedded_dump(embedded_address: Address) -> list[str]:
    return _loaded(embedded_address)


def test_the_demonstration_is_the_same_graph_as_on_the_embedded_engine(
    embedded_dump: list[str], neo4j_address: Address
) -> None:
    assert len(embedded_dump) > 500
    assert _loaded(neo4j_address) == embedded_dump


def _loaded(address: Address) -> list[str]:
    with closing(Connection(address)) as connection:
        connection.define(["MATCH (n) DETACH DELETE n"])
        prepare(connection)
        load(connection, "members", SEEDS, source="demo")
        return dump(connection)
