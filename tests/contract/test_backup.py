"""A backup is the whole graph: restored on either engine, it is the same again."""

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, ServiceError, StateError, TransientError
from kg.graph.address import Address
from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.prepare import prepare, read_state
from kg.graph.sources import Sources
from kg.ingest import restore as restoring
from kg.ingest.backup import Backup, BackupReport
from kg.ingest.facts import FactReader
from kg.ingest.restore import Restore, RestoreReport
from kg.ingest.sources import all_tables
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, load, region, write_table

RECORDS = "MATCH (r:SourceRecord) RETURN properties(r) AS properties"
LOADS = "MATCH (l:Load)-[:READ_FROM]->(s:Source) RETURN properties(l) AS properties, s.id AS source"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme", sector="25.62"), firm("bolt")])
    write_table(
        folder / "competencies.csv",
        [
            {"id": "milling", "prefLabel": "milling", "broader": "shaping"},
            {"id": "shaping", "prefLabel": "shaping"},
        ],
    )
    offers = [
        {
            "id": f"{owner}-milling",
            "organisation": owner,
            "competency": "milling",
            "text": f"{owner} mills titanium „für Zoë“.",
            "status": "evidenced",
            "recordedOn": "2026-05-01",
        }
        for owner in ("acme", "bolt")
    ]
    write_table(folder / "capabilities.csv", offers)
    proof = {"id": "e1", "capability": "acme-milling", "kind": "audit", "title": "ISO 9001"}
    write_table(folder / "evidence.csv", [proof])
    return folder


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    folder = tmp_path / "cordis"
    rows = [
        {"pic": p, "name": f"Org {p}", "activity_type": "PRC", "country": "UK", "nuts3": code}
        for p, code in (("1", "UKE31"), ("2", "TLE3"), ("3", "PL1"))
    ]
    write_table(folder / "organisations.csv", rows)
    write_table(
        folder / "projects.csv",
        [{"rcn": "10", "title": "Battery packs", "end_date": "2019-01-31", "n_participants": "2"}],
    )
    write_table(folder / "participations.csv", [{"rcn": "10", "pic": p} for p in ("1", "2", "3")])
    return folder


@pytest.fixture
def filled(connection: Connection, package: Path, projects: Path, tmp_path: Path) -> Connection:
    """A graph with history: changed rows, rows that wait, regions that came late."""
    load(connection, "members", package)
    load(connection, "cordis", projects)
    changed = [firm("acme", name="Acme Ltd", kind="Association", region="UK"), firm("bolt")]
    write_table(package / "organisations.csv", changed)
    load(connection, "members", package)
    rows = [region("UK"), region("UKE3", "South Yorkshire"), region("UKE")]
    write_table(tmp_path / "nuts" / "nuts2021_labels.csv", rows)
    load(connection, "nuts", tmp_path / "nuts")
    return connection


def backup(connection: Connection, file: Path) -> BackupReport:
    return Backup(Archive(connection), list(all_tables(load_schema()))).write(file)


def restore(connection: Connection, file: Path) -> RestoreReport:
    schema, tables = load_schema(), all_tables(load_schema())
    reader = FactReader(Contract(schema), tables)
    return Restore(Archive(connection), Ledger(connection, schema), reader, tables).read(file)


def empty(connection: Connection) -> None:
    connection.define(["MATCH (n) DETACH DELETE n"])
    prepare(connection)


def kept(connection: Connection) -> list[str]:
    """Records and loads in full, times in one spelling."""
    rows = [*connection.read(RECORDS), *connection.read(LOADS)]
    return sorted(json.dumps(row, default=lambda t: t.iso_format(), sort_keys=True) for row in rows)


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


def test_a_restored_graph_is_the_same(filled: Connection, tmp_path: Path) -> None:
    whole, records = dump(filled), kept(filled)
    made = backup(filled, tmp_path / "b.gz")
    empty(filled)
    report = restore(filled, tmp_path / "b.gz")
    assert (report.loads, report.records) == (made.seal.loads, made.seal.records) == (4, 18)
    assert dump(filled) == whole
    assert kept(filled) == records
    assert any("LOCATED_IN" in line for line in whole)
    assert any('"supersededIn"' in line for line in records)
    assert any('"isWaiting"' in line for line in records)


def test_settings_of_sources_are_restored(filled: Connection, tmp_path: Path) -> None:
    settings = {"warnAbove": "5%", "stopAbove": "200"}
    ledger = Ledger(filled, load_schema())
    ledger.set_source("members", settings)
    ledger.set_source("nobody-yet", {"warnAbove": "1%"})
    backup(filled, tmp_path / "graph.jsonl.gz")
    assert lines(tmp_path / "graph.jsonl.gz")[0]["counts"]["sources"] == 2
    before = Sources(filled).all()
    empty(filled)
    restore(filled, tmp_path / "graph.jsonl.gz")
    assert Sources(filled).all() == before
    assert Sources(filled).source("members").settings == settings


