"""Foreign files are read as our tables by a mapping."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.mapping.find import find_mapping
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.package import find_package
from kg.model import Reason, Rejection
from tests.unit.ingest.packages import MEMBERS
from tests.unit.ingest.readers.reading import firm, rejected, written
from tests.unit.ingest.readers.workbooks import Cell, packed, table, xlsx

MAPPING = """\
tables:
  organisations:
    file: firmen.csv
    columns:
      id: {from: Nr, prefix: k-}
      kind: {value: Firm}
      name: Firma
      sizeClass: {from: Größe, codes: {klein: small}}
    ignore: [Notiz]
"""
CSV = "Nr;Firma;Größe;Notiz;city\n1;Zoë;klein;x;Wien\n2;A;groß;;\n"


def read(path: Path, mapping: Path | None = None) -> dict[str, list[RawRow | Rejection]]:
    applied = find_mapping(path, mapping, MEMBERS)
    assert applied is not None
    files = find_package(path, MEMBERS, applied.places).files
    return {file.name: list(applied.open(file, None).rows) for file in files}


def test_a_foreign_file_is_read_by_the_mapping_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "firmen.csv", CSV)
    written(tmp_path / "mapping.yaml", MAPPING)
    good, bad = read(tmp_path)["firmen.csv"]
    assert good == firm(2, "k-1", "Zoë", sizeClass="small", city="Wien")
    assert (rejected(bad).line, rejected(bad).column, rejected(bad).value) == (3, "Größe", "groß")
    assert rejected(bad).rule == (
        "must be one of klein (mapping.yaml, tables.organisations.columns.sizeClass.codes)"
    )
    # Under our names, so that the row can be mended and loaded without its file.
    assert rejected(bad).cells == {"id": "k-2", "kind": "Firm", "name": "A", "sizeClass": "groß"}
    assert (rejected(bad).reason, rejected(bad).cell) == (Reason.NOT_MAPPED, "sizeClass")


def test_a_country_that_the_mapping_lacks_is_known_by_its_name(tmp_path: Path) -> None:
    rule = "country: {from: Land, codes: {Deutschland: DE}}\n      sizeClass"
    written(tmp_path / "mapping.yaml", MAPPING.replace("sizeClass", rule))
    text = CSV.replace("Notiz", "Notiz;Land").replace(";x;", ";x;Deutschland;")
    written(tmp_path / "firmen.csv", text.replace("groß;;", "klein;;Österreich;"))
    _, bad = read(tmp_path)["firmen.csv"]
    assert rejected(bad).reason == Reason.NOT_MAPPED
    assert [s.value for s in rejected(bad).suggestions] == ["AT"]


def test_rejections_of_the_contract_name_the_foreign_column(tmp_path: Path) -> None:
    written(tmp_path / "firmen.csv", CSV)
    written(tmp_path / "mapping.yaml", MAPPING)
    applied = find_mapping(tmp_path, None, MEMBERS)
    assert applied is not None
    (file,) = find_package(tmp_path, MEMBERS, applied.places).files
    assert applied.open(file, None).names["name"] == "Firma"


def test_a_mapping_may_be_named_or_lie_in_the_archive(tmp_path: Path) -> None:
    mapping = written(tmp_path / "other.yaml", MAPPING)
    archive = packed(tmp_path / "a.zip", {"x/firmen.csv": CSV})
    assert len(read(archive, mapping)["firmen.csv"]) == 2
    archive = packed(tmp_path / "b.zip", {"x/firmen.csv": CSV, "mapping.yaml": MAPPING})
    assert len(read(archive)["firmen.csv"]) == 2


def test_sheets_of_a_workbook_are_tables(tmp_path: Path) -> None:
    xlsx(tmp_path / "p.xlsx", {"Firmen": table([["Nr", "Firma"], [7, "A"]]), "Rest": ""})
    text = MAPPING.replace("firmen.csv", "P.xlsx\n    sheet: Firmen").split("      sizeClass")[0]
    written(tmp_path / "mapping.yaml", text)
    assert read(tmp_path) == {"p.xlsx/Firmen": [firm(2, "k-7")]}
    written(tmp_path / "mapping.yaml", text.replace("sheet: Firmen", "sheet: Firma"))
    with pytest.raises(InputError, match="has no sheet 'Firma' as the mapping says; it has Firmen"):
        read(tmp_path)


def test_a_cell_that_cannot_be_read_is_named_as_ours(tmp_path: Path) -> None:
    ref = '<c r="{at}" t="e"><v>#REF!</v></c>'
    head: list[Cell] = ["Nr", "Firma", "Größe", "Notiz", "city"]
    rows = table(
        [
            head,
            ["1", "A", ref, None, "Wien"],
            ["2", "B", "groß", ref, ref],
            ["3", "C", "klein", ref],
        ]
    )
    xlsx(tmp_path / "p.xlsx", {"Firmen": rows})
    written(tmp_path / "mapping.yaml", MAPPING.replace("firmen.csv", "p.xlsx"))
    first, second, third = read(tmp_path)["p.xlsx/Firmen"]
    assert (rejected(first).column, rejected(first).cell) == ("Größe", "sizeClass")
    assert rejected(first).cells == {
        "id": "k-1", "kind": "Firm", "name": "A", "sizeClass": "#REF!", "city": "Wien",
    }  # fmt: skip
    faults = (rejected(second), *rejected(second).further)
    assert [(f.column, f.cell) for f in faults] == [("city", "city"), ("Größe", "sizeClass")]
    assert rejected(second).cells["id"] == "k-2"
    # Nobody reads the notes, so an error in them harms nobody.
    assert third == firm(4, "k-3", "C", sizeClass="small")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Firma", "Firmen", "columns.name: there is no column of firmen.csv 'Firmen'; .* 'Firma'"),
        ("[Notiz]", "[]", "has the unknown column 'Notiz'"),
        ("firmen.csv", "firma.csv", "has no firma.csv as the mapping says"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    written(tmp_path / "firmen.csv", CSV)
    written(tmp_path / "more.csv", CSV)
    written(tmp_path / "mapping.yaml", MAPPING.replace(old, new))
    with pytest.raises(InputError, match=reason):
        read(tmp_path)


def test_values_of_contacts_are_not_shown(tmp_path: Path) -> None:
    columns = "{id: Nr, organisation: Nr, name: Wer, consentOn: {from: Am, date: '%d.%m.%Y'}}"
    text = f"{MAPPING}  contacts: {{file: leute.csv, columns: {columns}}}\n"
    written(tmp_path / "firmen.csv", CSV)
    written(tmp_path / "leute.csv", "Nr,Wer,Am\n1,Eve,gestern\n")
    written(tmp_path / "mapping.yaml", text)
    (bad,) = read(tmp_path)["leute.csv"]
    assert rejected(bad).value == "(sealed)"
    # By our names it is known which cells are private, and sealed before they are kept.
    assert set(rejected(bad).cells) == {"id", "organisation", "name", "consentOn"}
    assert "gestern" not in rejected(bad).rule


def test_a_link_in_place_of_a_mapping_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "firmen.csv", CSV)
    (tmp_path / "mapping.yaml").symlink_to(written(tmp_path / "other.yaml", MAPPING))
    with pytest.raises(InputError, match=r"mapping\.yaml is a symbolic link"):
        read(tmp_path)
