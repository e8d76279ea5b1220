"""Reads a file in a process of its own, under limits, and says how it went."""

import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.ingest.rdf.parse import read_statements
from tests.unit.ingest.child import context_of, sent_by

MEMORY = 256 * 1024 * 1024
CONTEXT = context_of("tests.unit.ingest.rdf.limited")


@dataclass(frozen=True)
class Outcome:
    """How a file was read: how many statements, or the error; with seconds of work."""

    statements: int
    error: str
    seconds: float


def read_limited(path: Path) -> Outcome | None:
    """Reads a file with 256 MB of memory beyond what the process had; None if that killed it."""
    outcome: Outcome | None = sent_by(CONTEXT, _read, path, seconds=20)
    return outcome


def _read(path: Path, pipe: Connection) -> None:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # Work, not time: other tests may be running on this machine.
    begin, statements, error = time.process_time(), 0, ""
    try:
        statements = sum(1 for _ in read_statements(path))
    except KgError as refusal:
        error = str(refusal)
    pipe.send(Outcome(statements, error, time.process_time() - begin))
