"""kg backup and kg restore as users run them."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import SEEDS, Kg


@pytest.fixture(scope="module")
def restored(seeded: Kg, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kg, Path]]:
    """A home that was filled from a backup of the demonstration cluster, and the backup."""
    file = tmp_path_factory.mktemp("backup") / "graph.jsonl.gz"
    made = seeded("backup", file, "--json")
    assert made.code == 0, made.err
    kg = Kg(tmp_path_factory.mktemp("restored"))
    # With another key, sealed rows would be sealed and written anew (docs/private-values.md).
    shutil.copy(seeded.home / "seal.key", kg.home)
    try:
        answer = kg("restore", file, "--json")
        assert answer.code == 0, answer.err
        assert set(answer.json) == {"loads", "records", "revision"}
        assert (answer.json["loads"], answer.json["records"]) == (
            made.json["loads"],
            made.json["records"],
        )
        yield kg, file
    finally:
        kg("down")


def test_a_backup_says_what_is_in_it(seeded: Kg, tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    made = seeded("backup", file, "--json").json
    assert set(made) == {"file", "bytes", "loads", "records", "revision", "sha256"}
    assert made["bytes"] == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_restored_graph_answers_the_same(seeded: Kg, restored: tuple[Kg, Path]) -> None:
    kg, _ = restored
    for question in (
        ("match", "spark erosion of small mould inserts", "--json"),
        ("firm", "show", "demo:hallam-five-axis", "--json"),
    ):
        before, after = seeded(*question).json, kg(*question).json
        for answer in (before, after):
            answer.pop("revision", None)
        assert after == before


def test_loading_after_a_restore_writes_nothing(restored: tuple[Kg, Path]) -> None:
    kg, _ = restored
    answer = kg("ingest", "members", SEEDS, "--source", "demo", "--json")
    assert answer.json["written"] == 0
    assert answer.json["unchanged"] == answer.json["read"]


def test_a_file_is_replaced_only_with_yes(seeded: Kg, tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    file.write_text("precious")
    refused = seeded("backup", file)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert file.read_text() == "precious"
    assert seeded("backup", file, "--yes").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b.gz"]


def test_a_graph_that_is_not_empty_is_refused(restored: tuple[Kg, Path]) -> None:
    kg, file = restored
    answer = kg("restore", file)
    assert answer.code == 1
    assert "not empty" in answer.err
    assert "KG_HOME" in answer.err


def test_files_that_cannot_be_restored_are_one_sentence(kg: Kg, tmp_path: Path) -> None:
    text = tmp_path / "words.txt"
    text.write_text("just words")
    for file in (text, tmp_path / "nowhere.gz"):
        answer = kg("restore", file)
        assert answer.code == 1
        assert str(file) in answer.err.splitlines()[-1]
        assert "Traceback" not in answer.err
    assert "nothing to back up" in kg("backup", tmp_path / "b.gz").err


def test_a_folder_that_is_not_there_is_named(seeded: Kg, tmp_path: Path) -> None:
    answer = seeded("backup", tmp_path / "nowhere" / "b.gz")
    assert answer.code == 1
    assert "there is no folder" in answer.err
