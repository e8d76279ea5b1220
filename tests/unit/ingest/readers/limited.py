"""Reads a package in a process of its own, under limits, and says how it went."""

import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.ingest.read_csv import RawRow
from tests.unit.ingest.child import context_of, sent_by
from tests.unit.ingest.readers.reading import package_of

MEGABYTE = 1 << 20
CONTEXT = context_of("tests.unit.ingest.readers.limited")


@dataclass(frozen=True)
class Outcome:
    """How a package was read: rows, rejections, or the error; work in seconds, memory in MB.

    Both are those of the process and of the guarded ones that it started.
    """

    rows: int
    rejected: int
    error: str
    seconds: float
    memory: float


def read_limited(path: Path) -> Outcome | None:
    """Reads a package; None if that killed the process."""
    outcome: Outcome | None = sent_by(CONTEXT, _read, path, seconds=60)
    return outcome


def _read(path: Path, pipe: Connection) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows, rejected, error = 0, 0, ""
    try:
        for found in package_of(path).values():
            read = sum(isinstance(row, RawRow) for row in found)
            rows, rejected = rows + read, rejected + len(found) - read
    except KgError as refusal:
        error = str(refusal)
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Work, not time: other tests may be running on this machine.
    seconds = sum((own.ru_utime, own.ru_stime, others.ru_utime, others.ru_stime))
    memory = own.ru_maxrss - before + others.ru_maxrss
    pipe.send(Outcome(rows, rejected, error, seconds, memory / 1024))
