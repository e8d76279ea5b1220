"""What is installed: settings, packages, the encoder, the Java of the embedded engine."""

import shutil
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.doctor import installation
from kg.doctor.finding import Status
from kg.doctor.installation import check_encoder, check_java, check_packages, check_settings
from kg.embed.card import SHIPPED_FOLDER, WEIGHTS
from kg.errors import InputError, NotFoundError
from kg.graph.engine_process import Java
from tests.unit.doctor.there import SERVER, there

SETTINGS = frozenset({"KG_HOME", "KG_GRAPH_URI"})


def test_a_variable_that_is_no_setting_is_a_note_with_the_nearest_one(tmp_path: Path) -> None:
    variables = frozenset({"KG_HOME", "KG_GRAPH_URL"})
    finding = check_settings(there(tmp_path, variables=variables, settings=SETTINGS))
    assert (finding.status, finding.next_step) == (Status.NOTE, "did you mean KG_GRAPH_URI?")


def test_settings_are_counted_and_their_values_not_shown(tmp_path: Path) -> None:
    finding = check_settings(there(tmp_path, variables=SETTINGS, settings=SETTINGS))
    assert (finding.status, finding.text) == (Status.OK, "2 variables set")


@pytest.mark.parametrize(
    ("requires", "status", "words"),
    [
        (["numpy>=1.0", "click<99,>=8"], Status.OK, "with the 2 packages"),
        (["numpy>=1.0", 'x>=1; extra == "y"'], Status.OK, "with the 1 package "),
        (["no-such-package>=1"], Status.PROBLEM, "no-such-package is missing"),
        (["numpy>=999"], Status.PROBLEM, ">=999 is needed"),
        (["numpy<1"], Status.PROBLEM, "<1 is needed"),
    ],
)
def test_packages_are_held_to_what_the_product_needs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    requires: list[str],
    status: Status,
    words: str,
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: requires)
    finding = check_packages(there(tmp_path))
    assert finding.status is status
    assert words in finding.text


def test_the_shipped_encoder_is_whole(tmp_path: Path) -> None:
    assert check_encoder(there(tmp_path)).status is Status.OK


def test_a_damaged_or_missing_encoder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED_FOLDER, folder)
    with (folder / WEIGHTS).open("r+b") as stream:
        stream.seek(1_000)
        stream.write(b"other bytes")
    with pytest.raises(InputError, match=f"{WEIGHTS} is damaged"):
        check_encoder(there(tmp_path, model_folder=folder))
    with pytest.raises(NotFoundError, match="no model in"):
        check_encoder(there(tmp_path, model_folder=tmp_path / "nowhere"))


def test_another_encoder_needs_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    premises = there(tmp_path, model="all-mpnet", model_folder=None)
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    assert check_encoder(premises).status is Status.PROBLEM
    monkeypatch.setattr(installation, "find_spec", lambda _: object())
    assert check_encoder(premises).status is Status.NOTE


def test_the_java_of_the_engine_runs(tmp_path: Path) -> None:
    finding = check_java(there(tmp_path))
    assert finding is not None
    assert finding.status is Status.OK
    assert "Java" in finding.text


def test_java_does_not_matter_to_a_server(tmp_path: Path) -> None:
    assert check_java(there(tmp_path, server=SERVER)) is None


@pytest.mark.parametrize("script", ["#!/bin/sh\necho broken >&2\nexit 1\n", "no program"])
def test_a_java_that_does_not_run_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    java = tmp_path / "java"
    java.write_text(script)
    java.chmod(0o700)
    monkeypatch.setattr(installation, "find_java", lambda: Java(java, ()))
    finding = check_java(there(tmp_path))
    assert finding is not None
    assert finding.status is Status.PROBLEM
    assert "arcadedb-embedded again" in (finding.next_step or "")


def test_a_file_of_the_engine_that_was_cut_off_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jar").write_bytes(b"half")
    files = [
        SimpleNamespace(locate=lambda n=name: tmp_path / n, size=8)
        for name in ("a.jar", "gone.jar")
    ]
    monkeypatch.setattr(metadata, "files", lambda _: files)
    finding = check_java(there(tmp_path))
    assert finding is not None
    assert finding.status is Status.PROBLEM
    assert "and 1 further file" in finding.text
