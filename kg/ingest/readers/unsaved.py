"""Finds formulas that were saved without their value (ECMA-376, 18.3.1.4; OpenDocument, 19.642).

Programs that write workbooks without computing them, such as openpyxl and generators of reports,
leave it out. To a parser such a cell looks empty, and a load would empty a known value.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from kg.errors import InputError

_BLOCK = 1 << 20
# A formula has at most 8,192 characters, and the cell around it is not much longer.
_LONGEST_CELL = 1 << 16
# A cell that ends after its formula. An empty value is one for a cell of text alone.
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])(?P<attributes>[^>]*)>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?P<empty><(?:\w+:)?v(?:\s[^>]*)?(?:/>|>\s*</(?:\w+:)?v>)\s*)?"
    rb"</(?:\w+:)?c>"
)
_IS_TEXT = re.compile(rb"""\st=["']str["']""")
_PLACE = re.compile(rb"""\sr=["'](\w{1,10})["']""")
# A cell of OpenDocument with a value says of which type it is.
_ODS_CELL = re.compile(
    rb"<table:table-cell(?=[^>]*\stable:formula=)(?![^>]*:value-type=)(?P<attributes>[^>]*)>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def check_saved(path: Path, content: bytes, sheet: str) -> None:
    """InputError where a sheet has a formula of which nobody knows the value."""
    if not content.startswith(b"PK"):
        # The format of Excel 97 has a value beside every formula.
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            cell = next(_unsaved(archive, sheet), None)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise InputError(
            f"{path} is a damaged workbook ({error}); next step: open it and save it again"
        ) from error
    if cell is not None:
        place = _PLACE.search(cell["attributes"])
        where = f" in {place[1].decode()}" if place else ""
        raise InputError(
            f"{path}, sheet {sheet!r} has a formula{where} without the value that a program of an "
            "office saves with it, so nobody knows the value; next step: open the workbook in "
            "Excel or LibreOffice, save it, and load it again"
        )


def _unsaved(archive: zipfile.ZipFile, sheet: str) -> Iterator[re.Match[bytes]]:
    parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    if "content.xml" in parts:
        yield from _cells(archive, parts["content.xml"], _ODS_CELL, b"table:formula=")
        return
    part = _part_of(archive, sheet, parts)
    # Where the sheet is cannot always be told; then all of them must be saved.
    for name in [part] if part else [n for p, n in parts.items() if "/worksheets/" in p]:
        for cell in _cells(archive, name, _CELL, b"f"):
            if not (cell["empty"] and _IS_TEXT.search(cell["attributes"])):
                yield cell


def _cells(
    archive: zipfile.ZipFile, part: str, cell: re.Pattern[bytes], sign: bytes
) -> Iterator[re.Match[bytes]]:
    """What looks like such a cell; most parts have no formula, and are passed over."""
    before = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = before + block
            if sign in text:
                yield from cell.finditer(text)
            # A cell may go on in the next block.
            before = text[-_LONGEST_CELL:]


def _part_of(archive: zipfile.ZipFile, sheet: str, parts: Mapping[str, str]) -> str | None:
    """The part of a workbook of ECMA-376 that holds a sheet."""
    try:
        book = ET.fromstring(archive.read(parts["xl/workbook.xml"]))  # noqa: S314  # guarded
        links = ET.fromstring(archive.read(parts["xl/_rels/workbook.xml.rels"]))  # noqa: S314
    except (KeyError, ET.ParseError):
        return None
    entries = (entry for entry in book.iterfind("{*}sheets/{*}sheet") if entry.get("name") == sheet)
    ids = {entry.get(_RELATION, entry.get(_STRICT_RELATION)) for entry in entries}
    targets = (link.get("Target", "") for link in links if link.get("Id") in ids)
    places = (posixpath.join("/xl", target)[1:].lower() for target in targets)
    return next((parts[place] for place in places if place in parts), None)
