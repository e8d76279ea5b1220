"""Columns that are written in pieces hold what was put in, in memory or on disk."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StorageError
from kg.projection import scratch as module
from kg.projection.scratch import Scratch, passing_scratch

PIECES = st.lists(st.lists(st.integers(-9, 9), max_size=5), max_size=6)


@settings(deadline=None)
@given(PIECES, st.sampled_from([0, 20, 1_000_000]), st.integers(1, 7))
def test_a_column_is_its_pieces_one_after_the_other(
    pieces: list[list[int]], held: int, at_once: int
) -> None:
    every = [value for piece in pieces for value in piece]
    with pytest.MonkeyPatch.context() as patch, passing_scratch() as scratch:
        patch.setattr(module, "MOST_HELD", held)
        column = scratch.column(np.int32)
        for piece in pieces:
            column.append(np.array(piece, dtype=np.int32))
        read = [value for part in column.pieces(at_once) for value in part.tolist()]
        assert (len(column), read) == (len(every), every)
        done = column.done()
        assert (done.dtype, done.tolist()) == (np.int32, every)
        assert not done.flags.writeable


def test_rows_of_numbers_keep_their_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 0)
    with passing_scratch() as scratch:
        column = scratch.column(np.float32, 3)
        column.append(np.eye(3)[:2])
        column.append(np.eye(3)[2:])
        assert np.array_equal(column.done(), np.eye(3))
        assert scratch.column(np.int8, 3).done().shape == (0, 3)


def test_a_small_column_needs_no_folder(tmp_path: Path) -> None:
    Scratch(tmp_path / "none").column(np.int32).append(np.arange(9))
    assert not (tmp_path / "none").exists()


def test_what_is_mapped_outlives_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 0)
    with passing_scratch(tmp_path / "part") as scratch:
        column = scratch.column(np.int32)
        column.append(np.arange(9))
        done = column.done()
    assert not (tmp_path / "part").exists()
    assert done.tolist() == list(range(9))


def test_a_folder_that_cannot_be_written_is_a_storage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 0)
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(StorageError, match="next step: free space, or set KG_HOME"):
        Scratch(tmp_path / "taken").column(np.int32).append(np.arange(9))
