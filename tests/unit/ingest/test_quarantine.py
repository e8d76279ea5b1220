"""Rejected rows are kept on disk, a file for each run."""

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.errors import StorageError
from kg.ingest.quarantine import Quarantine
from kg.ingest.rejection import LONGEST_SHOWN, describe
from kg.model import Rejection

CELLS = {"id": "acme", "name": "Acme", "country": "dé"}
RULE = "must be two capital letters such as DE"
BAD = Rejection("organisations.csv", 7, "country", "dé", RULE, CELLS)
NOW = dt.datetime(2026, 7, 1, 12, 30, 5, 42, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(seconds=1)


def kept(folder: Path, *rejections: Rejection, source: str = "demo") -> Path:
    file = Quarantine(folder).keep(source, rejections, NOW)
    assert file is not None
    return file


def test_a_rejection_is_kept_with_its_whole_row(tmp_path: Path) -> None:
    (line,) = kept(tmp_path / "home" / "quarantine", BAD).read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "file": "organisations.csv",
        "line": 7,
        "column": "country",
        "value": "dé",
        "rule": RULE,
        "cells": CELLS,
    }


def test_the_file_is_named_by_source_and_time(tmp_path: Path) -> None:
    assert kept(tmp_path, BAD) == tmp_path / "demo-20260701T123005000042.jsonl"


def test_the_next_run_replaces_nothing(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    files = [quarantine.keep("demo", [BAD] * n, now) for n, now in ((2, NOW), (1, LATER))]
    assert [len(file.read_text().splitlines()) for file in files if file] == [2, 1]


def test_a_run_that_rejects_nothing_writes_nothing(tmp_path: Path) -> None:
    file = kept(tmp_path, BAD)
    assert Quarantine(tmp_path).keep("demo", [], LATER) is None
    assert list(tmp_path.iterdir()) == [file]


def test_sources_do_not_touch_each_other(tmp_path: Path) -> None:
    files = {kept(tmp_path, BAD), kept(tmp_path, BAD, source="cordis")}
    assert set(tmp_path.iterdir()) == files
    assert len(files) == 2


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    file = kept(tmp_path, BAD)
    assert list(tmp_path.iterdir()) == [file]


def test_a_line_end_in_a_value_does_not_break_the_line(tmp_path: Path) -> None:
    file = kept(tmp_path, Rejection("f.csv", 2, "name", "a\nb\u2028c", "must be text"))
    assert file.read_text(encoding="utf-8").count("\n") == 1


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(StorageError, match="next step: free space, or set KG_HOME"):
        kept(tmp_path / "taken", BAD)


def test_a_rejection_is_told_in_one_line() -> None:
    assert describe(BAD) == (
        "organisations.csv line 7, country 'dé': must be two capital letters such as DE"
    )


def test_a_long_value_is_shown_shortened() -> None:
    shown = describe(Rejection("f.csv", 2, "name", "x" * 500, "must be text"))
    assert f"'{'x' * (LONGEST_SHOWN - 1)}…'" in shown
    assert "\n" not in describe(Rejection("f.csv", 2, "name", "a\nb", "must be text"))


def test_nobody_else_can_read_rejected_rows(tmp_path: Path) -> None:
    file = kept(tmp_path / "quarantine", BAD)
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)
