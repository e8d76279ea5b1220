"""A folder or archive of RDF is read as one; what its files say of one thing is one row."""

import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.rdf.file import RdfFile
from kg.model import LoadReport
from kg.ontology.iris import Iris
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.rdf.files import SCHEMA, VOCABULARY, link, load_file, organisation, written

FIRMS = 'id:organisation\\/a a vc:Firm ; vc:name "Acme" .\nex:b a vc:Firm ; vc:name "Bolt" .'
MORE = (
    'id:organisation\\/a vc:city "Leeds" ; vc:supplies ex:b .\n'
    '_:x a vc:Firm ; vc:id "c" ; vc:name "C" .'
)
BLANK = '_:x a vc:Firm ; vc:id "d" ; vc:name "D" .'


def folder_of(folder: Path) -> Path:
    folder.mkdir()
    written(folder, FIRMS, "a-firms.ttl")
    written(folder, MORE, "b-more.ttl")
    written(folder, BLANK, "c-blank.trig")
    (folder / "readme.txt").write_text("about")
    (folder / ".hidden.ttl").write_text("no RDF")
    return folder


def zip_of(folder: Path) -> Path:
    place = folder.with_suffix(".zip")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"inside/{file.name}")
    return place


@pytest.mark.parametrize("is_zip", [False, True])
def test_files_are_read_as_one_and_rows_name_theirs(tmp_path: Path, is_zip: bool) -> None:
    path = folder_of(tmp_path / "all")
    path = zip_of(path) if is_zip else path
    ledger = FakeLedger()
    outcome = load_file(ledger, path)
    assert outcome.report == LoadReport(written=5)
    a, b = organisation("a"), organisation("ours:b")
    assert dict(ledger.nodes[a].properties) == {"name": "Acme", "city": "Leeds"}
    assert set(ledger.nodes) == {a, b, organisation("c"), organisation("d")}
    assert link("SUPPLIES", a, b) in ledger.links
    files = {r.values.get("vc:node", r.key): r.file for r in ledger.stored.values()}
    assert sorted(files.values()) == ["a-firms.ttl"] * 3 + ["b-more.ttl", "c-blank.trig"]
    again = load_file(ledger, path)
    assert again.report == LoadReport(unchanged=5)


def test_what_is_no_rdf_is_named(tmp_path: Path) -> None:
    found = RdfFile(folder_of(tmp_path / "all"), "ours", VOCABULARY, Iris(SCHEMA))
    assert found.unused == ["readme.txt"]


def test_a_folder_without_rdf_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("about")
    with pytest.raises(InputError, match=r"holds no file of RDF; next step: name them .*\.ttl"):
        load_file(FakeLedger(), tmp_path)


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").symlink_to("/etc/passwd")
    with pytest.raises(InputError, match="is a symbolic link; next step"):
        load_file(FakeLedger(), tmp_path)


@pytest.mark.parametrize("name", ["../a.ttl", "/etc/a.ttl"])
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "")
    with pytest.raises(InputError, match="leads out of it; next step"):
        load_file(FakeLedger(), tmp_path / "a.zip")


def test_an_archive_that_is_none_or_a_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_text("no zip")
    with pytest.raises(InputError, match="is no zip archive"):
        load_file(FakeLedger(), tmp_path / "none.zip")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ttl", "#" * 30_000_000)
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        load_file(FakeLedger(), tmp_path / "bomb.zip")


def test_a_damaged_file_of_several_is_named_and_nothing_is_loaded(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "all")
    written(folder, "<a", "d.ttl")
    ledger = FakeLedger()
    with pytest.raises(InputError, match=r"d\.ttl cannot be read"):
        load_file(ledger, folder)
    assert ledger.stored == {}


def test_a_packed_file_is_read_in_memory_and_so_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ingest.rdf.places.LARGEST_PACKED", 100)
    with pytest.raises(InputError, match="more than 100 bytes; next step: unpack it"):
        load_file(FakeLedger(), zip_of(folder_of(tmp_path / "all")))
