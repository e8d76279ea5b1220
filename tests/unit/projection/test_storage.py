"""The read model on disk: found as it was saved, or built again."""

import os
import shutil
import time
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.errors import StorageError
from kg.projection.lexicon import Lexicon
from kg.projection.storage import STALE_SECONDS, ProjectionFolder
from tests.factories import FakeCatalogue, capability, competency, firm, project, proof, region

FULL = project(
    FakeCatalogue(
        [firm("Acme", region="UKE3"), firm("Beta")],
        [capability("Acme", "five-axis milling"), capability("Beta", "turning of shafts")],
        [competency("milling", "CNC milling")],
        [proof("ISO 9001")],
        [region("UKE3", "South Yorkshire")],
        [("acme/five-axis-milling", "milling")],
        [("acme/five-axis-milling", "iso-9001")],
        {"UKE9": "UKE3"},
    )
)


def assert_same(one: Any, other: Any) -> None:
    """Equal in every column."""
    assert type(one) is type(other) or isinstance(other, np.ndarray)
    if isinstance(one, np.ndarray):
        assert np.array_equal(one, other)
        assert one.dtype == other.dtype
    elif isinstance(one, Lexicon):
        assert np.array_equal(one.shares(["mill"]), other.shares(["mill"]))
    elif is_dataclass(one):
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    else:
        assert one == other


def saved(folder: Path) -> Path:
    """The folder of the one read model that was saved."""
    ProjectionFolder(folder).save(FULL)
    (place,) = folder.iterdir()
    return place


@pytest.mark.parametrize("projection", [FULL, project(FakeCatalogue())], ids=["full", "empty"])
def test_what_is_loaded_is_what_was_saved(tmp_path: Path, projection: Any) -> None:
    folder = ProjectionFolder(tmp_path)
    folder.save(projection)
    assert_same(projection, folder.load(7, "bag-1"))


def test_a_loaded_read_model_is_mapped_from_disk_and_cannot_be_changed(tmp_path: Path) -> None:
    saved(tmp_path)
    loaded = ProjectionFolder(tmp_path).load(7, "bag-1")
    assert loaded is not None
    assert isinstance(loaded.statements.vectors.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        loaded.statements.vectors[0, 0] = 1


def test_a_read_model_of_another_revision_or_encoder_is_not_found(tmp_path: Path) -> None:
    saved(tmp_path)
    folder = ProjectionFolder(tmp_path)
    assert folder.load(8, "bag-1") is None
    assert folder.load(7, "bag-2") is None


def test_nothing_is_found_where_nothing_was_saved(tmp_path: Path) -> None:
    assert ProjectionFolder(tmp_path / "absent").load(7, "bag-1") is None


@pytest.mark.parametrize("column", ["statements/vectors.npy", "organisations/ids/data.npy"])
def test_a_read_model_that_was_cut_off_is_not_used(tmp_path: Path, column: str) -> None:
    file = saved(tmp_path) / column
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert ProjectionFolder(tmp_path).load(7, "bag-1") is None


def test_a_read_model_with_an_empty_column_is_not_used(tmp_path: Path) -> None:
    (saved(tmp_path) / "capabilities/level.npy").write_bytes(b"")
    assert ProjectionFolder(tmp_path).load(7, "bag-1") is None


def test_a_read_model_without_its_lexicon_is_not_used(tmp_path: Path) -> None:
    shutil.rmtree(saved(tmp_path) / "statements/lexicon")
    assert ProjectionFolder(tmp_path).load(7, "bag-1") is None


@pytest.mark.parametrize("part", ["complete.json", "regions/complete.json", "evidence/issued.npy"])
def test_a_read_model_with_a_missing_part_is_not_used(tmp_path: Path, part: str) -> None:
    (saved(tmp_path) / part).unlink()
    assert ProjectionFolder(tmp_path).load(7, "bag-1") is None


def test_a_damaged_read_model_is_replaced(tmp_path: Path) -> None:
    shutil.rmtree(saved(tmp_path) / "regions")
    folder = ProjectionFolder(tmp_path)
    folder.save(FULL)
    assert_same(FULL, folder.load(7, "bag-1"))


def test_saving_removes_other_revisions(tmp_path: Path) -> None:
    folder = ProjectionFolder(tmp_path)
    folder.save(FULL)
    folder.save(replace(FULL, revision=8))
    assert folder.load(7, "bag-1") is None
    assert folder.load(8, "bag-1") is not None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("age", "is_left"), [(0, True), (STALE_SECONDS + 60, False)])
def test_only_what_another_process_may_still_write_is_left(
    tmp_path: Path, age: int, is_left: bool
) -> None:
    part = tmp_path / "v2-3-bag-1.99.part"
    part.mkdir()
    os.utime(part, times=(time.time() - age,) * 2)
    ProjectionFolder(tmp_path).save(FULL)
    assert part.exists() is is_left


def test_the_name_of_an_encoder_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = ProjectionFolder(tmp_path / "projection")
    odd = replace(FULL, model_id="odd/name:../x")
    folder.save(odd)
    assert [file.name for file in tmp_path.iterdir()] == ["projection"]
    assert_same(odd, folder.load(7, "odd/name:../x"))


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(StorageError, match="next step: free space, or set KG_HOME"):
        ProjectionFolder(tmp_path / "taken").save(FULL)
