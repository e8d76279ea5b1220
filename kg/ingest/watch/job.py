"""Loads a drop by the ordinary command, in a process of its own: one that is killed by what it
reads takes nothing else with it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import ServiceError, StateError
from kg.ingest.watch.drops import DONE, FAILED

# Rows that are rejected do not hold up the others. 6 says that they are too many, 7 that a snapshot
# lacks too many.
DONE_CODES, FAILED_CODES, RETRIED_CODES = (0, 3, 5), (1, 2, 6, 7), (4, 130)
# What ends a process that is no answer of the command, such as the lack of memory.
MOST_TRIES = 3
MOST_NOTES = 50


@dataclass
class DropJob:
    """One run of the command; `hear` takes each event of its log as it comes."""

    arguments: Sequence[str]
    hear: Callable[[dict[str, Any]], None]
    process: "subprocess.Popen[str] | None" = None
    end: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Waits for its end; the exit code, negative for a signal that has ended it."""
        # -P: nothing is imported from the folder in which the command is run.
        command = [sys.executable, "-P", "-m", "kg", "ingest", "members", *self.arguments]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise ServiceError(f"cannot start a process to load: {error.strerror}") from error
        assert self.process.stderr is not None  # noqa: S101  # it is a pipe
        with self.process.stderr as lines:
            for line in lines:
                self._take(line)
        return self.process.wait()

    def _take(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            event = {"event": "note", "text": line.rstrip("\n")}
        if event.get("event") == "end":
            self.end = event
        elif event.get("event") == "note" and len(self.notes) < MOST_NOTES:
            self.notes.append(str(event.get("text")))
        self.hear(event)

    def report(self, code: int) -> dict[str, Any]:
        """What stands beside the drop."""
        error = {} if self.end else {"error": f"the process ended with {code}"}
        return {**self.end, "exitCode": code, **error, "notes": self.notes}


def where_to(code: int, title: str | None, tries: int) -> str | None:
    """Where a drop belongs after so many tries; None where it stays, to be tried again.

    `title` is that of the error. What the graph or KG_HOME is in the way of is no fault of a drop.
    """
    if code in DONE_CODES:
        return DONE
    if code in RETRIED_CODES or title == StateError.title:
        return None
    return FAILED if code in FAILED_CODES or tries >= MOST_TRIES else None
