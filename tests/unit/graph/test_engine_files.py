import errno
import os
from pathlib import Path

import psutil
import pytest

from kg.errors import ServiceError, StorageError
from kg.graph.engine import EmbeddedEngine
from kg.graph.engine_files import EngineFolder, Run
from kg.graph.engine_process import find_java, find_process


@pytest.fixture
def files(tmp_path: Path) -> EngineFolder:
    folder = EngineFolder(tmp_path / "engine")
    folder.create()
    return folder


def run_of_this_process(age: float = 0.0) -> Run:
    me = psutil.Process()
    return Run(me.pid, me.create_time() - age, bolt=1, http=2, ready=True)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file modes")
def test_the_password_and_its_folder_are_the_owners_only(files: EngineFolder) -> None:
    files.root.chmod(0o755)
    files.create()
    files.make_password()
    assert (mode(files.root), mode(files.data)) == (0o700, 0o700)
    assert mode(files.password_file) == 0o600


def test_the_password_is_made_once(files: EngineFolder) -> None:
    assert files.make_password() == files.make_password()


def test_a_new_password_discards_the_users_who_know_the_old_one(files: EngineFolder) -> None:
    users = files.data / "config" / "server-users.jsonl"
    users.parent.mkdir()
    users.write_text("{}")
    files.make_password()
    assert not users.exists()


def test_a_failed_write_keeps_the_old_file_and_no_draft(
    files: EngineFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write(files.arguments, "old")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="is full"):
        files.write(files.arguments, "new")
    assert files.arguments.read_text() == "old"
    assert not list(files.root.glob("*.tmp"))


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="KG_HOME"):
        EmbeddedEngine(tmp_path / "file" / "engine").start()


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"pid": 1}', "\udcff"])
def test_a_damaged_record_of_a_run_counts_as_none(files: EngineFolder, text: str) -> None:
    (files.root / "run.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    assert files.run() is None


def test_a_run_is_read_back_as_it_was_kept(files: EngineFolder) -> None:
    files.keep_run(run_of_this_process())
    assert files.run() == run_of_this_process()


def test_a_running_engine_is_found_by_pid_and_creation_time(files: EngineFolder) -> None:
    run = run_of_this_process()
    assert find_process(run.pid, run.created, files.arguments) == psutil.Process()


def test_a_pid_that_another_process_reuses_means_not_running(files: EngineFolder) -> None:
    files.make_password()
    files.keep_run(run_of_this_process(age=60.0))
    engine = EmbeddedEngine(files.root)
    assert engine.address() is None
    assert not engine.status().running
    assert engine.stop() is False
    assert files.run() is None


def test_an_engine_that_is_still_starting_has_no_address(files: EngineFolder) -> None:
    files.make_password()
    me = run_of_this_process()
    files.keep_run(Run(me.pid, me.created, me.bolt, me.http, ready=False))
    assert EmbeddedEngine(files.root).address() is None


def test_asking_for_the_status_creates_nothing(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "engine")
    assert not engine.status().running
    assert engine.stop() is False
    assert not (tmp_path / "engine").exists()


def test_a_schema_that_cannot_be_read_is_refused(files: EngineFolder) -> None:
    folder = files.data / "databases" / "kg"
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text("{")
    with pytest.raises(ServiceError, match="damaged"):
        files.check_schema("kg")
    (folder / "schema.prev.json").write_text("{}")
    files.check_schema("kg")


def test_the_log_keeps_one_older_log(files: EngineFolder) -> None:
    files.turn_log()
    files.log.write_text("first")
    files.turn_log()
    assert files.log_tail() == ""
    assert (files.root / "engine.log.1").read_text() == "first"


def test_a_package_without_java_names_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ServiceError, match="is not installed; next step: install it again"):
        find_java()
