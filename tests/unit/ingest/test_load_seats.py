"""Seats: an organisation is linked to the smallest region that is loaded around it."""

from pathlib import Path

import pytest

from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import area, load_members, load_regions, member

UK = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South Yorkshire"))
BARNSLEY = area("UKE31", "Barnsley, Doncaster and Rotherham")


@pytest.fixture
def ledger(tmp_path: Path) -> FakeLedger:
    """Acme is seated in UKE31, of which only the region around is loaded."""
    ledger = FakeLedger()
    load_members(ledger, tmp_path / "m", member("acme", region="UKE31"))
    load_regions(ledger, tmp_path / "r", *UK)
    return ledger


def seats(ledger: FakeLedger) -> set[str]:
    return {ref.end.id for ref in ledger.links if ref.type == "LOCATED_IN"}


def test_a_seat_is_linked_to_the_region_around_and_waits_for_its_own(ledger: FakeLedger) -> None:
    assert seats(ledger) == {"UKE3"}
    assert ledger.waits == {"members/members.organisation/acme@members-1"}


def test_the_seat_moves_to_the_finer_region_when_it_arrives(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_regions(ledger, tmp_path / "r", *UK, BARNSLEY)
    assert seats(ledger) == {"UKE31"}
    assert ledger.waits == set()


def test_only_the_seat_that_stated_the_finer_region_moves(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    rows = [member("acme", region="UKE31"), member("beta", region="UKE3")]
    load_members(ledger, tmp_path / "m", *rows)
    load_regions(ledger, tmp_path / "r", *UK, BARNSLEY)
    moved = {ref.start.id: ref.end.id for ref in ledger.links if ref.type == "LOCATED_IN"}
    assert moved == {"members:acme": "UKE31", "members:beta": "UKE3"}


def test_a_member_that_moves_away_leaves_the_region_around(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_members(ledger, tmp_path / "m", member("acme", region="UKE"))
    assert seats(ledger) == {"UKE"}


def test_a_further_load_without_the_finer_region_changes_nothing(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    before = ledger.graph()
    load_regions(ledger, tmp_path / "r", *UK, area("DE", "Germany"))
    assert seats(ledger) == {"UKE3"}
    assert before[1].items() <= ledger.graph()[1].items()
