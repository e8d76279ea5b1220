"""Mended rows, loaded without the others, and what later loads of the old file make of them."""

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.quarantine.entry import State
from kg.model import LoadReport, NodeRef, Reason
from tests.unit.ingest.packages import MEMBERS, load_folder, member, offer
from tests.unit.ingest.quarantine.mending import Mending

TABLE = MEMBERS.tables[0]
A = NodeRef("Organisation", "members:a")
BAD, GOOD = member("a", country="Germany"), member("b")


@pytest.fixture
def mending(tmp_path: Path) -> Mending:
    return Mending(tmp_path)


def replayed(mending: Mending) -> None:
    mending.load(organisations=[BAD, GOOD])
    mending.fix(country="DE")
    assert mending.replay().report == LoadReport(written=1)


def test_a_fix_tells_what_is_still_wrong(mending: Mending) -> None:
    mending.load(organisations=[member("a", country="de", employees="x"), GOOD])
    first = mending.fix(country="DE")
    assert (first.state, [f.cell for f in first.faults]) == (State.OPEN, ["employees"])
    assert mending.fix(employees="12").state is State.FIXED
    assert mending.entry().fix is not None
    assert mending.ledger.nodes.keys() == {NodeRef("Organisation", "members:b")}


def test_a_column_that_there_is_not_is_named(mending: Mending) -> None:
    mending.load(organisations=[BAD])
    with pytest.raises(UsageError, match=r"no column 'contry' .* did you mean 'country'"):
        mending.fix(contry="DE")


def test_columns_are_found_in_any_case_and_an_empty_value_takes_a_cell_away(
    mending: Mending,
) -> None:
    mending.load(organisations=[BAD])
    assert mending.fix(COUNTRY="").state is State.FIXED
    fix = mending.entry().fix
    assert fix is not None
    assert "country" not in fix.cells


def test_a_replay_loads_the_mended_rows_alone_with_their_place(mending: Mending) -> None:
    replayed(mending)
    [record] = [r for r in mending.ledger.stored.values() if r.key == "a"]
    assert (record.file, record.row, record.load) == ("organisations.csv", 2, "members-2")
    assert mending.ledger.nodes[A].properties["country"] == "DE"
    assert mending.states() == {1: "replayed"}


def test_the_old_file_again_changes_nothing(mending: Mending) -> None:
    replayed(mending)
    for _ in range(2):
        again = mending.load(organisations=[BAD, GOOD])
        assert (again.load, again.report) == (None, LoadReport(unchanged=2))
    assert mending.ledger.nodes[A].properties["country"] == "DE"
    assert mending.states() == {1: "replayed"}
    assert mending.entry().times == 3


def test_other_values_in_the_file_hold_again(mending: Mending) -> None:
    replayed(mending)
    outcome = mending.load(organisations=[member("a", country="AT"), GOOD])
    assert outcome.report == LoadReport(written=1, unchanged=1)
    assert mending.ledger.nodes[A].properties["country"] == "AT"
    assert mending.states() == {1: "superseded"}
    # The old fault comes back: what was accepted last stays, and nothing is mended silently.
    assert mending.load(organisations=[BAD, GOOD]).report.rejected == 1
    assert mending.ledger.nodes[A].properties["country"] == "AT"
    assert mending.states() == {1: "open"}


def test_the_file_mended_in_the_same_way_changes_nothing(mending: Mending) -> None:
    replayed(mending)
    outcome = mending.load(organisations=[member("a", country="DE"), GOOD])
    assert (outcome.load, outcome.report) == (None, LoadReport(unchanged=2))
    assert mending.states() == {1: "superseded"}


def test_a_row_that_is_fixed_and_not_replayed_is_rejected_and_stays_fixed(
    mending: Mending,
) -> None:
    mending.load(organisations=[BAD, GOOD])
    mending.fix(country="DE")
    assert mending.load(organisations=[BAD, GOOD]).report.rejected == 1
    assert mending.states() == {1: "fixed"}


def test_a_replay_that_was_cut_off_before_it_was_noted_is_completed(mending: Mending) -> None:
    mending.load(organisations=[BAD, GOOD])
    mending.fix(country="DE")
    fixed = mending.entry()
    mending.replay()
    assert fixed.fix is not None
    mending.quarantine.mend(1, fixed.fix, [])
    assert mending.states() == {1: "fixed"}
    # Either by the next replay, or by the next load of the file.
    assert mending.replay().report == LoadReport(unchanged=1)
    mending.quarantine.mend(1, fixed.fix, [])
    assert mending.load(organisations=[BAD, GOOD]).report == LoadReport(unchanged=2)
    assert mending.states() == {1: "replayed"}


