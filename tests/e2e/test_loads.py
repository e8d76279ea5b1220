"""kg load as users run it."""

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
