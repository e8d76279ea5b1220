"""Finds the encoding of a text file: what is certain is taken, what is likely is taken and told.

A line that is in another encoding than the rest is for the reader to reject: nobody can tell what
its letters were.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest.text_lines import LONGEST_LINE

UTF_8 = "utf-8"
# What Windows and its programs write where they do not write Unicode; ISO 8859-1 is a part of it.
WESTERN = "cp1252"
OTHERS = ("cp1250", "iso8859_2", "cp1251", "iso8859_5", "koi8_r", "cp1253", "iso8859_7", "cp1254")
CAPTIONS = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
}
MARKS = ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# How other files begin that bear the ending of a text, with what they are and what to do.
_EXPORT = "export its table as CSV"
NO_TEXT = {
    b"SQLite format 3\0": ("a database of SQLite", _EXPORT),
    b"PK\3\4": ("a workbook or a zip archive", "name it .xlsx, .ods or .zip, as it is"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("a workbook of Excel 97", "name it .xls"),
    b"PAR1": ("a Parquet file", "name it .parquet"),
    b"%PDF-": ("a PDF", _EXPORT),
    b"\x1f\x8b": ("packed by gzip", "unpack it"),
    codecs.BOM_UTF32_LE: ("in UTF-32", "save it as UTF-8"),
    codecs.BOM_UTF32_BE: ("in UTF-32", "save it as UTF-8"),
}
_BLOCK = 1 << 20
_LOOKED_AT = 4_096
_SAMPLE = 100_000
# In Western languages no sign but an apostrophe or hyphen stands within a word, and letters with
# accents seldom stand three in a row: such text is of another encoding.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][^\w\s\x00-\x7f‘’‐-—·´]+[^\W\d_]|[£¥¦¬±¶]+[^\W\d_]")  # noqa: RUF001
_ACCENTS_IN_A_ROW = re.compile(r"[À-ÖØ-öø-ÿ]{3}")
# UTF-8 in a line that is not all UTF-8. In a text of Western bytes: Ã or Â before a sign that does
# not end a word, and what else no word has; halves of characters, which no encoding has. Of
# Cyrillic and Greek two letters in a row, since a single one may be two of theirs.
_ENDS_WORD = rb"(?![\x85\x92-\x94\x96\x97\x9b\xbb](?![A-Za-z\x80-\xff]))"
_UTF_8_IN_WESTERN = re.compile(
    rb"[\xc2\xc3]" + _ENDS_WORD + rb"[\x80-\xbf]|[\xc4\xc5][\x80-\xbf](?=[A-Za-z\xc2-\xc5])"
    rb"|\xe2\x80[\x90-\xaf]|\xed[\xa0-\xbf][\x80-\xba]"
)
_UTF_8_IN_ANY = re.compile(
    rb"(?:\xd0[\x90-\xbf]|\xd1[\x80-\x8f]){2}|(?:\xce[\x91-\xbf]|\xcf[\x80-\x8e]){2}"
)
_CONTROL = re.compile(r"[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by its name; `bad_lines` are those that are not in it and are to be rejected."""

    name: str
    bad_lines: int = 0

    @property
    def errors(self) -> str:
        """How what does not fit is decoded: so that the reader finds it."""
        return "surrogateescape" if self.bad_lines else "strict"

    @property
    def caption(self) -> str:
        """The name as people know it."""
        return CAPTIONS.get(self.name, self.name.replace("iso8859_", "ISO-8859-").upper())


def find_encoding(path: Path) -> Encoding:
    """The encoding of a file; InputError where it cannot be known."""
    try:
        with path.open("rb") as stream:
            beginning = stream.read(_LOOKED_AT)
        _check_is_text(path, beginning)
        marked = next((name for mark, name in MARKS if beginning.startswith(mark)), None)
        if marked == "utf-16":
            return Encoding(marked)
        if marked is None and (wide := _wide(beginning)):
            return Encoding(wide)
        return Encoding(UTF_8) if _is_utf_8(path) else _judge(path)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _check_is_text(path: Path, beginning: bytes) -> None:
    """InputError for another kind of file under the name of a text, and for UTF-32."""
    found = next((what for sign, what in NO_TEXT.items() if beginning.startswith(sign)), None)
    if found is not None:
        kind, step = found
        raise InputError(f"{path} is {kind}, and no delimited text; next step: {step}")


def _wide(beginning: bytes) -> str | None:
    """UTF-16 without its mark: of every two bytes one is mostly zero."""
    pairs = len(beginning) // 2
    if pairs and beginning[1::2].count(0) > pairs * 0.6:
        return "utf-16-le"
    return "utf-16-be" if pairs and beginning[0::2].count(0) > pairs * 0.6 else None


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder(UTF_8)()
    with path.open("rb") as stream:
        try:
            longest = 0
            while block := stream.read(_BLOCK):
                decoder.decode(block)
                longest = 0 if b"\n" in block else longest + len(block)
                if longest > 4 * LONGEST_LINE:
                    # No table: the reader says so, and need not read all of it.
                    return True
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _judge(path: Path) -> Encoding:
    good, bad, sample, mixed = 0, 0, bytearray(), _Mixed()
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_BLOCK), b""), start=1):
            if line.isascii():
                continue
            try:
                line.decode(UTF_8)
                good += 1
            except UnicodeDecodeError:
                bad += 1
                mixed.take(number, line)
                if len(sample) < _SAMPLE:
                    sample += line
    count, first = mixed.found(bytes(sample))
    # Some lines are in UTF-8 and some are not: these are rejected, not guessed.
    if good or count == bad:
        return Encoding(UTF_8, bad)
    if count:
        raise InputError(
            f"{path} is not UTF-8, but parts of its lines are, such as of line {first:,}; "
            "next step: save the file in one encoding, or name the one to be taken by --encoding"
        )
    return Encoding(_of_bytes(path, bytes(sample)))


class _Mixed:
    """Counts lines that are partly UTF-8, and knows the first of them."""

    def __init__(self) -> None:
        self._counts = {_UTF_8_IN_ANY: 0, _UTF_8_IN_WESTERN: 0}
        self._first: dict[re.Pattern[bytes], int] = {}

    def take(self, number: int, line: bytes) -> None:
        """Looks at a line that is not all UTF-8."""
        for pattern in self._counts:
            if pattern.search(line):
                self._counts[pattern] += 1
                self._first.setdefault(pattern, number)

    def found(self, sample: bytes) -> tuple[int, int]:
        """How many there are and the number of the first; a sample says whether it is Western."""
        is_western = _is_western(_UTF_8_IN_WESTERN.sub(b"", sample))
        pattern = _UTF_8_IN_WESTERN if is_western else _UTF_8_IN_ANY
        return self._counts[pattern], self._first.get(pattern, 0)


def _of_bytes(path: Path, sample: bytes) -> str:
    if _is_western(sample):
        return WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(OTHERS)).best()
    if best is None or _CONTROL.search(str(best)) or _SIGN_IN_WORD.search(str(best)):
        raise InputError(
            f"{path} is not UTF-8, and its encoding cannot be told; "
            "next step: save it as UTF-8, or name it by --encoding, such as cp850 or mac_roman"
        )
    return best.encoding


def _is_western(sample: bytes) -> bool:
    try:
        text = sample.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    return not (_SIGN_IN_WORD.search(text) or _ACCENTS_IN_A_ROW.search(text))
