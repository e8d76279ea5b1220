"""Loads on a real graph: idempotent, order-independent, and never half a row."""

from pathlib import Path

import pytest

from kg.errors import ServiceError
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.prepare import read_state
from tests.contract.packages import dump, firm, load, region, write_table


@pytest.fixture
def members(tmp_path: Path) -> Path:
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme", sector="25.62"), firm("bolt")])
    write_table(folder / "competencies.csv", [{"id": "milling", "prefLabel": "milling"}])
    write_table(
        folder / "capabilities.csv",
        [
            {
                "id": "acme-milling",
                "organisation": "acme",
                "competency": "milling",
                "text": "We mill titanium.",
                "level": 4,
                "core": "true",
                "status": "evidenced",
                "recordedOn": "2026-05-01",
            }
        ],
    )
    write_table(
        folder / "evidence.csv",
        [{"id": "e1", "capability": "acme-milling", "kind": "certificate", "title": "ISO 9001"}],
    )
    return folder


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    folder = tmp_path / "nuts"
    rows = [region("UKE3", "South Yorkshire"), region("UK"), region("UKE")]
    write_table(folder / "nuts2021_labels.csv", rows)
    return folder


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    folder = tmp_path / "cordis"
    write_table(
        folder / "organisations.csv",
        [
            {"pic": p, "name": f"Org {p}", "activity_type": "PRC", "country": "UK", "nuts3": "UKE3"}
            for p in ("1", "2", "3")
        ],
    )
    write_table(
        folder / "projects.csv",
        [{"rcn": "10", "title": "Battery packs", "end_date": "2019-01-31", "n_participants": "2"}],
    )
    write_table(folder / "participations.csv", [{"rcn": "10", "pic": p} for p in ("1", "2", "3")])
    return folder


def test_the_same_files_again_write_nothing(connection: Connection, members: Path) -> None:
    first = load(connection, "members", members)
    state, before = read_state(connection), dump(connection)
    second = load(connection, "members", members)
    assert (first.report.written, first.report.read) == (5, 5)
    assert (second.report.written, second.report.unchanged, second.load) == (0, 5, None)
    assert (read_state(connection), dump(connection)) == (state, before)


def test_the_order_of_sources_does_not_matter(
    connection: Connection, members: Path, regions: Path
) -> None:
    load(connection, "members", members)
    load(connection, "nuts", regions)
    members_first = dump(connection)
    connection.define(["MATCH (n) WHERE NOT n:Graph DETACH DELETE n"])
    load(connection, "nuts", regions)
    load(connection, "members", members)
    assert dump(connection) == members_first
    assert any("LOCATED_IN" in line for line in members_first)


def test_a_changed_row_supersedes_its_record_and_keeps_it(
    connection: Connection, members: Path
) -> None:
    load(connection, "members", members)
    write_table(members / "organisations.csv", [firm("acme", name="Acme Ltd"), firm("bolt")])
    outcome = load(connection, "members", members)
    assert (outcome.report.written, outcome.report.unchanged) == (1, 4)
    names = connection.read("MATCH (o:Organisation {id: 'members:acme'}) RETURN o.name AS name")
    assert names == [{"name": "Acme Ltd"}]
    kept = connection.read(
        "MATCH (r:SourceRecord {key: 'acme'}) WHERE r.tableName = 'members.organisation' "
        "RETURN r.supersededIn AS by ORDER BY r.load"
    )
    assert [row["by"] for row in kept] == [outcome.load, None]
    # What only the superseded record stated is gone: its sector.
    assert connection.read("MATCH (s:Sector) RETURN s.id AS id") == []


def test_an_organisation_may_change_its_kind(connection: Connection, members: Path) -> None:
    load(connection, "members", members)
    write_table(members / "organisations.csv", [firm("acme", kind="Association"), firm("bolt")])
    load(connection, "members", members)
    rows = connection.read("MATCH (o:Organisation) RETURN o.id AS id, labels(o) AS labels")
    assert {row["id"]: sorted(row["labels"]) for row in rows} == {
        "members:acme": ["Association", "Organisation"],
        "members:bolt": ["Firm", "Organisation"],
    }
    offers = connection.read("MATCH (:Association)-[:OFFERS]->(c) RETURN c.id AS id")
    assert offers == [{"id": "members:acme-milling"}]


def test_a_rejected_row_keeps_the_others(connection: Connection, members: Path) -> None:
    write_table(
        members / "organisations.csv",
        [firm("acme"), firm("bolt", country="Germany"), firm("acme", name="Another")],
    )
    report = load(connection, "members", members).report
    assert (report.read, report.written, report.rejected) == (6, 4, 2)
    assert report.read == report.written + report.unchanged + report.rejected


