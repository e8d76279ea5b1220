"""The quarantine as a store: counts, what undoing a load does, and what an erasure leaves."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import NotFoundError, StateError, StorageError, TransientError
from kg.ingest.quarantine import database
from kg.ingest.quarantine.entry import Fix, State
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.model import Reason
from tests.factories import fault, kept_out, record

TABLE = "members.organisation"
ALL = Wanted(states=tuple(State))
FIX = Fix({"id": "a", "name": "A"}, "a", "h")


@pytest.fixture
def quarantine(tmp_path: Path) -> Iterator[Quarantine]:
    store = Quarantine(tmp_path / "q.db")
    yield store
    store.close()


def state(quarantine: Quarantine, id_: int = 1) -> str:
    return str(quarantine.entry(id_).state)


def keep(quarantine: Quarantine, *rows: object, load: str = "demo-1", source: str = "demo") -> None:
    session = quarantine.begin(source)
    session.keep(list(rows), load)  # type: ignore[arg-type]
    session.finish(load)


def replay(quarantine: Quarantine, load: str, *, rejected: bool = False) -> None:
    entries = list(quarantine.entries(Wanted(states=(State.FIXED,))))
    session = quarantine.begin_replay("demo", entries)
    hash_ = entries[0].fix.hash if entries[0].fix else ""
    if rejected:
        session.keep([kept_out(hash_, "a", faults=(fault("country"),))], load)
    else:
        session.note_accepted(TABLE, [replace(record(id="a"), hash=hash_)], load)
    session.finish(load)


def test_nobody_else_can_read_the_file(tmp_path: Path, quarantine: Quarantine) -> None:
    keep(quarantine, kept_out("x"))
    assert [file.name for file in tmp_path.iterdir()] == ["q.db"]
    assert (tmp_path / "q.db").stat().st_mode & 0o077 == 0


def test_rows_are_counted_by_source_reason_and_state(quarantine: Quarantine) -> None:
    both = (fault(), fault(reason=Reason.TOO_LONG))
    keep(quarantine, kept_out("x", faults=both), kept_out("y"), kept_out("z"))
    keep(quarantine, kept_out("x"), source="other", load="other-2")
    quarantine.dismiss([3])
    counts = quarantine.counts(Wanted())
    assert (counts.rows, counts.by_source) == (3, {"demo": 2, "other": 1})
    assert counts.by_reason == {"wrong-form": 3, "too-long": 1}
    assert quarantine.counts(ALL).by_state == {"dismissed": 1, "open": 3}
    assert quarantine.counts(Wanted(reason=Reason.TOO_LONG)).rows == 1
    assert quarantine.counts(Wanted(load="other-2")).by_source == {"other": 1}
    assert quarantine.counts(Wanted(source="none")).by_reason == {}


def test_an_unknown_row_is_named(quarantine: Quarantine) -> None:
    with pytest.raises(NotFoundError, match="no row 7 in quarantine; next step: kg quarantine"):
        quarantine.entry(7)


def test_a_row_is_fixed_when_nothing_is_wrong_with_it(quarantine: Quarantine) -> None:
    keep(quarantine, kept_out("x", "a"))
    assert quarantine.mend(1, FIX, [fault("country")]) is State.OPEN
    assert [f.cell for f in quarantine.entry(1).row.faults] == ["country"]
    assert quarantine.mend(1, FIX, []) is State.FIXED
    assert quarantine.entry(1).fix == FIX


def test_a_replayed_row_is_closed_and_waits_again_when_its_load_is_undone(
    quarantine: Quarantine,
) -> None:
    keep(quarantine, kept_out("x", "a"))
    quarantine.mend(1, FIX, [])
    replay(quarantine, "demo-2")
    assert state(quarantine) == "replayed"
    for _ in range(2):
        quarantine.undo("demo-2")
        assert state(quarantine) == "fixed"


def test_a_replayed_row_that_is_rejected_is_open_with_its_new_reason(
    quarantine: Quarantine,
) -> None:
    keep(quarantine, kept_out("x", "a"))
    quarantine.mend(1, FIX, [])
    replay(quarantine, "demo-2", rejected=True)
    assert state(quarantine) == "open"
    assert [f.cell for f in quarantine.entry(1).row.faults] == ["country"]


def test_what_an_undone_load_closed_is_open_again(quarantine: Quarantine) -> None:
    keep(quarantine, kept_out("x", "a"))
    session = quarantine.begin("demo")
    session.note_accepted(TABLE, [record(id="a")], "demo-2")
    session.finish("demo-2")
    assert state(quarantine) == "superseded"
    quarantine.undo("demo-2")
    assert state(quarantine) == "open"


def test_what_only_an_undone_load_saw_is_closed_until_it_comes_again(
    quarantine: Quarantine,
) -> None:
    keep(quarantine, kept_out("x", "a"))
    keep(quarantine, kept_out("x", "a"), kept_out("y", "b"), load="demo-2")
    quarantine.undo("demo-2")
    assert (state(quarantine, 1), state(quarantine, 2)) == ("open", "superseded")
    keep(quarantine, kept_out("y", "b"), load="demo-3")
    assert state(quarantine, 2) == "open"


def test_an_erased_row_leaves_no_bytes(tmp_path: Path, quarantine: Quarantine) -> None:
    person = "Erika Mustermann of Musterhausen"
    mine = kept_out("x", "p1", cells={"id": "p1", "name": person}, faults=(fault(value=person),))
    broken = kept_out("y", cells={"(row)": f"p1,{person}"})
    others = [kept_out(f"o{n}", f"o{n}", cells={"name": "x" * 3_000}) for n in range(20)]
    keep(quarantine, mine, broken, *others)
    quarantine.mend(1, Fix({"id": "p2", "name": person}, "p2", "h"), [])
    assert person.encode() in (tmp_path / "q.db").read_bytes()
    erased = quarantine.erase(
        "demo", TABLE, "p2", lambda entry: person in entry.row.cells.get("(row)", "")
    )
    assert erased == 2
    assert quarantine.counts(ALL).rows == 20
    quarantine.close()
    for file in tmp_path.iterdir():
        assert person.encode() not in file.read_bytes(), file


def test_an_erasure_touches_no_other_row(quarantine: Quarantine) -> None:
    keep(quarantine, kept_out("x", "a"), kept_out("y", "b"), kept_out("z"))
    keep(quarantine, kept_out("x", "a"), source="other")
    assert quarantine.erase("demo", TABLE, "a") == 1
    assert quarantine.erase("demo", "members.contact", "b") == 0
    assert [e.row.content for e in quarantine.entries(ALL)] == ["y", "z", "x"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database, but long enough to be one" * 99)
    with pytest.raises(StateError, match=r"broken\.db is damaged .* next step: move it away"):
        Quarantine(tmp_path / "broken.db")


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "newer.db"
    Quarantine(place).close()
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateError, match=r"newer version .* next step: upgrade"):
        Quarantine(place)


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="next step: free space, or set KG_HOME"):
        Quarantine(tmp_path / "none" / "q.db")


def test_a_file_that_another_writes_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.05)
    first, second = Quarantine(tmp_path / "q.db"), Quarantine(tmp_path / "q.db")
    with (
        first._database.change(),
        pytest.raises(TransientError, match="is used by another command; next step"),
    ):
        keep(second, kept_out("x"))
    keep(second, kept_out("x"))
    first.close()
    second.close()


def test_a_full_disk_is_told_and_nothing_is_half_kept(
    tmp_path: Path, quarantine: Quarantine
) -> None:
    quarantine._database._connection.execute("PRAGMA max_page_count = 24")
    rows = [kept_out(f"{n}", cells={"name": "x" * 3_000}) for n in range(50)]
    with pytest.raises(StorageError, match="next step: free space"):
        keep(quarantine, *rows)
    assert quarantine.counts(ALL).rows == 0
    assert (tmp_path / "q.db").exists()


def test_a_file_of_the_version_before_is_taken_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "q.db"
    first = Quarantine(place)
    keep(first, kept_out("x", line=7))
    first.close()
    with closing(sqlite3.connect(place)) as old:
        old.executescript(
            "ALTER TABLE row DROP COLUMN rows; ALTER TABLE row DROP COLUMN lastLine;"
            "PRAGMA user_version = 1;"
        )
    for _ in range(2):
        again = Quarantine(place)
        [entry] = again.entries(ALL)
        assert (entry.row.line, entry.last_line, entry.equal) == (7, 7, 1)
        again.close()
