"""kg ingest watch: drop folders, loaded by the ordinary command in a process of its own."""

import json
import os
import signal
import time
from pathlib import Path

from tests.e2e.conftest import Kg

GOOD = "id,kind,name\na,Firm,Acme\n"
SOME_BAD = "id,kind,name\nb,Firm,Bolt\nc,Guild,Crew\n"
PATIENCE_SECONDS = 120


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def reports(folder: Path) -> dict[str, dict[str, object]]:
    found = [json.loads(file.read_text()) for file in sorted(folder.glob("*/*/*/report.json"))]
    return {str(report["drop"]): report for report in found}


def test_drops_are_loaded_and_put_away_and_one_at_fault_stops_no_other(
    scratch: Kg, tmp_path: Path
) -> None:
    drops, metrics = tmp_path / "drops", tmp_path / "kg.prom"
    put(drops / "watch-a" / "no.csv", "id,nmae\n")
    put(drops / "watch-b" / "p" / "organisations.csv", SOME_BAD)
    put(drops / "watch-b" / "coming.csv.part", GOOD)
    put(drops / "watch-c" / "firms.csv", "Nr,Firma\n1,Acme\n")
    put(
        drops / "watch-c" / "mapping.yaml",
        "tables: {organisations: {columns: {id: Nr, name: Firma, kind: {value: Firm}}}}",
    )
    answer = scratch(
        "ingest", "watch", drops, "--once", "--settle", "0.1", "--metrics-file", metrics
    )
    assert answer.code == 1, answer.err
    found = reports(drops)
    assert {name: report["exitCode"] for name, report in found.items()} == {
        "no.csv": 1,
        "p": 3,
        "firms.csv": 0,
    }
    assert "lacks the column" in str(found["no.csv"]["error"])
    assert (found["p"]["written"], found["p"]["rejected"]) == (1, 1)
    assert len(list((drops / "watch-a" / "failed").glob("*/no.csv"))) == 1
    assert len(list((drops / "watch-b" / "done").glob("*/p/organisations.csv"))) == 1
    assert (drops / "watch-b" / "coming.csv.part").exists()
    assert 'kg_load_rows{source="watch-c",outcome="written"} 1' in metrics.read_text()
    assert 'kg_load_exit_code{source="watch-a"} 1' in metrics.read_text()
    again = scratch("ingest", "watch", drops, "--once", "--settle", "0.1")
    assert (again.code, again.err) == (0, "")


def test_a_folder_with_the_name_of_no_source_is_told_and_what_lies_there_waits(
    scratch: Kg, tmp_path: Path
) -> None:
    drops = tmp_path / "drops"
    (drops / "Empty One").mkdir(parents=True)
    answer = scratch("ingest", "watch", drops, "--once", "--settle", "0.1", "--quiet")
    assert answer.code == 0
    assert "the source name 'Empty One' must" in answer.err
    assert f"next step: rename the folder {drops / 'Empty One'}" in answer.err
    put(drops / "Empty One" / "a.csv", GOOD)
    answer = scratch("ingest", "watch", drops, "--once", "--settle", "0.1", "--quiet")
    assert (answer.code, reports(drops)) == (1, {})
    (drops / "Empty One").rename(drops / "watch-n")
    answer = scratch("ingest", "watch", drops, "--once", "--settle", "0.1", "--quiet")
    assert (answer.code, list(reports(drops))) == (0, ["a.csv"])


def test_it_goes_on_until_it_is_told_to_end(scratch: Kg, tmp_path: Path) -> None:
    drops = tmp_path / "drops"
    put(drops / "watch-d" / "a.csv", GOOD)
    watcher = scratch.start("ingest", "watch", drops, "--every", "0.2", "--settle", "0.2")
    try:
        end = time.monotonic() + PATIENCE_SECONDS
        while not reports(drops) and time.monotonic() < end:
            time.sleep(0.2)
        refused = scratch("ingest", "watch", drops)
        assert refused.code == 1
        assert "is watched by another process" in refused.err
        assert scratch("ingest", "watch", drops, "--once").code == 0
    finally:
        os.kill(watcher.pid, signal.SIGTERM)
        _, err = watcher.communicate(timeout=60)
    assert watcher.returncode == 0, err
    assert reports(drops)["a.csv"]["exitCode"] == 0


def test_a_load_that_is_told_to_end_says_so_and_is_gone_on_with(
    scratch: Kg, tmp_path: Path
) -> None:
    rows = "".join(f"s{n},Firm,Firm {n}\n" for n in range(20_000))
    put(tmp_path / "organisations.csv", "id,kind,name\n" + rows)
    arguments = ("ingest", "members", tmp_path, "--source", "watch-e", "--log-format", "json")
    load = scratch.start(*arguments)
    assert load.stderr is not None
    first = next(line for line in load.stderr if '"batch"' in line)
    os.kill(load.pid, signal.SIGTERM)
    _, rest = load.communicate(timeout=60)
    assert load.returncode == 130
    events = [json.loads(line) for line in [first, *rest.splitlines()]]
    assert events[-1]["event"] == "end"
    assert events[-1]["exitCode"] == 130
    told = sum(event["written"] for event in events[:-1])
    assert 0 < told < 20_000
    again = scratch(*arguments, "--resume", "--json")
    # The counts are those of the whole load, whatever came before the cut.
    assert again.json == {"read": 20_000, "written": 20_000, "unchanged": 0, "rejected": 0}
    assert f"went on with the load {events[0]['load']}" in again.err


def test_a_folder_that_is_none_is_one_sentence(kg: Kg, tmp_path: Path) -> None:
    answer = kg("ingest", "watch", tmp_path / "nowhere")
    assert answer.code == 1
    assert "is no folder; next step" in answer.err
