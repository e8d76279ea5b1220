"""The same files give the same canonical graph on every engine."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.prepare import prepare
from tests.contract.packages import dump, load

SEEDS = Path(__file__).parents[2] / "data" / "seeds"


@pytest.mark.needs_neo4j
def test_the_demonstration_is_the_same_graph_on_both_engines(
    embedded_address: Address, neo4j_address: Address
) -> None:
    dumps = [_loaded(address) for address in (embedded_address, neo4j_address)]
    assert len(dumps[0]) > 500
    assert dumps[0] == dumps[1]


def _loaded(address: Address) -> list[str]:
    with closing(Connection(address)) as connection:
        connection.define(["MATCH (n) DETACH DELETE n"])
        prepare(connection)
        load(connection, "members", SEEDS, source="demo")
        return dump(connection)
