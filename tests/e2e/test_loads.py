"""kg load as users run it."""

from pathlib import Path

from tests.e2e.conftest import Kg


def test_loads_are_listed_shown_and_compared(seeded: Kg) -> None:
    listed = seeded("load", "list", "--source", "demo", "--json")
    [load] = listed.json
    assert set(load) == {"id", "source", "state", "started", "finished", "counts"}
    assert (load["source"], load["state"]) == ("demo", "finished")
    shown = seeded("load", "show", load["id"], "--json").json
    assert shown["records"] == shown["inForce"] == load["counts"]["written"]
    told = seeded("load", "diff", load["id"], "--limit", "2", "--json").json
    assert (told["counts"]["changed"], told["counts"]["removed"]) == (0, 0)
    assert [thing["kind"] for thing in told["things"]] == ["added", "added"]


def test_loads_are_told_in_lines(seeded: Kg) -> None:
    listed = seeded("load", "list")
    assert [line.split()[2] for line in listed.out.splitlines()] == ["finished", "finished"]
    id_ = listed.out.split()[0]
    assert "organisations.csv  records 155" in seeded("load", "show", id_).out
    told = seeded("load", "diff", id_, "--limit", "3")
    assert len(told.out.splitlines()) == 3
    assert "--limit shows more" in told.err


def test_an_unknown_load_is_named(seeded: Kg) -> None:
    answer = seeded("load", "show", "demo-99")
    assert answer.code == 1
    assert "no load 'demo-99'; next step: kg load list" in answer.err


def test_a_load_is_undone_when_it_is_meant(scratch: Kg, tmp_path: Path) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text("id,kind,name,country\na,Firm,Vanishing Works,DE\n")
    loaded = scratch("ingest", "members", tmp_path, "--source", "undone")
    id_ = loaded.out.split("load ")[1].strip()
    assert scratch("firm", "find", "Vanishing", "--json").json
    asked = scratch("load", "undo", id_)
    assert (asked.code, "add --yes" in asked.err) == (2, True)
    assert scratch("load", "undo", id_, "--yes", "--json").json == {
        "load": id_,
        "undone": 1,
        "reinstated": 0,
    }
    assert scratch("firm", "find", "Vanishing", "--json").json == []
    assert scratch("load", "list", "--source", "undone", "--json").json[0]["state"] == "undone"
    again = scratch("load", "undo", id_, "--yes")
    assert (again.code, "undone already" in again.err) == (0, True)


def test_a_load_that_others_build_upon_is_refused(scratch: Kg, tmp_path: Path) -> None:
    file, ids = tmp_path / "organisations.csv", []
    for name in ("One", "Two"):
        file.write_text(f"id,kind,name,country\na,Firm,{name},DE\n")
        loaded = scratch("ingest", "members", tmp_path, "--source", "builds")
        ids.append(loaded.out.split("load ")[1].strip())
    refused = scratch("load", "undo", ids[0], "--yes")
    assert refused.code == 1
    assert f"next step: kg load undo {ids[1]}, then this one again" in refused.err


def test_a_dry_run_tells_what_a_load_would_do_and_writes_nothing(
    scratch: Kg, tmp_path: Path
) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text("id,kind,name,country\na,Firm,One,DE\n")
    scratch("ingest", "members", tmp_path, "--source", "dry")
    file.write_text("id,kind,name,country\na,Firm,Two,DE\nb,Firm,New,DE\nc,Firm,Bad,Germany\n")
    (tmp_path / "capabilities.csv").write_text("id,organisation,text,status\nk,b,milling,claimed\n")
    before = state(scratch)
    told = scratch("ingest", "members", tmp_path, "--source", "dry", "--dry-run", "--json")
    assert (told.code, "nothing was written" in told.err) == (0, True)
    assert told.json["rows"] == {"read": 4, "written": 3, "unchanged": 0, "rejected": 1}
    things = {t["id"]: t for t in told.json["things"] if "id" in t}
    assert {id_: t["kind"] for id_, t in things.items()} == {
        "dry:a": "changed",
        "dry:b": "added",
        "dry:k": "added",
    }
    [change] = things["dry:a"]["changes"]
    assert (change["before"], change["after"]) == ("One", "Two")
    assert "line 4, country 'Germany'" in told.err
    assert state(scratch) == before
    loaded = scratch("ingest", "members", tmp_path, "--source", "dry", "--json")
    assert loaded.json == told.json["rows"]
    id_ = scratch("load", "list", "--source", "dry", "--json").json[0]["id"]
    diff = scratch("load", "diff", id_, "--json").json
    assert (diff["counts"], diff["things"]) == (told.json["counts"], told.json["things"])


def state(kg: Kg) -> object:
    """What a load changes: the revision, the loads, the quarantine."""
    revision = kg("query", "MATCH (g:Graph) RETURN g.revision AS revision", "--json").out
    loads = kg("load", "list", "--json").json
    return revision, loads, kg("quarantine", "list", "--json").json
