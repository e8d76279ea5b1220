"""A load that prepares ahead comes to what it would come to without."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.batch import Batch
from kg.ingest import load as load_module
from kg.ingest import write_behind as module
from kg.ingest.write_behind import WriteBehind, written_behind
from kg.model import CanonicalNode, NodeRef, SourceRecord
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load, load_folder, load_members, member, write_csv
from tests.unit.ingest.test_load_properties import ANY, SOUND, Package

ACME = NodeRef("Organisation", "members:acme")
RECORD = SourceRecord("s", "t", "k", "s-1", "f", 1, "h", {})


class Once:
    """The future of a thread that works at once."""

    def __init__(self, work: Callable[[], None]) -> None:
        work()

    def result(self) -> None:
        pass


class AtLast:
    """The future of a thread that comes to its work when it is waited for."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.result = work


class Thread:
    """Stands in for a thread, so that what it has done when something is read is no chance."""

    def __init__(self, future: Callable[[Callable[[], None]], Any]) -> None:
        self._future = future

    def submit(self, work: Callable[[Batch], None], batch: Batch) -> Any:
        return self._future(lambda: work(batch))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass


@contextmanager
def working(future: Callable[[Callable[[], None]], Any], rows: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ThreadPoolExecutor", lambda *_arguments: Thread(future))
        patch.setattr(load_module, "CHUNK_ROWS", rows)
        yield


def loaded(folder: Path, packages: list[Package]) -> tuple[object, ...]:
    ledger = FakeLedger()
    outcomes = [load(ledger, folder, package) for package in packages]
    reports = [(o.report, o.rejections, o.notes) for o in outcomes]
    behind = {ref: node.records for ref, node in ledger.nodes.items()}
    return ledger.graph(), behind, ledger.slots, ledger.waits, reports


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY | SOUND, min_size=1, max_size=3), st.integers(1, 3))
def test_it_does_not_matter_when_a_batch_is_written(packages: list[Package], rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with working(Once, rows):
            at_once = loaded(Path(folder), packages)
        with working(AtLast, rows):
            assert loaded(Path(folder), packages) == at_once


def test_what_does_not_touch_the_batch_on_its_way_does_not_wait_for_it() -> None:
    ledger = FakeLedger()
    behind = WriteBehind(ledger, Thread(AtLast))  # type: ignore[arg-type]  # fakes
    behind.write(Batch("s-1", records=(RECORD,), created=(CanonicalNode(ACME, "Firm", {}, ()),)))
    other = ACME._replace(id="other")
    assert behind.present([ACME, other]) == {ACME}
    assert behind.support([other], []).nodes == {}
    assert behind.current(["s/t/other"]) == {}
    assert ledger.batches == []
    assert ACME in behind.support([ACME], []).nodes
    assert len(ledger.batches) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda behind: behind.current([RECORD.slot]),
        lambda behind: behind.records([RECORD.id]),
        lambda behind: behind.support([ACME], []),
        lambda behind: behind.region_codes(),
    ],
)
def test_what_the_batch_changes_is_read_after_it(ask: Callable[[WriteBehind], object]) -> None:
    ledger = FakeLedger()
    behind = WriteBehind(ledger, Thread(AtLast))  # type: ignore[arg-type]  # fakes
    behind.write(Batch("s-1", records=(RECORD,), created=(CanonicalNode(ACME, "Firm", {}, ()),)))
    ask(behind)
    assert len(ledger.batches) == 1


class Broken(FakeLedger):
    """Fails at its second batch."""

    def write(self, batch: Batch) -> None:
        if self.batches:
            raise InterruptedError
        super().write(batch)


def test_nothing_is_written_after_a_write_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_module, "CHUNK_ROWS", 1)
    ledger = Broken()
    with pytest.raises(InterruptedError):
        load_members(ledger, tmp_path, *(member(id_) for id_ in "abcd"))
    assert len(ledger.batches) == 1


def test_a_block_that_ends_with_an_error_leaves_no_write_running() -> None:
    ledger = FakeLedger()
    with suppress(ValueError), written_behind(ledger) as behind:  # type: ignore[arg-type]  # fake
        behind.write(Batch("s-1", records=(RECORD,)))
        raise ValueError
    assert len(ledger.batches) == 1


def test_progress_tells_of_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "CHUNK_ROWS", 1)
    ledger = FakeLedger()
    told: list[tuple[int, int]] = []
    write_csv(tmp_path / "organisations.csv", [member("a"), member("b"), member("b"), member("c")])
    load_folder(ledger, tmp_path, progress=lambda b: told.append((b.done - 1, len(ledger.batches))))
    assert [rows for rows, _ in told] == [1, 2, 3, 4]
    assert all(batches >= min(rows, 2) for rows, batches in told)
