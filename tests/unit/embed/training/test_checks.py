"""Before hours of work begin, what is missing or in the way is named."""

from pathlib import Path

import pytest

from kg.embed.card import CARD, SHIPPED_FOLDER, WEIGHTS, read_card
from kg.embed.training import checks
from kg.embed.training.checks import check_packages, check_room, prepare
from kg.embed.training.install import install
from kg.errors import InputError, StateError, StorageError, UsageError


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "find_spec", lambda _name: None)
    with pytest.raises(StateError, match=r"accelerate, datasets.*virtual-cluster-kg\[train\]"):
        check_packages()


def test_a_disk_without_room_is_named(tmp_path: Path) -> None:
    check_room(tmp_path / "new" / "folder", room_mb=1)
    with pytest.raises(StorageError, match="next step: free some space"):
        check_room(tmp_path / "new" / "folder", room_mb=10**9)


def test_an_interrupted_training_goes_only_with_yes(tmp_path: Path) -> None:
    (tmp_path / "work" / "checkpoint-200").mkdir(parents=True)
    with pytest.raises(UsageError, match="--resume to go on"):
        prepare(tmp_path, resume=False, yes=False)
    assert prepare(tmp_path, resume=True, yes=False).is_dir()
    assert not prepare(tmp_path, resume=False, yes=True).exists()


def test_there_must_be_a_checkpoint_to_resume_from(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no checkpoint"):
        prepare(tmp_path, resume=True, yes=False)


def test_a_whole_model_takes_the_place_of_another(tmp_path: Path) -> None:
    install(SHIPPED_FOLDER, tmp_path)
    assert read_card(tmp_path) == read_card(SHIPPED_FOLDER)
    assert (tmp_path / WEIGHTS).read_bytes() == (SHIPPED_FOLDER / WEIGHTS).read_bytes()


def test_a_damaged_model_takes_no_place(tmp_path: Path) -> None:
    damaged, target = tmp_path / "damaged", tmp_path / "target"
    damaged.mkdir()
    target.mkdir()
    install(SHIPPED_FOLDER, damaged)
    (damaged / WEIGHTS).write_bytes(b"torn")
    with pytest.raises(InputError, match="damaged"):
        install(damaged, target)
    assert not (target / CARD).exists()
