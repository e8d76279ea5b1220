"""What is proposed is a valid mapping, which loads the files once the user agrees."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.mapping.find import find_mapping
from kg.ingest.mapping.suggest import suggest
from kg.ingest.mapping.write import as_yaml
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.package import find_package
from tests.unit.ingest.packages import MEMBERS, SCHEMA
from tests.unit.ingest.readers.reading import written
from tests.unit.ingest.readers.workbooks import table, xlsx

FIRMS = (
    "Mitgliedsnummer;Firmenname;Ort;Art;PLZ;Mitarbeiter;Branche;Bemerkung\n"
    "1;Zoë GmbH;Wien;firm;1010;12;25.62, 28.41;x\n"
    "2;Acme;Graz;Firm;8010;7;25.62, 10.71;y\n"
)


def proposed(path: Path) -> str:
    return as_yaml(suggest(path, MEMBERS, SCHEMA))


def loaded(folder: Path, text: str) -> dict[str, list[RawRow]]:
    written(folder / "mapping.yaml", text)
    applied = find_mapping(folder, None, MEMBERS)
    assert applied is not None
    files = find_package(folder, MEMBERS, applied.places).files
    found = {file.name: list(applied.open(file, None).rows) for file in files}
    return {n: [row for row in rows if isinstance(row, RawRow)] for n, rows in found.items()}


def test_foreign_firms_are_recognised_and_load(tmp_path: Path) -> None:
    written(tmp_path / "kunden.csv", FIRMS)
    rows = loaded(tmp_path, proposed(tmp_path))["kunden.csv"]
    assert rows[0].values == {
        "id": "1",
        "kind": "Firm",
        "name": "Zoë GmbH",
        "city": "Wien",
        "postalCode": "1010",
        "employees": "12",
        "sector": "25.62 | 28.41",
    }
    assert len(rows) == 2


def test_each_line_says_why_and_how_sure(tmp_path: Path) -> None:
    written(tmp_path / "kunden.csv", FIRMS)
    lines = proposed(tmp_path).splitlines()
    (name,) = [line for line in lines if " name:" in line]
    assert name.strip().startswith('name: "Firmenname"  # ')
    assert "% sure: the name is " in name
    assert any("ignore: " in line and '"Bemerkung"' in line for line in lines)


def test_what_is_needed_and_not_found_is_commented_out(tmp_path: Path) -> None:
    written(tmp_path / "firmen.csv", "Firma;Ort\nA;Wien\n")
    text = proposed(tmp_path)
    assert "      # id: ''  # needed, and nothing fits" in text
    agreed = text.replace("# id: ''  # needed", 'id: "Firma"  # needed').replace(
        "# kind: ''  #", "kind: {value: Firm}  #"
    )
    (row,) = loaded(tmp_path, agreed)["firmen.csv"]
    assert (row.values["id"], row.values["kind"]) == ("A", "Firm")


def test_dates_are_recognised_by_their_values(tmp_path: Path) -> None:
    written(tmp_path / "firmen.csv", "id,kind,name\nf,Firm,A\n")
    text = "id;organisation;text;status;Datum\nc;f;milling;claimed;24.12.2025\n"
    written(tmp_path / "leistungen.csv", text)
    (row,) = loaded(tmp_path, proposed(tmp_path))["leistungen.csv"]
    assert row.values["recordedOn"] == "2025-12-24"


def test_sheets_of_a_workbook_are_recognised(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "buch.xlsx",
        {"Firmen": table([["id", "kind", "Firmenname"], ["a", "Firm", "A"]]), "x": table([["y"]])},
    )
    (row,) = loaded(tmp_path, proposed(tmp_path))["buch.xlsx/Firmen"]
    assert row.values == {"id": "a", "kind": "Firm", "name": "A"}


def test_nothing_like_a_table_is_told(tmp_path: Path) -> None:
    written(tmp_path / "f.csv", "x,y\n1,2\n")
    with pytest.raises(InputError, match="holds nothing that looks like a table"):
        suggest(tmp_path, MEMBERS, SCHEMA)


GERMAN = (
    "Firmen-Nr;Firma;Art;Größe;Mitarbeiter;Branchen;Land;Gründung\n"
    'A-1;Zoë GmbH;Unternehmen;groß;1.200;"25.62;28.1";Deutschland;1998\n'
    "A-2;Acme;Forschungseinrichtung;klein;12;10.71;Österreich;2004\n"
)


def test_codes_countries_and_numbers_in_words_of_people_are_read(tmp_path: Path) -> None:
    written(tmp_path / "kunden.csv", GERMAN)
    first, second = loaded(tmp_path, proposed(tmp_path))["kunden.csv"]
    assert first.values == {
        "id": "A-1", "kind": "Firm", "name": "Zoë GmbH", "sizeClass": "large",
        "employees": "1200", "sector": "25.62 | 28.1", "country": "DE", "foundedIn": "1998",
    }  # fmt: skip
    assert (second.values["kind"], second.values["country"]) == ("ResearchOrganisation", "AT")


def line_of(text: str, column: str) -> str:
    (line,) = [line.strip() for line in text.splitlines() if f" {column}: " in line]
    return line


@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("id", ("Nr", "1", "1"), "its values stand in several rows"),
        ("country", ("Land", "Deutschland", "Atlantis"), "1 of 2 values are ours, not 'Atlantis'"),
        ("sizeClass", ("Größe", "klein", "XXL"), "1 of 2 values are ours, not 'XXL'"),
        ("employees", ("Mitarbeiter", "12 kg", "viele"), "0% of its values are numbers"),
        ("latitude", ("Breite", "1,200", "2,300"), "its signs may part thousands or decimals"),
    ],
)
def test_what_values_speak_against_is_unsure(
    tmp_path: Path, column: str, values: tuple[str, str, str], why: str
) -> None:
    name, *cells = values
    rows = "".join(f"Firma {cell};{cell}\n" for cell in cells)
    written(tmp_path / "firmen.csv", f"Firma;{name}\n{rows}")
    line = line_of(proposed(tmp_path), column)
    assert line.startswith("#")
    assert why in line
