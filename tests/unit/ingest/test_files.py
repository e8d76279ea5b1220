"""Which files of a folder are read as which table, and what is said when some are missing."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.files import find_files
from kg.ingest.sources.cordis import cordis_format, exported_cordis_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ontology.rdf import load_schema


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).touch()
    return folder


def found(path: Path, *formats: str) -> list[str]:
    choices = {
        "members": members_format(load_schema()),
        "nuts": nuts_format(),
        "cordis": cordis_format(),
        "export": exported_cordis_format(),
    }
    files = find_files(path, [choices[name] for name in formats])
    return [f"{file.table.name}={file.path.name}" for file in files]


def test_tables_come_in_loading_order(tmp_path: Path) -> None:
    touch(tmp_path, "evidence.csv", "capabilities.csv", "competencies.ttl", "organisations.csv")
    assert found(tmp_path, "members") == [
        "members.organisation=organisations.csv",
        "members.competency=competencies.ttl",
        "members.capability=capabilities.csv",
        "members.evidence=evidence.csv",
    ]


def test_optional_tables_may_be_missing(tmp_path: Path) -> None:
    touch(tmp_path, "organisations.csv", "notes.txt")
    assert found(tmp_path, "members") == ["members.organisation=organisations.csv"]


def test_the_first_layout_that_is_whole_is_taken(tmp_path: Path) -> None:
    touch(tmp_path, "project.csv", "organization.csv", "projects.csv")
    assert found(tmp_path, "cordis", "export") == [
        "cordis-export.project=project.csv",
        "cordis-export.organisation=organization.csv",
    ]


def test_a_single_file_is_read_as_the_table_of_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "organisations.csv")
    file = tmp_path / "organisations.csv"
    assert found(file, "members") == ["members.organisation=organisations.csv"]


def test_a_single_file_of_another_name_is_the_first_table(tmp_path: Path) -> None:
    touch(tmp_path, "labels.csv")
    file = tmp_path / "labels.csv"
    assert found(file, "nuts") == ["nuts.region=labels.csv"]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absent does not exist; next step: check the path"):
        found(tmp_path / "absent", "members")


def test_a_folder_says_what_it_must_hold_and_what_it_holds(tmp_path: Path) -> None:
    touch(tmp_path, "organisation.csv")
    with pytest.raises(InputError, match=r"must hold organisations\.csv; .* organisation\.csv"):
        found(tmp_path, "members")


def test_an_empty_folder_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it holds no files"):
        found(tmp_path, "members")


def test_half_of_each_layout_is_not_enough(tmp_path: Path) -> None:
    touch(tmp_path, "project.csv", "organisations.csv")
    with pytest.raises(InputError, match=r"projects\.csv, .* or project\.csv, organization\.csv"):
        found(tmp_path, "cordis", "export")


def test_one_file_of_several_asks_for_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "capabilities.csv")
    with pytest.raises(InputError, match=r"capabilities\.csv alone is not enough"):
        found(tmp_path / "capabilities.csv", "members")


def test_a_file_that_is_named_nearly_right_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "organizations.csv").touch()
    with pytest.raises(InputError, match=r"name organizations\.csv organisations\.csv$"):
        find_files(tmp_path, [members_format(load_schema())])


def test_a_zip_archive_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(b"PK\x03\x04cut off")
    with pytest.raises(InputError, match=r"package\.zip is no zip archive"):
        find_files(tmp_path / "package.zip", [members_format(load_schema())])
