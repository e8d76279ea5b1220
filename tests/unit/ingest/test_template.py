"""The package that is written to be filled in."""

import csv
import re
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadRequest
from kg.ingest.readers.package import find_package
from kg.ingest.sources.members import members_format
from kg.ingest.template import write_template
from kg.ontology.rdf import load_schema
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import READER

SCHEMA = load_schema()
FORMAT = members_format(SCHEMA)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_template(tmp_path / "package", FORMAT, SCHEMA)
    return tmp_path / "package"


def test_every_example_row_is_valid_and_refers_to_the_others(package: Path) -> None:
    request = LoadRequest("members", find_files(package, [FORMAT]))
    report = Loader(FakeLedger(), READER, SEALER).load(request).report
    assert (report.written, report.rejected) == (len(FORMAT.tables), 0)


def test_no_example_is_a_formula_to_a_spreadsheet(package: Path) -> None:
    for file in package.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        signed = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert all(re.fullmatch(r"-[0-9.]+", cell) for cell in signed), signed


def test_every_column_of_an_example_is_explained(package: Path) -> None:
    readme = (package / "README.md").read_text()
    for table in FORMAT.tables:
        section = readme.split(f"## {table.files[-1]}")[1].split("## ")[0]
        assert all(f"| {column.name} |" in section for column in table.documented)
        assert all(column.definition and column.rule for column in table.documented)


def test_needed_and_private_columns_are_marked(package: Path) -> None:
    readme = (package / "README.md").read_text()
    contacts = readme.split("## contacts.csv")[1].split("## ")[0].splitlines()
    marked = {line.split("|")[1].strip() for line in contacts if "private" in line}
    assert marked == {"name", "email", "phone"}
    assert any(line.startswith("| organisation |") and "needed" in line for line in contacts)


def test_nothing_is_overwritten(package: Path) -> None:
    (package / "contacts.csv").write_text("mine")
    with pytest.raises(InputError, match="is there already; next step: name another folder"):
        write_template(package, FORMAT, SCHEMA)
    assert (package / "contacts.csv").read_text() == "mine"


def test_a_package_may_be_a_zip_archive_with_a_folder_in_it(package: Path, tmp_path: Path) -> None:
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in package.iterdir():
            packed.write(file, f"package/{file.name}")
    request = LoadRequest("members", find_files(archive, [FORMAT]))
    report = Loader(FakeLedger(), READER, SEALER).load(request).report
    assert (report.written, report.rejected) == (len(FORMAT.tables), 0)


def test_a_vocabulary_may_be_in_an_archive(package: Path, tmp_path: Path) -> None:
    (package / "competencies.csv").unlink()
    concept = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:x:example-milling> "
    (package / "competencies.ttl").write_text(concept + "a skos:Concept ; skos:prefLabel 'mill' .")
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in package.iterdir():
            packed.write(file, file.name)
    request = LoadRequest("members", find_files(archive, [FORMAT]))
    report = Loader(FakeLedger(), READER, SEALER).load(request).report
    assert (report.written, report.rejected) == (len(FORMAT.tables), 0)


def test_a_misspelt_file_is_named(package: Path) -> None:
    (package / "contacts.csv").rename(package / "contact.csv")
    assert find_package(package, FORMAT).unused == ("contact.csv",)
