"""What is told of a graph: whose it is, what was cut off, what drifted."""

from pathlib import Path
from typing import Any

import filelock
import pytest

from kg.doctor.finding import Finding, Status
from kg.doctor.graph import check_drift, check_graph, check_links, check_loads, check_waiting
from kg.errors import ServiceError
from kg.graph.census import Census
from kg.graph.lease import Held
from kg.graph.prepare import GraphState
from tests.unit.doctor.there import SERVER, seen, state, there

NODES = {"Organisation": 2, "Capability": 1}
LINKS = {"OFFERS": 1}


def checked(finding: Finding | None) -> tuple[Status, str, str]:
    assert finding is not None
    return finding.status, finding.text, finding.next_step or ""


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({}, Status.OK, "neo4j://host:7687, database neo4j, Neo4j 5.26.12, revision 7"),
        ({"state": GraphState()}, Status.NOTE, "is empty"),
        ({"state": state(revision=0)}, Status.NOTE, "is empty"),
        ({"state": state(ontology="old")}, Status.NOTE, "of another version"),
        ({"state": state(migration=0)}, Status.NOTE, "of another version"),
        ({"state": state(migration=99)}, Status.PROBLEM, "written by a newer version"),
        ({"state": GraphState(), "foreign": "Film"}, Status.PROBLEM, "labelled 'Film'"),
        ({"server": "5.25.1"}, Status.PROBLEM, "Neo4j 5.25.1"),
        ({"is_read_only": True}, Status.NOTE, "is read-only"),
        (
            {"is_read_only": True, "state": state(ontology="old")},
            Status.PROBLEM,
            "read-only and not prepared",
        ),
    ],
)
def test_a_graph_is_told_by_whose_it_is_and_its_version(
    tmp_path: Path, changes: dict[str, Any], status: Status, words: str
) -> None:
    found, text, step = checked(check_graph(seen(tmp_path, **changes)))
    assert (found, bool(step)) == (status, status is Status.PROBLEM or bool(step))
    assert words in text


def test_a_server_that_does_not_answer_is_told_with_its_next_step(tmp_path: Path) -> None:
    premises = there(tmp_path, server=SERVER)
    premises.graph = ServiceError("the graph at x does not answer; next step: start it")
    assert checked(check_graph(premises)) == (
        Status.PROBLEM,
        "the graph at x does not answer",
        "start it",
    )


def test_an_engine_that_does_not_run_leaves_nothing_to_look_at(tmp_path: Path) -> None:
    premises = there(tmp_path)
    checks = (check_graph, check_loads, check_waiting, check_links, check_drift)
    assert [check(premises) for check in checks] == [None] * 5


def test_a_restore_that_was_cut_off_comes_before_loads(tmp_path: Path) -> None:
    premises = seen(tmp_path, state=state(restoring="abc"), cut_off=("demo-1",))
    status, text, _ = checked(check_loads(premises))
    assert (status, text) == (
        Status.PROBLEM,
        "a restore was cut off, so the graph is incomplete",
    )
    assert check_drift(premises) is None


def test_a_load_without_an_end_was_cut_off_unless_one_is_running(tmp_path: Path) -> None:
    premises = seen(tmp_path, cut_off=("demo-1", "demo-2"))
    assert checked(check_loads(premises))[0] is Status.PROBLEM
    with filelock.FileLock(tmp_path / "load.lock"):
        assert checked(check_loads(premises)) == (
            Status.NOTE,
            "a load is running: demo-1, demo-2",
            "",
        )
    assert "cut off: demo-1, demo-2" in checked(check_loads(premises))[1]


def test_an_undo_that_was_cut_off_is_told_with_how_to_complete_it(tmp_path: Path) -> None:
    premises = seen(tmp_path, undoing=("demo-2",), cut_off=("demo-3",))
    assert checked(check_loads(premises)) == (
        Status.PROBLEM,
        "an undo was cut off: demo-2; a part of the records is taken out",
        "kg load undo demo-2 --yes completes it",
    )


