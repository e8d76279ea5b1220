"""Reads a file in a process of its own, under limits, and says how it went."""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.ingest.rdf.parse import read_statements

MEMORY = 256 * 1024 * 1024
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.unit.ingest.rdf.limited"])


@dataclass(frozen=True)
class Outcome:
    """How a file was read: how many statements, or the error; with seconds of work."""

    statements: int
    error: str
    seconds: float


def read_limited(path: Path) -> Outcome | None:
    """Reads a file with 256 MB of memory beyond what the process had; None if that killed it."""
    ours, theirs = CONTEXT.Pipe()
    child = CONTEXT.Process(target=_read, args=(path, theirs))
    child.start()
    theirs.close()
    try:
        outcome: Outcome = ours.recv() if ours.poll(20) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()
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
