"""Reads text files line by line: counts the lines, names their faults, takes lines back."""

import codecs
import csv
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from kg.errors import InputError

# A line longer than this is no line of a table; a row may have as many characters on its lines.
LONGEST_LINE = 12_000_000
# No row has more lines; those of one that is never closed are given back, and must not fill the
# memory.
MOST_LINES = 400_000
_BLOCK = 1 << 20
# How the reader is told of it; the first as the csv module says it itself.
FIELD_LIMIT, LINE_LIMIT = "field limit", "too many lines"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class TextLines:
    """The lines of a stream, counted, with their faults named; a row's lines can be given back."""

    def __init__(
        self, stream: TextIO, path: Path, *, keeps_rows: bool = True, longest: int = LONGEST_LINE
    ) -> None:
        self._stream, self._path, self._keeps_rows = stream, path, keeps_rows
        self._longest = longest
        self._count = 0
        self._row: list[str] = []
        self._row_size = 0
        self._has_nul = False
        self._ahead: deque[str] = deque()

    def __iter__(self) -> "TextLines":
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self._count += 1
        if len(line) > self._longest:
            raise InputError(
                f"{self._path} line {self._count} is longer than {self._longest:,} characters; "
                "next step: check that it is a table with line ends, and export it again"
            )
        if self._keeps_rows:
            self._row.append(line)
            self._row_size += len(line)
            # A line has a character at least, so that few rows are looked at more closely.
            if self._row_size > MOST_LINES:
                self._check_row()
        if "\0" not in line:
            return line
        # A NUL byte is never text, and readers in C stop at it: its row is to be rejected.
        self._has_nul = True
        return line.replace("\0", "")

    @property
    def count(self) -> int:
        """How many lines were read so far."""
        return self._count

    @property
    def has_nul(self) -> bool:
        """Whether a line of the present row holds a NUL byte."""
        return self._has_nul

    def begin_row(self) -> int:
        """Forgets the lines of the row before; the number of the line that comes next."""
        self._row, self._row_size, self._has_nul = [], 0, False
        return self._count + 1

    def further_lines(self) -> Sequence[str]:
        """The lines of the present row after its first."""
        return self._row[1:]

    def give_back_all_but_first(self) -> str:
        """Puts the lines after the first of a row back, to be read as rows of their own."""
        first, *rest = self._row
        self._ahead.extendleft(reversed(rest))
        self._count -= len(rest)
        return first

    def _check_row(self) -> None:
        if self._row_size > self._longest:
            raise csv.Error(FIELD_LIMIT)
        if len(self._row) > MOST_LINES:
            raise csv.Error(LINE_LIMIT)

    def _read(self) -> str:
        try:
            return self._stream.readline(self._longest + 1)
        except UnicodeError as error:
            raise _wrong_encoding(self._path, self._stream.encoding, error) from error


def open_text(path: Path, encoding: str, errors: str = "strict") -> TextIO:
    """Opens a file in this encoding, or in the one that its byte order mark says."""
    try:
        used = codecs.lookup(encoding).name
    except LookupError as error:
        raise InputError(f"there is no encoding {encoding!r}; try: --encoding cp1252") from error
    try:
        with path.open("rb") as probe:
            used = BYTE_ORDER_MARKS.get(probe.read(2), used)
        used = "utf-8-sig" if used == "utf-8" else used
        return path.open(encoding=used, errors=errors, newline="")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _wrong_encoding(path: Path, encoding: str, error: UnicodeError) -> InputError:
    used = encoding.removesuffix("-sig")
    if not isinstance(error, UnicodeDecodeError) or not used.startswith("utf-8"):
        return InputError(f"{path} is not {used} ({error}); next step: name its --encoding")
    byte = error.object[error.start]
    return InputError(
        f"{path} line {_line_of_fault(path)} is not UTF-8: byte 0x{byte:02X}; "
        "it may come from Windows; try: --encoding cp1252"
    )


def _line_of_fault(path: Path) -> int:
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += block.count(b"\n")
    return line
