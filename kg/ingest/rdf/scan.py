"""What the checks of a file before its parsing share: its bytes, and how it is refused."""

import codecs
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError
from kg.ingest.rdf.limits import DEEPEST, LONGEST_TOKEN
from kg.ingest.read_zip import ZipMember, size_of

BLOCK = 1 << 20


def refuse(path: Path, what: str, step: str) -> InputError:
    """The error of a file that is not read: what is wrong in it, and what to do."""
    return InputError(f"{path} {what}; next step: {step}")


def check_utf8(path: Path) -> None:
    """Raises InputError where a file is not UTF-8 throughout, or has a NUL character.

    UTF-8 has no form for lone surrogates (RFC 3629, section 3), so those are refused too.
    """
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            if b"\0" in block:
                line += block[: block.index(b"\0")].count(b"\n")
                raise refuse(path, f"line {line} has a NUL character", "take it out")
            _decode(path, decoder, block, line)
            line += block.count(b"\n")
        _decode(path, decoder, b"", line, is_end=True)


def _decode(
    path: Path,
    decoder: codecs.IncrementalDecoder,
    block: bytes,
    line: int,
    *,
    is_end: bool = False,
) -> None:
    try:
        decoder.decode(block, is_end)
    except UnicodeDecodeError as error:
        at = line + error.object[: error.start].count(b"\n")
        what = f"line {at} is not UTF-8 ({error.reason})"
        raise refuse(path, what, "save it as UTF-8") from error


@contextmanager
def mapped(path: Path) -> Iterator[bytes | mmap.mmap]:
    """The bytes of a file, without a copy of them in memory; those of an archive are small."""
    with path.open("rb") as stream:
        if isinstance(path, ZipMember):
            yield stream.read()
            return
        if not size_of(path):
            yield b""
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            yield content


def check_depth(path: Path, depth: int) -> None:
    """Raises InputError for brackets that nobody nests so deep."""
    if depth > DEEPEST:
        raise refuse(
            path, f"nests more than {DEEPEST} brackets", "give the inner things IRIs of their own"
        )


def check_token(path: Path, size: int, longest: int = LONGEST_TOKEN) -> None:
    """Raises InputError for a text or name that is too long to be one; sizes are in bytes."""
    if size > longest:
        raise refuse(
            path,
            f"holds a text of more than {longest:,} bytes, or one that never ends",
            "check its quotation marks",
        )
