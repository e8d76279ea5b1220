"""Reads a workbook (ECMA-376, OpenDocument or BIFF) in the guarded process: values only.

Formulas give the value that was saved with them, macros and links are never followed.
"""

import io
import re
import sys
import types
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastexcel

from kg.errors import InputError
from kg.ingest.read_zip import LARGEST_MEMBER, LARGEST_RATIO
from kg.ingest.readers.line import Line, cells_not_read, line_of
from kg.ingest.readers.unsaved import check_saved

if TYPE_CHECKING:
    import polars as pl

LARGEST_WORKBOOK = 100_000_000
# A workbook of the largest size that is read has no more in all of its parts.
LARGEST_PARTS = 400_000_000
ROWS_AT_ONCE = 5_000
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?")
_ERROR_IN_ODS = b'calcext:value-type="error"'
# How a workbook shows its errors (ECMA-376, 18.17.3), by what the parser calls them.
SIGNS = {
    "DIV0": "#DIV/0!",
    "NA": "#N/A",
    "NAME": "#NAME?",
    "NULL": "#NULL!",
    "NUM": "#NUM!",
    "REF": "#REF!",
    "VALUE": "#VALUE!",
    "GETTINGDATA": "#GETTING_DATA",
}
UNKNOWN_ERROR = "#ERROR"
# Parts of a workbook (ECMA-376, OpenDocument), and what is told of them.
NEVER_DONE = {
    "vbaProject.bin": "the workbook has macros, which are not run",
    "Basic/": "the workbook has macros, which are not run",
    "externalLinks/": "the workbook refers to other files, which are not read: cells have the "
    "values that were saved",
}
WHERE = "next step: save the table as CSV or as a new workbook"


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets, in order."""
    return list(_opened(path, _content(path)).sheet_names)


def read_sheet(path: Path, sheet: str) -> tuple[tuple[str, ...], list[str], int, Iterator[Line]]:
    """The columns, notes, height and lines of a sheet; its header is the first row not empty."""
    content = _content(path)
    workbook = _opened(path, content)
    try:
        loaded = workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        frame, errors = loaded.to_polars(), _errors(loaded)
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from error
    at, header = _header(frame)
    if not header:
        raise InputError(f"{path}, sheet {sheet!r} is empty; next step: export it again")
    check_saved(path, content, sheet)
    reader = _Reader(tuple(header), frame, errors, _has_ods_errors(path, content))
    notes = [*reader.notes(at), *_never_done(content)]
    return reader.columns, notes, frame.height, reader.lines(at)


@dataclass(frozen=True, slots=True)
class _Reader:
    columns: tuple[str, ...]
    frame: "pl.DataFrame"
    errors: Mapping[int, Mapping[int, str]]
    is_doubtful: bool

    def notes(self, header: int) -> list[str]:
        """That cells stand where no column is."""
        bare = [n for n, name in enumerate(self.columns) if not name]
        below = self.frame.slice(header + 1)
        count = sum(below.height - below.to_series(n).null_count() for n in bare)
        return list(cells_not_read(count))

    def lines(self, header: int) -> Iterator[Line]:
        """The rows below the header that hold something, each with its number in the sheet."""
        for begin in range(header + 1, self.frame.height, ROWS_AT_ONCE):
            rows = self.frame.slice(begin, ROWS_AT_ONCE).iter_rows()
            for index, cells in enumerate(rows, start=begin):
                line = self._line(index, cells)
                if line is not None:
                    yield line

    def _line(self, index: int, cells: Sequence[str | None]) -> Line | None:
        values = {n: plain_cell(c) for n, c in zip(self.columns, cells, strict=True) if n and c}
        if index in self.errors or (self.is_doubtful and "" in cells):
            return self._broken(index, values, cells)
        return line_of(index + 1, values) if any(v.strip() for v in values.values()) else None

    def _broken(
        self, index: int, values: Mapping[str, str], cells: Sequence[str | None]
    ) -> Line | None:
        """A row with errors, which stand in their cells as the workbook shows them."""
        signs = dict(self.errors.get(index, {}))
        if self.is_doubtful:
            signs |= {n: UNKNOWN_ERROR for n, cell in enumerate(cells) if cell == ""}
        named = {self.columns[n]: sign for n, sign in sorted(signs.items()) if self.columns[n]}
        faults = [(name, f"must hold no error of the workbook, as {named[name]}") for name in named]
        line = line_of(index + 1, {**values, **named})
        if faults and not line.faults:
            return line._replace(faults=faults)
        return line if line.cells else None


def plain_cell(text: str) -> str:
    """A date without the midnight that workbooks put behind it."""
    found = _MIDNIGHT.fullmatch(text)
    return found[1] if found else text


def _header(frame: "pl.DataFrame") -> tuple[int, list[str]]:
    for begin in range(0, frame.height, ROWS_AT_ONCE):
        rows = frame.slice(begin, ROWS_AT_ONCE).iter_rows()
        for index, cells in enumerate(rows, start=begin):
            if any(cell and cell.strip() for cell in cells):
                return index, [(cell or "").strip() for cell in cells]
    return 0, []


def _content(path: Path) -> bytes:
    """The bytes of a workbook whose parts are not too large to be unpacked."""
    with path.open("rb") as stream:
        content = stream.read(LARGEST_WORKBOOK + 1)
    if len(content) > LARGEST_WORKBOOK:
        raise InputError(f"{path} is larger than {LARGEST_WORKBOOK:,} bytes; {WHERE}")
    if not content.startswith(b"PK"):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"{path} is a damaged workbook ({error}); {WHERE}") from error
    if sum(part.file_size for part in parts) > min(LARGEST_PARTS, LARGEST_MEMBER):
        raise InputError(f"{path} unpacks to more than {LARGEST_PARTS:,} bytes; {WHERE}")
    for part in parts:
        if part.file_size > LARGEST_RATIO * max(part.compress_size, 1):
            raise InputError(
                f"{part.filename[:80]} in {path} unpacks to more than {LARGEST_RATIO} times its "
                f"size, as no table does; {WHERE}"
            )
    return content


def _never_done(content: bytes) -> list[str]:
    """What a workbook brings along that may surprise whoever opens it in a program of an office."""
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    return [told for sign, told in NEVER_DONE.items() if any(sign in name for name in names)]


def _opened(path: Path, content: bytes) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    reason = str(error).partition("\n")[0].removeprefix("calamine error: ")[:200]
    return InputError(f"{path} cannot be read as a workbook ({reason}); {WHERE}")


def _has_ods_errors(path: Path, content: bytes) -> bool:
    """Whether an OpenDocument workbook has errors: they look like empty texts to the parser."""
    if path.suffix.lower() != ".ods":
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
        before = b""
        while block := stream.read(1 << 20):
            if _ERROR_IN_ODS in before + block:
                return True
            before = block[-len(_ERROR_IN_ODS) :]
    return False


def _errors(sheet: fastexcel.ExcelSheet) -> dict[int, dict[int, str]]:
    """The signs of cells that hold an error such as #REF!, by row and column.

    The parser tells of them only beside a table of pyarrow, which we have no other use for: a
    stand-in takes the table and drops it.
    """
    if "pyarrow" not in sys.modules:
        sys.modules["pyarrow"] = _stand_in()
    _, found = sheet._sheet.to_arrow_with_errors()  # noqa: SLF001  # as said above
    signs: dict[int, dict[int, str]] = defaultdict(dict)
    for error in found.errors if found else ():
        row, column = error.position
        signs[row][column] = _sign(error.detail)
    return dict(signs)


def _sign(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return SIGNS.get(found[1].upper(), UNKNOWN_ERROR) if found else UNKNOWN_ERROR


def _stand_in() -> types.ModuleType:
    class RecordBatchReader:
        @classmethod
        def _import_from_c(cls, *_: Any) -> Any:
            return cls()

        def read_next_batch(self) -> None:
            """The table, which nobody wants."""

        def close(self) -> None:
            """Nothing was opened."""

    module = types.ModuleType("pyarrow")
    for name in ("RecordBatch", "Array", "Schema"):
        setattr(module, name, type(name, (), {}))
    module.RecordBatchReader = RecordBatchReader  # type: ignore[attr-defined]  # a stand-in
    return module
