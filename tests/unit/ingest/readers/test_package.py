"""The tables of a package are found in folders, archives, workbooks and single files."""

import json
import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.readers.package import find_package
from tests.unit.ingest.packages import MEMBERS
from tests.unit.ingest.readers.reading import firm, package_of, written
from tests.unit.ingest.readers.workbooks import Cell, packed, table, xlsx

FIRMS: list[list[Cell]] = [["id", "kind", "name"], ["a", "Firm", "A"]]
CSV = "id,kind,name\na,Firm,A\n"
OFFERS = json.dumps([{"id": "c", "organisation": "a", "text": "milling", "status": "claimed"}])


def found(path: Path) -> list[str]:
    return [f"{f.table.name}={f.name}" for f in find_package(path, MEMBERS).files]


def test_a_folder_may_hold_any_formats(tmp_path: Path) -> None:
    xlsx(tmp_path / "Organisations.xlsx", {"Sheet1": table(FIRMS)})
    written(tmp_path / "capabilities.json", OFFERS)
    written(tmp_path / "notes.txt", "")
    assert found(tmp_path) == [
        "members.organisation=Organisations.xlsx/Sheet1",
        "members.capability=capabilities.json",
    ]


def test_a_linked_folder_is_refused_as_a_linked_file_is(tmp_path: Path) -> None:
    package, other = tmp_path / "package", tmp_path / "other"
    package.mkdir()
    other.mkdir()
    written(package / "organisations.csv", CSV)
    (package / "more").symlink_to(other)
    with pytest.raises(InputError, match="more is a symbolic link; next step: put the folder"):
        found(package)


def test_one_workbook_may_hold_the_package(tmp_path: Path) -> None:
    book = xlsx(
        tmp_path / "package.xlsx",
        {"Notes": "", "capabilities": "", " Organisations": table(FIRMS)},
    )
    assert found(book) == [
        "members.organisation=package.xlsx/ Organisations",
        "members.capability=package.xlsx/capabilities",
    ]
    assert find_package(book, MEMBERS).unused == ("package.xlsx/Notes",)


def test_an_archive_may_hold_any_formats(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "p.zip", {"p/organisations.csv": CSV, "p/capabilities.jsonl": OFFERS[1:-1]}
    )
    rows = package_of(archive)
    assert list(rows) == ["organisations.csv", "capabilities.jsonl"]
    assert rows["organisations.csv"] == [firm(2, "a")]


@pytest.mark.parametrize("name", ["firms.csv", "organisations.jsonl", "firms.xlsx"])
def test_a_single_file_is_read_as_organisations(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith("xlsx"):
        xlsx(file, {"Sheet1": table(FIRMS)})
    else:
        written(file, CSV)
    assert found(file)[0].startswith("members.organisation=")


@pytest.mark.parametrize("other", ["organisations.json", "p.xlsx"])
def test_a_table_that_is_there_twice_is_refused(tmp_path: Path, other: str) -> None:
    written(tmp_path / "organisations.csv", CSV)
    if other == "p.xlsx":
        xlsx(tmp_path / other, {"organisations": table(FIRMS)})
    else:
        written(tmp_path / other, "[]")
    with pytest.raises(InputError, match=r"has one table twice, as organisations\.csv and .*keep"):
        find_package(tmp_path, MEMBERS)


def test_a_workbook_whose_sheets_say_nothing_is_asked_about(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "organisations.xlsx", {"A": table(FIRMS), "B": ""})
    with pytest.raises(InputError, match="has the sheets A, B; next step: name the one to be read"):
        find_package(book, MEMBERS)


def test_what_is_not_used_is_named(tmp_path: Path) -> None:
    written(tmp_path / "organisations.csv", CSV)
    written(tmp_path / "contact.json", "[]")
    xlsx(tmp_path / "plan.xlsx", {"A": ""})
    written(tmp_path / "~$plan.xlsx", "")
    assert find_package(tmp_path, MEMBERS).unused == ("contact.json", "plan.xlsx")


def test_a_package_without_organisations_says_so(tmp_path: Path) -> None:
    written(tmp_path / "capabilities.json", OFFERS)
    with pytest.raises(InputError, match=r"must hold organisations\.csv; it holds capabilities"):
        find_package(tmp_path, MEMBERS)
    with pytest.raises(InputError, match=r"capabilities\.json alone is not enough"):
        find_package(tmp_path / "capabilities.json", MEMBERS)


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is no table; next step: give one of .*\.xlsx"):
        find_package(written(tmp_path / "firms.pdf", "%PDF"), MEMBERS)


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "secret.csv", CSV)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "organisations.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputError, match=r"organisations\.csv is a symbolic link; next step"):
        find_package(tmp_path / "p", MEMBERS)


def test_a_pipe_in_a_folder_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "organisations.csv")
    with pytest.raises(InputError, match="it holds no files"):
        find_package(tmp_path, MEMBERS)


def test_what_may_be_done_is_said_of_each_package_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    written(tmp_path / "a" / "organisations.db", "")
    with pytest.raises(InputError, match=r"holds organisations\.db; next step: check the path"):
        found(tmp_path / "a")
    inner = packed(tmp_path / "inner.zip", {"organisations.csv": CSV})
    outer = packed(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    with pytest.raises(
        InputError, match=r"holds no table; next step: put organisations\.csv in it"
    ):
        found(outer)
    (tmp_path / "b" / "organisations.csv").mkdir(parents=True)
    with pytest.raises(InputError, match="it holds no files; next step: check the path; a folder"):
        found(tmp_path / "b")
