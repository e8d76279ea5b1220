"""Workbooks give the texts that the contract reads, with the numbers of their rows."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.open import open_member_file
from kg.model import Rejection
from tests.unit.ingest.readers.reading import TABLES, firm, package_of, rejected, written
from tests.unit.ingest.readers.workbooks import (
    MOMENT,
    Cell,
    day,
    ods,
    ods_row,
    packed,
    table,
    xls,
    xlsx,
    xml_row,
)

HEAD: list[Cell] = ["id", "kind", "name", "employees", "foundedIn", "website"]
REF = '<c r="{at}" t="e"><v>#REF!</v></c>'
FORMULA = '<c r="{at}"><f>6*7</f><v>42</v></c>'
ELSEWHERE = '<c r="{at}" t="str"><f>[1]Sheet1!A1</f><v>https://a.example</v></c>'
FIRM = "<table:table-cell office:value-type='float' office:value='{0}'/>"


def sheet(path: Path, name: str = "organisations") -> list[RawRow | Rejection]:
    return list(open_member_file(FoundFile(TABLES["organisation"], path, name)).rows)


def test_values_become_texts_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows = (
        xml_row(3, HEAD, first=1)
        + xml_row(4, ["a", "Firm", "Zoë", 12, day(46357), True], first=1)
        + xml_row(7, [7, "Firm", "A", 12.5, day(46357.4, MOMENT), None], first=1)
    )
    assert sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows})) == [
        firm(4, "a", "Zoë", employees="12", foundedIn="2026-12-01", website="true"),
        firm(7, "7", employees="12.5", foundedIn="2026-12-01 09:36:00"),
    ]


def test_a_formula_gives_the_value_that_was_kept(tmp_path: Path) -> None:
    rows = table([HEAD, ["a", "Firm", "A", FORMULA, None, ELSEWHERE]])
    book = xlsx(
        tmp_path / "f.xlsm",
        {"organisations": rows},
        {"xl/vbaProject.bin": b"macros", "xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    )
    assert sheet(book) == [firm(2, "a", employees="42", website="https://a.example")]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{at}"><f>6*7</f></c>',
        '<c r="{at}"><f>6*7</f><v></v></c>',
        '<c r="{at}" s="1"><f>6*7</f><v/></c>',
        '<c r="{at}" t="str"><f>"a"</f></c>',
        '<c r="{at}"><f t="shared" si="0"/></c>',
        '<c r="{at}"><f t="array" ref="D2">SUM(A1:A2)</f> <v xml:space="preserve"/> </c>',
    ],
)
def test_a_formula_without_its_value_is_refused(tmp_path: Path, cell: str) -> None:
    rows = table([HEAD, ["a", "Firm", "A", cell]])
    book = xlsx(tmp_path / "f.xlsx", {"other": table([HEAD]), "organisations": rows})
    with pytest.raises(InputError, match=r"has a formula in D2 without .*; next step: open the wo"):
        sheet(book)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{at}" t="str"><f>""</f><v></v></c>',
        '<c r="{at}" t="str"><f>""</f><v/></c>',
        '<c r="{at}" s="1"/>',
    ],
)
def test_a_formula_may_have_been_an_empty_text(tmp_path: Path, cell: str) -> None:
    book = xlsx(tmp_path / "f.xlsx", {"o": table([HEAD, ["a", "Firm", "A", cell]])})
    assert sheet(book, "o") == [firm(2, "a")]


def test_a_formula_in_a_sheet_that_is_not_read_may_be_without_its_value(tmp_path: Path) -> None:
    other = table([['<c r="{at}"><f>6*7</f></c>']])
    rows = table([HEAD, ["a", "Firm", "A"]])
    book = xlsx(tmp_path / "f.xlsx", {"sums": other, "organisations": rows})
    assert sheet(book) == [firm(2, "a")]


def test_a_formula_far_down_is_found(tmp_path: Path) -> None:
    good = [[f"r{n}", "Firm", "A" * 100] for n in range(9_990)]
    rows = table([HEAD, *good, ["a", "Firm", "A", '<c r="{at}"><f>6*7</f></c>']])
    with pytest.raises(InputError, match="has a formula in D9992 without"):
        sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows}))


def test_a_formula_of_open_document_without_its_value_is_refused(tmp_path: Path) -> None:
    head = ods_row(["id", "kind", "name", "employees"])
    saved = (
        '<table:table-cell table:formula="of:=6*7" office:value-type="float" office:value="42"/>'
    )
    unsaved = '<table:table-cell table:formula="of:=6*7"/>'
    book = ods(tmp_path / "f.ods", {"s": head + ods_row(["a", "Firm", "A", saved])})
    assert sheet(book, "s") == [firm(2, "a", employees="42")]
    book = ods(tmp_path / "f.ods", {"s": head + ods_row(["a", "Firm", "A", unsaved])})
    with pytest.raises(InputError, match="sheet 's' has a formula without the value"):
        sheet(book, "s")


def test_an_error_rejects_its_row_alone_and_names_its_cell(tmp_path: Path) -> None:
    rows = table([HEAD, ["a", "Firm", "A", REF, REF.replace("REF!", "DIV/0!")], ["b", "Firm", "A"]])
    bad, good = sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows}))
    bad = rejected(bad)
    assert (bad.line, bad.column, bad.cell, bad.value) == (2, "employees", "employees", "#REF!")
    assert bad.rule == "must hold no error of the workbook, as #REF!"
    assert [(f.cell, f.value) for f in bad.further] == [("foundedIn", "#DIV/0!")]
    assert bad.cells == {
        "id": "a", "kind": "Firm", "name": "A", "employees": "#REF!", "foundedIn": "#DIV/0!",
    }  # fmt: skip
    assert good == firm(3, "b")


def test_an_error_is_named_in_a_sheet_that_begins_elsewhere(tmp_path: Path) -> None:
    rows = xml_row(3, HEAD, first=1) + xml_row(6, ["a", "Firm", "A", REF], first=1)
    (bad,) = sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows}))
    assert (rejected(bad).line, rejected(bad).cell) == (6, "employees")


def test_an_error_without_a_heading_rejects_nothing(tmp_path: Path) -> None:
    rows = table([["id", "kind", "name"], ["a", "Firm", "A", REF], [None, None, None, REF]])
    assert sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows})) == [firm(2, "a")]


def test_what_is_private_is_not_told_of_a_row_with_an_error(tmp_path: Path) -> None:
    head = ["id", "organisation", "name", "consentOn", "email"]
    rows = table([head, ["c", "a", "Zoë", REF, "z@a.example"]])
    book = xlsx(tmp_path / "f.xlsx", {"contacts": rows})
    (bad,) = open_member_file(FoundFile(TABLES["contact"], book, "contacts")).rows
    assert (rejected(bad).column, rejected(bad).value) == ("consentOn", "(sealed)")


def test_the_format_of_excel_97_is_read(tmp_path: Path) -> None:
    file = xls(
        tmp_path / "f.xls",
        "organisations",
        [HEAD, ["a", "Firm", "Zoë", 12, "day:46357", True], ["b", "Firm", "#REF!"]],
    )
    good, bad = sheet(file)
    assert good == firm(2, "a", "Zoë", employees="12", foundedIn="2026-12-01", website="true")
    assert (rejected(bad).cell, rejected(bad).value) == ("name", "#REF!")


def test_open_document_is_read(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="float" office:value="12"/>'
    date = '<table:table-cell office:value-type="date" office:date-value="2026-12-01"/>'
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        ods_row([empty], repeated=2)
        + ods_row([str(name) for name in HEAD])
        + ods_row(["a", "Firm", "Zoë", number, date])
        + ods_row([empty], repeated=1_048_000)
    )
    assert sheet(ods(tmp_path / "f.ods", {"organisations": rows})) == [
        firm(4, "a", "Zoë", employees="12", foundedIn="2026-12-01")
    ]


def test_an_error_of_open_document_rejects_its_row(tmp_path: Path) -> None:
    error = (
        '<table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    )
    rows = ods_row(["id", "kind", "name"]) + ods_row(["a", "Firm", error])
    (bad,) = sheet(ods(tmp_path / "f.ods", {"organisations": rows}))
    assert (rejected(bad).cell, rejected(bad).value) == ("name", "#ERROR")


def test_cells_without_a_heading_are_told(tmp_path: Path) -> None:
    rows = table([["id", "kind", "name", None, "website"], ["a", "Firm", "A", "lost", "w"]])
    file = FoundFile(TABLES["organisation"], xlsx(tmp_path / "f.xlsx", {"s": rows}), "s")
    assert list(open_member_file(file).notes) == [
        "f.xlsx/s: 1 cell not read, in columns without a heading; next step: name the columns"
    ]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/vbaProject.bin", "has macros, which are not run"),
        ("xl/externalLinks/externalLink1.xml", "refers to other files, which are not read"),
    ],
)
def test_what_is_never_run_or_followed_is_told(tmp_path: Path, part: str, told: str) -> None:
    rows = table([["id", "kind", "name"], ["a", "Firm", "A"]])
    book = xlsx(tmp_path / "f.xlsm", {"s": rows}, {part: b"x"})
    opened = open_member_file(FoundFile(TABLES["organisation"], book, "s"))
    assert list(opened.rows) == [firm(2, "a")]
    (note,) = opened.notes
    assert told in note


def test_a_table_of_many_rows_is_read_to_its_end(tmp_path: Path) -> None:
    rows = table([["id", "kind", "name"], *([f"r{n}", "Firm", "A"] for n in range(12_000))])
    found = sheet(xlsx(tmp_path / "f.xlsx", {"organisations": rows}))
    assert found == [firm(n + 2, f"r{n}") for n in range(12_000)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "cannot be read as a workbook"), (b"PK\3\4cut off", "damaged workbook")],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        package_of(written(tmp_path / "organisations.xlsx", content))


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sheet 'organisations' is empty; next step"):
        sheet(xlsx(tmp_path / "f.xlsx", {"organisations": ""}))


def test_a_workbook_in_an_archive_is_read(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "b.xlsx", {"organisations": table([HEAD, ["a", "Firm", "A"]])})
    archive = packed(tmp_path / "p.zip", {"x/b.xlsx": book.read_bytes()})
    assert package_of(archive) == {"b.xlsx/organisations": [firm(2, "a")]}