def test_a_dangling_reference_is_rejected_until_its_target_is_there(
    connection: Connection, members: Path
) -> None:
    write_table(members / "organisations.csv", [firm("bolt")])
    first = load(connection, "members", members)
    assert [(r.file, r.line, r.column) for r in first.rejections] == [
        ("capabilities.csv", 2, "organisation"),
        ("evidence.csv", 2, "capability"),
    ]
    write_table(members / "organisations.csv", [firm("bolt"), firm("acme")])
    second = load(connection, "members", members)
    assert (second.report.written, second.report.rejected) == (3, 0)


def test_a_derived_capability_takes_its_projects_text_and_size(
    connection: Connection, projects: Path
) -> None:
    load(connection, "cordis", projects)
    rows = connection.read(
        "MATCH (c:Capability) RETURN c.text AS text, c.consortiumSize AS size, c.status AS status"
    )
    assert rows == [{"text": "Battery packs", "size": 3, "status": "derived"}] * 3
    write_table(
        projects / "projects.csv",
        [{"rcn": "10", "title": "Fuel cells", "end_date": "2019-01-31", "n_participants": "9"}],
    )
    load(connection, "cordis", projects)
    rows = connection.read("MATCH (c:Capability) RETURN c.text AS text, c.consortiumSize AS size")
    assert rows == [{"text": "Fuel cells", "size": 9}] * 3


def test_a_load_that_was_cut_off_is_completed_by_the_next(
    connection: Connection, projects: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(connection, "cordis", projects)
    whole = dump(connection)
    connection.define(["MATCH (n) WHERE NOT n:Graph DETACH DELETE n"])
    write, calls = Connection.write, iter(range(99))

    def failing(self: Connection, work: object) -> object:
        if next(calls) == 2:
            raise ServiceError("the engine stopped")
        return write(self, work)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "write", failing)
    with pytest.raises(ServiceError):
        load(connection, "cordis", projects)
    monkeypatch.undo()
    assert load(connection, "cordis", projects).report.written < 7
    assert dump(connection) == whole


def test_a_load_cut_off_before_its_end_is_ended_by_the_next(
    connection: Connection, members: Path, regions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(connection, "members", members)
    monkeypatch.setattr(Ledger, "waiting", _stop)
    with pytest.raises(ServiceError):
        load(connection, "nuts", regions)
    monkeypatch.undo()
    assert load(connection, "nuts", regions).report.written == 0
    assert any("LOCATED_IN" in line for line in dump(connection))
    states = connection.read("MATCH (l:Load) RETURN l.state AS state ORDER BY l.id")
    assert [row["state"] for row in states] == ["finished", "cut off"]


def _stop(*_arguments: object) -> list[str]:
    raise ServiceError("the engine stopped")


def test_every_fact_carries_a_record_that_exists(connection: Connection, members: Path) -> None:
    load(connection, "members", members)
    rows = connection.read("MATCH (n) WHERE n.records IS NOT NULL RETURN n.records AS records")
    cited = {record for row in rows for record in row["records"]}
    found = connection.read(
        "MATCH (r:SourceRecord) RETURN r.id AS id, r.file AS file, r.row AS row"
    )
    assert cited <= {row["id"] for row in found}
    assert all(row["row"] >= 2 and row["file"].endswith(".csv") for row in found)


def test_a_load_has_an_id_counts_and_a_time(connection: Connection, members: Path) -> None:
    outcome = load(connection, "members", members)
    [row] = connection.read(
        "MATCH (l:Load)-[:READ_FROM]->(s:Source) RETURN l AS load, s.id AS source"
    )
    stored = row["load"]
    assert (stored["id"], row["source"], stored["state"]) == (outcome.load, "members", "finished")
    assert (stored["rowsRead"], stored["rowsWritten"]) == (5, 5)
    assert stored["startedAt"] <= stored["finishedAt"]


def test_values_are_data_and_never_statements(connection: Connection, members: Path) -> None:
    evil = "x'}) DETACH DELETE n //"
    write_table(members / "organisations.csv", [firm("acme", name=evil), firm("bolt")])
    load(connection, "members", members)
    rows = connection.read("MATCH (o:Organisation {id: 'members:acme'}) RETURN o.name AS name")
    assert rows == [{"name": evil}]


def test_an_organisation_has_one_seat_that_of_its_most_recent_record(
    connection: Connection, tmp_path: Path, regions: Path
) -> None:
    write_table(
        tmp_path / "project.csv",
        [{"id": "7", "title": "Fuel cells"}, {"id": "8", "title": "Rails"}],
    )
    write_table(
        tmp_path / "organization.csv",
        [
            {
                "projectID": project,
                "organisationID": "1",
                "name": "Org",
                "activityType": "PRC",
                "country": "UK",
                "nutsCode": code,
            }
            for project, code in (("7", "UKE3"), ("8", "UK"))
        ],
    )
    load(connection, "cordis-export", tmp_path)
    load(connection, "nuts", regions)
    seats = "MATCH (o:Organisation)-[:LOCATED_IN]->(r:Region) RETURN r.id AS id"
    assert connection.read(seats) == [{"id": "UK"}]
    waiting = connection.read("MATCH (r:SourceRecord {isWaiting: true}) RETURN r.id AS id")
    assert waiting == []
