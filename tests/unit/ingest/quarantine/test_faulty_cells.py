"""A row of a workbook with an error in one cell is known by its key, and can be mended."""

from pathlib import Path

import pytest

from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.quarantine.entry import State
from kg.ingest.readers.open import opener
from kg.ingest.readers.package import find_package
from kg.model import LoadReport, NodeRef
from tests.factories import SEALER
from tests.unit.ingest.packages import MEMBERS, READER
from tests.unit.ingest.quarantine.mending import Mending
from tests.unit.ingest.readers.workbooks import Cell, table, xlsx

REF = '<c r="{at}" t="e"><v>#REF!</v></c>'
HEAD: list[Cell] = ["id", "kind", "name", "employees"]
GOOD: list[list[Cell]] = [[id_, "Firm", "A", 1] for id_ in "abc"]
A = NodeRef("Organisation", "members:a")


@pytest.fixture
def mending(tmp_path: Path) -> Mending:
    return Mending(tmp_path)


def load(mending: Mending, *rows: list[Cell], retire_at_most: int | None = None) -> LoadOutcome:
    book = xlsx(mending.folder / "organisations.xlsx", {"organisations": table([HEAD, *rows])})
    request = LoadRequest(
        "members",
        find_package(book, MEMBERS).files,
        open_file=opener(),
        retire_at_most=retire_at_most,
    )
    return Loader(mending.ledger, READER, SEALER, mending.quarantine).load(request)


def test_a_row_with_an_error_has_come_to_a_snapshot(mending: Mending) -> None:
    load(mending, *GOOD)
    outcome = load(mending, ["a", "Firm", "A", REF], ["b", "Firm", "A", 1], retire_at_most=50)
    assert outcome.report == LoadReport(unchanged=1, rejected=1, retired=1)
    assert outcome.notes == ()


def test_of_a_row_with_an_error_in_its_key_nobody_knows_which_it_is(mending: Mending) -> None:
    load(mending, *GOOD)
    outcome = load(mending, [REF, "Firm", "A", 1], ["b", "Firm", "A", 1], retire_at_most=50)
    assert outcome.report == LoadReport(unchanged=1, rejected=1)
    assert "a row has no key that can be read" in outcome.notes[0]
    assert mending.entry().row.key is None


def test_a_mended_workbook_closes_the_entry(mending: Mending) -> None:
    load(mending, ["a", "Firm", "A", REF])
    assert (mending.entry().row.key, mending.entry().row.faults[0].value) == ("a", "#REF!")
    load(mending, ["a", "Firm", "A", 5])
    assert mending.entry().state is State.SUPERSEDED


def test_the_cell_with_the_error_is_mended_alone(mending: Mending) -> None:
    load(mending, ["a", "Firm", "A", REF])
    left = mending.fix(name="B")
    assert (left.state, {fault.cell for fault in left.faults}) == (State.OPEN, {"employees"})
    assert mending.fix(employees="5").state is State.FIXED
    assert mending.replay().report == LoadReport(written=1)
    properties = mending.ledger.nodes[A].properties
    assert (properties["name"], properties["employees"]) == ("B", 5)