def test_loading_the_same_files_after_a_restore_writes_nothing(
    filled: Connection, package: Path, projects: Path, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    state = read_state(filled)
    for name, folder in (("members", package), ("cordis", projects), ("nuts", tmp_path / "nuts")):
        assert load(filled, name, folder).report.written == 0
    assert read_state(filled) == state


def test_loads_go_on_counting_after_a_restore(
    filled: Connection, package: Path, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    write_table(package / "organisations.csv", [firm("acme", name="Newest"), firm("bolt")])
    assert load(filled, "members", package).load == "members-5"
    names = filled.read("MATCH (o:Organisation {id: 'members:acme'}) RETURN o.name AS name")
    assert names == [{"name": "Newest"}]


def test_what_waits_is_linked_when_it_arrives_after_a_restore(
    filled: Connection, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    rows = [region("UK"), region("UKE3"), region("UKE"), region("UKE31"), region("PL1")]
    write_table(tmp_path / "nuts" / "nuts2021_labels.csv", rows)
    load(filled, "nuts", tmp_path / "nuts")
    seats = filled.read(
        "MATCH (o:Organisation)-[:LOCATED_IN]->(r:Region) RETURN o.name AS name, r.id AS region"
    )
    found = {row["name"]: row["region"] for row in seats}
    assert found["Org 1"] == "UKE31"
    assert found["Org 3"] == "PL1"


@pytest.mark.parametrize("pages", [1, 3, 7, 11])
def test_a_restore_that_was_cut_off_is_completed_by_the_same_again(
    filled: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    whole, records = dump(filled), kept(filled)
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    monkeypatch.setattr(restoring, "PAGE_RECORDS", 2)
    cut_off_after(pages, monkeypatch)
    with pytest.raises(ServiceError):
        restore(filled, tmp_path / "b.gz")
    monkeypatch.undo()
    with pytest.raises(StateError, match="the same kg restore again"):
        backup(filled, tmp_path / "half.gz")
    restore(filled, tmp_path / "b.gz")
    assert dump(filled) == whole
    assert kept(filled) == records
    assert Archive(filled).state().restoring is None


def test_a_cut_off_restore_takes_no_other_backup(
    filled: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(filled, tmp_path / "a.gz")
    filled.define(["MATCH (g:Graph) SET g.revision = g.revision + 1"])
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    cut_off_after(1, monkeypatch)
    with pytest.raises(ServiceError):
        restore(filled, tmp_path / "a.gz")
    monkeypatch.undo()
    with pytest.raises(StateError, match="another backup"):
        restore(filled, tmp_path / "b.gz")


def test_a_cut_off_restore_that_was_loaded_into_does_not_go_on(
    filled: Connection, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    cut_off_after(1, monkeypatch)
    with pytest.raises(ServiceError):
        restore(filled, tmp_path / "b.gz")
    monkeypatch.undo()
    load(filled, "members", package)
    with pytest.raises(StateError, match="were loaded into this graph"):
        restore(filled, tmp_path / "b.gz")


def cut_off_after(pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine stops after so many pages."""
    write, calls = Ledger.write, iter(range(99))

    def failing(self: Ledger, batch: Any) -> None:
        if next(calls) == pages:
            raise ServiceError("the engine stopped")
        write(self, batch)

    monkeypatch.setattr(Ledger, "write", failing)


def test_a_graph_that_is_not_empty_is_left_alone(filled: Connection, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.gz")
    state = read_state(filled)
    with pytest.raises(StateError, match="not empty"):
        restore(filled, tmp_path / "b.gz")
    assert read_state(filled) == state


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_off_file_is_refused_before_anything_is_written(
    filled: Connection, tmp_path: Path, share: float
) -> None:
    file = tmp_path / "b.gz"
    backup(filled, file)
    raw = file.read_bytes()
    file.write_bytes(raw[: int(len(raw) * share)])
    empty(filled)
    with pytest.raises(InputError, match="nothing was restored"):
        restore(filled, file)
    assert read_state(filled).revision == 0


def test_an_empty_graph_has_nothing_to_back_up(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="nothing to back up"):
        backup(connection, tmp_path / "b.gz")
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_changed_once_is_read_again(
    filled: Connection, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once() -> Iterator[None]:
        write_table(package / "organisations.csv", [firm("late"), firm("acme"), firm("bolt")])
        load(filled, "members", package)
        yield

    changing_while_read(monkeypatch, once())
    made = backup(filled, tmp_path / "b.gz")
    assert made.revision == read_state(filled).revision
    assert any(line.get("record", {}).get("key") == "late" for line in lines(tmp_path / "b.gz"))


def test_a_graph_that_changes_all_the_time_is_given_up(
    filled: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always() -> Iterator[None]:
        while True:
            filled.define(["MATCH (g:Graph) SET g.revision = g.revision + 1"])
            yield

    changing_while_read(monkeypatch, always())
    with pytest.raises(TransientError, match="wait until no load runs"):
        backup(filled, tmp_path / "b.gz")
    assert not list(tmp_path.glob("b.gz*"))


def changing_while_read(monkeypatch: pytest.MonkeyPatch, changes: Iterator[None]) -> None:
    """Something else writes each time after the loads were read."""
    tables = Archive.tables

    def disturbed(self: Archive, name: str) -> dict[str, int]:
        found = tables(self, name)
        next(changes, None)
        return found

    monkeypatch.setattr(Archive, "tables", disturbed)


def test_a_graph_moves_to_neo4j_and_back(
    embedded_address: Address,
    neo4j_address: Address,
    package: Path,
    projects: Path,
    tmp_path: Path,
) -> None:
    with (
        closing(Connection(embedded_address)) as embedded,
        closing(Connection(neo4j_address)) as server,
    ):
        for graph in (embedded, server):
            empty(graph)
        load(embedded, "members", package)
        write_table(package / "organisations.csv", [firm("acme", kind="Association"), firm("bolt")])
        load(embedded, "members", package)
        load(embedded, "cordis", projects)
        whole, records = dump(embedded), kept(embedded)
        backup(embedded, tmp_path / "there.gz")
        restore(server, tmp_path / "there.gz")
        assert dump(server) == whole
        backup(server, tmp_path / "back.gz")
        empty(embedded)
        restore(embedded, tmp_path / "back.gz")
        assert dump(embedded) == whole
        assert kept(embedded) == records
    # Apart from the header, both files are equal: they hold the same in the same order.
    there, back = lines(tmp_path / "there.gz"), lines(tmp_path / "back.gz")
    assert there[1:-1] == back[1:-1]
