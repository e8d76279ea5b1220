"""Loads against a ledger in memory: nothing is lost, nothing is written twice."""

from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadRequest
from kg.model import LinkRef, LoadReport, NodeRef
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import (
    FORMATS,
    READER,
    area,
    load_folder,
    load_members,
    load_regions,
    member,
    write_csv,
)

ACME = NodeRef("Organisation", "members:acme")
SEAT = LinkRef("LOCATED_IN", ACME, NodeRef("Region", "UKE3"))
YORKSHIRE = (area("UK", "United Kingdom"), area("UKE", "Yorkshire"), area("UKE3", "South"))


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def test_a_row_becomes_a_node_with_its_record_behind_it(ledger: FakeLedger, tmp_path: Path) -> None:
    outcome = load_members(ledger, tmp_path, member("acme", "Acme"))
    (node,) = ledger.nodes.values()
    assert (node.ref, node.class_name, node.properties) == (ACME, "Firm", {"name": "Acme"})
    assert node.records == ("members/members.organisation/acme@members-1",)
    assert (ledger.stored[node.records[0]].file, ledger.stored[node.records[0]].row) == (
        "organisations.csv",
        2,
    )
    assert (outcome.load, outcome.report) == ("members-1", LoadReport(written=1))
    assert ledger.finished == {"members-1": outcome.report}


def test_the_same_file_again_writes_nothing(ledger: FakeLedger, tmp_path: Path) -> None:
    rows = [member("acme"), member("beta", region="UKE3")]
    load_members(ledger, tmp_path, *rows)
    again = load_members(ledger, tmp_path, *rows)
    assert (again.load, again.report) == (None, LoadReport(unchanged=2))
    assert len(ledger.batches) == 1


def test_a_changed_row_supersedes_its_record(ledger: FakeLedger, tmp_path: Path) -> None:
    load_members(ledger, tmp_path, member("acme", city="Leeds"), member("beta"))
    outcome = load_members(ledger, tmp_path, member("acme", kind="PublicBody"), member("beta"))
    assert outcome.report == LoadReport(written=1, unchanged=1)
    assert (ledger.nodes[ACME].class_name, ledger.nodes[ACME].properties) == (
        "PublicBody",
        {"name": "Acme"},
    )
    assert len(ledger.stored) == 3
    assert ledger.slots["members/members.organisation/acme"].endswith("@members-2")


def test_a_row_that_was_rejected_is_taken_once_it_is_mended(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_members(ledger, tmp_path, member("acme", country="de"))
    assert ledger.nodes == {}
    assert load_members(ledger, tmp_path, member("acme", country="DE")).report.written == 1


def test_a_changed_row_that_breaks_a_rule_leaves_what_was_accepted(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    load_members(ledger, tmp_path, member("acme", country="DE"))
    outcome = load_members(ledger, tmp_path, member("acme", country="Germany"))
    assert outcome.report == LoadReport(rejected=1)
    assert ledger.nodes[ACME].properties["country"] == "DE"


def test_nothing_is_written_when_a_later_file_cannot_be_read_at_all(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    write_csv(tmp_path / "organisations.csv", [member("acme")])
    (tmp_path / "evidence.csv").write_text("id;title\n")
    with pytest.raises(InputError, match=r"evidence\.csv lacks the column capability, kind"):
        load_folder(ledger, tmp_path)
    assert (ledger.batches, ledger.finished) == ([], {})


@pytest.mark.parametrize("source", ["a/b", "", "My Source", "Cordis"])
def test_a_source_name_that_the_ontology_forbids_is_refused(
    ledger: FakeLedger, tmp_path: Path, source: str
) -> None:
    write_csv(tmp_path / "organisations.csv", [member("acme")])
    request = LoadRequest(source, find_files(tmp_path, FORMATS["members"](tmp_path)))
    with pytest.raises(UsageError, match=f"the source name '{source}' must "):
        Loader(ledger, READER, SEALER).load(request)
    assert ledger.finished == {}


def test_columns_that_are_not_used_are_told(ledger: FakeLedger, tmp_path: Path) -> None:
    outcome = load_regions(ledger, tmp_path, {**area("UK", "United Kingdom"), "area": "1"})
    assert outcome.notes == ("nuts2021_labels.csv: columns not used: area",)
