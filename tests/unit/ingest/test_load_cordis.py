"""Loads of CORDIS: rejections speak of the file as it is, and rows share what they state."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.model import LoadReport, NodeRef
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import Rows, area, load, load_folder, load_regions, write_csv

UK = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South"))
PROJECT = {"rcn": "1", "title": "Fast mills"}
ACME = {"pic": "9", "name": "Acme", "activity_type": "PRC", "country": "DE"}
# The names of the columns in the official files.
OFFICIAL_PROJECT = {
    "id": "1", "acronym": "MILL", "title": "Fast mills", "startDate": "2019-01-01",
    "endDate": "2021-12-31", "totalCost": "1000,5", "topics": "FOF-01", "objective": "Faster.",
}  # fmt: skip
OFFICIAL_ACME = {
    "organisationID": "9", "name": "Acme", "shortName": "AC", "activityType": "PRC",
    "country": "DE", "city": "Ulm", "postCode": "89073", "nutsCode": "DE144", "SME": "true",
    "geolocation": "48.4,10.0", "organizationURL": "https://acme.example",
}  # fmt: skip
OFFICIAL_PART = {
    "projectID": "1", "organisationID": "9", "role": "coordinator", "ecContribution": "10,5",
}  # fmt: skip


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


def projects(ledger: FakeLedger) -> set[str]:
    return {ref.id for ref in ledger.nodes if ref.label == "Project"}


def test_equal_numbers_in_two_layouts_are_two_projects(ledger: FakeLedger, tmp_path: Path) -> None:
    load(ledger, tmp_path, package(rcn="1", pic="9"), "cordis")
    load(ledger, tmp_path, export({"projectID": "1"}), "cordis")
    assert projects(ledger) == {"cordis:rcn-1", "cordis:1", "cordis:2"}
    parts = {ref.end.id for ref in ledger.links if ref.type == "PARTNERED_IN"}
    assert parts == {"cordis:rcn-1", "cordis:1"}


def test_three_files_with_the_official_names_of_columns_are_loaded(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    write_csv(tmp_path / "projects.csv", [OFFICIAL_PROJECT], ";")
    write_csv(tmp_path / "organisations.csv", [OFFICIAL_ACME], ";")
    write_csv(tmp_path / "participations.csv", [OFFICIAL_PART], ";")
    outcome = load_folder(ledger, tmp_path, "cordis")
    assert outcome.report == LoadReport(written=3)
    assert not any("columns not used" in note for note in outcome.notes)
    assert projects(ledger) == {"cordis:1"}
    acme = ledger.nodes[NodeRef("Organisation", "pic:9")].properties
    assert (acme["alternativeName"], acme["regionCode"], acme["isSme"]) == (("AC",), "DE144", True)
    (part,) = (link for ref, link in ledger.links.items() if ref.type == "PARTNERED_IN")
    assert part.properties == {"role": "coordinator", "contribution": 10.5}


def test_the_older_names_of_the_official_files_are_known(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    write_csv(tmp_path / "cordis-h2020projects.csv", [OFFICIAL_PROJECT], ";")
    rows = [{**OFFICIAL_ACME, **OFFICIAL_PART}]
    write_csv(tmp_path / "cordis-h2020organizations.csv", rows, ";")
    assert load_folder(ledger, tmp_path, "cordis").report == LoadReport(written=2)
    assert projects(ledger) == {"cordis:1"}


def test_a_rejection_holds_the_whole_row(ledger: FakeLedger, tmp_path: Path) -> None:
    part = {"rcn": "2", "pic": "9", "role": "partner"}
    (rejection,) = load(ledger, tmp_path, package(**part), "cordis").rejections
    assert rejection.cells == part


@pytest.mark.parametrize(
    ("part", "column", "absent"),
    [
        ({"rcn": "2", "pic": "9"}, "rcn", "Evidence cordis:rcn-2:reference"),
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
