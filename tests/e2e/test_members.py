"""kg ingest template and members: a package from empty files to the graph."""

import gzip
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.conftest import Answer, Kg


@dataclass(frozen=True)
class Package:
    """A written package, loaded under a source of its own into a home that tests share."""

    kg: Kg
    folder: Path
    source: str

    def load(self, path: Path | None = None) -> Answer:
        return self.kg("ingest", "members", path or self.folder, "--source", self.source, "--json")


@pytest.fixture
def package(scratch: Kg, tmp_path: Path, request: pytest.FixtureRequest) -> Package:
    answer = scratch("ingest", "template", tmp_path / "package")
    assert answer.code == 0, answer.err
    source = request.node.name.removeprefix("test_").replace("_", "-")
    return Package(scratch, tmp_path / "package", source)


def test_a_package_that_was_just_written_can_be_loaded_twice(package: Package) -> None:
    loaded = package.load()
    assert (loaded.code, loaded.json["rejected"]) == (0, 0), loaded.err
    assert loaded.json["written"] == len(list(package.folder.glob("*.csv")))
    again = package.load().json
    assert (again["written"], again["unchanged"]) == (0, loaded.json["written"])


def test_a_contact_is_opened_with_the_key_and_not_without(package: Package) -> None:
    package.load()
    kg, firm = package.kg, f"{package.source}:example-firm"
    [contact] = kg("firm", "contacts", firm, "--json").json
    assert (contact["name"], contact["email"]) == ("A. Example", "sales@precision.example")
    key = kg.home / "seal.key"
    key.rename(kg.home / "elsewhere.key")
    try:
        refused = kg("firm", "contacts", firm)
    finally:
        (kg.home / "elsewhere.key").rename(key)
    assert refused.code == 1
    assert "there is no key" in refused.err
    assert "A. Example" not in refused.err + refused.out


def test_no_private_value_is_in_a_backup(package: Package, tmp_path: Path) -> None:
    package.load()
    assert package.kg("backup", tmp_path / "b.gz").code == 0
    text = gzip.decompress((tmp_path / "b.gz").read_bytes()).decode()
    assert "example-contact" in text
    assert "sales@precision.example" not in text
    assert "A. Example" not in text


def test_a_zip_archive_is_loaded_like_its_folder(package: Package, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as packed:
        for file in package.folder.iterdir():
            packed.write(file, file.name)
    package.load()
    assert package.load(tmp_path / "p.zip").json["written"] == 0


def test_a_column_of_an_earlier_version_is_read_with_a_note(package: Package) -> None:
    file = package.folder / "capabilities.csv"
    file.write_text(file.read_text().replace("isCore", "core"))
    answer = package.load()
    assert answer.code == 0
    assert "the column core is called isCore now" in answer.err


def test_a_file_that_is_not_known_is_named(package: Package) -> None:
    (package.folder / "evidence.csv").rename(package.folder / "evidences.csv")
    answer = package.load()
    assert answer.code == 0
    assert "evidences.csv is not used" in answer.err
