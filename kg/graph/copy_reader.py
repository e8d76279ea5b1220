"""Reads from the copy of the embedded engine, and kills it when a query does not end."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psutil

from kg.errors import InputError, ServiceError
from kg.graph.read_only import Limits, LostError, OverrunError, ReadAnswer, ReadRequest, ask
from kg.graph.reader_copy import ReaderCopy

TRIES = 3
SECONDS_TO_SEE_ITS_END = 3.0
SECONDS_BETWEEN_LOOKS = 0.05
LEAST_SECONDS = 0.5


class CopyReader:
    """Reads from the copy; a query that is stopped takes the engine of the copy with it."""

    def __init__(self, copy: ReaderCopy) -> None:
        self._copy = copy
        self._running = copy.folder / "queries"

    def read(self, request: ReadRequest) -> ReadAnswer:
        """The answer of the copy; its time begins when the copy is ready."""
        left = request.limits.seconds
        for _ in range(TRIES):
            self._end_abandoned()
            address = self._copy.address()
            begin = time.monotonic()
            try:
                with self._noted():
                    return ask(address, _with_seconds(request, left), by_plan=False)
            except LostError as error:
                self._check_crash(error)
            except OverrunError:
                self._copy.kill(address)
                raise
            except (KeyboardInterrupt, SystemExit):
                self._copy.kill(address)
                raise
            # Another query was stopped, and this one with it.
            left = max(LEAST_SECONDS, left - (time.monotonic() - begin))
        raise ServiceError(
            "other queries stopped the reader again and again; next step: run this one again"
        )

    def _check_crash(self, error: LostError) -> None:
        """Raises InputError when the engine ended by itself."""
        end = time.monotonic() + SECONDS_TO_SEE_ITS_END
        while time.monotonic() < end:
            if self._copy.has_crashed():
                raise InputError(
                    "the query took all memory of its engine, which was stopped; next step: ask "
                    "for less, or set KG_ENGINE_HEAP to more"
                ) from error
            if self._copy.is_stopped():
                return
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def _end_abandoned(self) -> None:
        """Ends a copy that still works for a command that is gone, killed before it could."""
        notes = list(self._running.glob("*.query")) if self._running.is_dir() else []
        abandoned = [note for note in notes if not _is_alive(note)]
        if abandoned:
            self._copy.kill()
        for note in abandoned:
            note.unlink(missing_ok=True)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Meanwhile a file says that this process has a query running."""
        self._running.mkdir(mode=0o700, parents=True, exist_ok=True)
        created = psutil.Process().create_time()
        note = self._running / f"{os.getpid()}_{created}_{uuid4().hex}.query"
        note.touch(0o600)
        try:
            yield
        finally:
            note.unlink(missing_ok=True)


def _is_alive(note: Path) -> bool:
    """Does the process that wrote the note still run?"""
    pid, created, _ = note.name.split("_")
    try:
        return psutil.Process(int(pid)).create_time() == float(created)
    except psutil.Error:
        return False


def _with_seconds(request: ReadRequest, seconds: float) -> ReadRequest:
    limits = Limits(seconds, request.limits.rows, request.limits.bytes)
    return replace(request, limits=limits)
