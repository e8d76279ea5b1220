"""What was found is remembered for its vocabulary, and can be lost without harm."""

from pathlib import Path

import pytest

from kg.errors import StorageError
from kg.ingest.found_file import FoundFile
from kg.projection.competency_search import Found

KNOWN = {"k1": (Found("esco:1", 0.71), Found("esco:ü", 0.6)), "k2": ()}


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    FoundFile(tmp_path / "links").keep("v1", KNOWN)
    assert FoundFile(tmp_path / "links").read("v1") == KNOWN


def test_another_vocabulary_knows_nothing_and_takes_the_place(tmp_path: Path) -> None:
    file = FoundFile(tmp_path)
    file.keep("v1", KNOWN)
    assert file.read("v2") == {}
    file.keep("v2", {})
    assert [path.name for path in tmp_path.iterdir()] == ["v2.json"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"k": 1}', '{"k": [[1]]}', "\x00\xff"])
def test_a_damaged_file_knows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "v1.json").write_text(content, "latin-1")
    assert FoundFile(tmp_path).read("v1") == {}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "links").write_text("no folder")
    with pytest.raises(StorageError, match="set KG_HOME"):
        FoundFile(tmp_path / "links").keep("v1", KNOWN)
