"""What a delimited file must be before a row of it is read."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.read_csv import LONGEST_LINE, Header, read_header
from kg.ingest.sources.cordis import cordis_format, exported_cordis_format
from kg.ingest.sources.members import members_format
from kg.ingest.table import Table
from kg.ontology.rdf import load_schema

MEMBERS = members_format(load_schema()).tables[0]
CORDIS = cordis_format().tables[0]


def header_of(
    folder: Path, content: str | bytes, table: Table = MEMBERS, encoding: str = "utf-8"
) -> Header:
    path = folder / "f.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_header(path, table, encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    header = header_of(tmp_path, delimiter.join(["id", "kind", "name"]) + "\n")
    assert (header.delimiter, header.columns) == (delimiter, ("id", "kind", "name"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_any_line_end_closes_the_header(tmp_path: Path, end: str) -> None:
    assert header_of(tmp_path, f"id,kind,name{end}").columns == ("id", "kind", "name")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    assert header_of(tmp_path, "id,kind,name\n".encode(encoding)).columns[0] == "id"


def test_quotes_and_spaces_around_names_and_their_case_do_not_matter(tmp_path: Path) -> None:
    header = header_of(tmp_path, '"ID";"Kind"; NAME \n')
    assert header.columns == ("id", "kind", "name")


def test_columns_of_the_three_cordis_files_are_known(tmp_path: Path) -> None:
    header = header_of(tmp_path, "pic,name,activity_type,country,nuts3,sme,vat\n", CORDIS)
    assert header.columns == ("pic", "name", "activity_type", "country", "nuts3", "sme", "vat")
    assert header.unused == ("vat",)


def test_columns_of_the_official_organisations_are_known(tmp_path: Path) -> None:
    line = (
        '"projectID";"projectAcronym";"organisationID";"vatNumber";"name";"shortName";"SME";'
        '"activityType";"street";"postCode";"city";"country";"nutsCode";"geolocation";'
        '"organizationURL";"contactForm";"contentUpdateDate";"rcn";"order";"role";'
        '"ecContribution";"netEcContribution";"totalCost";"endOfParticipation";"active"\n'
    )
    header = header_of(tmp_path, line, exported_cordis_format().tables[1])
    assert header.delimiter == ";"
    assert header.columns[:3] == ("project", "projectAcronym", "pic")
    assert {"nuts3", "geo", "sme", "url", "role", "contribution"} <= set(header.columns)


def test_columns_of_the_official_projects_are_known(tmp_path: Path) -> None:
    line = (
        '"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";'
        '"legalBasis";"topics";"ecSignatureDate";"frameworkProgramme";"masterCall";"subCall";'
        '"fundingScheme";"nature";"objective";"contentUpdateDate";"rcn";"grantDoi"\n'
    )
    header = header_of(tmp_path, line, exported_cordis_format().tables[0])
    wanted = {"project", "acronym", "title", "start_date", "end_date", "topic_code", "objective"}
    assert wanted <= set(header.columns)
    assert "rcn" in header.unused


def test_the_names_of_the_file_are_kept_for_ours(tmp_path: Path) -> None:
    header = header_of(tmp_path, "organisationID,Name,activityType,country,vat\n", CORDIS)
    assert header.names == {
        "pic": "organisationID", "name": "Name", "activity_type": "activityType",
        "country": "country",
    }  # fmt: skip


@pytest.mark.parametrize("content", ["", "\n", "   \n"])
def test_an_empty_file_is_told_as_such(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="is empty; next step: export it again"):
        header_of(tmp_path, content)


def test_a_missing_column_is_named_with_the_header_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"lacks the column kind, name; its header reads 'id,city'"
    ):
        header_of(tmp_path, "id,city\n")


def test_a_missing_column_is_named_with_all_its_spellings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pic/organisationid/id"):
        header_of(tmp_path, "name,activity_type,country\n", CORDIS)


@pytest.mark.parametrize("twice", ["name", "NAME"])
def test_a_column_that_stands_twice_is_named(tmp_path: Path, twice: str) -> None:
    with pytest.raises(InputError, match="has the column name twice"):
        header_of(tmp_path, f"id,kind,name,{twice}\n")


def test_a_misspelt_column_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown column 'adress'; known: id, kind"):
        header_of(tmp_path, "id,kind,name,adress\n")
    with pytest.raises(InputError, match="unknown column 'regoin'; did you mean 'region'"):
        header_of(tmp_path, "id,kind,name,regoin\n")


def test_an_unknown_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no encoding 'utf-9'; try: --encoding cp1252"):
        header_of(tmp_path, "id,kind,name\n", encoding="utf-9")


def test_a_wrong_encoding_in_the_header_names_line_and_next_step(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 1 is not UTF-8: byte 0xE4; .*--encoding cp1252"):
        header_of(tmp_path, "id,kind,name,Länge\n".encode("cp1252"))


def test_a_first_line_that_never_ends_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 1 is longer than 1,000,000 characters"):
        header_of(tmp_path, "x" * (LONGEST_LINE + 1))


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*absent\.csv: No such file"):
        read_header(tmp_path / "absent.csv", MEMBERS, "utf-8")
    with pytest.raises(InputError, match=r"cannot read .*: Is a directory"):
        read_header(tmp_path, MEMBERS, "utf-8")
