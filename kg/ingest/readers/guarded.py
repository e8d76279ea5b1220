"""Reads workbooks and Parquet in a process of its own, which a hostile file may kill."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.ingest.files import FoundFile
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.child import MEMORY
from kg.ingest.readers.raw_table import RawTable, faulty
from kg.model import Reason, Rejection

# An answer that is longer is no row; see the limits of the tables that are read.
LONGEST_ANSWER = 64_000_000
MOST_KEPT = 2_000


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook; InputError when it cannot be opened."""
    with _child(path, "sheets", str(path)) as answers:
        return [str(name) for name in _head(path, answers)]


def read_guarded(file: FoundFile) -> RawTable:
    """The table in a sheet or a Parquet file; InputError at once when there is none."""
    with _child(file.path, *_arguments(file)) as answers:
        head = _head(file.path, answers)
        notes = tuple(f"{file.name}: {note}" for note in head["notes"])
        first = list(islice(answers, MOST_KEPT))
    # A small table is kept; a large one is read again, so that not all of them are in memory.
    rows = _rows(file, first) if first and first[-1] is None else _again(file)
    return RawTable(tuple(head["columns"]), rows, notes, head["last"])


def _arguments(file: FoundFile) -> list[str]:
    return ["rows", str(file.path), *([file.sheet] if file.sheet is not None else [])]


def _again(file: FoundFile) -> Iterator[RawRow | Rejection]:
    with _child(file.path, *_arguments(file)) as answers:
        _head(file.path, answers)
        yield from _rows(file, answers)


def _rows(file: FoundFile, answers: Iterable[Any]) -> Iterator[RawRow | Rejection]:
    for answer in answers:
        if answer is None:
            return
        number, cells, faults, reason = answer
        if faults:
            yield faulty(file, number, cells, faults, Reason(reason))
        elif any(text.strip() for text in cells.values()):
            yield RawRow(number, cells)
    raise _killed(file.path)


def _head(path: Path, answers: Iterator[Any]) -> Any:
    head = next(answers, None)
    if head is None:
        raise _killed(path)
    if isinstance(head, dict) and "error" in head:
        raise InputError(head["error"])
    return head


@contextmanager
def _child(path: Path, *arguments: str) -> Iterator[Iterator[Any]]:
    """The answers of a process that ends with the block."""
    # -P: nothing is imported from the folder in which the command is run.
    command = [sys.executable, "-P", "-m", "kg.ingest.readers.child", *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "POLARS_MAX_THREADS": "1",
        "RUST_BACKTRACE": "0",
    }
    try:
        child = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise InputError(f"cannot start a process to read {path}: {error.strerror}") from error
    try:
        yield _answers(child)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _answers(child: "subprocess.Popen[bytes]") -> Iterator[Any]:
    assert child.stdout is not None  # noqa: S101  # it is a pipe
    while line := child.stdout.readline(LONGEST_ANSWER):
        try:
            yield json.loads(line)
        except ValueError:
            return


def _killed(path: Path) -> InputError:
    return InputError(
        f"{path} takes more than {MEMORY >> 20} MB of memory or too long to read, or is damaged; "
        "next step: save the table as CSV, without what stands far from it"
    )
