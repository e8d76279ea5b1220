"""A file that is no table ends its load at once with the reason; rows with faults do not."""

import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.no_table import ROWS_JUDGED, check_is_table, unread_rows
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.run import CHUNK_ROWS
from kg.ingest.thresholds import Thresholds, read_bound
from kg.model import LoadReport, Reason, Rejection
from tests.unit.ingest.child import context_of, sent_by
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import MEMBERS, load_folder

HEAD = "id,kind,name\n"
MANY = ROWS_JUDGED + 10
FILE = FoundFile(MEMBERS.tables[0], Path("organisations.csv"))
CONTEXT = context_of("tests.unit.ingest.test_no_table")


def rejections(reason: Reason, count: int, column: str = "(row)") -> list[Rejection]:
    return [Rejection("f", line, column, "v", "must be so", {}, reason) for line in range(count)]


def firms(count: int) -> str:
    return "".join(f"f{number},Firm,F\n" for number in range(count))


def write(folder: Path, text: str) -> Path:
    (folder / "organisations.csv").write_text(HEAD + text, encoding="utf-8")
    return folder


def test_what_is_judged_comes_in_one_chunk() -> None:
    assert ROWS_JUDGED <= CHUNK_ROWS


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A\n" * MANY, "line 2 must have 3 cells as the header has, not 1"),
        (",Firm,A\n" * MANY, "line 2 must not be empty"),
        ('s1,Firm,"\n' + "A\n" * MANY, "line 2 must close its quotation mark"),
    ],
)
@pytest.mark.parametrize("at_most", [None, 100])
def test_a_file_that_is_no_table_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, rule: str, at_most: int | None
) -> None:
    ledger, quarantine = FakeLedger(), Quarantine()
    said = (
        rf"organisations.csv is no table of members.organisation: .* \(({rule}|line 2 has no key)"
    )
    with pytest.raises(InputError, match=said):
        load_folder(ledger, write(tmp_path, text), quarantine=quarantine, retire_at_most=at_most)
    assert (ledger.stored, list(quarantine.entries(Wanted()))) == ({}, [])


def test_a_table_that_goes_on_as_none_is_loaded_up_to_there(tmp_path: Path) -> None:
    ledger = FakeLedger()
    folder = write(tmp_path, firms(CHUNK_ROWS) + "A\n" * MANY)
    with pytest.raises(InputError, match=rf"nothing from line {CHUNK_ROWS + 2:,} on is loaded"):
        load_folder(ledger, folder)
    assert len(ledger.stored) == CHUNK_ROWS


def test_where_a_threshold_stops_a_load_nothing_of_it_is_written(tmp_path: Path) -> None:
    ledger = FakeLedger()
    folder = write(tmp_path, firms(CHUNK_ROWS) + "A\n" * MANY)
    stop = Thresholds(stop=read_bound("10%"))
    with pytest.raises(InputError, match="is no table"):
        load_folder(ledger, folder, thresholds=stop)
    assert ledger.stored == {}


def test_of_few_broken_lines_and_of_half_of_many_each_is_kept(tmp_path: Path) -> None:
    quarantine = Quarantine()
    folder = write(tmp_path, "".join(f"f{n},Firm,F\nA{n}\n" for n in range(ROWS_JUDGED)))
    outcome = load_folder(FakeLedger(), folder, quarantine=quarantine)
    assert outcome.report == LoadReport(written=ROWS_JUDGED, rejected=ROWS_JUDGED)
    assert quarantine.counts(Wanted()).rows == ROWS_JUDGED


@pytest.mark.parametrize("reason", [Reason.UNKNOWN_TERM, Reason.NOT_MAPPED, Reason.MISSING_VALUE])
def test_rows_with_faults_are_rows_however_many_they_are(reason: Reason) -> None:
    rows = rejections(reason, ROWS_JUDGED)
    check_is_table(FILE, rows, unread_rows(rows))


def test_rows_with_a_cell_that_cannot_be_read_are_rows() -> None:
    rows = rejections(Reason.UNREADABLE, ROWS_JUDGED, column="employees")
    check_is_table(FILE, rows, unread_rows(rows))
    with pytest.raises(InputError, match="is no table"):
        check_is_table(FILE, rows, unread_rows(rejections(Reason.UNREADABLE, ROWS_JUDGED)))


@dataclass(frozen=True)
class Taken:
    error: str
    seconds: float
    memory: float


def test_junk_is_refused_within_a_second_for_each_megabyte(tmp_path: Path) -> None:
    write(tmp_path, 's1,Firm,"\n' + "A\n" * 3_000_000)
    taken: Taken | None = sent_by(CONTEXT, _load, tmp_path, seconds=60)
    assert taken is not None
    assert "is no table" in taken.error
    assert taken.seconds < 6
    assert taken.memory < 256


def test_rows_of_long_broken_lines_are_not_gathered_by_thousands(tmp_path: Path) -> None:
    write(tmp_path, f"{'x' * 90_000}\n" * 600)
    taken: Taken | None = sent_by(CONTEXT, _load, tmp_path, seconds=60)
    assert taken is not None
    assert taken.error == ""
    assert taken.memory < 40


def _load(folder: Path, pipe: Connection) -> None:
    before, error = resource.getrusage(resource.RUSAGE_SELF), ""
    try:
        load_folder(FakeLedger(), folder)
    except InputError as refusal:
        error = str(refusal)
    after = resource.getrusage(resource.RUSAGE_SELF)
    # Work, not time: other tests may be running on this machine.
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pipe.send(Taken(error, seconds, (after.ru_maxrss - before.ru_maxrss) / 1024))
