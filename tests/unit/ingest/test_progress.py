"""What a load tells of its batches, how long the rest takes, and what is kept of its end."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StorageError
from kg.ingest import load as load_module
from kg.ingest.last_runs import LastRun, LastRuns
from kg.ingest.metrics import render, write_metrics
from kg.ingest.progress import Batch, rate, seconds_left, spoken
from kg.model import LoadReport
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load_folder, member, write_csv

MORNING = dt.datetime(2026, 11, 4, 3, 0, tzinfo=dt.UTC)


def run(source: str, at: dt.datetime = MORNING, code: int = 0, load: str | None = None) -> LastRun:
    return LastRun(source, at, 2.0, code, load, LoadReport(written=6, unchanged=1, rejected=1))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (3_600, "1 h"), (3_900, "1 h 5 min")],
)
def test_a_duration_is_spoken_in_what_matters(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_nobody_says_how_long_it_takes_before_it_is_known() -> None:
    assert seconds_left(10, None, 5.0) is None
    assert seconds_left(0, 10, 5.0) is None
    assert seconds_left(10, 40, 5.0) == 15.0


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.floats(0.001, 1e6))
def test_what_is_left_ends_when_all_is_done(done: int, more: int, seconds: float) -> None:
    assert seconds_left(done, done, seconds) == 0
    left = seconds_left(done, done + more, seconds)
    assert left is not None
    assert left == pytest.approx(more / rate(done, seconds))


def test_each_batch_is_told_after_it_is_written_and_adds_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_module, "CHUNK_ROWS", 1_000)
    ledger, told, stored = FakeLedger(), [], []

    def tell(batch: Batch) -> None:
        told.append(batch)
        stored.append(len(ledger.stored))

    rows = [member(f"m{n}") for n in range(2_500)] + [member("bad", country="Germany")]
    write_csv(tmp_path / "organisations.csv", rows)
    outcome = load_folder(ledger, tmp_path, progress=tell)
    assert [(b.first_row, b.last_row) for b in told] == [(2, 1001), (1002, 2001), (2002, 2502)]
    assert sum((b.rows for b in told), LoadReport()) == outcome.report
    # The next batch is on its way when one is told.
    assert all(there >= least for there, least in zip(stored, (1_000, 2_000, 2_500), strict=True))
    assert [(b.done, b.total) for b in told] == [(1001, 2502), (2001, 2502), (2502, 2502)]
    assert {(b.load, b.source, b.table, b.file) for b in told} == {
        ("members-1", "members", "members.organisation", "organisations.csv")
    }
    assert all(b.bytes > 0 and b.seconds > 0 for b in told)


def test_the_last_run_of_a_source_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    runs = LastRuns(tmp_path / "runs")
    runs.keep(run("b"))
    runs.keep(run("a", load="a-1"))
    later = run("a", MORNING + dt.timedelta(days=1), code=4)
    runs.keep(later)
    # What failed does not hide when it last went well.
    assert runs.all() == [
        replace(later, succeeded_at=MORNING),
        replace(run("b"), succeeded_at=MORNING),
    ]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "", "a b", "x/y", "." * 3])
def test_a_source_that_is_none_leaves_no_file(tmp_path: Path, name: str) -> None:
    LastRuns(tmp_path / "runs").keep(run(name))
    assert list(tmp_path.rglob("*.json")) == []


def test_a_damaged_file_of_a_run_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"source": "a"}')
    (tmp_path / "b.json").write_text("\0\0")
    assert LastRuns(tmp_path).all() == []


def test_metrics_are_text_that_prometheus_reads() -> None:
    text = render([replace(run("a"), succeeded_at=MORNING), replace(run("b", code=4), rows=None)])
    assert '# TYPE kg_load_rows gauge\nkg_load_rows{source="a",outcome="written"} 6\n' in text
    assert 'kg_load_rows_per_second{source="a"} 4.0\n' in text
    assert 'kg_load_rejected_ratio{source="a"} 0.125\n' in text
    assert 'kg_load_exit_code{source="b"} 4\n' in text
    stamp = MORNING.timestamp()
    assert f'kg_load_last_success_timestamp_seconds{{source="a"}} {stamp}\n' in text
    assert 'last_success_timestamp_seconds{source="b"}' not in text
    assert 'rejected_ratio{source="b"}' not in text


def test_a_label_cannot_end_its_quotation() -> None:
    assert 'source="a\\"}\\n\\\\"' in render([run('a"}\n\\')])


def test_metrics_replace_their_file_at_once_and_leave_no_other(tmp_path: Path) -> None:
    file = tmp_path / "kg.prom"
    file.write_text("old")
    write_metrics(file, [run("a")])
    assert file.read_text().startswith("# HELP kg_load_rows")
    assert file.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(StorageError, match="next step: name another --metrics-file"):
        write_metrics(tmp_path / "nowhere" / "kg.prom", [])
