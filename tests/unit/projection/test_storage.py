"""The read model on disk: found as it was saved, or built again."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.errors import StorageError
from kg.projection import storage
from kg.projection.storage import FORMAT, STALE_SECONDS, ProjectionFolder
from tests.factories import FakeCatalogue, capability, competency, firm, project, proof, region
from tests.unit.projection.same import assert_same

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


@pytest.fixture
def all_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns are mapped however small they are."""
    monkeypatch.setattr(storage, "LARGEST_READ", 0)


def test_a_small_read_model_is_read_at_once_and_cannot_be_changed(tmp_path: Path) -> None:
    folder = ProjectionFolder(tmp_path)
    folder.save(FULL)
    loaded = folder.load(7, "bag-1")
    assert loaded is not None
    assert not isinstance(loaded.statements.vectors.exact.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        loaded.statements.vectors.exact[0, 0] = 1


def test_a_loaded_read_model_is_mapped_from_disk_and_cannot_be_changed(
    tmp_path: Path,
    all_mapped: None,  # noqa: ARG001
) -> None:
    saved(tmp_path)
    loaded = ProjectionFolder(tmp_path).load(7, "bag-1")
    assert loaded is not None
    assert isinstance(loaded.statements.vectors.exact.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        loaded.statements.vectors.exact[0, 0] = 1


def test_a_read_model_of_another_revision_or_encoder_is_not_found(tmp_path: Path) -> None:
    saved(tmp_path)
    folder = ProjectionFolder(tmp_path)
    assert folder.load(8, "bag-1") is None
    assert folder.load(7, "bag-2") is None


def test_nothing_is_found_where_nothing_was_saved(tmp_path: Path) -> None:
    assert ProjectionFolder(tmp_path / "absent").load(7, "bag-1") is None


@pytest.mark.parametrize(
    "column", ["statements/vectors/codes/values.npy", "organisations/ids/data.npy"]
)
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


def files_of(folder: Path) -> dict[str, int]:
    """The files of the one read model in a folder, each with what it is on disk."""
    (place,) = folder.iterdir()
    return {str(f.relative_to(place)): f.stat().st_ino for f in place.rglob("*.npy")}


def test_columns_that_are_taken_over_are_linked_and_not_written_again(
    tmp_path: Path,
    all_mapped: None,  # noqa: ARG001
) -> None:
    folder = ProjectionFolder(tmp_path)
    folder.save(FULL)
    before = files_of(tmp_path)
    earlier = folder.latest("bag-1")
    assert earlier is not None
    folder.save(replace(earlier, revision=8, evidence=FULL.evidence))
    after = files_of(tmp_path)
    assert {name for name in before if before[name] != after[name]} >= {"evidence/issued.npy"}
    assert before["statements/vectors/exact.npy"] == after["statements/vectors/exact.npy"]
    assert_same(replace(FULL, revision=8), folder.load(8, "bag-1"))


def test_columns_whose_file_is_gone_are_written(tmp_path: Path) -> None:
    folder = ProjectionFolder(tmp_path)
    folder.save(FULL)
    earlier = folder.load(7, "bag-1")
    assert earlier is not None
    shutil.rmtree(tmp_path)
    folder.save(replace(earlier, revision=8))
    assert_same(replace(FULL, revision=8), folder.load(8, "bag-1"))


def test_the_latest_is_the_one_of_the_highest_revision_that_can_be_read(tmp_path: Path) -> None:
    folder = ProjectionFolder(tmp_path)
    for revision in (9, 10, 11):
        other = ProjectionFolder(tmp_path / str(revision))
        other.save(replace(FULL, revision=revision))
        (place,) = (tmp_path / str(revision)).iterdir()
        place.rename(tmp_path / place.name)
    (tmp_path / f"v{FORMAT}-11-bag-1" / "complete.json").unlink()
    latest = folder.latest("bag-1")
    assert latest is not None
    assert latest.revision == 10
    assert folder.latest("bag-2") is None
