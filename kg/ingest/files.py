"""Finds the files of a source format under a path, and says what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest.table import SourceFormat, Table


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and the table that it is read as."""

    table: Table
    path: Path


def find_files(
    path: Path, formats: Iterable[SourceFormat], optional: frozenset[str] = frozenset()
) -> list[FoundFile]:
    """The files of the first format that fits, in loading order.

    `path` is a folder, or one file of a format. Tables named in `optional` may be missing;
    InputError names what else is.
    """
    if not path.exists():
        raise InputError(f"{path} does not exist; next step: check the path")
    choices = list(formats)
    for format_ in choices:
        found = _found(path, format_)
        names = {file.table.name for file in found}
        if found and all(t.name in names or t.name in optional for t in format_.tables):
            return found
    raise InputError(_complaint(path, choices, optional))


def _found(path: Path, format_: SourceFormat) -> list[FoundFile]:
    if path.is_file():
        fitting = [t for t in format_.tables if path.name in t.files]
        # A single file under another name is read as the format's first table.
        return [FoundFile(fitting[0] if fitting else format_.tables[0], path)]
    return [
        FoundFile(table, path / name)
        for table in format_.tables
        for name in table.files
        if (path / name).is_file()
    ]


def _complaint(path: Path, formats: list[SourceFormat], optional: frozenset[str]) -> str:
    wanted = " or ".join(
        ", ".join(t.files[0] for t in f.tables if t.name not in optional) for f in formats
    )
    if path.is_file():
        return f"{path.name} alone is not enough; give the folder that holds {wanted}"
    present = sorted(file.name for file in path.iterdir() if file.is_file())
    shown = ", ".join(present[:6]) or "no files"
    return f"{path} must hold {wanted}; it holds {shown}"
