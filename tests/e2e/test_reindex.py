"""Competencies of projects: found by loads, kept by restores, and found again by kg reindex."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.cli import INTERRUPTED
from kg.wiring import Services
from tests.e2e.conftest import Kg

WHO = {"activity_type": "PRC", "country": "UK"}
PROJECTS = {
    "organisations.csv": [{"pic": "1", "name": "Acme", **WHO}, {"pic": "2", "name": "Bolt", **WHO}],
    "projects.csv": [
        {"rcn": "7", "title": "Aerial robots for bridges", "topic_description": "Robotics"},
        {"rcn": "8", "title": "SEAGULL. Phase 2", "topic_description": ""},
    ],
    "participations.csv": [{"rcn": "7", "pic": "1"}, {"rcn": "8", "pic": "2"}],
}
SKILLS = {
    "organisations.csv": [{"id": "acme", "kind": "Firm", "name": "Acme Milling"}],
    "competencies.csv": [
        {"id": "robotics", "prefLabel": "robotics"},
        {"id": "haccp", "prefLabel": "apply HACCP"},
    ],
}
COUNTS = {"doubts", "texts", "linked", "links", "added", "removed", "revision"}


def write(folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def derived(kg: Kg, id_: str) -> list[str]:
    shown = kg("firm", "show", id_, "--json").json
    [capability] = shown["capabilities"]
    assert capability["competencies"] == []
    return [found["label"] for found in capability["derivedCompetencies"]]


def revision(kg: Kg) -> Any:
    return kg("status", "--json").json["revision"]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("packages")
    return write(base / "cordis", PROJECTS), write(base / "skills", SKILLS)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory, folders: tuple[Path, Path]) -> Iterator[Kg]:
    """Projects first and their vocabulary later, each by one load that was not cut off."""
    kg = Kg(tmp_path_factory.mktemp("linked"))
    projects, skills = folders
    try:
        assert kg("ingest", "cordis", projects).code == 0
        assert derived(kg, "pic:1") == []
        loaded = kg("ingest", "members", skills, "--source", "demo")
        assert loaded.code == 0, loaded.err
        yield kg
    finally:
        kg("down")


def test_a_vocabulary_that_comes_later_links_the_projects_before(linked: Kg) -> None:
    assert derived(linked, "pic:1") == ["robotics"]
    assert derived(linked, "pic:2") == []
    shown = linked("firm", "show", "pic:1").out
    assert "[derived] robotics (derived, 0." in shown


def test_loading_the_same_again_writes_nothing(linked: Kg, folders: tuple[Path, Path]) -> None:
    before = revision(linked)
    projects, skills = folders
    assert linked("ingest", "cordis", projects, "--json").json["written"] == 0
    again = linked("ingest", "members", skills, "--source", "demo", "--json")
    assert again.json["written"] == 0
    assert revision(linked) == before


def test_reindex_finds_the_same_and_writes_nothing(linked: Kg) -> None:
    before = revision(linked)
    answer = linked("reindex", "--json")
    assert answer.code == 0, answer.err
    assert set(answer.json) == COUNTS
    assert answer.json == {
        "texts": 2, "linked": 1, "links": 1, "added": 0, "removed": 0, "doubts": 0,
        "revision": before,
    }  # fmt: skip
    assert "building the read model" in answer.err
    assert "texts 2  linked 1  links 1" in linked("reindex").out
    assert revision(linked) == before


def test_matching_does_not_rest_on_derived_competencies(linked: Kg) -> None:
    answer = linked("match", "robotics", "--json").json
    [partner] = answer["partners"]
    [fit] = [part for part in partner["parts"] if part["name"].endswith("fit")]
    assert partner["name"] == "Acme"
    assert "competency" not in fit["reason"]


def test_a_restore_computes_the_links_again(linked: Kg, tmp_path: Path) -> None:
    file = tmp_path / "graph.jsonl.gz"
    assert linked("backup", file).code == 0
    kg = Kg(tmp_path / "restored")
    try:
        restored = kg("restore", file, "--json")
        assert restored.code == 0, restored.err
        assert derived(kg, "pic:1") == ["robotics"]
        assert restored.json["revision"] == revision(kg)
        assert kg("reindex", "--json").json["added"] == 0
    finally:
        kg("down")


def test_what_a_cut_off_run_left_undone_is_done_by_the_next(
    kg: Kg, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    projects, skills = folders
    assert kg("ingest", "members", skills, "--source", "demo").code == 0

    def cut_off(_services: Services) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Services, "derive", cut_off)
        assert kg("ingest", "cordis", projects).code == INTERRUPTED
    assert derived(kg, "pic:1") == []
    assert kg("ingest", "cordis", projects, "--json").json["written"] == 0
    assert derived(kg, "pic:1") == ["robotics"]


def test_an_empty_graph_has_nothing_to_reindex(kg: Kg) -> None:
    answer = kg("reindex")
    assert answer.code == 1
    assert "kg ingest" in answer.err
