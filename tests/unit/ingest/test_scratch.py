"""What one run notes of all its rows is kept in bounded memory, and nothing of it stays."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import StorageError
from kg.ingest.scratch import PAGE, Scratch

TABLE = "CREATE TABLE kept (number INTEGER PRIMARY KEY, text TEXT)"
INSERT = "INSERT INTO kept VALUES (?, ?)"


def test_what_does_not_fit_into_memory_goes_to_a_file_that_nobody_finds(tmp_path: Path) -> None:
    scratch = Scratch(TABLE, tmp_path, cache=100)
    scratch.change(INSERT, ((number, "x" * 1_000) for number in range(2_000)))
    assert list(tmp_path.iterdir()) == []
    [(count,)] = scratch.rows("SELECT count(*) FROM kept WHERE length(text) = ?", 1_000)
    assert count == 2_000
    nameless = [found.st_size for found in _opened() if found.st_nlink == 0]
    assert max(nameless) > 1_000_000


def test_more_values_than_a_statement_takes_are_found(tmp_path: Path) -> None:
    scratch = Scratch(TABLE, tmp_path)
    scratch.change(INSERT, ((number, "x") for number in range(3 * PAGE)))
    found = scratch.find("SELECT number FROM kept WHERE number", range(-1, 3 * PAGE + 1))
    assert [number for (number,) in found] == list(range(3 * PAGE))


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot write .*absent.*; next step"):
        Scratch(TABLE, tmp_path / "absent")


def test_a_full_disk_is_one_sentence() -> None:
    scratch = Scratch(TABLE)
    list(scratch.rows("PRAGMA max_page_count = 3"))
    with pytest.raises(StorageError, match=r"full; next step: free space"):
        scratch.change(INSERT, ((number, "x" * 1_000) for number in range(100)))


def _opened() -> Iterator[os.stat_result]:
    for number in range(3, 256):
        with suppress(OSError):
            yield os.fstat(number)
