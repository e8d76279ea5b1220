"""Drop folders: what is complete, in which order, and that nothing put away is ever lost."""

import datetime as dt
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import InputError, StateError
from kg.ingest.watch.drops import Drop, Settling, drops_in, read_options, take_fingerprint
from kg.ingest.watch.job import where_to
from kg.ingest.watch.put_away import MOVING, REPORT, complete, put_away

NOW = dt.datetime(2026, 11, 4, 3, 0, tzinfo=dt.UTC)
STAMP = "20261104T030000Z"


def put(path: Path, text: str = "id\n", changed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if changed:
        os.utime(path, (changed, changed))
    return path


def names(folder: Path) -> list[str]:
    return [drop.path.name for drop, _ in drops_in(folder, "demo")]


def test_the_oldest_drop_comes_first_and_what_is_no_drop_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "new.zip", changed=300)
    put(tmp_path / "package" / "organisations.csv", changed=200)
    put(tmp_path / "old.csv", changed=100)
    for name in ("mapping.yaml", "options.yaml", ".hidden", "~$open.xlsx", "x.csv.part", "y.TMP"):
        put(tmp_path / name)
    put(tmp_path / "done" / "x" / "x.csv")
    put(tmp_path / "failed" / "y" / "y.csv")
    (tmp_path / "empty").mkdir()
    put(tmp_path / "growing" / "a.csv.filepart")
    assert names(tmp_path) == ["old.csv", "package", "new.zip"]


def test_a_link_is_looked_at_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "a.csv")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    fingerprint = take_fingerprint(link)
    assert fingerprint is not None
    assert [name for name, *_ in fingerprint] == ["link"]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: put(folder / "a.csv", "longer"),
        lambda folder: os.utime(folder / "a.csv", (5, 5)),
        lambda folder: put(folder / "b.csv"),
        lambda folder: put(folder / "new", "id\n").replace(folder / "a.csv"),
    ],
)
def test_a_drop_settles_when_it_has_not_changed(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    put(tmp_path / "p" / "a.csv", changed=1)
    settling = Settling(5.0)

    def look(now: float) -> int:
        return len(settling.settled(drops_in(tmp_path, "demo"), now))

    assert [look(0), look(4.9)] == [0, 0]
    change(tmp_path / "p")
    assert [look(5), look(9.9), look(10), look(11)] == [0, 0, 1, 1]


def test_the_mapping_of_a_source_is_for_drops_without_their_own(tmp_path: Path) -> None:
    drop = Drop("demo", put(tmp_path / "p" / "a.csv").parent)
    assert drop.mapping is None
    put(tmp_path / "mapping.yaml")
    assert drop.mapping == tmp_path / "mapping.yaml"
    put(tmp_path / "p" / "mapping.yaml")
    assert drop.mapping is None


def test_options_are_those_of_a_source(tmp_path: Path) -> None:
    assert read_options(tmp_path, ["encoding"]) == {}
    put(tmp_path / "options.yaml", "encoding: cp1252\n")
    assert read_options(tmp_path, ["encoding"]) == {"encoding": "cp1252"}
    put(tmp_path / "options.yaml", "metrics-file: /etc/passwd\n")
    with pytest.raises(InputError, match=r"the option 'metrics-file'; next step: use encoding"):
        read_options(tmp_path, ["encoding"])
    put(tmp_path / "options.yaml", "- encoding\n")
    with pytest.raises(InputError, match="next step"):
        read_options(tmp_path, ["encoding"])


def put_into(folder: Path, name: str = "a.csv") -> Path | None:
    drop = Drop("demo", put(folder / name))
    fingerprint = take_fingerprint(drop.path)
    assert fingerprint is not None
    return put_away(drop, fingerprint, "done", {"exitCode": 0}, NOW)


def test_a_drop_is_put_away_with_its_report_and_never_over_another(tmp_path: Path) -> None:
    first, second = put_into(tmp_path), put_into(tmp_path)
    assert first == tmp_path / "done" / f"{STAMP}-a.csv"
    assert second == tmp_path / "done" / f"{STAMP}-a.csv-2"
    assert (first / "a.csv").read_text() == "id\n"
    assert json.loads((first / REPORT).read_text())["exitCode"] == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["done"]


def test_a_drop_under_the_name_of_the_report_is_kept(tmp_path: Path) -> None:
    place = put_into(tmp_path, REPORT)
    assert place is not None
    assert (place / f"drop-{REPORT}").read_text() == "id\n"


def test_a_drop_that_changed_since_it_was_loaded_stays(tmp_path: Path) -> None:
    drop = Drop("demo", put(tmp_path / "p" / "a.csv").parent)
    loaded = take_fingerprint(drop.path)
    assert loaded is not None
    put(tmp_path / "p" / "b.csv")
    assert put_away(drop, loaded, "done", {}, NOW) is None
    assert sorted(p.name for p in drop.path.iterdir()) == ["a.csv", "b.csv"]
    assert list((tmp_path / "done").iterdir()) == []


@pytest.mark.parametrize("step", ["mkdir", "report", "moved", "named"])
def test_what_a_killed_process_left_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    names_of_steps = {"mkdir": "write_text", "report": "rename", "moved": "rename"}
    rename = Path.rename
    if step == "moved":
        # The drop is moved, the folder has no name yet.
        monkeypatch.setattr(
            Path, "rename", lambda p, t: killed() if MOVING in p.name else rename(p, t)
        )
    elif step in names_of_steps:
        monkeypatch.setattr(Path, names_of_steps[step], killed)
    drop = tmp_path / "a.csv"
    drop.touch()
    fingerprint = take_fingerprint(drop)
    assert fingerprint is not None
    with suppress(KeyboardInterrupt):
        put_away(Drop("demo", drop), fingerprint, "done", {}, NOW)
    monkeypatch.undo()
    complete(tmp_path)
    place = tmp_path / "done" / f"{STAMP}-a.csv"
    is_away = step in ("moved", "named")
    assert (place / "a.csv").exists() is is_away
    assert drop.exists() is not is_away
    assert [p for p in (tmp_path / "done").iterdir() if p.name.startswith(MOVING)] == []
    assert complete(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "title", "tries", "where"),
    [
        (0, None, 1, "done"),
        (3, None, 1, "done"),
        (1, "The input cannot be used", 1, "failed"),
        (2, None, 1, "failed"),
        (5, None, 1, "done"),
        (6, None, 1, "failed"),
        (7, None, 1, "failed"),
        (1, StateError.title, 9, None),
        (4, None, 9, None),
        (130, None, 9, None),
        (-9, None, 2, None),
        (-9, None, 3, "failed"),
    ],
)
def test_where_a_drop_belongs(code: int, title: str | None, tries: int, where: str | None) -> None:
    assert where_to(code, title, tries) == where
