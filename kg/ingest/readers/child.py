"""The guarded process: reads one workbook or Parquet file under limits and prints its rows.

    python -m kg.ingest.readers.child sheets PATH
    python -m kg.ingest.readers.child rows PATH [SHEET NAMES]

NAMES are those that columns may have, as JSON.

The parsers are compiled code that takes whole files into memory: what a file claims to hold, and
what kills a parser, stays in here. Each line that is printed is one JSON value: the head, the
rows, and `null` at the end.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import InputError, KgError
from kg.ingest.read_zip import ZipMember
from kg.ingest.readers.kinds import PARQUET, kind_of
from kg.ingest.readers.line import Line

MEMORY = 256 << 20
# Seconds of work: to begin with, and for each megabyte of the file.
SECONDS, SECONDS_PER_MEGABYTE = 5, 1


def main(arguments: list[str]) -> None:
    """Prints what was asked for, or what is wrong with the file."""
    task, place, *sheet = arguments
    path = Path(place)
    # A member of an archive is a path below a file.
    path = path if path.is_file() else ZipMember(path)
    write = sys.stdout.write
    try:
        for value in _answer(task, path, sheet):
            write(json.dumps(value) + "\n")
    except KgError as error:
        write(json.dumps({"error": str(error)}) + "\n")
    except MemoryError:
        return
    sys.stdout.flush()


def _answer(task: str, path: Path, sheet: list[str]) -> Iterator[Any]:
    try:
        if task == "sheets":
            yield _sheets(path)
            return
        columns, notes, last, lines = _table(path, sheet)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    yield {"columns": columns, "notes": notes, "last": last}
    yield from lines
    yield None


def _sheets(path: Path) -> list[str]:
    from kg.ingest.readers.workbook import sheet_names

    _limit(path)
    return sheet_names(path)


def _table(path: Path, sheet: list[str]) -> tuple[tuple[str, ...], list[str], int, Iterator[Line]]:
    if kind_of(path) in PARQUET:
        from kg.ingest.readers.parquet import read_parquet

        _limit(path)
        return read_parquet(path)
    from kg.ingest.readers.workbook import read_sheet

    _limit(path)
    name, known = sheet
    return read_sheet(path, name, frozenset(json.loads(known)))


def _limit(path: Path) -> None:
    """Bounds memory beyond what the parsers take themselves, and work, where the system can."""
    with suppress(ImportError, FileNotFoundError):
        import resource

        size = path.stat().st_size if not isinstance(path, ZipMember) else _size(path)
        seconds = SECONDS + SECONDS_PER_MEGABYTE * (size >> 20)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Data, not addresses: the parsers reserve far more of these than they use.
        pages = int(Path("/proc/self/statm").read_text("utf-8").split()[5])
        memory = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _size(member: ZipMember) -> int:
    size = 0
    with member.open("rb") as stream:
        while block := stream.read(1 << 20):
            size += len(block)
    return size


if __name__ == "__main__":
    main(sys.argv[1:])
