"""Input that is far too large, and a server that takes no writes: one sentence, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError, ServiceError
from kg.graph.address import Address
from kg.graph.batch import Batch
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.prepare import prepare, read_state
from kg.model import CanonicalNode, NodeRef
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, load, write_table
from tests.e2e.conftest import Answer, Kg
from tests.neo4j.server import Server

MEGABYTE = 1_000_000
ORGANISATIONS = "MATCH (o:Organisation) RETURN o.id AS id ORDER BY id"


def described(number: int, size: int) -> CanonicalNode:
    ref = NodeRef("Organisation", f"members:{number}")
    properties = {"name": f"Firm {number}", "description": "x" * size}
    return CanonicalNode(ref, "Firm", properties, ("members/t/k@members-1",))


def test_a_batch_above_the_message_size_is_written_in_parts_and_whole(
    connection: Connection,
) -> None:
    before = read_state(connection).revision
    nodes = tuple(described(number, MEGABYTE) for number in range(20))
    Ledger(connection, load_schema()).write(Batch("members-1", created=nodes))
    assert len(connection.read(ORGANISATIONS)) == 20
    assert read_state(connection).revision == before + 1


def test_more_keys_than_a_message_takes_are_looked_up(connection: Connection) -> None:
    ledger = Ledger(connection, load_schema())
    ledger.write(Batch("members-1", created=(described(1, 1),)))
    absent = [NodeRef("Organisation", f"{number}" * MEGABYTE) for number in range(10)]
    present = NodeRef("Organisation", "members:1")
    assert set(ledger.support([*absent, present], []).nodes) == {present}


def test_one_thing_above_the_message_size_is_refused_and_nothing_is_written(
    connection: Connection,
) -> None:
    before = read_state(connection)
    nodes = (described(1, 1), described(2, 9 * MEGABYTE))
    with pytest.raises(InputError, match=r"members:2 is too large to store: .* next step"):
        Ledger(connection, load_schema()).write(Batch("members-1", created=nodes))
    assert connection.read(ORGANISATIONS) == []
    assert read_state(connection) == before


def test_cells_that_no_index_takes_reject_their_rows_alone(
    connection: Connection, tmp_path: Path
) -> None:
    long = "x" * 100_000
    rows = [firm(long), firm("long-name", name=long), firm("acme", description=long)]
    write_table(tmp_path / "organisations.csv", rows)
    outcome = load(connection, "members", tmp_path)
    assert [(r.line, r.column, r.rule) for r in outcome.rejections] == [
        (2, "id", "must have at most 1,000 characters"),
        (3, "name", "must have at most 1,000 characters"),
    ]
    assert connection.read(ORGANISATIONS) == [{"id": "members:acme"}]


def test_an_index_takes_the_longest_key_and_name(connection: Connection, tmp_path: Path) -> None:
    # Four bytes a character; the source belongs to the id of the node.
    widest = "\U0001f9f2"
    rows = [firm(widest * (1_000 - len("members:")), name=widest * 1_000)]
    write_table(tmp_path / "organisations.csv", rows)
    assert load(connection, "members", tmp_path).report.written == 1


def test_text_of_ten_megabytes_rejects_its_row_alone(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [firm("a"), firm("b", description="x" * 10 * MEGABYTE), firm("c")]
    write_table(tmp_path / "organisations.csv", rows)
    outcome = load(connection, "members", tmp_path)
    assert [(r.line, r.column) for r in outcome.rejections] == [(3, "description")]
    assert (outcome.report.written, outcome.report.rejected) == (2, 1)


# --- a Neo4j that takes no writes


@pytest.fixture
def filled(neo4j_address: Address, tmp_path: Path) -> Iterator[Connection]:
    """A Neo4j with two organisations."""
    connection = Connection(neo4j_address)
    connection.define(["MATCH (n) DETACH DELETE n"])
    prepare(connection)
    write_table(tmp_path / "organisations.csv", [firm("acme"), firm("bolt")])
    load(connection, "members", tmp_path)
    yield connection
    connection.close()


def test_a_load_into_a_read_only_server_is_one_sentence_and_changes_nothing(
    filled: Connection, neo4j_server: Server, tmp_path: Path
) -> None:
    before = read_state(filled), dump(filled)
    write_table(tmp_path / "organisations.csv", [firm("acme", name="Changed"), firm("bolt")])
    with neo4j_server.read_only():
        with pytest.raises(ServiceError, match=r"is read-only: .* next step"):
            load(filled, "members", tmp_path)
        assert (read_state(filled), dump(filled)) == before
    assert load(filled, "members", tmp_path).report.written == 1


def test_a_prepared_read_only_server_is_read(filled: Connection, neo4j_server: Server) -> None:
    with neo4j_server.read_only():
        prepare(filled)
        assert [o.id for o in Catalogue(filled).organisations()] == ["members:acme", "members:bolt"]


def test_an_unprepared_read_only_server_is_one_sentence(
    filled: Connection, neo4j_server: Server
) -> None:
    filled.define(["MATCH (n) DETACH DELETE n"])
    with (
        neo4j_server.read_only(),
        pytest.raises(ServiceError, match="is read-only"),
    ):
        prepare(filled)


@pytest.mark.usefixtures("filled")
def test_commands_on_a_read_only_server_match_and_look_and_refuse_to_load(
    neo4j_server: Server, tmp_path: Path
) -> None:
    command = Kg(tmp_path / "home")

    def kg(*arguments: object) -> Answer:
        address = {
            "KG_GRAPH_URI": neo4j_server.address.uri,
            "KG_GRAPH_PASSWORD": neo4j_server.address.password,
        }
        return command(*arguments, **address)

    offer = {"id": "c1", "organisation": "acme", "text": "We mill titanium.", "status": "claimed"}
    write_table(tmp_path / "capabilities.csv", [offer])
    loaded = kg("ingest", "members", tmp_path)
    assert loaded.code == 0, loaded.err
    write_table(tmp_path / "organisations.csv", [firm("acme", name="Changed"), firm("bolt")])
    with neo4j_server.read_only():
        matched = kg("match", "milling of titanium", "--json")
        assert [p["id"] for p in matched.json["partners"]] == ["members:acme"], matched.err
        refused = kg("ingest", "members", tmp_path)
        assert (refused.code, refused.err.count("\n")) == (4, 1)
        assert "is read-only" in refused.err
        looked = kg("doctor")
        assert looked.code == 0, looked.out
        assert "is read-only: it answers, and takes no loads" in looked.out