def test_a_row_that_is_rejected_again_stays_with_its_new_reason(mending: Mending) -> None:
    mending.load(organisations=[GOOD], capabilities=[offer("k", "b", level="9")])
    mending.fix(level="5")
    # What it hangs on has gone meanwhile.
    mending.ledger.nodes.clear()
    assert mending.replay().report == LoadReport(rejected=1)
    assert mending.states() == {1: "open"}
    assert mending.entry().row.faults[0].reason is Reason.DANGLING_REFERENCE


def test_rows_may_be_mended_so_that_one_refers_to_another(mending: Mending) -> None:
    mending.load(organisations=[BAD], capabilities=[offer("k", "a")])
    assert mending.states() == {1: "open", 2: "open"}
    mender = mending.mender
    assert mender.mend(mending.entry(2), {}).state is State.OPEN
    assert mender.mend(mending.entry(1), {"country": "DE"}).state is State.FIXED
    assert mender.mend(mending.entry(2), {}).state is State.FIXED
    assert mending.replay().report == LoadReport(written=2)


def test_the_second_row_of_a_key_needs_another_key(mending: Mending) -> None:
    twice = [member("a", "One"), member("a", "Two")]
    mending.load(organisations=twice)
    [left] = mending.fix(name="Three").faults
    assert left.reason is Reason.DUPLICATE_KEY
    assert mending.fix(id="a2").state is State.FIXED
    mending.replay()
    assert mending.load(organisations=twice).report == LoadReport(unchanged=2)
    assert {ref.id for ref in mending.ledger.nodes} == {"members:a", "members:a2"}


def test_a_broken_line_is_given_its_cells(mending: Mending, tmp_path: Path) -> None:
    mending.load(organisations=[GOOD])
    file = tmp_path / "organisations.csv"
    file.write_text(file.read_text() + "c,Firm\n")
    load_folder(mending.ledger, tmp_path, quarantine=mending.quarantine)
    assert mending.entry().row.faults[0].reason is Reason.WRONG_CELL_COUNT
    assert {f.cell for f in mending.fix(name="C").faults} >= {"id"}
    assert mending.fix(id="c", kind="Firm").state is State.FIXED
    mending.replay()
    again = load_folder(mending.ledger, tmp_path, quarantine=mending.quarantine)
    assert (again.load, again.report) == (None, LoadReport(unchanged=2))


def test_a_reference_is_compared_with_what_is_loaded(mending: Mending) -> None:
    organisations = [member("hallam-five-axis"), member("bolt")]
    mending.load(organisations=organisations, capabilities=[offer("k", "hallam-five-axes")])
    assert mending.mender.accepted(mending.entry()) == {"organisation": "hallam-five-axis"}


def test_one_reading_is_accepted_and_of_two_none(mending: Mending) -> None:
    rows = [offer("k", "b", recordedOn="13/04/2025"), offer("l", "b", recordedOn="03/04/2025")]
    mending.load(organisations=[GOOD], capabilities=rows)
    mender = mending.mender
    assert mender.accepted(mending.entry(1)) == {"recordedOn": "2025-04-13"}
    assert mender.accepted(mending.entry(2)) == {}


PERSON = {
    "id": "p", "organisation": "b", "name": "Erika Muster", "consentOn": "2025-01-01",
    "email": "erika.firm.example",
}  # fmt: skip


def test_private_values_are_kept_and_mended_under_seal(mending: Mending) -> None:
    mending.load(organisations=[GOOD], contacts=[PERSON])
    entry = mending.entry()
    assert "rika" not in repr(entry)
    assert mending.mender.original(entry).values["email"] == "erika.firm.example"
    assert mending.fix(email="erika@firm.example").state is State.FIXED
    assert "rika" not in repr(mending.entry())
    assert mending.replay().report == LoadReport(written=1)
    assert mending.load(organisations=[GOOD], contacts=[PERSON]).report == LoadReport(unchanged=2)


def test_a_row_that_is_too_long_to_be_kept_whole_is_mended_where_it_is_too_long(
    mending: Mending,
) -> None:
    mending.load(organisations=[member("a", description="x" * 200_000)])
    assert [f.reason for f in mending.fix(name="A").faults] == [Reason.TOO_LONG]
    assert mending.fix(description="short").state is State.FIXED


def test_a_row_of_which_only_a_part_is_kept_is_not_mended_here(mending: Mending) -> None:
    wide = dict.fromkeys((c for c in TABLE.columns if c not in ("id", "kind")), "x" * 120_000)
    mending.load(organisations=[member("a", **wide)])
    assert mending.fix(description="short").state is State.OPEN
