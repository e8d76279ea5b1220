"""kg quarantine and kg source as users run them, on files as they come."""

import csv
import io
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Kg
from tests.unit.ingest.readers.workbooks import table, xlsx

PAGE = (ROOT / "docs" / "quarantine.md").read_text("utf-8")
FIRMS = "id;kind;name;country;sizeClass\na;Firm;Müller & Söhne;DE;small\n"
OFFERS = "id,organisation,text,status,recordedOn\n"


def load(kg: Kg, folder: Path, source: str, *options: str) -> tuple[int, object]:
    answer = kg("ingest", "members", folder, "--source", source, "--json", *options)
    return answer.code, answer.json if answer.out else answer.err


def counts(read: int, written: int, unchanged: int, rejected: int) -> dict[str, int]:
    return {"read": read, "written": written, "unchanged": unchanged, "rejected": rejected}


def test_a_file_of_windows_is_loaded_mended_and_replayed(scratch: Kg, tmp_path: Path) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text(f"{FIRMS}b;Firm;Bäcker;DE;Kleinstunternehmen\n", "cp1252")
    (tmp_path / "capabilities.csv").write_text(f"{OFFERS}k,a,milling,claimed,03/04/2025\n")
    assert load(scratch, tmp_path, "docs") == (3, counts(3, 1, 0, 2))
    listed = scratch("quarantine", "list", "--source", "docs")
    # What the page shows, but for the numbers of the rows.
    assert [line.partition("  ")[2] for line in listed.out.splitlines()] == [
        line.partition("  ")[2]
        for line in PAGE.splitlines()
        if line.partition("  ")[2].startswith("docs  open")
    ]
    assert "by reason: not-a-date 1, not-in-code-list 1" in listed.err
    firm, offer = (line.split()[0] for line in listed.out.splitlines())
    assert "suggestion: sizeClass=micro" in scratch("quarantine", "show", firm).out
    group = ("--source", "docs", "--accept-suggestion")
    assert "fixed 1  still wrong 1" in scratch("quarantine", "fix", *group).out
    refused = scratch("quarantine", "replay", offer)
    assert (refused.code, "is open, not fixed; next step" in refused.err) == (2, True)
    assert scratch("quarantine", "fix", offer, "recordedOn=2025-04-03").code == 0
    [replayed] = scratch("quarantine", "replay", "--source", "docs", "--json").json
    assert {**replayed, "load": None} == {"source": "docs", "load": None, **counts(2, 2, 0, 0)}
    assert load(scratch, tmp_path, "docs") == (0, counts(3, 0, 3, 0))
    undone = scratch("load", "undo", replayed["load"], "--yes")
    assert undone.code == 0
    rows = scratch("quarantine", "list", "--source", "docs", "--json").json["rows"]
    assert [row["state"] for row in rows] == ["fixed", "fixed"]
    assert scratch("load", "show", replayed["load"], "--json").json["inQuarantine"] == 0


def test_a_sheet_of_a_workbook_is_mended_under_its_name(scratch: Kg, tmp_path: Path) -> None:
    rows = [["id", "kind", "name", "employees"], ["a", "Firm", "A", "12 Leute"], ["b", "Firm", "B"]]
    book = xlsx(tmp_path / "book.xlsx", {"organisations": table(rows)})
    assert load(scratch, book, "sheets") == (3, counts(2, 1, 0, 1))
    [row] = scratch("quarantine", "list", "--source", "sheets", "--json").json["rows"]
    assert (row["file"], row["line"], row["cells"]["employees"]) == (
        "book.xlsx/organisations",
        2,
        "12 Leute",
    )
    scratch("quarantine", "fix", row["id"], "--accept-suggestion")
    [replayed] = scratch("quarantine", "replay", "--source", "sheets", "--json").json
    assert replayed["written"] == 1
    assert load(scratch, book, "sheets") == (0, counts(2, 0, 2, 0))
    shown = scratch("load", "show", replayed["load"], "--json").json
    assert shown["parts"][0]["file"] == "book.xlsx/organisations"


