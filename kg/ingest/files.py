"""Finds the files of a source format under a path, and says what is missing."""

import difflib
import stat
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest.read_zip import ZipMember, check_member, member_names
from kg.ingest.readers.kinds import READABLE, kind_of
from kg.ingest.table import SourceFormat, Table

LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, or a sheet of a workbook, and the table that it is read as."""

    table: Table
    path: Path
    sheet: str | None = None

    @property
    def name(self) -> str:
        """What records and rejections call it: `organisations.csv`, `package.xlsx/contacts`."""
        return self.path.name if self.sheet is None else f"{self.path.name}/{self.sheet}"


def check_path(path: Path) -> None:
    """Raises InputError unless the path is a file or a folder that can be read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; next step: check the path") from error
    except OSError as error:
        shown = f"{str(path)[:80]}…" if len(str(path)) > LONGEST_SHOWN else str(path)
        raise InputError(f"cannot read {shown}: {error.strerror}") from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise InputError(f"{path} is neither a file nor a folder; next step: check the path")


def find_files(path: Path, formats: Iterable[SourceFormat]) -> list[FoundFile]:
    """The files of the first format that fits, in loading order.

    `path` is a folder, a zip archive, or one file of a format. InputError names what is missing.
    """
    check_path(path)
    if path.suffix.lower() == ".zip" and path.is_file() and not zipfile.is_zipfile(path):
        raise InputError(f"{path} is no zip archive, or it is cut off; next step: make it again")
    choices = list(formats)
    given = _files_under(path) if path.is_dir() or zipfile.is_zipfile(path) else []
    for format_ in choices:
        found = _among(given, format_) if given else _single(path, format_)
        names = {file.table.name for file in found}
        if found and names | format_.optional >= {table.name for table in format_.tables}:
            return _readable(found)
    raise InputError(complaint(path, given, choices))


@dataclass(frozen=True, slots=True)
class Export:
    """The files of a format in loading order, and the names of the files that it does not use."""

    files: list[FoundFile]
    unused: list[str]


def find_export(paths: Sequence[Path], format_: SourceFormat) -> Export:
    """The files of a format under one or several paths: folders, zip archives and single files.

    A folder may hold the archives as they were fetched. InputError names a table that is in none
    of them or in several.
    """
    given = [file for path in paths for file in _files_and_archived_under(path)]
    tables = {name: table for table in format_.tables for name in table.files}
    known = [FoundFile(tables[file.name], file) for file in given if file.name in tables]
    files = []
    for table in format_.tables:
        found = [file for file in known if file.table == table]
        if not found:
            names = sorted({file.name for file in given})
            shown = ", ".join(names[:6]) + (", …" if names[6:] else "") or "no files"
            raise InputError(
                f"{table.files[0]} is missing; what was given holds {shown}; "
                "next step: give all archives of the export, or the folder they are unpacked in"
            )
        if len(found) > 1:
            raise InputError(
                f"{table.files[0]} is there twice, as {found[0].path} and {found[1].path}; "
                "next step: give one of them"
            )
        files += found
    return Export(_readable(files), [file.name for file in given if file.name not in tables])


def _files_and_archived_under(path: Path) -> list[Path]:
    found = _files_under(path)
    if not path.is_dir():
        return found
    archives = [file for file in found if file.suffix.lower() == ".zip"]
    others = [file for file in found if file not in archives]
    return others + [file for archive in archives for file in _files_under(archive)]


def _files_under(path: Path) -> list[Path]:
    check_path(path)
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.is_file())
    if path.suffix.lower() == ".csv":
        return [path]
    return [ZipMember(path / name) for name in dict.fromkeys(member_names(path))]


def _readable(files: list[FoundFile]) -> list[FoundFile]:
    """The files again, once those in an archive are known to be whole."""
    for file in files:
        if isinstance(file.path, ZipMember):
            check_member(file.path)
    return files


def _among(given: Sequence[Path], format_: SourceFormat) -> list[FoundFile]:
    return [
        FoundFile(table, file)
        for table in format_.tables
        for name in table.files
        for file in given
        if file.name == name
    ]


def _single(path: Path, format_: SourceFormat) -> list[FoundFile]:
    if path.is_dir():
        return []
    fitting = [t for t in format_.tables if path.name in t.files]
    # A single file under another name is read as the format's first table.
    return [FoundFile(fitting[0] if fitting else format_.tables[0], path)]


def complaint(path: Path, given: Sequence[Path], formats: Sequence[SourceFormat]) -> str:
    """What a path lacks, what it holds instead, and what may be misspelt."""
    needed = [[t.files[0] for t in f.tables if t.name not in f.optional] for f in formats]
    wanted = " or ".join(", ".join(files) for files in needed)
    if path.is_file() and path.suffix.lower() == ".zip" and not given:
        return f"{path} holds no table; next step: put {wanted} in it, not in an archive within it"
    if path.is_file() and not given:
        return f"{path.name} alone is not enough; give the folder that holds {wanted}"
    names = [file.name for file in given]
    shown = ", ".join(names[:6]) + (", …" if names[6:] else "") or "no files"
    tables = [file.name for file in given if kind_of(file) in READABLE]
    near = [
        f"name {found[0]} {name}"
        for name in dict.fromkeys(name for files in needed for name in files)
        if name not in names and (found := difflib.get_close_matches(name, tables, n=1))
    ]
    step = " and ".join(near) or "check the path; a folder, a link or a pipe is no file"
    return f"{path} must hold {wanted}; it holds {shown}; next step: {step}"
