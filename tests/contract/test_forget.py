"""A person is forgotten everywhere, on every engine, and neither load, undo nor restore brings
the person back."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import KgError, NotFoundError, ServiceError, StateError
from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.people import People
from kg.graph.sealer import Sealer
from kg.graph.tombstones import Tombstones, united
from kg.ingest.backup import Backup
from kg.ingest.facts import FactReader
from kg.ingest.files import find_files
from kg.ingest.forgetting.forget import Forget
from kg.ingest.forgetting.forgotten import Forgotten
from kg.ingest.forgetting.quarantined import Quarantined
from kg.ingest.forgetting.tombstone_file import TombstoneFile, read_any
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.store import Quarantine
from kg.ingest.restore import Barred, Restore, RestoreReport
from kg.ingest.sources import all_tables
from kg.ingest.sources.members import members_format
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, write_table
from tests.contract.test_backup import empty
from tests.contract.test_undo import undo_of

SCHEMA = load_schema()
TABLES = all_tables(SCHEMA)
ADA, BOB = "members:ada", "members:bob"
SECRETS = ("Ada", "ada@firm.example", "496 0777", "Countess")
READER = FactReader(Contract(SCHEMA), TABLES)


def person(id_: str, name: str, email: str, phone: str, **more: str) -> dict[str, str]:
    row = {"id": id_, "organisation": "acme", "name": name, "email": email, "phone": phone}
    return {**row, "consentOn": "2026-01-01", "jobTitle": "", **more}


ROW_OF_ADA = person("ada", "Ada Example", "ada@firm.example", "+44 114 496 0777")
ROW_OF_BOB = person("bob", "Bob Example", "bob@firm.example", "+44 114 999 9999")


@dataclass
class Home:
    """A KG_HOME with a graph."""

    connection: Connection
    folder: Path

    @property
    def sealer(self) -> Sealer:
        return Sealer(self.folder / "seal.key")

    @property
    def file(self) -> TombstoneFile:
        return TombstoneFile(self.folder / "forgotten.json")

    @property
    def quarantine(self) -> Quarantine:
        return Quarantine(self.folder / "quarantine.db")

    def forgotten(self) -> Forgotten:
        known = (*Tombstones(self.connection).all(), *self.file.all())
        return Forgotten(united(known), self.sealer)

    def load(self, *people: dict[str, str], at_most: int | None = None) -> LoadOutcome:
        package = self.folder / "package"
        write_table(package / "organisations.csv", [firm("acme")])
        write_table(package / "contacts.csv", people)
        return self.load_folder(package, at_most=at_most)

    def load_folder(self, package: Path, *, at_most: int | None = None) -> LoadOutcome:
        files = find_files(package, [members_format(SCHEMA)])
        ledger = Ledger(self.connection, SCHEMA)
        loader = Loader(ledger, READER, self.sealer, self.quarantine, self.forgotten())
        return loader.load(LoadRequest("members", files, retire_at_most=at_most))

    def forget(self) -> Forget:
        private = PrivateCells(SCHEMA, self.sealer)
        return Forget(
            Ledger(self.connection, SCHEMA),
            READER,
            People(self.connection),
            Tombstones(self.connection),
            self.file,
            self.sealer,
            Quarantined(self.quarantine, private, TABLES),
            TABLES,
            lambda: False,
        )

    def backup(self, name: str) -> Path:
        file = self.folder / name
        Backup(Archive(self.connection), list(TABLES)).write(file)
        return file

    def restore(self, file: Path, list_: Path | None = None) -> RestoreReport:
        barred = united((*self.file.all(), *(read_any(list_) if list_ else ())))
        parts = Archive(self.connection), Ledger(self.connection, SCHEMA), READER, TABLES
        report = Restore(*parts, Barred(barred, self.sealer)).read(file)
        self.file.put((*barred, *report.tombstones))
        return report

    def everything(self) -> str:
        """All that the graph holds, and the bytes of quarantine and tombstones, in one text."""
        rows = [
            *self.connection.read("MATCH (n) RETURN properties(n) AS p"),
            *self.connection.read("MATCH ()-[r]->() RETURN properties(r) AS p"),
        ]
        files = [self.folder / name for name in ("quarantine.db", "forgotten.json")]
        found = [json.dumps(row["p"], default=str, ensure_ascii=False) for row in rows]
        return "\n".join([*found, *(f.read_bytes().decode("latin-1") for f in files if f.exists())])

    def sealed(self) -> set[str]:
        """Everything that is sealed of Ada."""
        texts = set()
        for row in self.connection.read(
            "MATCH (r:SourceRecord) RETURN r.key AS key, r.values AS v"
        ):
            if row["key"] == "ada":
                texts.add(json.loads(row["v"])["sealed"])
        return texts


@pytest.fixture
def home(connection: Connection, tmp_path: Path) -> Home:
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(connection, folder)


@pytest.fixture
def filled(home: Home) -> Home:
    """Ada in records of three loads, one of them undone, one retired, and in quarantine."""
    home.load(ROW_OF_ADA, ROW_OF_BOB)
    changed = home.load({**ROW_OF_ADA, "jobTitle": "Countess"}, ROW_OF_BOB)
    undone = home.load({**ROW_OF_ADA, "name": "Ada King"}, ROW_OF_BOB)
    undo_of(home.connection).undo(str(undone.load))
    home.load(ROW_OF_BOB, at_most=100)
    home.load({**ROW_OF_ADA, "consentOn": "yesterday"}, ROW_OF_BOB)
    package = home.folder / "broken"
    write_table(package / "organisations.csv", [firm("acme")])
    (package / "contacts.csv").write_text(
        "id,organisation,name,email,phone,consentOn\nada,acme,Ada Example,ada@firm.example\n"
    )
    home.load_folder(package)
    assert changed.load == "members-2"
    assert len(home.sealed()) == 2
    return home


def test_nothing_is_left_of_a_person(filled: Home) -> None:
    sealed = filled.sealed()
    before = [line for line in dump(filled.connection) if "ada" not in line]
    found = filled.forget().look(ADA)
    assert (found.nodes, found.records, found.quarantined) == (1, 3, 2)
    assert found.loads == ("members-1", "members-2", "members-3")
    assert filled.forget().look(ADA) == found
    assert filled.forget().forget(ADA) == found
    left = filled.everything()
    for secret in (*SECRETS, *sealed, ADA, "Contact/members:ada", '"ada"'):
        assert secret not in left
    assert "Bob" not in left
    assert BOB in left
    assert _untombed(filled) == before
    backup = filled.backup("after.gz")
    told = gzip.decompress(backup.read_bytes()).decode()
    for secret in (*SECRETS, *sealed, '"ada"'):
        assert secret not in told


def _untombed(home: Home) -> list[str]:
    return [line for line in dump(home.connection) if "Tombstone" not in line]


def test_counts_and_history_of_loads_stay(filled: Home) -> None:
    before = {load.id: (load.state, load.written) for load in Archive(filled.connection).loads()}
    filled.forget().forget(ADA)
    after = {load.id: (load.state, load.written) for load in Archive(filled.connection).loads()}
    assert after == before


def test_forgetting_again_finds_nothing(filled: Home) -> None:
    filled.forget().forget(ADA)
    stones = Tombstones(filled.connection).all()
    again = filled.forget().forget(ADA)
    assert (again.is_empty, again.is_known) == (True, True)
    assert Tombstones(filled.connection).all() == stones == list(filled.file.all())


def test_an_unknown_person_is_told(filled: Home) -> None:
    with pytest.raises(NotFoundError, match="nothing is kept of a contact 'members:eve'"):
        filled.forget().look("members:eve")


def test_a_later_load_leaves_the_person_out(filled: Home) -> None:
    filled.forget().forget(ADA)
    revision = dump(filled.connection)
    moved = person("ada-2", "A. Example", "ADA@firm.example", "")
    called = person("ada-3", "A. Example", "", "0044 114 4960777")
    outcome = filled.load(ROW_OF_ADA, moved, called, ROW_OF_BOB)
    assert (outcome.report.forgotten, outcome.report.written) == (3, 0)
    assert outcome.report.read == outcome.report.unchanged == 2
    assert any("3 rows are of people who were forgotten" in note for note in outcome.notes)
    broken = filled.load({**ROW_OF_ADA, "consentOn": "yesterday"}, ROW_OF_BOB)
    assert (broken.report.rejected, broken.rejections) == (0, ())
    assert dump(filled.connection) == revision
    left = filled.everything()
    assert not [secret for secret in SECRETS if secret in left]


def test_undoing_loads_does_not_bring_the_person_back(filled: Home) -> None:
    filled.forget().forget(ADA)
    undo_of(filled.connection).undo("members-4")
    undo_of(filled.connection).undo("members-2")
    assert ADA not in filled.everything()
    assert BOB in filled.everything()


def test_an_older_backup_does_not_bring_the_person_back(filled: Home) -> None:
    older = filled.backup("older.gz")
    filled.forget().forget(ADA)
    whole = dump(filled.connection)
    empty(filled.connection)
    report = filled.restore(older)
    assert any("3 records of people who were forgotten" in note for note in report.notes)
    assert dump(filled.connection) == whole
    assert ADA not in filled.everything()
    # The tombstone travels in newer backups.
    newer = filled.backup("newer.gz")
    empty(filled.connection)
    filled.restore(newer)
    assert dump(filled.connection) == whole
    assert filled.load(ROW_OF_ADA, ROW_OF_BOB).report.forgotten == 1


@pytest.mark.parametrize("name", ["newer.gz", "forgotten.json"])
def test_elsewhere_a_newer_list_is_handed_over(filled: Home, tmp_path: Path, name: str) -> None:
    older = filled.backup("older.gz")
    filled.forget().forget(ADA)
    filled.backup("newer.gz")
    empty(filled.connection)
    other = Home(filled.connection, tmp_path / "other")
    other.folder.mkdir()
    with pytest.raises(StateError, match="there is no key"):
        other.restore(older, filled.folder / name)
    assert dump(other.connection) == []
    (other.folder / "seal.key").write_bytes((filled.folder / "seal.key").read_bytes())
    other.restore(older, filled.folder / name)
    assert ADA not in other.everything()
    assert other.load(ROW_OF_ADA, ROW_OF_BOB).report.forgotten == 1


def test_a_backup_with_tombstones_needs_no_key(filled: Home, tmp_path: Path) -> None:
    filled.forget().forget(ADA)
    newer = filled.backup("newer.gz")
    whole = dump(filled.connection)
    empty(filled.connection)
    other = Home(filled.connection, tmp_path / "other")
    other.folder.mkdir()
    other.restore(newer)
    assert dump(other.connection) == whole


def test_who_shares_a_number_is_kept_and_told(home: Home) -> None:
    switchboard = "+44 114 555 5555"
    people = [{**ROW_OF_ADA, "phone": switchboard}, {**ROW_OF_BOB, "phone": switchboard}]
    home.load(*people)
    found = home.forget().forget(ADA)
    assert found.alike == (BOB,)
    [stone] = Tombstones(home.connection).all()
    assert len(stone.marks) == 1
    outcome = home.load(people[0], {**people[1], "jobTitle": "clerk"})
    assert (outcome.report.forgotten, outcome.report.written) == (1, 1)


@pytest.mark.parametrize("place", range(6))
def test_what_was_cut_off_is_completed_by_the_same_again(
    filled: Home, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Callable[[], None]] = []
    _fail_at(monkeypatch, place, steps)
    try:
        filled.forget().forget(ADA)
    except ServiceError:
        # Whatever happens now, no load brings the person back.
        if filled.forgotten().tombstones:
            assert filled.load(ROW_OF_ADA, ROW_OF_BOB).report.forgotten == 1
        if any(stone.is_erasing for stone in Tombstones(filled.connection).all()):
            with pytest.raises(StateError, match="the same kg forget contact"):
                filled.backup("between.gz")
    monkeypatch.undo()
    filled.forget().forget(ADA)
    left = filled.everything()
    assert not [secret for secret in (*SECRETS, ADA) if secret in left]
    assert not any(stone.is_erasing for stone in Tombstones(filled.connection).all())
    filled.backup("after.gz")


def _fail_at(monkeypatch: pytest.MonkeyPatch, place: int, steps: list[Callable[[], None]]) -> None:
    """Cuts off before the write of this number, be it to a file, the graph or the quarantine."""

    def failing(method: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            if len(steps) == place:
                raise ServiceError("the machine stopped")
            steps.append(lambda: None)
            return method(*args, **options)

        return call

    for owner, name in (
        (TombstoneFile, "put"),
        (Tombstones, "put"),
        (Ledger, "write"),
        (Quarantine, "erase_where"),
    ):
        monkeypatch.setattr(owner, name, failing(getattr(owner, name)))


def test_without_the_key_nobody_is_half_forgotten(filled: Home) -> None:
    (filled.folder / "seal.key").rename(filled.folder / "elsewhere.key")
    before = dump(filled.connection)
    with pytest.raises(KgError, match="key"):
        filled.forget().forget(ADA)
    assert dump(filled.connection) == before
