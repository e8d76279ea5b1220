"""Reads JSON (RFC 8259: an array of objects) and JSON Lines, an object at a time."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.limits import LONGEST_SHOWN
from kg.ingest.read_csv import WHOLE_ROW, RawRow
from kg.ingest.readers.cell_text import Literal, NoCellError, text_of
from kg.ingest.readers.kinds import JSON_LINES, kind_of
from kg.ingest.readers.raw_table import RawTable, faulty, unread
from kg.ingest.text_lines import TextLines, open_text
from kg.model import Rejection

BLOCK = 1 << 18
# An object that is longer is no row; it is read again at each doubling, so twice in all.
LONGEST_OBJECT = 4_000_000
MOST_COLUMNS = 1_000
_SPACE = re.compile(r"[ \t\r\n]*")
# Half of a pair that stands for one character (Unicode 15, section 3.8): no text holds it.
_HALF = re.compile("[\ud800-\udfff]")
NO_OBJECT = "must be an object with a value for each column"


class _NoJsonError(ValueError):
    """Something that RFC 8259 does not allow, or that is no row."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An object as it stands: a name may stand twice."""

    pairs: Sequence[tuple[str, Any]]


def _refuse(name: str) -> Any:
    raise _NoJsonError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=Literal, parse_float=Literal, parse_constant=_refuse
)


def read_json(file: FoundFile, encoding: str | None) -> RawTable:
    """The table in a file; it is read once through, so that a fault is known before its first row.

    The columns are the names in all of its objects.
    """
    columns: dict[str, None] = {}
    last = 0
    for row in _rows(file, encoding):
        columns.update(dict.fromkeys(_cells(row)))
        last = row.line
        if len(columns) > MOST_COLUMNS:
            raise InputError(
                f"{file.path} line {row.line} has more than {MOST_COLUMNS:,} names with those "
                "before it; next step: give an object for each row"
            )
    if not columns:
        raise InputError(f"{file.path} holds no row; next step: export it again")
    return RawTable(tuple(columns), _rows(file, encoding), last_row=last)


def _rows(file: FoundFile, encoding: str | None) -> Iterator[RawRow | Rejection]:
    is_lines = kind_of(file.path) in JSON_LINES
    errors = "surrogateescape" if is_lines and encoding is None else "strict"
    with open_text(file.path, encoding or "utf-8", errors) as stream:
        found = _lines(file, stream) if is_lines else _Array(file.path, stream).objects()
        for line, value in found:
            yield value if isinstance(value, Rejection) else _row(file, line, value)


def _row(file: FoundFile, line: int, value: Any) -> RawRow | Rejection:
    if not isinstance(value, _Pairs):
        return unread(file, line, value if isinstance(value, str) else "", NO_OBJECT)
    values: dict[str, str] = {}
    faults = []
    for name, content in value.pairs:
        try:
            text = text_of(content)
        except NoCellError as error:
            text = _shown(content) if isinstance(content, _Pairs) else "[…]"
            faults.append((name, str(error)))
        if _HALF.search(name + text):
            return unread(file, line, _shown(value), "must not hold half a character")
        if name in values:
            return unread(file, line, _shown(value), f"must name {name!r} once")
        values[name] = text
    return faulty(file, line, values, faults) if faults else RawRow(line, values)


def _cells(row: RawRow | Rejection) -> Iterable[str]:
    """The names that a row has for its cells; none where it is no row."""
    cells = row.values if isinstance(row, RawRow) else row.cells
    return cells if WHOLE_ROW not in cells else ()


def _shown(value: _Pairs) -> str:
    """An object as a line of text, no deeper than its cells."""
    cells = {n: v if isinstance(v, str | bool | None) else "…" for n, v in value.pairs}
    return json.dumps(cells, ensure_ascii=False)


def _lines(file: FoundFile, stream: TextIO) -> Iterator[tuple[int, Any]]:
    lines = TextLines(stream, file.path, keeps_rows=False)
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            text.encode()
            value, end = _DECODER.raw_decode(text.strip())
            if text.strip()[end:].strip():
                raise _NoJsonError("something follows the object")
        except (ValueError, RecursionError) as error:
            shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            yield line, unread(file, line, shown, f"must be a line of JSON ({_reason(error)})")
        else:
            yield line, value


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it nests too deep"
    # Its place is counted from where reading began, so the line of the file stands elsewhere.
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)[:LONGEST_SHOWN]


class _Array:
    """The objects of one array, of which no more than one is in memory."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path, self._stream = path, stream
        self._text, self._at, self._line = "", 0, 1
        self._is_at_end = False

    def objects(self) -> Iterator[tuple[int, Any]]:
        """Each value with the line on which it begins; InputError where the array is broken."""
        if self._next() != "[":
            raise self._broken("must be an array of objects; JSON Lines are named .jsonl")
        self._at += 1
        is_first = True
        while (sign := self._next()) != "]":
            if not is_first:
                if sign != ",":
                    raise self._broken("must have a comma or the end of the array here")
                self._at += 1
                self._next()
            yield self._line, self._value()
            is_first = False
        self._at += 1
        if self._next():
            raise self._broken("must end with its array")

    def _next(self) -> str:
        """The next character that is no space, which is where reading goes on."""
        while True:
            end = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches
            self._move(end)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(BLOCK):
                return ""

    def _value(self) -> Any:
        wanted = BLOCK
        while True:
            # A number could go on in the next block.
            if self._is_at_end or len(self._text) - self._at >= wanted:
                try:
                    value, end = _DECODER.raw_decode(self._text, self._at)
                except (ValueError, RecursionError) as error:
                    if isinstance(error, RecursionError) or self._is_at_end:
                        raise self._broken(f"cannot be read: {_reason(error)}") from error
                    if wanted >= LONGEST_OBJECT:
                        rule = (
                            f"is no JSON, or has a row of more than {LONGEST_OBJECT:,} characters"
                        )
                        raise self._broken(rule) from error
                    wanted *= 2
                else:
                    self._move(end)
                    return value
            self._more(wanted)

    def _more(self, wanted: int) -> bool:
        """Reads on, and forgets what was read; False at the end."""
        try:
            block = self._stream.read(wanted)
        except UnicodeError as error:
            raise self._broken(f"is not UTF-8 ({error}); name its --encoding") from error
        self._text, self._at = self._text[self._at :] + block, 0
        self._is_at_end = not block
        return bool(block)

    def _move(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _broken(self, rule: str) -> InputError:
        return InputError(f"{self._path} line {self._line} {rule}; next step: export it again")
