"""kg forget as users run it."""

import gzip
from pathlib import Path

from tests.e2e.conftest import Kg

HEADER = "id,organisation,name,email,phone,consentOn\n"
ADA = "ada,acme,Ada Example,ada@acme.example,+44 114 496 0777,2026-01-01\n"
BOB = "bob,acme,Bob Example,bob@acme.example,,2026-01-01\n"


def package(folder: Path, *people: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "organisations.csv").write_text("id,kind,name,country\nacme,Firm,Acme,DE\n")
    (folder / "contacts.csv").write_text(HEADER + "".join(people))
    return folder


def names(kg: Kg) -> list[str]:
    return [c["name"] for c in kg("firm", "contacts", "people:acme", "--json").json]


def test_a_person_is_forgotten_for_good(scratch: Kg, tmp_path: Path) -> None:
    folder = package(tmp_path / "p", ADA, BOB)
    scratch("ingest", "members", folder, "--source", "people")
    assert "Ada Example" in names(scratch)
    assert scratch("query", "MATCH (c:Contact) RETURN count(*) AS n").code == 0
    scratch("backup", tmp_path / "older.gz")

    tried = scratch("forget", "contact", "people:ada", "--dry-run", "--json").json
    assert (tried["isErased"], tried["nodes"], tried["records"]) == (False, 1, 1)
    asked = scratch("forget", "contact", "people:ada")
    assert (asked.code, "add --yes to do it" in asked.err) == (2, True)
    done = scratch("forget", "contact", "people:ada", "--yes")
    assert done.code == 0
    assert "records 1 of people-" in done.out
    assert "backups made before" in done.err
    assert names(scratch) == ["Bob Example"]
    again = scratch("forget", "contact", "people:ada", "--yes")
    assert (again.code, "forgotten already" in again.out) == (0, True)
    nobody = scratch("forget", "contact", "people:eve", "--yes")
    assert (nobody.code, "nothing is kept of a contact 'people:eve'" in nobody.err) == (1, True)

    moved = ADA.replace("ada,", "ada-2,", 1)
    broken = "ada,acme,Ada Example\n"
    loaded = scratch(
        "ingest", "members", package(folder, ADA, moved, broken, BOB), "--source", "people"
    )
    assert loaded.code == 0
    assert "forgotten 3" in loaded.out
    assert "3 rows are of people who were forgotten" in loaded.err
    assert names(scratch) == ["Bob Example"]
    scratch("backup", tmp_path / "newer.gz")
    assert b"people:ada" not in gzip.decompress((tmp_path / "newer.gz").read_bytes())

    home = Kg(tmp_path / "home")
    (tmp_path / "home").mkdir()
    without = home("restore", tmp_path / "older.gz", "--forgotten", tmp_path / "newer.gz")
    assert (without.code, "there is no key" in without.err) == (1, True)
    key = (scratch.home / "seal.key").read_bytes()
    (tmp_path / "home" / "seal.key").write_bytes(key)
    try:
        back = home("restore", tmp_path / "older.gz", "--forgotten", tmp_path / "newer.gz")
        assert (back.code, "people who were forgotten" in back.err) == (0, True)
        assert names(home) == ["Bob Example"]
    finally:
        home("down")
