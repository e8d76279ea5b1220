"""How many rows may be rejected, and a load that is stopped before it writes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.ingest.quarantine.entry import State
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.thresholds import Bound, Thresholds, read_bound
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load_folder, member, offer, write_csv

HALF = Thresholds(stop=Bound(share=50))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("5%", Bound(share=5)),
        (" 2.5 % ", Bound(share=2.5)),
        ("0.05", Bound(share=5)),
        (".5", Bound(share=50)),
        ("0%", Bound(share=0)),
        ("100%", Bound(share=100)),
        ("200", Bound(rows=200)),
        ("0", Bound(rows=0)),
    ],
)
def test_a_bound_is_a_share_or_a_number(text: str, bound: Bound) -> None:
    assert read_bound(text) == bound


@pytest.mark.parametrize("text", ["", "101%", "1,5", "-1", "1.5", "5 rows", "%", "1e3"])
def test_anything_else_is_no_bound(text: str) -> None:
    with pytest.raises(UsageError, match="is no threshold; next step: name a share"):
        read_bound(text)


@given(st.one_of(st.floats(0, 100).map(lambda s: Bound(share=round(s, 3))),
                 st.integers(0, 999_999_999).map(lambda n: Bound(rows=n))))  # fmt: skip
def test_a_bound_is_read_as_it_is_written(bound: Bound) -> None:
    written = read_bound(str(bound))
    assert written.rows == bound.rows
    assert written.share == (None if bound.share is None else pytest.approx(bound.share, rel=1e-5))


@pytest.mark.parametrize(
    ("bound", "rejected", "is_exceeded"),
    [
        (Bound(share=10), 10, False),
        (Bound(share=10), 11, True),
        (Bound(share=0), 1, True),
        (Bound(share=0), 0, False),
        (Bound(share=100), 100, False),
        (Bound(rows=10), 10, False),
        (Bound(rows=10), 11, True),
    ],
)
def test_a_bound_may_be_reached_and_not_passed(
    bound: Bound, rejected: int, is_exceeded: bool
) -> None:
    assert bound.is_exceeded(rejected, 100) is is_exceeded


def test_options_go_before_the_settings_of_a_source() -> None:
    settings = Thresholds(Bound(rows=1), Bound(rows=2))
    assert Thresholds(warn=Bound(rows=9)).over(settings) == Thresholds(Bound(rows=9), Bound(rows=2))


def test_a_load_above_the_stop_writes_and_keeps_nothing(tmp_path: Path) -> None:
    ledger, quarantine = FakeLedger(), Quarantine()
    rows = [member("a"), member("b", country="x"), member("c", country="y")]
    write_csv(tmp_path / "organisations.csv", rows)
    outcome = load_folder(ledger, tmp_path, quarantine=quarantine, thresholds=HALF)
    assert (outcome.is_stopped, outcome.load) == (True, None)
    assert (outcome.report.written, outcome.report.rejected) == (1, 2)
    assert (ledger.batches, ledger.finished) == ([], {})
    assert quarantine.counts(Wanted(states=tuple(State))).rows == 0
    quarantine.close()


def test_a_load_at_the_stop_is_carried_out(tmp_path: Path) -> None:
    ledger = FakeLedger()
    write_csv(tmp_path / "organisations.csv", [member("a"), member("b", country="x")])
    outcome = load_folder(ledger, tmp_path, thresholds=HALF)
    assert (outcome.is_stopped, outcome.report.written) == (False, 1)


def test_rows_that_refer_to_rows_before_them_count_as_good(tmp_path: Path) -> None:
    """The check knows of what the load would have written by then."""
    ledger = FakeLedger()
    write_csv(tmp_path / "organisations.csv", [member("a")])
    write_csv(tmp_path / "capabilities.csv", [offer("k", "a"), offer("l", "a")])
    outcome = load_folder(ledger, tmp_path, thresholds=Thresholds(stop=Bound(rows=0)))
    assert (outcome.is_stopped, outcome.report.written) == (False, 3)


def test_dismissed_rows_do_not_count(tmp_path: Path) -> None:
    ledger, quarantine = FakeLedger(), Quarantine()
    write_csv(tmp_path / "organisations.csv", [member("a"), member("b", country="x")])
    load_folder(ledger, tmp_path, quarantine=quarantine)
    quarantine.dismiss([1])
    none = Thresholds(stop=Bound(rows=0))
    outcome = load_folder(ledger, tmp_path, quarantine=quarantine, thresholds=none)
    assert (outcome.is_stopped, outcome.report.rejected, outcome.rejected) == (False, 1, 0)
    quarantine.close()
