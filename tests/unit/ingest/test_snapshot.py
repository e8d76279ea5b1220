"""A snapshot retires what does not come any more, and nothing by accident."""

import copy
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ServiceError, SnapshotRefusedError, StateError
from kg.ingest import snapshot
from kg.ingest.files import FoundFile
from kg.ingest.load import LoadOutcome
from kg.ingest.read_csv import RawRow
from kg.ingest.records import key_of
from kg.ingest.snapshot import Came, check, gather
from kg.model import LinkRef, LoadReport, NodeRef
from tests.unit.ingest.fake_history import history_of, undo_of
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import (
    MEMBERS,
    load,
    load_folder,
    load_regions,
    member,
    offer,
    write_csv,
)
from tests.unit.ingest.test_load_properties import PARTS, REGIONS, SOUND, Package
from tests.unit.ingest.test_undo import WRITE, cut_off, supports

ALL = 100
TABLE = MEMBERS.tables[0]
FILE = FoundFile(TABLE, Path("organisations.csv"))


def members(*ids: str) -> list[dict[str, str]]:
    return [member(id_, f"Firm {id_}") for id_ in ids]


def take(
    ledger: FakeLedger, folder: Path, *ids: str, at_most: int = ALL, **more: list[dict[str, str]]
) -> LoadOutcome:
    return load(ledger, folder, {"organisations": members(*ids), **more}, retire_at_most=at_most)


def firm(id_: str) -> NodeRef:
    return NodeRef("Organisation", f"members:{id_}")


def gone(ledger: FakeLedger) -> set[str]:
    return {ref.id.removeprefix("members:") for ref, n in ledger.nodes.items() if n.retired_on}