def test_cells_that_a_spreadsheet_would_run_are_exported_harmless(
    scratch: Kg, tmp_path: Path
) -> None:
    rows = [["=cmd|' /C calc'!A0", "Firm", "x", "\t=1"], ["-b", "Frim", "@SUM(1)", "+1"]]
    with (tmp_path / "organisations.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["id", "kind", "name", "employees"], *rows])
    assert load(scratch, tmp_path, "hostile")[0] == 3
    output = tmp_path / "out.csv"
    assert scratch("quarantine", "export", "--source", "hostile", "--output", output).code == 0
    assert output.stat().st_mode & 0o077 == 0
    cells = [cell for row in csv.reader(io.StringIO(output.read_text("utf-8"))) for cell in row]
    assert any("SUM" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    replaced = scratch("quarantine", "export", "--source", "hostile", "--output", output)
    assert (replaced.code, "--yes" in replaced.err) == (2, True)
    printed = scratch("quarantine", "export", "--source", "hostile").out
    assert next(csv.reader(io.StringIO(printed)))[0] == "id"


def test_a_broken_delivery_is_stopped_before_anything_is_written(
    scratch: Kg, tmp_path: Path
) -> None:
    good = "".join(f"f{n};Firm;F{n};DE;small\n" for n in range(20))
    file = tmp_path / "organisations.csv"
    file.write_text(FIRMS.partition("\n")[0] + "\n" + good)
    settled = scratch("source", "set", "nightly", "--warn-above", "5%", "--stop-above", "0.5")
    assert (settled.code, settled.out) == (
        0,
        "nightly  loads 0  stopAbove 50%  warnAbove 5%\n",
    )
    assert load(scratch, tmp_path, "nightly") == (0, counts(20, 20, 0, 0))
    file.write_text(FIRMS.partition("\n")[0] + "\n" + good.replace(";small", ""))
    before = scratch("status", "--json").json["revision"]
    stopped = scratch("ingest", "members", tmp_path, "--source", "nightly")
    assert (stopped.code, stopped.out) == (6, "")
    assert "20 of 20 rows (100.0%) would be rejected (wrong-cell-count 20)" in stopped.err
    assert "next step: mend the files, or load them all the same with --stop-above 100%" in (
        stopped.err
    )
    assert scratch("status", "--json").json["revision"] == before
    assert scratch("quarantine", "list", "--source", "nightly", "--json").json["rows"] == []
    all_the_same = load(scratch, tmp_path, "nightly", "--stop-above", "100%")
    assert all_the_same == (5, counts(20, 0, 0, 20))
    assert load(scratch, tmp_path, "nightly", "--stop-above", "20", "--warn-above", "20") == (
        3,
        counts(20, 0, 0, 20),
    )
    scratch("quarantine", "dismiss", "--source", "nightly")
    assert load(scratch, tmp_path, "nightly") == (0, counts(20, 0, 0, 20))
    assert scratch("source", "show", "nightly", "--json").json["settings"]["stopAbove"] == "50%"
    taken_back = scratch("source", "set", "nightly", "--stop-above", "none", "--json").json
    assert taken_back["settings"] == {"warnAbove": "5%"}


def test_a_dry_run_tells_that_a_load_would_be_stopped(scratch: Kg, tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(FIRMS + "b;Frim;B;DE;small\n")
    dry = ("--source", "dry-stop", "--dry-run", "--stop-above", "10%")
    told = scratch("ingest", "members", tmp_path, *dry)
    assert (told.code, "a load would be stopped" in told.err) == (0, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("quarantine", "fix"), "no row is named; next step"),
        (("quarantine", "fix", "7777", "a=b"), "no row 7777 in quarantine; next step"),
        (("quarantine", "fix", "abc"), "'abc' is neither an id nor COLUMN=VALUE"),
        (("quarantine", "show", "7777"), "next step: kg quarantine list"),
        (("source", "show", "nobody"), "no source 'nobody'; next step: kg source list"),
        (("source", "set", "nobody"), "nothing is to be set"),
        (("source", "set", "No Body", "--warn-above", "1%"), "the source name 'No Body' must"),
        (("source", "set", "x", "--warn-above", "many"), "'many' is no threshold; next step"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    scratch: Kg, words: tuple[str, ...], message: str
) -> None:
    answer = scratch(*words)
    assert answer.code in (1, 2)
    assert message in answer.err
    assert "Traceback" not in answer.err


def test_a_load_that_is_killed_has_lost_and_doubled_no_rejected_row(kg: Kg, tmp_path: Path) -> None:
    folder = tmp_path / "members"
    folder.mkdir()
    rows = [f"f{n};{'Firm' if n % 3 else 'Frim'};F{n};DE;small" for n in range(9_000)]
    (folder / "organisations.csv").write_text(
        FIRMS.partition("\n")[0] + "\n" + "\n".join(rows) + "\n"
    )
    kg("up")
    killed = 0
    for _ in range(3):
        process = kg.start("ingest", "members", folder, "--source", "killed")
        wait_for_rows(kg.home / "quarantine.db", killed + 300)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed = kept(kg.home / "quarantine.db")
    code, report = load(kg, folder, "killed")
    assert code == 3
    assert isinstance(report, dict)
    assert (report["read"], report["rejected"]) == (9_000, 3_000)
    counted = kg("quarantine", "list", "--limit", "0", "--json").json["counts"]
    assert (counted["rows"], counted["byReason"]) == (3_000, {"not-in-code-list": 3_000})


def wait_for_rows(file: Path, number: int) -> None:
    """Waits until a load has kept so many rows, or has ended."""
    for _ in range(600):
        if kept(file) >= min(number, 2_400):
            return
        time.sleep(0.05)


def kept(file: Path) -> int:
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
            [[number]] = opened.execute("SELECT count(*) FROM row").fetchall()
            return int(number)
    except sqlite3.OperationalError:
        return 0
