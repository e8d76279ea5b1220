"""A few rounds of bench/kill_ingest.py: what is killed loses nothing that was acknowledged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.kills import Embedded, Killing, Moment, Neo4j
from tests.neo4j.server import Server

# A short load: most of its time goes by between the first batch and the last.
ORGANISATIONS = 300


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Embedded]:
    """An engine of its own, since the others share one that must not be killed."""
    engine = Embedded(tmp_path / "home")
    yield engine
    engine.stop()


def test_a_killed_load_and_engine_lose_no_acknowledged_batch(
    embedded: Embedded, tmp_path: Path
) -> None:
    killing = Killing(embedded, tmp_path, ORGANISATIONS)
    killing.undisturbed()
    for number, (what, batches) in enumerate((("job", 2), ("engine", 1), ("both", 1))):
        assert killing.round(number, what, Moment(batches, 0.05)).faults == ()


def test_a_killed_load_leaves_no_half_row_on_a_server(neo4j_server: Server, tmp_path: Path) -> None:
    engine = Neo4j(neo4j_server, tmp_path / "home")
    with engine.connect() as connection:
        connection.define(["MATCH (n) DETACH DELETE n"])
    killing = Killing(engine, tmp_path, ORGANISATIONS)
    killing.undisturbed()
    for number, moment in enumerate((Moment(0, 0.9 * killing.first), Moment(2, 0.05))):
        assert killing.round(number, "job", moment).faults == ()
    with engine.connect() as connection:
        connection.define(["MATCH (n) DETACH DELETE n"])
