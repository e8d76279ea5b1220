"""KG_HOME: whether it can be used, and what lies in it for somebody to do."""

import shutil
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from kg.doctor.finding import Status
from kg.doctor.home import check_home, check_key, check_quarantine, check_space
from kg.errors import StateError
from kg.graph.sealer import Sealer
from kg.ingest.quarantine.store import Quarantine
from tests.factories import kept_out
from tests.unit.doctor.there import seen, there

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # as shutil names it


def test_a_private_folder_is_well(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    finding = check_home(there(tmp_path))
    assert finding.status is Status.OK


def test_a_folder_that_is_not_there_yet_is_a_note_and_is_not_made(tmp_path: Path) -> None:
    finding = check_home(there(tmp_path / "a" / "b"))
    assert (finding.status, list(tmp_path.iterdir())) == (Status.NOTE, [])


def test_a_file_in_its_place_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "home"):
        finding = check_home(there(home))
        assert finding.status is Status.PROBLEM
        assert "KG_HOME" in (finding.next_step or "")


def test_a_folder_that_cannot_be_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The user who runs the tests may be allowed everything.
    monkeypatch.setattr("os.access", lambda *_: False)
    for home in (tmp_path, tmp_path / "home"):
        finding = check_home(there(home))
        assert finding.status is Status.PROBLEM


def test_a_folder_that_others_can_read_is_a_note(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    finding = check_home(there(tmp_path))
    assert (finding.status, finding.next_step) == (Status.NOTE, f"chmod 700 {tmp_path}")


@pytest.mark.parametrize(
    ("free", "status"), [(499_000_000, Status.PROBLEM), (501_000_000, Status.OK)]
)
def test_little_space_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, status: Status
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    finding = check_space(there(tmp_path / "not" / "there"))
    assert finding.status is status


def test_rejected_rows_are_a_note_with_their_number(tmp_path: Path) -> None:
    with closing(Quarantine(tmp_path / "quarantine.db")) as quarantine:
        for source, contents in (("cordis", "abc"), ("demo", "d")):
            quarantine.begin(source).keep([kept_out(content) for content in contents], None)
        quarantine.dismiss([1])
    before = (tmp_path / "quarantine.db").read_bytes()
    finding = check_quarantine(there(tmp_path))
    assert finding.status is Status.NOTE
    assert finding.text == "3 rejected rows in quarantine (cordis 2, demo 1)"
    assert finding.next_step == "kg quarantine list"
    assert (tmp_path / "quarantine.db").read_bytes() == before


def test_files_of_an_earlier_version_are_a_note(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / "a.jsonl").write_text("{}\n")
    finding = check_quarantine(there(tmp_path))
    assert finding.status is Status.NOTE
    assert finding.text.startswith("1 file of an earlier version")


def test_a_damaged_quarantine_is_named(tmp_path: Path) -> None:
    (tmp_path / "quarantine.db").write_text("this is no database, however long it may be")
    with pytest.raises(StateError, match=r"quarantine\.db cannot be read .* next step"):
        check_quarantine(there(tmp_path))


def test_no_rejected_rows_are_well(tmp_path: Path) -> None:
    finding = check_quarantine(there(tmp_path))
    assert finding.status is Status.OK


def test_the_key_that_sealed_is_well_and_another_one_is_not(tmp_path: Path) -> None:
    sealed = Sealer(tmp_path / "seal.key").seal({"name": "Ada"}, "demo:c1")
    premises = seen(tmp_path, sealed=("demo:c1", sealed))
    finding = check_key(premises)
    assert finding is not None
    assert finding.status is Status.OK
    assert "Ada" not in finding.text
    (tmp_path / "seal.key").write_bytes(bytes(64))
    with pytest.raises(StateError, match="not sealed with the key"):
        check_key(premises)
    (tmp_path / "seal.key").unlink()
    with pytest.raises(StateError, match="no key"):
        check_key(premises)
    assert not (tmp_path / "seal.key").exists()


def test_without_sealed_values_no_key_is_asked_for(tmp_path: Path) -> None:
    assert check_key(seen(tmp_path)) is None
