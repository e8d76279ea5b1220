"""Loads are looked back at on every engine."""

from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.lease import read_lease
from kg.graph.ledger import Ledger
from kg.graph.load_log import LoadLog, LoadPart
from kg.ingest.difference_words import Words
from kg.ingest.facts import FactReader
from kg.ingest.load_history import LoadHistory
from kg.ingest.sources import all_tables
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import firm, load, write_table

SCHEMA = load_schema()


def history(connection: Connection) -> LoadHistory:
    reader = FactReader(Contract(SCHEMA), all_tables(SCHEMA))
    ledger = Ledger(connection, SCHEMA)
    held = read_lease(connection) is not None
    return LoadHistory(Archive(connection), LoadLog(connection), ledger, reader, lambda: held)


@pytest.fixture
def looked(connection: Connection, tmp_path: Path) -> LoadHistory:
    """Two loads of members, the second with one row changed and one new, and one of others."""
    write_table(tmp_path / "organisations.csv", [firm("acme", sector="25.62"), firm("bolt")])
    load(connection, "members", tmp_path)
    rows = [firm("acme", name="Acme Ltd"), firm("bolt"), firm("crew")]
    write_table(tmp_path / "organisations.csv", rows)
    load(connection, "members", tmp_path)
    write_table(tmp_path / "organisations.csv", [firm("acme")])
    load(connection, "members", tmp_path, source="others")
    return history(connection)


def test_loads_are_listed_newest_first(looked: LoadHistory) -> None:
    assert [load.id for load in looked.loads()] == ["others-3", "members-2", "members-1"]
    found = [(load.id, load.written, load.unchanged) for load in looked.loads("members")]
    assert found == [("members-2", 2, 1), ("members-1", 2, 0)]
    assert looked.loads("nobody") == []


def test_a_load_says_what_became_of_its_records(looked: LoadHistory) -> None:
    first = looked.detail("members-1")
    table = "members.organisation", "organisations.csv"
    assert set(first.parts) == {LoadPart(*table, 1), LoadPart(*table, 1, "members-2")}
    assert (first.records, first.in_force, first.superseded) == (2, 1, {"members-2": 1})
    second = looked.detail("members-2")
    assert (second.records, second.in_force, second.superseded) == (2, 2, {})


def test_a_load_says_what_it_changed(looked: LoadHistory) -> None:
    words = Words(SCHEMA)
    found = looked.differences("members-2")
    assert [words.line(d) for d in found.all()] == [
        "added firm members:crew 'Crew'",
        "added organisation members:crew located in region UKE3",
        "changed firm members:acme 'Acme Ltd'",
        "removed sector 25.62",
        "removed organisation members:acme operates in sector 25.62",
    ]
    assert [line for d in found.all() for line in words.changes(d)] == ["name: 'Acme' → 'Acme Ltd'"]
    assert looked.differences("members-1").counts()["changed"] == 0


def test_an_unknown_load_is_told(looked: LoadHistory) -> None:
    with pytest.raises(NotFoundError, match="kg load list"):
        looked.detail("members-9")
