"""What is read back of those who could take part in a team, on every engine."""

import datetime as dt
from pathlib import Path

import pytest

from kg.graph.candidates import Candidates, Hold
from kg.graph.connection import Connection
from tests.contract.packages import firm, load, write_table
from tests.contract.test_undo import undo_of

UNTIL = dt.date(2027, 1, 15)


@pytest.fixture
def candidates(connection: Connection, tmp_path: Path) -> Candidates:
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme"), firm("bolt")])
    write_table(folder / "competencies.csv", [{"id": "milling", "prefLabel": "milling"}])
    write_table(
        folder / "capabilities.csv",
        [
            {"id": "c1", "organisation": "acme", "text": "We mill.", "status": "claimed"},
            {"id": "c2", "organisation": "bolt", "text": "We bolt.", "status": "claimed"},
        ],
    )
    write_table(folder / "opportunities.csv", [{"id": "o1", "title": "Chairs", "text": "Chairs"}])
    write_table(
        folder / "clusters.csv",
        [
            {"id": "north", "kind": "Cluster", "name": "North"},
            {"id": "list", "kind": "Grouping", "name": "Mailing list"},
        ],
    )
    write_table(
        folder / "relationships.csv",
        [
            {"from": "acme", "type": "MEMBER_OF", "to": "north"},
            {"from": "bolt", "type": "MEMBER_OF", "to": "list"},
        ],
    )
    load(connection, "members", folder, source="demo")
    return Candidates(connection)


def test_what_is_held_is_read_until_its_load_is_undone(
    candidates: Candidates, connection: Connection, tmp_path: Path
) -> None:
    folder = tmp_path / "held"
    write_table(folder / "organisations.csv", [firm("acme")])
    write_table(
        folder / "holds.csv",
        [
            {"id": "h1", "capability": "c1", "opportunity": "o1", "heldAmount": "300",
             "capacityUnit": "machine hours", "capacityPeriod": "quarter",
             "heldUntil": "2027-01-15"},
            {"id": "h2", "capability": "c1", "opportunity": "o1", "heldAmount": "4",
             "heldUntil": "2027-01-15"},
        ],
    )  # fmt: skip
    held = load(connection, "members", folder, source="demo")
    assert candidates.holds(["demo:c1", "demo:c2"]) == {
        "demo:c1": [
            Hold("demo:h1", 300, "machine hours", "quarter", UNTIL, "demo:o1"),
            Hold("demo:h2", 4, None, None, UNTIL, "demo:o1"),
        ]
    }
    undo_of(connection).undo(held.load or "")
    assert candidates.holds(["demo:c1"]) == {}


def test_a_hold_without_an_opportunity_is_rejected(
    candidates: Candidates, connection: Connection, tmp_path: Path
) -> None:
    folder = tmp_path / "held"
    row = {"id": "h1", "capability": "c1", "heldAmount": "3", "heldUntil": "2027-01-15"}
    write_table(folder / "organisations.csv", [firm("acme")])
    write_table(folder / "holds.csv", [{**row, "opportunity": ""}])
    assert load(connection, "members", folder, source="demo").report.rejected == 1
    assert candidates.holds(["demo:c1"]) == {}


def test_a_cluster_has_a_name_and_another_group_is_none(candidates: Candidates) -> None:
    assert candidates.cluster_name("demo:north") == "North"
    assert candidates.cluster_name("demo:list") is None
    assert candidates.cluster_name("demo:nowhere") is None


def test_only_clusters_make_members(candidates: Candidates) -> None:
    held = candidates.memberships(["demo:acme", "demo:bolt"], UNTIL)
    assert {id_: [m.name for m in all_] for id_, all_ in held.items()} == {"demo:acme": ["North"]}