def test_a_load_on_another_host_is_running_and_not_cut_off(tmp_path: Path) -> None:
    held = Held("t", "process 7 on there", "there", since=0, until=60_000, now=1_000)
    status, text, step = checked(check_loads(seen(tmp_path, cut_off=("demo-3",), held=held)))
    assert status is Status.NOTE
    assert text.startswith("process 7 on there loads into this graph since 00:00:00 UTC")
    assert "wait" in step


def test_no_lock_is_made_to_see_whether_a_load_runs(tmp_path: Path) -> None:
    check_loads(seen(tmp_path, cut_off=("demo-1",)))
    assert list(tmp_path.iterdir()) == []


def test_loads_that_ended_are_well(tmp_path: Path) -> None:
    assert checked(check_loads(seen(tmp_path)))[:2] == (Status.OK, "2 loads, none cut off")


def test_rows_that_wait_are_counted_by_table(tmp_path: Path) -> None:
    premises = seen(tmp_path, waiting={"members.organisation": 1_200, "cordis.organisation": 3})
    status, text, step = checked(check_waiting(premises))
    assert status is Status.NOTE
    assert "(3 of cordis.organisation, 1,200 of members.organisation)" in text
    assert "kg ingest nuts" in step


def test_derived_links_that_are_due_are_a_note(tmp_path: Path) -> None:
    assert checked(check_links(seen(tmp_path, are_links_due=True)))[::2] == (
        Status.NOTE,
        "kg reindex",
    )
    assert checked(check_links(seen(tmp_path)))[0] is Status.OK


def drift(home: Path, then: Census | None, now: Census | None) -> tuple[Status, str, str]:
    """What is told of a graph that was counted then and is counted now."""
    premises = seen(home)
    premises.census = now
    if then is not None:
        folder = home / "projection" / "abc"
        folder.mkdir(parents=True)
        (folder / "census.json").write_text(then.to_json(), "utf-8")
    return checked(check_drift(premises))


def test_the_same_counts_at_the_same_revision_are_well(tmp_path: Path) -> None:
    census = Census(7, NODES, LINKS)
    assert drift(tmp_path, census, census) == (
        Status.OK,
        "3 nodes and 1 relationship, as the last load left them",
        "",
    )


def test_other_counts_at_the_same_revision_are_drift(tmp_path: Path) -> None:
    now = Census(7, {"Organisation": 3, "Capability": 1}, {})
    status, text, step = drift(tmp_path, Census(7, NODES, LINKS), now)
    assert (status, text) == (
        Status.PROBLEM,
        "since the last load, without one: more 1 Organisation; fewer 1 OFFERS",
    )
    assert "kg backup" in step


def test_what_rests_on_no_record_is_drift_at_any_revision(tmp_path: Path) -> None:
    now = Census(7, NODES, LINKS, {"Film": 1, "SUPPLIES": 2_000})
    assert drift(tmp_path, None, now)[:2] == (
        Status.PROBLEM,
        "without a source record: 1 Film, 2,000 SUPPLIES",
    )


@pytest.mark.parametrize("then", [None, Census(6, NODES, LINKS)])
def test_without_counts_of_this_revision_deletions_cannot_be_told(
    tmp_path: Path, then: Census | None
) -> None:
    status, text, _ = drift(tmp_path, then, Census(7, {}, {}))
    assert status is Status.NOTE
    assert "cannot be told" in text


def test_a_revision_below_the_one_counted_is_an_earlier_state(tmp_path: Path) -> None:
    status, text, step = drift(tmp_path, Census(9, NODES, LINKS), Census(7, NODES, LINKS))
    assert status is Status.PROBLEM
    assert "put back to an earlier state" in text
    assert str(tmp_path / "projection") in step


def test_counts_that_cannot_be_read_are_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "projection" / "abc"
    folder.mkdir(parents=True)
    (folder / "census.json").write_text("{", "utf-8")
    assert "cannot be told" in drift(tmp_path, None, Census(7, NODES, LINKS))[1]


def test_a_graph_that_goes_on_changing_is_not_counted(tmp_path: Path) -> None:
    assert drift(tmp_path, None, None)[0] is Status.NOTE
