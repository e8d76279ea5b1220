"""Rejected rows are kept on disk until the next run of their source."""

import json
from pathlib import Path

import pytest

from kg.errors import StorageError
from kg.ingest.quarantine import Quarantine
from kg.ingest.rejection import LONGEST_SHOWN, describe
from kg.model import Rejection

BAD = Rejection("organisations.csv", 7, "country", "dé", "must be two capital letters such as DE")


def kept(quarantine: Quarantine, source: str) -> list[dict[str, object]]:
    lines = quarantine.file(source).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_rejection_is_kept_with_all_that_it_says(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path / "home" / "quarantine")
    quarantine.replace("demo", [BAD])
    assert kept(quarantine, "demo") == [
        {
            "file": "organisations.csv",
            "line": 7,
            "column": "country",
            "value": "dé",
            "rule": "must be two capital letters such as DE",
        }
    ]


def test_the_next_run_takes_the_place_of_the_last(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    quarantine.replace("demo", [BAD, BAD])
    quarantine.replace("demo", [])
    assert kept(quarantine, "demo") == []


def test_sources_do_not_touch_each_other(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    quarantine.replace("demo", [BAD])
    quarantine.replace("cordis", [])
    assert len(kept(quarantine, "demo")) == 1


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    Quarantine(tmp_path).replace("demo", [BAD])
    assert [file.name for file in tmp_path.iterdir()] == ["demo.jsonl"]


def test_a_line_end_in_a_value_does_not_break_the_line(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    quarantine.replace("demo", [Rejection("f.csv", 2, "name", "a\nb\u2028c", "must be text")])
    text = quarantine.file("demo").read_text(encoding="utf-8")
    assert text.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(StorageError, match="next step: free space, or set KG_HOME"):
        Quarantine(tmp_path / "taken").replace("demo", [BAD])


def test_a_rejection_is_told_in_one_line() -> None:
    assert describe(BAD) == (
        "organisations.csv line 7, country 'dé': must be two capital letters such as DE"
    )


def test_a_long_value_is_shown_shortened() -> None:
    shown = describe(Rejection("f.csv", 2, "name", "x" * 500, "must be text"))
    assert f"'{'x' * (LONGEST_SHOWN - 1)}…'" in shown
    assert "\n" not in describe(Rejection("f.csv", 2, "name", "a\nb", "must be text"))
