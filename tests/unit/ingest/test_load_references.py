"""Rows that refer to others: rejected, or waiting until what they need arrives."""

from pathlib import Path

import pytest

from kg.ingest import load as module
from kg.model import LinkRef, LoadReport, NodeRef
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import (
    area,
    load,
    load_folder,
    load_members,
    load_regions,
    member,
    offer,
    write_csv,
)

ACME = NodeRef("Organisation", "members:acme")
SEAT = LinkRef("LOCATED_IN", ACME, NodeRef("Region", "UKE3"))
YORKSHIRE = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South"))


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def test_a_row_that_needs_what_is_nowhere_is_rejected(ledger: FakeLedger, tmp_path: Path) -> None:
    tables = {"organisations": [member("acme")], "capabilities": [offer("c", "acmee")]}
    outcome = load(ledger, tmp_path, tables)
    (rejection,) = outcome.rejections
    assert (rejection.file, rejection.line, rejection.column) == (
        "capabilities.csv",
        2,
        "organisation",
    )
    assert rejection.value == "acmee"
    assert rejection.rule == (
        "must refer to something that is loaded; there is no Organisation members:acmee"
    )
    assert set(ledger.nodes) == {ACME}


def test_a_row_waits_for_its_region_and_is_linked_when_it_arrives(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    outcome = load_members(ledger, tmp_path, member("acme", region="TLE3"))
    assert "1 row refers to something that is not loaded yet (1 to a Region)" in outcome.notes[0]
    assert SEAT not in ledger.links
    load_regions(ledger, tmp_path, *YORKSHIRE)
    assert SEAT in ledger.links
    assert ledger.waits == set()


def test_a_load_tells_of_its_own_rows_that_wait_and_of_no_others(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_members(ledger, tmp_path, member("acme", region="FRK2"))
    other = load(ledger, tmp_path, {"organisations": [member("b")]}, name="other")
    assert (other.report.written, other.notes) == (1, ())
    more = load_members(ledger, tmp_path, member("acme", region="FRK2"), member("c", region="FR1"))
    assert "1 row refers to something that is not loaded yet (1 to a Region)" in more.notes[0]


def test_a_row_that_is_linked_to_the_region_around_its_own_is_told_to_wait(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_regions(ledger, tmp_path, *YORKSHIRE)
    outcome = load_members(ledger, tmp_path, member("acme", region="UKE31"))
    assert SEAT in ledger.links
    assert "1 row refers to something that is not loaded yet (1 to a Region)" in outcome.notes[0]


def test_either_order_of_two_sources_gives_the_same_graph(tmp_path: Path) -> None:
    one, other = FakeLedger(), FakeLedger()
    load_members(one, tmp_path / "m", member("acme", region="UKE3"), member("b", region="UKE31"))
    load_regions(one, tmp_path / "r", *YORKSHIRE)
    load_regions(other, tmp_path / "r", *YORKSHIRE)
    load_folder(other, tmp_path / "m")
    assert one.graph() == other.graph()
    assert one.graph()[1][SEAT] == {}


def test_a_load_that_was_cut_off_is_made_good_when_it_is_run_again(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    def cut_off(_batch: object) -> None:
        raise InterruptedError

    load_members(ledger, tmp_path / "m", member("acme", region="UKE3"))
    write_csv(tmp_path / "n" / "nuts2021_labels.csv", YORKSHIRE)
    with pytest.raises(InterruptedError):
        load_folder(ledger, tmp_path / "n", "nuts", progress=cut_off)
    assert SEAT not in ledger.links
    assert load_folder(ledger, tmp_path / "n", "nuts").report == LoadReport(unchanged=3)
    assert SEAT in ledger.links
    assert (ledger.cut_off, ledger.cut_off_loads()) == ({"nuts-2"}, [])


def test_a_chunk_boundary_between_referring_rows_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, parted = FakeLedger(), FakeLedger()
    load_regions(whole, tmp_path, *reversed(YORKSHIRE))
    monkeypatch.setattr(module, "CHUNK_ROWS", 1)
    load_regions(parted, tmp_path, *reversed(YORKSHIRE))
    assert whole.graph() == parted.graph()
    assert len(whole.links) == 2
