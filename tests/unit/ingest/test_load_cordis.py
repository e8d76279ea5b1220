"""Loads of CORDIS: rejections speak of the file as it is, and rows share what they state."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.model import LoadReport
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import Rows, area, load, load_regions

UK = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South"))
PROJECT = {"rcn": "1", "title": "Fast mills"}
ACME = {"pic": "9", "name": "Acme", "activity_type": "PRC", "country": "DE"}


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def package(**part: str) -> Mapping[str, Rows]:
    """Three files: one project, one organisation, one part in a project."""
    return {"projects": [PROJECT], "organisations": [ACME], "participations": [part]}


def export(*parts: Mapping[str, str], **project: str) -> Mapping[str, Rows]:
    """The official export: two projects, and parts of Acme in them."""
    acme = {"organisationID": "9", "name": "Acme", "activityType": "PRC", "country": "UK"}
    return {
        "project": [{"id": "1", "title": "Fast mills", **project}, {"id": "2", "title": "Slow"}],
        "organization": [{**acme, **part} for part in parts],
    }


@pytest.mark.parametrize(
    ("part", "column", "absent"),
    [
        ({"rcn": "2", "pic": "9"}, "rcn", "Evidence cordis:2:reference"),
        ({"rcn": "1", "pic": "8"}, "pic", "Organisation pic:8"),
    ],
)
def test_a_part_names_the_reference_that_leads_nowhere(
    ledger: FakeLedger, tmp_path: Path, part: dict[str, str], column: str, absent: str
) -> None:
    (rejection,) = load(ledger, tmp_path, package(**part), "cordis").rejections
    assert (rejection.column, rejection.value) == (column, part[column])
    assert rejection.rule.endswith(f"there is no {absent}")


def test_a_row_with_two_references_that_lead_nowhere_is_one_rejected_row(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    outcome = load(ledger, tmp_path, package(rcn="2", pic="8"), "cordis")
    assert {r.column for r in outcome.rejections} == {"rcn", "pic"}
    assert outcome.report == LoadReport(written=2, rejected=1)


def test_a_rejection_names_the_column_as_the_header_of_the_file_does(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    tables = export({"projectID": "2"}, startDate="x")
    (rejection,) = load(ledger, tmp_path, tables, "cordis").rejections
    assert (rejection.file, rejection.column) == ("project.csv", "startDate")


def test_an_empty_key_is_told_under_the_name_in_the_file(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    tables = export({"projectID": "1", "organisationID": "NA"})
    (rejection,) = load(ledger, tmp_path, tables, "cordis").rejections
    assert (rejection.column, rejection.value) == ("organisationID", "NA")


def test_a_seat_keeps_both_rows_behind_it_when_one_of_them_changes(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_regions(ledger, tmp_path / "r", *UK)
    one = {"projectID": "1", "nutsCode": "UKE31"}
    for city in ("Leeds", "Sheffield"):
        tables = export({**one, "city": city}, {**one, "projectID": "2"})
        load(ledger, tmp_path / "c", tables, "cordis")
    (seat,) = (k for ref, k in ledger.links.items() if ref.type == "LOCATED_IN")
    assert (seat.ref.end.id, len(seat.records)) == ("UKE3", 2)


def test_of_two_rows_that_state_a_seat_the_one_that_changed_last_wins(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_regions(ledger, tmp_path / "r", *UK)
    one, other = {"projectID": "1"}, {"projectID": "2", "nutsCode": "UKE31"}
    for code in ("UKE31", "UKE"):
        load(ledger, tmp_path / "c", export({**one, "nutsCode": code}, other), "cordis")
    assert [ref.end.id for ref in ledger.links if ref.type == "LOCATED_IN"] == ["UKE"]
