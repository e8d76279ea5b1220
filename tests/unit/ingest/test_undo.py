"""An undone load leaves the graph as if it had never been."""

import copy
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import NotFoundError, ServiceError, StateError
from kg.ingest import undo as undoing
from kg.ingest.undo import UndoReport
from tests.unit.ingest.fake_history import history_of, undo_of
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import area, load, load_members, load_regions, member, offer
from tests.unit.ingest.test_load_properties import PARTS, REGIONS, SOUND, Package


def supports(ledger: FakeLedger) -> object:
    """The graph with the records behind each thing."""
    return (
        ledger.graph(),
        {ref: node.records for ref, node in ledger.nodes.items()},
        {ref: link.records for ref, link in ledger.links.items()},
        {slot: ledger.stored[id_] for slot, id_ in ledger.slots.items()},
    )


def test_an_undo_takes_out_what_was_added_and_brings_back_what_was_changed(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_members(ledger, tmp_path, member("a", "Acme"), member("b"))
    before = copy.deepcopy(supports(ledger))
    changed = load_members(ledger, tmp_path, member("a", "Acme Ltd", "PublicBody"), member("c"))
    report = undo_of(ledger).undo(str(changed.load))
    assert supports(ledger) == before
    assert report == UndoReport(undone=2, reinstated=1)
    assert ledger.states == {changed.load: "undone"}


def test_an_undone_load_is_undone_once(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_members(ledger, tmp_path, member("a"))
    undo_of(ledger).undo("members-1")
    writes = len(ledger.batches)
    assert undo_of(ledger).undo("members-1") == UndoReport()
    assert len(ledger.batches) == writes
    with pytest.raises(StateError, match="kg load show members-1"):
        history_of(ledger).differences("members-1")


def test_the_same_rows_can_be_loaded_again(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_members(ledger, tmp_path, member("a"))
    graph = ledger.graph()
    undo_of(ledger).undo("members-1")
    assert load_members(ledger, tmp_path, member("a")).load == "members-2"
    assert ledger.graph() == graph


def test_what_later_loads_superseded_is_refused_newest_first(tmp_path: Path) -> None:
    ledger = FakeLedger()
    for name in ("One", "Two", "Three"):
        load_members(ledger, tmp_path, member("a", name), member(f"x{name}"))
    state = copy.deepcopy(supports(ledger))
    with pytest.raises(StateError, match="kg load undo members-2, then this one again"):
        undo_of(ledger).undo("members-1")
    assert supports(ledger) == state
    for id_ in ("members-3", "members-2", "members-1"):
        undo_of(ledger).undo(id_)
    assert ledger.graph() == ({}, {})


def test_what_later_records_cannot_do_without_is_refused(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_members(ledger, tmp_path, member("a"))
    rows = {"organisations": [member("a")], "capabilities": [offer("c", "a")]}
    load(ledger, tmp_path, rows)
    with pytest.raises(StateError, match=r"Organisation members:a; next step: .* undo members-2,"):
        undo_of(ledger).undo("members-1")
    undo_of(ledger).undo("members-2")
    undo_of(ledger).undo("members-1")
    assert ledger.graph() == ({}, {})


def test_what_refers_to_an_undone_region_waits_for_it_again(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_regions(ledger, tmp_path, area("UK", "United Kingdom"))
    load_members(ledger, tmp_path, member("a", region="UKE31"))
    before = copy.deepcopy((supports(ledger), ledger.waits))
    load_regions(ledger, tmp_path, area("UK", "United Kingdom"), area("UKE31", "Sheffield"))
    assert not [id_ for id_ in ledger.waits if id_.startswith("members")]
    undo_of(ledger).undo("nuts-3")
    assert (supports(ledger), ledger.waits) == before


def test_an_unknown_load_is_told() -> None:
    with pytest.raises(NotFoundError, match="kg load list"):
        undo_of(FakeLedger()).undo("members-1")


def cut_off(after: int) -> Callable[..., None]:
    calls = iter(range(after + 1))

    def write(self: FakeLedger, batch: object) -> None:
        if next(calls) == after:
            raise ServiceError("the engine stopped")
        WRITE(self, batch)  # type: ignore[arg-type]

    return write


WRITE = FakeLedger.write


@pytest.mark.parametrize("batches", range(7))
def test_an_undo_that_was_cut_off_is_completed_by_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    ledger = FakeLedger()
    load_members(ledger, tmp_path, member("a"), member("b", region="UKE3"))
    before = copy.deepcopy(supports(ledger))
    rows = {
        "organisations": [member("a", "Other", sector="25.62"), member("c"), member("d")],
        "capabilities": [offer("c1", "a"), offer("c2", "b"), offer("c3", "c")],
    }
    changed = str(load(ledger, tmp_path, rows).load)
    monkeypatch.setattr(undoing, "PAGE_RECORDS", 1)
    monkeypatch.setattr(FakeLedger, "write", cut_off(batches))
    if batches < 6:
        with pytest.raises(ServiceError):
            undo_of(ledger).undo(changed)
        assert ledger.states[changed] == "undoing"
    monkeypatch.setattr(FakeLedger, "write", WRITE)
    undo_of(ledger).undo(changed)
    assert supports(ledger) == before
    assert ledger.states[changed] == "undone"


# Each step loads regions, or members, all or some of them, or undoes the newest load.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("members"), SOUND),
        st.tuples(st.just("snapshot"), PARTS),
        st.tuples(st.just("nuts"), st.sets(st.sampled_from(range(len(REGIONS))), min_size=1)),
        st.just(("undo", None)),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(STEPS, st.integers(1, 4))
def test_undoing_the_newest_load_gives_the_graph_before_it(
    steps: list[tuple[str, object]], page: int
) -> None:
    ledger, states = FakeLedger(), []
    before = undoing.PAGE_RECORDS
    undoing.PAGE_RECORDS = page
    try:
        with tempfile.TemporaryDirectory() as folder:
            for kind, what in (*steps, *[("undo", None)] * len(steps)):
                if kind == "undo":
                    if states:
                        id_, graph = states.pop()
                        undo_of(ledger).undo(id_)
                        assert supports(ledger) == graph
                    continue
                graph = copy.deepcopy(supports(ledger))
                done = loaded(ledger, Path(folder), kind, what)
                if done:
                    states.append((done, graph))
    finally:
        undoing.PAGE_RECORDS = before
    assert ledger.graph() == ({}, {})


def loaded(ledger: FakeLedger, folder: Path, kind: str, what: object) -> str | None:
    if kind == "nuts":
        assert isinstance(what, set)
        return load_regions(ledger, folder, *(REGIONS[i] for i in sorted(what))).load
    package: Package = what  # type: ignore[assignment]
    return load(ledger, folder, package, retire_at_most=100 if kind == "snapshot" else None).load
