"""A load that was cut off goes on under its id; a file that changes meanwhile ends a load."""

import os
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.ingest import load as load_module
from kg.ingest.file_mark import FileMark
from kg.ingest.load import Progress
from kg.ingest.progress import Batch
from kg.ingest.read_zip import ZipMember
from kg.ingest.run import Run
from kg.ingest.snapshot import Came, Retiring
from kg.model import LoadReport
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load_folder, member, write_csv

ROWS = [member(f"m{n}") for n in range(5)]


class CutOffError(Exception):
    """The process was killed here."""


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "CHUNK_ROWS", 2)


def cut_after(batches: int) -> Progress:
    """Cuts a load off when so many batches were told: by then the next one is written too."""
    left = iter(range(batches - 1))

    def tell(_batch: Batch) -> None:
        if next(left, None) is None:
            raise CutOffError

    return tell


def cut_off(ledger: FakeLedger, folder: Path, batches: int = 1) -> None:
    write_csv(folder / "organisations.csv", ROWS)
    with pytest.raises(CutOffError):
        load_folder(ledger, folder, progress=cut_after(batches))


def test_a_load_goes_on_under_its_id_with_the_counts_of_the_whole(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    cut_off(ledger, tmp_path, 2)
    outcome = load_folder(ledger, tmp_path, resume=True)
    assert (outcome.load, outcome.report) == ("members-1", LoadReport(written=5))
    assert ledger.finished == {"members-1": LoadReport(written=5)}
    assert ledger.cut_off_loads() == []
    assert "went on with the load members-1, which was cut off" in outcome.notes
    whole = FakeLedger()
    load_folder(whole, tmp_path)
    assert (ledger.stored, ledger.graph()) == (whole.stored, whole.graph())


def test_a_load_that_only_had_to_end_is_ended(ledger: FakeLedger, tmp_path: Path) -> None:
    cut_off(ledger, tmp_path, 3)
    batches = len(ledger.batches)
    assert load_folder(ledger, tmp_path, resume=True).report == LoadReport(written=5)
    assert len(ledger.batches) == batches


def test_without_the_flag_the_rest_is_a_load_of_its_own(ledger: FakeLedger, tmp_path: Path) -> None:
    cut_off(ledger, tmp_path)
    outcome = load_folder(ledger, tmp_path)
    assert (outcome.load, outcome.report) == ("members-2", LoadReport(written=1, unchanged=4))
    assert ledger.cut_off == {"members-1"}


def test_with_nothing_to_resume_it_is_a_load_as_any(ledger: FakeLedger, tmp_path: Path) -> None:
    write_csv(tmp_path / "organisations.csv", ROWS)
    outcome = load_folder(ledger, tmp_path, resume=True)
    assert (outcome.load, outcome.report) == ("members-1", LoadReport(written=5))
    assert "there was nothing to resume: no load of members was cut off" in outcome.notes


def test_a_load_of_another_source_is_not_resumed_but_closed(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    cut_off(ledger, tmp_path / "a")
    write_csv(tmp_path / "b" / "organisations.csv", ROWS)
    outcome = load_folder(ledger, tmp_path / "b", source="others", resume=True)
    assert outcome.load == "others-2"
    assert ledger.cut_off == {"members-1"}


def test_a_file_that_was_changed_since_is_not_resumed(ledger: FakeLedger, tmp_path: Path) -> None:
    cut_off(ledger, tmp_path)
    write_csv(tmp_path / "organisations.csv", [member("m0", "Changed"), *ROWS[1:]])
    before = dict(ledger.stored)
    with pytest.raises(InputError, match=r"line 2 is not what the load members-1 read .* next"):
        load_folder(ledger, tmp_path, resume=True)
    assert ledger.stored == before
    assert load_folder(ledger, tmp_path).report == LoadReport(written=2, unchanged=3)


@pytest.mark.parametrize("change", ["longer", "shorter", "replaced", "gone"])
def test_a_file_that_changes_while_it_is_read_ends_the_load_before_the_next_chunk(
    ledger: FakeLedger, tmp_path: Path, change: str
) -> None:
    file = tmp_path / "organisations.csv"
    write_csv(file, ROWS)

    def meddle(_batch: Batch) -> None:
        match change:
            case "longer":
                with file.open("a") as stream:
                    stream.write("x,Firm,X\n")
            case "shorter":
                os.truncate(file, 10)
            case "replaced":
                shutil.copy2(file, tmp_path / "other")
                (tmp_path / "other").replace(file)
            case "gone":
                file.unlink()

    told = "has gone" if change == "gone" else "has changed"
    with pytest.raises(InputError, match=rf"{told} while it was read.*up to line 5; .* next step"):
        load_folder(ledger, tmp_path, progress=meddle)
    assert len(ledger.stored) == 4


def test_a_change_after_the_last_chunk_is_noticed(
    ledger: FakeLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, take = tmp_path / "organisations.csv", Run.take
    write_csv(file, ROWS[:1])

    def take_and_meddle(*args: Any) -> bool:
        is_new = take(*args)
        os.utime(file)
        return is_new

    monkeypatch.setattr(Run, "take", take_and_meddle)
    with pytest.raises(InputError, match="has changed while it was read"):
        load_folder(ledger, tmp_path)
    assert ledger.cut_off_loads() == ["members-1"]


def test_a_change_after_it_was_decided_what_a_snapshot_retires_is_noticed(
    ledger: FakeLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "organisations.csv"
    write_csv(file, ROWS)
    load_folder(ledger, tmp_path)
    decide = load_module.gather

    def decide_and_change(came: Came, in_force: Iterable[Sequence[tuple[str, str]]]) -> Retiring:
        found = decide(came, in_force)
        write_csv(file, ROWS[1:])
        return found

    monkeypatch.setattr(load_module, "gather", decide_and_change)
    with pytest.raises(InputError, match="has changed while it was read"):
        load_folder(ledger, tmp_path, retire_at_most=100)
    assert len(ledger.batches) == 3


def test_the_mark_of_a_member_is_that_of_its_archive(tmp_path: Path) -> None:
    place = tmp_path / "p.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("organisations.csv", "id\n")
    mark = FileMark.of(ZipMember(place / "organisations.csv"))
    mark.check()
    place.write_bytes(place.read_bytes() + b" ")
    with pytest.raises(InputError, match=r"p\.zip has changed"):
        mark.check()
