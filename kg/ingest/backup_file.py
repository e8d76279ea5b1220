"""The file format of a backup: JSON lines, compressed with gzip, closed by a line that seals it.

    {"format": "virtual-cluster-kg backup", "version": 3, …, "counts": {…}}
    {"source": {…}}                settings of every source that has any
    {"judgement": {…}}             every judgement on identity, withdrawn ones too
    {"feedback": {…}}              all feedback, withdrawn too
    {"load": {…}}                  every load, oldest first
    {"tombstone": {…}}             every person who was forgotten, by keyed digests
    {"record": {…}}                every source record, current and superseded
    {"end": {"sources": …, "judgements": …, …, "records": …, "sha256": …}}

The checksum is that of all lines before the last, line ends included. Version 1 had
loads and records only, version 2 no feedback; both are read as well.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from kg.errors import InputError, StorageError

FORMAT = "virtual-cluster-kg backup"
# Version 2 knows settings, judgements, records that are retired, and people who were forgotten;
# version 3 knows feedback.
VERSION = 3
_SECOND = {
    "source": "sources",
    "judgement": "judgements",
    "tombstone": "tombstones",
    "load": "loads",
    "record": "records",
}
# The kinds of lines of each version, with the names under which they are counted.
KINDS = {
    1: {"load": "loads", "record": "records"},
    2: _SECOND,
    3: {**_SECOND, "feedback": "feedback"},
}
# What no version of this format holds more than; a row is refused above half of it.
LONGEST_LINE = 16 * 1024 * 1024
PRIVATE = 0o600
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL

Line = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the last line says: how many lines of each kind there are, and their checksum."""

    sources: int
    judgements: int
    feedback: int
    tombstones: int
    loads: int
    records: int
    sha256: str


class BackupWriter:
    """Writes the lines of one backup."""

    def __init__(self, stream: BinaryIO, header: dict[str, Any]) -> None:
        # Without name and time, so that equal content makes equal files.
        self._stream = gzip.GzipFile("", "wb", fileobj=stream, mtime=0, compresslevel=6)
        self._digest = hashlib.sha256()
        self._counts: Counter[str] = Counter()
        self._write({"format": FORMAT, "version": VERSION, **header})

    def write(self, kind: str, value: dict[str, Any]) -> None:
        """Adds a line of one of the kinds."""
        self._write({kind: value})
        self._counts[kind] += 1

    def seal(self) -> Seal:
        """Adds the last line."""
        counts = {name: self._counts[kind] for kind, name in KINDS[VERSION].items()}
        seal = Seal(**counts, sha256=self._digest.hexdigest())
        self._write({"end": asdict(seal)})
        self._stream.close()
        return seal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()

    def _write(self, line: dict[str, Any]) -> None:
        raw = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        self._digest.update(raw)
        self._stream.write(raw)


@contextmanager
def put_in_place(file: Path) -> Iterator[BinaryIO]:
    """A stream to FILE.part, which takes the file's name once all is written, and else goes."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        # Records hold all that members said, so the file is its owner's.
        with os.fdopen(os.open(part, NEW_FILE, PRIVATE), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; next step: free space, or name a file "
            "elsewhere"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def read_lines(file: Path) -> Iterator[Line]:
    """The header, each line by its kind, and the seal: `("end", …)` comes only if all is well.

    Raises InputError when the file cannot be read, is no backup, or is damaged or cut off.
    """
    try:
        with gzip.open(file, "rb") as stream:
            yield from _lines(file, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(file, str(error) or "the compression is broken") from error
    except OSError as error:
        raise InputError(
            f"cannot read {file}: {error.strerror}; next step: name a file made by kg backup"
        ) from error


def _lines(file: Path, stream: gzip.GzipFile) -> Iterator[Line]:
    digest, counts = hashlib.sha256(), Counter[str]()
    raw = stream.readline(LONGEST_LINE)
    header = _header(file, raw)
    yield "header", header
    kinds = KINDS[header["version"]]
    while True:
        digest.update(raw)
        raw = stream.readline(LONGEST_LINE)
        kind, value = _line(file, raw, kinds)
        if kind == "end":
            break
        counts[kind] += 1
        yield kind, value
    found: dict[str, Any] = {name: counts[kind] for kind, name in kinds.items()}
    found["sha256"] = digest.hexdigest()
    if value != found or stream.read(1):
        raise damaged(file, "its content does not fit its checksum")
    yield "end", value


def _header(file: Path, raw: bytes) -> dict[str, Any]:
    header = _json(raw)
    if header.get("format") != FORMAT:
        raise InputError(f"{file} is no backup; next step: name a file made by kg backup")
    if header.get("version") not in KINDS:
        raise InputError(
            f"{file} is a backup of format {header.get('version')}, this version reads up "
            f"to {VERSION}; next step: upgrade this installation"
        )
    return header


def _line(file: Path, raw: bytes, kinds: Collection[str]) -> Line:
    line = _json(raw)
    if len(line) != 1:
        raise damaged(file, "it ends too early" if not raw else "a line cannot be read")
    [(kind, value)] = line.items()
    if kind not in (*kinds, "end") or not isinstance(value, dict):
        raise damaged(file, "a line cannot be read")
    return kind, value


def _json(raw: bytes) -> dict[str, Any]:
    """A line as an object; empty when it is none."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def damaged(file: Path, what: str) -> InputError:
    """The error of a file that cannot be trusted."""
    return InputError(
        f"{file} is damaged or was cut off ({what}), and nothing was restored; next step: use "
        "another copy, or make a new backup"
    )
