"""A load that was cut off is not called running."""

from tests.unit.ingest.fake_history import history_of
from tests.unit.ingest.fake_ledger import FakeLedger


def ledger(**states: str) -> FakeLedger:
    made = FakeLedger()
    for number, (source, state) in enumerate(states.items(), start=1):
        id_ = f"{source}-{number}"
        made.finished[id_] = None
        made.states[id_] = state
    return made


def states(made: FakeLedger, *, is_held: bool) -> list[str]:
    return [load.state for load in history_of(made, is_held=is_held).loads()]


def test_what_nobody_goes_on_with_was_cut_off() -> None:
    made = ledger(north="finished", south="running")
    assert states(made, is_held=False) == ["cut off", "finished"]
    assert states(made, is_held=True) == ["running", "finished"]
    assert history_of(made, is_held=False).load("south-2").state == "cut off"


def test_of_several_that_have_not_ended_the_newest_may_run() -> None:
    made = ledger(north="running", south="undone", west="running")
    assert states(made, is_held=True) == ["running", "undone", "cut off"]
    assert states(made, is_held=False) == ["cut off", "undone", "cut off"]
