"""A snapshot retires what its source has no more, on every engine, and answers leave that out."""

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from kg.errors import ServiceError, SnapshotRefusedError
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.opportunities import Opportunities
from kg.graph.prepare import read_state
from kg.ingest import run as running
from tests.contract.packages import dump, firm, load, write_table
from tests.contract.test_backup import backup, empty, kept, restore
from tests.contract.test_load_history import history
from tests.contract.test_undo import SEEDS, undo_of

TEN = 10
AT_MOST = 20


def without_rows(folder: Path, table: str, gone: int) -> list[str]:
    """Takes the last rows out of a table of a package; their ids."""
    file = folder / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    write_table(file, rows[:-gone])
    return [row["id"] for row in rows[-gone:]]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder, ignore=lambda _f, names: [n for n in names if n == "nuts"])
    return folder


@pytest.fixture
def filled(connection: Connection, seeds: Path) -> Connection:
    load(connection, "nuts", SEEDS / "nuts" / "regions.csv")
    load(connection, "members", seeds, source="demo")
    return connection


def test_the_demonstration_without_ten_rows_retires_ten(filled: Connection, seeds: Path) -> None:
    before, records = dump(filled), kept(filled)
    gone = without_rows(seeds, "organisations", TEN)
    outcome = load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    report = outcome.report
    assert (report.retired, report.written) == (TEN, 0)
    assert report.read == report.unchanged + report.rejected
    without = dump(filled)
    assert sum('"retiredOn"' in line and '"Firm"' in line for line in without) == TEN
    revision = read_state(filled).revision

    again = load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    assert (again.load, again.report.retired) == (None, 0)
    assert read_state(filled).revision == revision

    found = history(filled)
    assert found.loads()[0].retired == TEN
    assert found.detail("demo-2").retired == {"demo-3": TEN}
    counts = found.differences("demo-3").counts()
    assert (counts["added"], counts["changed"], counts["removed"]) == (0, 0, 0)
    told = {d.thing.ref for d in found.differences("demo-3").all()}
    assert {f"demo:{id_}" for id_ in gone} <= {getattr(ref, "id", "") for ref in told}

    assert undo_of(filled).check("demo-3").reinstated == TEN
    assert undo_of(filled).undo("demo-3").reinstated == TEN
    assert dump(filled) == before
    assert [line for line in kept(filled) if "demo-3" not in line] == records


def test_what_comes_again_makes_the_graph_from_before(filled: Connection, seeds: Path) -> None:
    before = dump(filled)
    without_rows(seeds, "organisations", TEN)
    load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    without = dump(filled)
    back = load(filled, "members", SEEDS, source="demo")
    assert back.report.written == TEN
    assert dump(filled) == before
    undo_of(filled).undo(str(back.load))
    assert dump(filled) == without


def test_a_backup_keeps_what_is_retired(filled: Connection, seeds: Path, tmp_path: Path) -> None:
    without_rows(seeds, "organisations", TEN)
    load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    whole, records = dump(filled), kept(filled)
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    assert (dump(filled), kept(filled)) == (whole, records)
    assert sum('"retiredIn": "demo-3"' in line for line in records) == TEN


def test_a_snapshot_that_was_cut_off_is_completed(
    filled: Connection, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_rows(seeds, "organisations", TEN)
    monkeypatch.setattr(running, "CHUNK_ROWS", 4)
    write, calls = Connection.write, iter(range(99))

    def failing(self: Connection, work: object) -> object:
        if next(calls) == 3:
            raise ServiceError("the engine stopped")
        return write(self, work)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "write", failing)
    with pytest.raises(ServiceError):
        load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    monkeypatch.setattr(Connection, "write", write)
    partly = sum('"retiredOn"' in line and '"Firm"' in line for line in dump(filled))
    assert 0 < partly < TEN
    outcome = load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    assert outcome.report.retired == TEN - partly
    states = {kept.id: kept.state for kept in history(filled).loads()}
    assert (states["demo-3"], states["demo-4"]) == ("cut off", "finished")


def test_an_accident_is_refused(filled: Connection, seeds: Path) -> None:
    before, revision = dump(filled), read_state(filled).revision
    header = (seeds / "contacts.csv").read_text(encoding="utf-8").splitlines()[0]
    (seeds / "contacts.csv").write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(SnapshotRefusedError, match=r"members\.contact.*--retire-at-most 100"):
        load(filled, "members", seeds, source="demo", retire_at_most=AT_MOST)
    assert (dump(filled), read_state(filled).revision) == (before, revision)


@pytest.fixture
def half_gone(connection: Connection, tmp_path: Path) -> Connection:
    """Bolt is gone, but what it offers came; of Acme a contact and a certificate are gone."""
    tables = {
        "organisations": [firm("acme"), firm("bolt")],
        "competencies": [{"id": "milling", "prefLabel": "milling"}],
        "capabilities": [
            {"id": id_, "organisation": id_, "text": "We mill.", "status": "claimed"}
            | {"competency": "milling"}
            for id_ in ("acme", "bolt")
        ],
        "evidence": [
            {"id": f"e{id_}", "capability": id_, "kind": "certificate", "title": "ISO 9001"}
            for id_ in ("acme", "bolt")
        ],
        "contacts": [
            {"id": f"p{n}", "organisation": "acme", "name": "A Person", "consentOn": "2026-01-01"}
            for n in (1, 2)
        ],
        "relationships": [
            {"from": "acme", "type": type_, "to": "bolt"} for type_ in ("COMPETES_WITH", "CONTROLS")
        ],
    }
    for name, rows in tables.items():
        write_table(tmp_path / f"{name}.csv", rows)
    load(connection, "members", tmp_path)
    tables["organisations"], tables["contacts"] = [firm("acme")], tables["contacts"][:1]
    tables["evidence"] = tables["evidence"][1:]
    for name, rows in tables.items():
        write_table(tmp_path / f"{name}.csv", rows)
    outcome = load(connection, "members", tmp_path, retire_at_most=AT_MOST)
    assert (outcome.report.retired, outcome.report.written) == (3, 0)
    return connection


def test_answers_leave_out_what_is_retired_or_hangs_on_it(half_gone: Connection) -> None:
    catalogue, opportunities = Catalogue(half_gone), Opportunities(half_gone)
    today = dt.datetime.now(dt.UTC).date()
    assert [o.id for o in catalogue.organisations()] == ["members:acme"]
    assert [c.id for c in catalogue.capabilities()] == ["members:acme"]
    assert [c.id for c in catalogue.capabilities(["members:bolt"])] == []
    assert [o.id for o in catalogue.find_organisations("b", 9)] == []
    assert [c.id for c in catalogue.contacts("members:acme")] == ["members:p1"]
    assert list(catalogue.links("COMPETES_WITH", "Organisation", "Organisation")) == []
    assert list(opportunities.controls(today)) == []
    assert opportunities.certificates(["members:acme"]) == []


def test_what_is_retired_says_since_when(half_gone: Connection) -> None:
    catalogue = Catalogue(half_gone)
    bolt, acme = (catalogue.organisation(f"members:{id_}") for id_ in ("bolt", "acme"))
    assert bolt
    assert acme
    assert (bolt.retired_on, acme.retired_on) == (dt.datetime.now(dt.UTC).date(), None)
    assert [len(statement.evidence) for statement in acme.capabilities] == [0]