def test_what_does_not_come_is_retired_and_counted(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b", "c")})
    outcome = take(ledger, tmp_path, "a", "d")
    assert outcome.report == LoadReport(written=1, unchanged=1, retired=2)
    assert outcome.report.read == 2
    assert gone(ledger) == {"b", "c"}
    record = ledger.stored["members/members.organisation/b@members-1"]
    assert record.retired is not None
    assert record.retired.load == outcome.load == "members-2"
    assert ledger.slots[record.slot] == record.id


def test_the_same_snapshot_again_writes_nothing(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    take(ledger, tmp_path, "a")
    writes = len(ledger.batches)
    again = take(ledger, tmp_path, "a")
    assert (again.report, again.load) == (LoadReport(unchanged=1), None)
    assert len(ledger.batches) == writes


def test_a_delta_retires_nothing(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    load(ledger, tmp_path, {"organisations": members("a")})
    assert gone(ledger) == set()


@pytest.mark.parametrize("name", ["Firm b", "Other"])
def test_a_row_that_comes_again_is_in_force_again(tmp_path: Path, name: str) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    take(ledger, tmp_path, "a")
    back = load(ledger, tmp_path, {"organisations": [*members("a"), member("b", name)]})
    assert back.report == LoadReport(written=1, unchanged=1)
    assert gone(ledger) == set()
    assert ledger.nodes[firm("b")].properties["name"] == name
    assert ledger.nodes[firm("b")].records == ("members/members.organisation/b@members-3",)


def test_what_another_source_states_too_stays(tmp_path: Path) -> None:
    ledger = FakeLedger()
    rows = [member("a", sector="25.62"), member("b", sector="25.62 | 28.41")]
    load(ledger, tmp_path, {"organisations": rows})
    load(ledger, tmp_path, {"organisations": rows[:1]}, retire_at_most=ALL)
    retired = {ref.end.id: link.retired_on for ref, link in ledger.links.items()}
    assert retired["28.41"] is not None
    shared = LinkRef("OPERATES_IN", firm("a"), NodeRef("Sector", "25.62"))
    assert ledger.links[shared].retired_on is None


def test_a_row_that_is_rejected_has_come(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    broken = [*members("a"), member("b", kind="Company")]
    outcome = load(ledger, tmp_path, {"organisations": broken}, retire_at_most=ALL)
    assert outcome.report == LoadReport(unchanged=1, rejected=1)
    assert gone(ledger) == set()


def test_while_a_row_has_no_key_nothing_of_its_table_is_retired(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    outcome = take(ledger, tmp_path, "a", "")
    assert (outcome.report.retired, outcome.report.rejected) == (0, 1)
    assert any("nothing of members.organisation is retired" in note for note in outcome.notes)


def test_a_table_without_a_file_is_not_retired(tmp_path: Path) -> None:
    ledger = FakeLedger()
    rows = {"organisations": members("a", "b"), "capabilities": [offer("c", "a")]}
    load(ledger, tmp_path, rows)
    outcome = take(ledger, tmp_path, "a")
    assert outcome.report.retired == 1
    assert any("no file of members.capability" in note for note in outcome.notes)


def test_an_empty_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    ledger = FakeLedger()
    rows = {"organisations": members("a"), "capabilities": [offer("c", "a")]}
    load(ledger, tmp_path, rows)
    state = copy.deepcopy(supports(ledger))
    write_csv(tmp_path / "capabilities.csv", [offer("", "")])
    header = (tmp_path / "capabilities.csv").read_text().splitlines()[0]
    files = {"organisations": members("a", "b")}
    with pytest.raises(SnapshotRefusedError, match=r"retire 1 of the 1 records of members\.capab"):
        _load_with_empty(ledger, tmp_path, files, header, 20)
    assert supports(ledger) == state
    assert _load_with_empty(ledger, tmp_path, files, header, ALL).report.retired == 1


def _load_with_empty(
    ledger: FakeLedger, folder: Path, files: dict[str, list[dict[str, str]]], header: str, most: int
) -> LoadOutcome:
    """Loads files beside a file of capabilities with its header alone."""
    for name, rows in files.items():
        write_csv(folder / f"{name}.csv", rows)
    (folder / "capabilities.csv").write_text(header + "\n")
    return load_folder(ledger, folder, retire_at_most=most)


@pytest.mark.parametrize(("left", "is_refused"), [(89, False), (79, True), (80, False)])
def test_more_than_the_share_is_refused(left: int, is_refused: bool) -> None:
    ids = [f"m/members.organisation/{n}@m-1" for n in range(100)]
    came = Came("m")
    came.take(FILE, [_row(n) for n in range(left)])
    retiring = gather(came, [[(TABLE.name, id_) for id_ in ids]])
    assert retiring.count == 100 - left
    if is_refused:
        with pytest.raises(SnapshotRefusedError, match="--retire-at-most 100") as told:
            check(retiring, 20)
        assert told.value.exit_code == 7
    else:
        check(retiring, 20)
    check(retiring, 100)


def test_few_rows_of_a_small_table_may_go() -> None:
    ids = [f"m/members.organisation/{n}@m-1" for n in range(snapshot.FEW + 1)]
    came = Came("m")
    came.take(FILE, [_row(0)])
    check(gather(came, [[(TABLE.name, id_) for id_ in ids]]), 20)


def _row(number: int) -> RawRow:
    return RawRow(number + 2, {"id": str(number), "kind": "Firm", "name": "x"})


@given(st.sets(st.text(min_size=1)), st.sets(st.text(min_size=1)))
def test_digests_tell_what_came(there: set[str], asked: set[str]) -> None:
    came = Came("m")
    rows = [RawRow(n, {"id": id_}) for n, id_ in enumerate(there, start=2)]
    came.take(FILE, rows)
    keys = {key_of(TABLE, row.values) for row in rows} - {None}
    slots = [f"m/{TABLE.name}/{key}" for key in sorted(asked | {str(k) for k in keys})]
    assert came.has(TABLE.name, slots) == [slot.split("/", 2)[2] in keys for slot in slots]


def test_the_difference_names_what_is_retired_and_what_came_again(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    take(ledger, tmp_path, "a")
    take(ledger, tmp_path, "a", "b")
    assert history_of(ledger).differences("members-2").counts() == {
        "added": 0, "changed": 0, "removed": 0, "retired": 1,
    }  # fmt: skip
    assert history_of(ledger).differences("members-3").counts()["added"] == 1
    assert history_of(ledger).detail("members-1").retired == {}
    assert history_of(ledger).detail("members-1").superseded == {"members-3": 1}


def test_a_load_whose_rows_were_retired_since_is_not_undone(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    take(ledger, tmp_path, "a")
    with pytest.raises(StateError, match=r"1 of its records were retired since; .* members-2,"):
        undo_of(ledger).undo("members-1")
    assert undo_of(ledger).undo("members-2").reinstated == 1
    undo_of(ledger).undo("members-1")
    assert ledger.graph() == ({}, {})


def test_undoing_a_retirement_of_what_came_again_leaves_it_in_force(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, tmp_path, {"organisations": members("a", "b")})
    before = ledger.graph()
    take(ledger, tmp_path, "a")
    take(ledger, tmp_path, "a", "b")
    undo_of(ledger).undo("members-2")
    assert ledger.graph() == before
    undo_of(ledger).undo("members-3")
    assert ledger.graph() == before


@pytest.mark.parametrize("batches", range(4))
def test_a_snapshot_that_was_cut_off_is_completed_by_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    whole, ledger = FakeLedger(), FakeLedger()
    monkeypatch.setattr("kg.ingest.run.CHUNK_ROWS", 2)
    monkeypatch.setattr("kg.ingest.load.CHUNK_ROWS", 2)
    for each in (whole, ledger):
        load(each, tmp_path, {"organisations": members(*"abcdefg")})
    take(whole, tmp_path, "a", "x")
    monkeypatch.setattr(FakeLedger, "write", cut_off(batches))
    with pytest.raises(ServiceError):
        take(ledger, tmp_path, "a", "x")
    monkeypatch.setattr(FakeLedger, "write", WRITE)
    take(ledger, tmp_path, "a", "x")
    assert ledger.graph() == whole.graph()
    assert ledger.cut_off_loads() == []


def test_a_resumed_snapshot_counts_what_it_retired_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = FakeLedger()
    monkeypatch.setattr("kg.ingest.run.CHUNK_ROWS", 2)
    load(ledger, tmp_path, {"organisations": members(*"abcdefg")})
    monkeypatch.setattr(FakeLedger, "write", cut_off(2))
    with pytest.raises(ServiceError):
        take(ledger, tmp_path, "a")
    monkeypatch.setattr(FakeLedger, "write", WRITE)
    assert len(gone(ledger)) == 4
    outcome = load_folder(ledger, tmp_path, resume=True, retire_at_most=ALL)
    assert (outcome.load, outcome.report.retired) == ("members-2", 6)


def in_force(ledger: FakeLedger) -> object:
    """What answers are made of: neither retired nor between what is."""
    nodes = {
        ref: (node.class_name, dict(node.properties))
        for ref, node in ledger.nodes.items()
        if node.retired_on is None
    }
    links = {
        ref: dict(link.properties)
        for ref, link in ledger.links.items()
        if link.retired_on is None and {ref.start, ref.end} <= nodes.keys()
    }
    return nodes, links


@settings(max_examples=60, deadline=None)
@given(st.lists(SOUND, max_size=2), PARTS, st.integers(0, 3))
def test_after_a_snapshot_in_force_is_what_it_would_be_alone(
    before: list[Package], now: Package, regions_come: int
) -> None:
    changed, alone = FakeLedger(), FakeLedger()
    # What an organisation offers goes with it, and what is not there waits.
    there = {row["id"] for row in now["organisations"]}
    offers = [row for row in now["capabilities"] if row["organisation"] in there]
    now = {**now, "capabilities": offers or [offer("z", min(there))]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn, package in enumerate((*before, None, None)):
            if turn == regions_come:
                load_regions(changed, folder / "regions", *REGIONS)
            if package:
                load(changed, folder, package)
        load_regions(changed, folder / "regions", *REGIONS)
        load(changed, folder, now, retire_at_most=ALL)
        load_regions(alone, folder / "regions", *REGIONS)
        load(alone, folder, now)
    assert in_force(changed) == in_force(alone)
