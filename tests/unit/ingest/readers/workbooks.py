"""Makes small workbooks as the programs of offices write them, and such as none of them would."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
DAY, MOMENT = 1, 2
Cell = str | int | float | bool | None
FAT, LAST, FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF


def column(number: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return letters


def xml_row(number: int, cells: Sequence[Cell], first: int = 0) -> str:
    """A row of an .xlsx; a text that begins with `<` is a cell itself, with {at} for its place."""
    found = (_xml_cell(f"{column(n)}{number}", c) for n, c in enumerate(cells, start=first))
    return f'<row r="{number}">{"".join(found)}</row>'


def _xml_cell(at: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case str() if cell.startswith("<"):
            return cell.replace("{at}", at)
        case str():
            return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>'
    return f'<c r="{at}"><v>{cell}</v></c>'


def day(serial: float, style: int = DAY) -> str:
    """A cell that is shown as a date."""
    return f'<c r="{{at}}" s="{style}"><v>{serial}</v></c>'


def xlsx(
    path: Path, sheets: Mapping[str, str], more: Mapping[str, str | bytes] | None = None
) -> Path:
    """A workbook of these sheets, each with its rows as XML."""
    names = list(enumerate(sheets, start=1))
    book = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in names)
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in names
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{book}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        **{
            f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{SHEET}">'
            f"{'' if sheets[n].startswith('<dimension') else '<sheetData>'}{sheets[n]}"
            "</sheetData></worksheet>"
            for i, n in names
        },
        **(more or {}),
    }
    return packed(path, parts)


def table(rows: Sequence[Sequence[Cell]]) -> str:
    """Rows of a sheet that begins at its corner."""
    return "".join(xml_row(number, row) for number, row in enumerate(rows, start=1))


def ods(path: Path, sheets: Mapping[str, str]) -> Path:
    """An OpenDocument workbook of these sheets."""
    spaces = " ".join(f'xmlns:{s}="{OPEN}:{s}:1.0"' for s in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = "".join(
        f'<table:table table:name="{n}">{rows}</table:table>' for n, rows in sheets.items()
    )
    return packed(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OPEN}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces} {calc}><office:body>"
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        },
    )


def ods_row(cells: Sequence[str], repeated: int = 1) -> str:
    """A row of an .ods; a text that begins with `<` is a cell as it is."""
    found = (
        c if c.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
        for c in cells
    )  # fmt: skip
    repeat = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{repeat}>{''.join(found)}</table:table-row>"


def xls(path: Path, sheet: str, rows: Sequence[Sequence[Cell]]) -> Path:
    """A workbook of Excel 97 with one sheet; `#REF!` is the error, and `day:N` a date."""
    globals_ = b"".join(
        [
            _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)),
            *(_record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, 14)),
        ]
    )
    begin = len(globals_) + 4 + 8 + len(sheet) + 4
    bound = struct.pack("<IHBB", begin, 0, len(sheet), 0) + sheet.encode("latin-1")
    cells = [_biff(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    stream = b"".join(
        [
            globals_,
            _record(0x0085, bound),
            _record(0x000A, b""),
            _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)),
            *cells,
            _record(0x000A, b""),
        ]
    )
    path.write_bytes(_compound(stream.ljust(4096, b"\0")))
    return path


def _biff(row: int, number: int, cell: Cell) -> bytes:
    match cell:
        case None:
            return b""
        case bool():
            return _record(0x0205, struct.pack("<HHHBB", row, number, 0, cell, 0))
        case "#REF!":
            return _record(0x0205, struct.pack("<HHHBB", row, number, 0, 0x17, 1))
        case str() if cell.startswith("day:"):
            return _record(0x0203, struct.pack("<HHHd", row, number, 1, float(cell[4:])))
        case str():
            text = cell.encode("utf-16-le")
            return _record(0x0204, struct.pack("<HHHHB", row, number, 0, len(cell), 1) + text)
    return _record(0x0203, struct.pack("<HHHd", row, number, 0, cell))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """A compound file (MS-CFB) with one stream, in sectors of 512 bytes."""
    stream += bytes(-len(stream) % 512)
    count = len(stream) // 512
    chain = [FAT, LAST, *range(3, count + 2), LAST]
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 1, LAST, 0)
    entries = root + _entry("Workbook", 2, FREE, 2, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, LAST, 0, LAST, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + fat + entries + stream


def _entry(name: str, kind: int, child: int, begin: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", FREE, FREE, child, begin, size)


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
