"""kg ingest --mode snapshot as users run it."""

import csv
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import SEEDS, Kg

TEN = 10


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    shutil.copytree(SEEDS, folder, ignore=lambda _f, names: [n for n in names if n == "nuts"])
    return folder


def without_last(file: Path, count: int) -> list[str]:
    with file.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows[:-count]])
    return [row[0] for row in rows[-count:]]


def test_the_demonstration_without_ten_firms(scratch: Kg, package: Path) -> None:
    scratch("ingest", "members", package, "--source", "snap")
    gone = without_last(package / "organisations.csv", TEN)
    snapshot = ("ingest", "members", package, "--source", "snap", "--mode", "snapshot")

    tried = scratch(*snapshot, "--dry-run", "--limit", "1000")
    assert (tried.code, f"retired {TEN}" in tried.out) == (0, True)
    firms = [line for line in tried.out.splitlines() if line.startswith("retired firm ")]
    assert {line.split()[2] for line in firms} <= {f"snap:{id_}" for id_ in gone}
    assert scratch("firm", "show", f"snap:{gone[0]}", "--json").json["retiredOn"] is None

    done = scratch(*snapshot, "--json")
    assert (done.code, done.json["retired"], done.json["written"]) == (0, TEN, 0)
    assert "nothing new" in scratch(*snapshot).out
    [load, first] = scratch("load", "list", "--source", "snap", "--json").json
    assert load["counts"]["retired"] == TEN
    assert scratch("load", "show", first["id"], "--json").json["retired"] == {load["id"]: TEN}
    assert "retired " in scratch("load", "diff", load["id"], "--limit", "1000").out

    shown = scratch("firm", "show", f"snap:{gone[0]}")
    assert "retired since" in shown.out
    named = scratch("firm", "show", f"snap:{gone[0]}", "--json").json["name"]
    assert f"snap:{gone[0]}" not in scratch("firm", "find", named).out

    asked = scratch("load", "undo", load["id"])
    assert (asked.code, "come into force again" in asked.err) == (2, True)
    assert scratch("load", "undo", load["id"], "--yes", "--json").json["reinstated"] == TEN
    assert f"snap:{gone[0]}" in scratch("firm", "find", named).out


def test_what_looks_like_an_accident_is_refused(scratch: Kg, package: Path) -> None:
    scratch("ingest", "members", package, "--source", "accident")
    before = scratch("load", "list", "--json").json
    without_last(package / "organisations.csv", 150)
    refused = scratch("ingest", "members", package, "--source", "accident", "--mode", "snapshot")
    assert (refused.code, "--retire-at-most 100" in refused.err) == (7, True)
    assert scratch("load", "list", "--json").json == before
    wrong = scratch("ingest", "members", package, "--retire-at-most", "5")
    assert (wrong.code, "add --mode snapshot" in wrong.err) == (2, True)
