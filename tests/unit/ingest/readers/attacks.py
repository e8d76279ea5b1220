"""Files of members that nobody may feed to a parser, each with what the refusal says."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from tests.unit.ingest.readers.workbooks import SHEET, ods, ods_row, packed, table, xlsx, xml_row

HEAD = b"id,kind,name\n"
ROWS = table([["id", "kind", "name"], ["a", "Firm", "A"]])
GIGABYTES = 10_000_000_000
ODS_HEAD = ods_row(["id", "kind", "name"])
Maker = Callable[[Path], Path]


def _sheet(rows: str, more: Mapping[str, str | bytes] | None = None) -> Maker:
    return lambda folder: xlsx(folder / "organisations.xlsx", {"organisations": rows}, more)


def _ods(rows: str) -> Maker:
    return lambda folder: ods(folder / "organisations.ods", {"organisations": rows})


def _archive(members: Mapping[str, bytes]) -> Maker:
    return lambda folder: packed(folder / "package.zip", members)


def _file(name: str, beginning: bytes, size: int = 0) -> Maker:
    """A file that goes on with NULs up to its size, which take no place on the disk."""

    def make(folder: Path) -> Path:
        with (folder / name).open("wb") as stream:
            stream.write(beginning)
            stream.truncate(max(size, len(beginning)))
        return folder / name

    return make


def _link(folder: Path) -> Path:
    info = zipfile.ZipInfo("organisations.csv")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "package.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return folder / "package.zip"


def _within(folder: Path) -> Path:
    book = xlsx(folder / "b.xlsx", {"organisations": ROWS}, {"xl/media/x.png": bytes(50_000_000)})
    return packed(folder / "package.zip", {"organisations.xlsx": book.read_bytes()})


def _parquet(**columns: list[str]) -> Maker:
    def make(folder: Path) -> Path:
        frame = pl.DataFrame({"kind": "Firm", "name": "A", **columns})
        frame.write_parquet(folder / "organisations.parquet", compression="zstd")
        return folder / "organisations.parquet"

    return make


def _random(folder: Path) -> Path:
    stream = io.BytesIO()
    pl.DataFrame({"id": ["a"] * 1_000}).write_parquet(stream, compression="zstd")
    content = bytearray(stream.getvalue())
    content[4:60] = os.urandom(56)
    (folder / "organisations.parquet").write_bytes(content)
    return folder / "organisations.parquet"


SHARED = f'<sst xmlns="{SHEET}"><si><t>{"".join(map(str, range(7_000)))}</t></si></sst>'
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
    ' Target="sharedStrings.xml"/></Relationships>'
)
REPEATED = "".join(
    f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>'
    for n in range(2, 100_000)
)
FULL = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'


def _linked(folder: Path) -> Path:
    """A folder with a link to what nobody but the reader may read."""
    (folder / "package").mkdir()
    (folder / "package" / "organisations.csv").symlink_to("/etc/passwd")
    return folder / "package"


REFUSED: Mapping[str, tuple[str, Maker]] = {
    "a link in a folder": ("is a symbolic link", _linked),
    "a zip bomb": ("200 times its size", _archive({"organisations.csv": bytes(100_000_000)})),
    "a zip bomb of JSON": ("200 times", _archive({"organisations.json": b" " * 100_000_000})),
    "a way out of an archive": ("leads out of it", _archive({"../organisations.csv": HEAD})),
    "a place on the disk": ("leads out of it", _archive({"/tmp/organisations.csv": HEAD})),  # noqa: S108
    "a link in an archive": ("is a symbolic link", _link),
    "a bomb in a workbook": ("200 times its size", _sheet(" " * 50_000_000 + ROWS)),
    "a bomb beside the sheets": ("200 times", _sheet(ROWS, {"xl/media/x.png": bytes(50_000_000)})),
    "a bomb in a workbook in an archive": ("200 times its size", _within),
    "a cell at the end of the world": (
        "more than 256 MB",
        _sheet(ROWS + xml_row(1_048_576, ["x"], first=16_383)),
    ),
    "a long text without end": (
        "more than 256 MB",
        _sheet(
            xml_row(1, ["id", "kind", "name"]) + REPEATED,
            {"xl/sharedStrings.xml": SHARED, "xl/_rels/workbook.xml.rels": RELATED},
        ),
    ),
    "cells repeated without end": (
        "organisations.ods",
        _ods(ODS_HEAD + ods_row([f"{FULL}<text:p>x</text:p></table:table-cell>"], 1_048_000)),
    ),
    "a megabyte of NULs": ("organisations.csv", _file("organisations.csv", HEAD, 1_000_000)),
    "a line of 10 GB": ("line 2 is longer", _file("organisations.csv", HEAD, GIGABYTES)),
    "a header of 10 GB": ("line 1 is longer", _file("organisations.csv", b"id", GIGABYTES)),
    "a line of JSON of 10 GB": ("is longer", _file("organisations.jsonl", b'{"a":"', GIGABYTES)),
    "a text of JSON of 10 GB": (
        "a row of more",
        _file("organisations.json", b'[{"a":"', GIGABYTES),
    ),
    "a workbook of 10 GB": ("larger than", _file("organisations.xlsx", b"PK", GIGABYTES)),
    "a Parquet file of 10 GB": ("larger than", _file("organisations.parquet", b"PAR1", GIGABYTES)),
    "arrays without end": ("nests too deep", _file("organisations.json", b"[" * 1_000_000)),
    "objects without end": ("nests too deep", _file("organisations.json", b'[{"a":' * 500_000)),
    "rows without number": ("as no table with keys has", _parquet(id=["a"] * 3_000_000)),
    "a text repeated without end": ("bytes of text", _parquet(id=["x" * 100_000] * 500)),
    "a damaged page": ("organisations.parquet", _random),
    "names without number": (
        "more than 1,000 names",
        _file(
            "organisations.json",
            ("[" + ",".join(f'{{"n{n}": 1}}' for n in range(20_000)) + "]").encode(),
        ),
    ),
}

MEGABYTES_OF_ROWS = b"".join(b"r%d,Firm,A\n" % n for n in range(100_000))

PASSED: Mapping[str, tuple[tuple[int, int], Maker]] = {
    "NULs at the end of rows": (
        (2, 1),
        _file("organisations.csv", HEAD + b"a,Firm,A\nb,Firm,B\0\0\nc,Firm,C\n"),
    ),
    "rows in two encodings": (
        (2, 1),
        _file("organisations.csv", HEAD + "a,Firm,Zoë\n".encode() + b"b,Firm,Zo\xeb\nc,Firm,C\n"),
    ),
    "many rows in two encodings": (
        (100_001, 1),
        _file(
            "organisations.csv",
            HEAD + "a,Firm,Zoë\n".encode() + MEGABYTES_OF_ROWS + b"b,Firm,Zo\xeb\n",
        ),
    ),
    "macros, links and formulas": (
        (1, 0),
        _sheet(
            table(
                [["id", "kind", "name"], ["a", "Firm", '<c r="{at}"><f>[1]S!A1</f><v>7</v></c>']]
            ),
            {
                "xl/vbaProject.bin": os.urandom(100_000),
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            },
        ),
    ),
    "a sheet that says it is larger": (
        (1, 0),
        _sheet('<dimension ref="A1:XFD1048576"/><sheetData>' + ROWS),
    ),
    "cells that are empty": (
        (1, 0),
        _sheet(ROWS + "".join(xml_row(n, ['<c r="{at}" s="1"/>'] * 10) for n in range(3, 30_000))),
    ),
    "a cell far below": ((2, 0), _sheet(ROWS + xml_row(300_000, ["b", "Firm", "B"]))),
    "a document type in a workbook": (
        (1, 0),
        _sheet(
            ROWS, {"xl/theme.xml": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'}
        ),
    ),
    "a line of arrays without end": (
        (1, 1),
        _file(
            "organisations.jsonl",
            b'{"id": "a", "kind": "Firm", "name": "A"}\n' + b"[" * 1_000_000 + b"\n",
        ),
    ),
    "a text of 5 MB in Parquet": ((0, 1), _parquet(id=["x" * 5_000_000])),
}
