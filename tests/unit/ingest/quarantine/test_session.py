"""What a run keeps: each row once, however often it comes, and closed when it arrives well."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ingest.quarantine.entry import State
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.model import Reason
from tests.factories import fault, kept_out, record

TABLE = "members.organisation"
ALL = Wanted(states=tuple(State))


@pytest.fixture
def quarantine() -> Iterator[Quarantine]:
    store = Quarantine()
    yield store
    store.close()


def run(quarantine: Quarantine, *rows: object, accepted: str = "", load: str | None = None) -> int:
    """One run of the source demo; returns how many rows were dismissed before."""
    session = quarantine.begin("demo")
    dismissed = session.keep(list(rows), load)  # type: ignore[arg-type]
    session.note_accepted(TABLE, [record(id=key) for key in accepted], load)
    session.finish(load)
    return dismissed


def states(quarantine: Quarantine) -> dict[str, str]:
    return {e.row.content: str(e.state) for e in quarantine.entries(ALL)}


def test_a_row_is_kept_whole_with_its_faults(quarantine: Quarantine) -> None:
    row = kept_out("x", "a", cells={"id": "a", "name": "é\ud800\n"}, faults=(fault(), fault("b")))
    run(quarantine, row, load="demo-1")
    [entry] = quarantine.entries(ALL)
    assert entry.row == row
    assert (entry.id, entry.source, entry.load, entry.times) == (1, "demo", "demo-1", 1)
    assert (entry.state, entry.fix) == (State.OPEN, None)


def test_the_same_row_in_the_next_run_is_seen_again(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"))
    moved = kept_out("x", "a", line=9, faults=(fault(reason=Reason.TOO_LONG),))
    run(quarantine, moved, load="demo-2")
    [entry] = quarantine.entries(ALL)
    assert (entry.id, entry.row, entry.times, entry.load) == (1, moved, 2, "demo-2")
    assert entry.first_seen <= entry.last_seen


def test_the_same_row_twice_in_a_run_keeps_its_first_fault(quarantine: Quarantine) -> None:
    again = kept_out("x", "a", line=7, faults=(fault(reason=Reason.REPEATS_REJECTED),))
    run(quarantine, kept_out("x", "a"), again)
    [entry] = quarantine.entries(ALL)
    assert (entry.row.line, entry.row.faults[0].reason) == (2, Reason.WRONG_FORM)


def test_equal_rows_are_one_entry_that_counts_those_of_the_last_run(
    quarantine: Quarantine,
) -> None:
    session = quarantine.begin("demo")
    for lines in ([3, 5, 4_000], [4_002, 9_000]):
        session.keep([kept_out("x", line=line) for line in lines], None)
    session.finish(None)
    [entry] = quarantine.entries(ALL)
    assert (entry.row.line, entry.last_line, entry.equal, entry.times) == (3, 9_000, 5, 1)
    assert (quarantine.counts(ALL).rows, quarantine.counts(ALL).equal) == (1, 5)
    run(quarantine, kept_out("x", line=8))
    [entry] = quarantine.entries(ALL)
    assert (entry.row.line, entry.last_line, entry.equal, entry.times) == (8, 8, 1, 2)


def test_new_entries_have_numbers_that_no_other_ever_had(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"), kept_out("y", "b"))
    quarantine.erase("demo", TABLE, "b")
    run(quarantine, kept_out("x", "a"), kept_out("z", "c"))
    assert [entry.id for entry in quarantine.entries(ALL)] == [1, 3]


def test_sources_and_tables_do_not_touch_each_other(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"))
    other = quarantine.begin("other")
    other.keep([kept_out("x", "a")], None)
    other.note_accepted(TABLE, [record(id="a")], None)
    other.finish(None)
    run(quarantine, kept_out("x", "a", table="members.cluster"))
    assert [str(e.state) for e in quarantine.entries(ALL)] == ["open"] * 3


def test_a_row_that_arrives_well_closes_its_entry(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"), kept_out("y", "b"), kept_out("z"))
    run(quarantine, accepted="a", load="demo-2")
    assert states(quarantine) == {"x": "superseded", "y": "open", "z": "open"}


def test_of_two_rows_with_one_key_the_one_at_fault_stays(quarantine: Quarantine) -> None:
    for _ in range(2):
        run(quarantine, kept_out("x", "a"), accepted="a")
        assert states(quarantine) == {"x": "open"}


def test_other_values_with_the_same_key_take_the_place_of_an_entry(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"))
    run(quarantine, kept_out("y", "a"))
    assert states(quarantine) == {"x": "superseded", "y": "open"}
    run(quarantine, kept_out("x", "a"))
    assert states(quarantine) == {"x": "open", "y": "superseded"}


def test_a_dismissed_row_stays_dismissed_and_is_told(quarantine: Quarantine) -> None:
    assert run(quarantine, kept_out("x", "a"), kept_out("y", "b")) == 0
    quarantine.dismiss([1])
    assert run(quarantine, kept_out("x", "a"), kept_out("y", "b")) == 1
    assert states(quarantine) == {"x": "dismissed", "y": "open"}


def test_a_trial_keeps_nothing_and_knows_what_was_dismissed(quarantine: Quarantine) -> None:
    run(quarantine, kept_out("x", "a"))
    quarantine.dismiss([1])
    trial = quarantine.begin("demo", is_trial=True)
    assert trial.keep([kept_out("x", "a"), kept_out("y", "b")], None) == 1
    trial.note_accepted(TABLE, [record(id="a")], None)
    trial.finish(None)
    assert states(quarantine) == {"x": "dismissed"}


def test_a_run_that_is_cut_off_has_lost_and_doubled_nothing(tmp_path: Path) -> None:
    first = Quarantine(tmp_path / "q.db")
    first.begin("demo").keep([kept_out("x", "a")], None)
    # Another process opens the file while nobody has closed it, as after a kill.
    second = Quarantine(tmp_path / "q.db")
    run(second, kept_out("x", "a"), kept_out("y", "b"))
    assert states(second) == {"x": "open", "y": "open"}
    first.close()
    second.close()


def test_more_rows_than_a_statement_takes_are_kept(quarantine: Quarantine) -> None:
    rows = [kept_out(f"{n}", f"{n}") for n in range(2_100)]
    run(quarantine, *rows)
    run(quarantine, *rows)
    assert quarantine.counts(ALL).rows == 2_100
    assert [e.id for e in quarantine.entries(ALL)] == list(range(1, 2_101))
    assert len(list(quarantine.entries(ALL, 7))) == 7


def test_the_number_of_rejected_rows_takes_no_memory(tmp_path: Path) -> None:
    store = Quarantine(tmp_path / "q.db")
    peaks = []
    for chunks in (2, 20):
        session = store.begin(f"source-{chunks}")
        tracemalloc.start()
        for chunk in range(chunks):
            rows = (f"{chunk}-{n}" for n in range(1_000))
            session.keep([kept_out(r, r, cells={"id": r, "name": "x" * 200}) for r in rows], None)
        session.finish(None)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
    assert store.counts(ALL).rows == 22_000
    store.close()
