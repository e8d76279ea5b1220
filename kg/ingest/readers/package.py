"""Finds the tables of a member package: in a folder, a zip archive, a workbook or a single file."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.ingest.files import FoundFile, check_path, complaint
from kg.ingest.read_zip import ZipMember, check_member, members
from kg.ingest.readers.guarded import sheet_names
from kg.ingest.readers.kinds import ENDINGS, READABLE, TABLES, TURTLE, WORKBOOKS, kind_of, plain
from kg.ingest.table import SourceFormat, Table

# What Excel and others keep beside a workbook that is open.
BESIDE = ("~$", ".")
_LINK = 0o120000
_TYPE = 0o170000


@dataclass(frozen=True, slots=True)
class Package:
    """The files in loading order, and the names of files and sheets that look like tables."""

    files: tuple[FoundFile, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or a sheet of it, that a mapping names as a table."""

    file: str
    sheet: str | None
    table: Table


def find_package(path: Path, format_: SourceFormat, named: Sequence[Place] = ()) -> Package:
    """The tables under a path; InputError names what is missing, there twice or not to be read.

    `named` are files and sheets that a mapping says are tables, whatever their names.
    """
    check_path(path)
    given = places(path)
    search = _Search(table_names(format_), named)
    if path.is_dir() or is_archive(path):
        found = [file for place in given for file in search.tables_in(place)]
    else:
        found = search.tables_in(path) or [search.only_table(path, format_.tables[0])]
    files = tuple(file for table in format_.tables for file in found if file.table is table)
    _check_once(path, files)
    absent = [p.file for p in named if all(plain(p.file) != plain(g.name) for g in given)]
    if absent and len(given) != 1:
        raise InputError(f"{path} has no {absent[0]} as the mapping says; next step: mend one")
    tables = {file.table.name for file in files}
    if not tables or not tables | format_.optional >= {table.name for table in format_.tables}:
        is_single = not path.is_dir() and not is_archive(path)
        raise InputError(complaint(path, [] if is_single else given, [format_]))
    for file in files:
        if isinstance(file.path, ZipMember):
            check_member(file.path)
    return Package(files, tuple(search.unused))


def places(path: Path) -> list[Path]:
    """The files under a path; InputError for a link, which may lead anywhere."""
    if not path.is_dir():
        return _members(path) if is_archive(path) else [path]
    found = sorted(file for file in path.iterdir() if not file.name.startswith(BESIDE))
    linked = [f for f in found if f.is_symlink() and (f.is_dir() or kind_of(f) in READABLE)]
    if linked:
        what = "folder" if linked[0].is_dir() else "file"
        raise InputError(f"{linked[0]} is a symbolic link; next step: put the {what} itself there")
    return [file for file in found if file.is_file()]


def _members(path: Path) -> list[Path]:
    found = []
    for info in members(path):
        place = PurePosixPath(info.filename)
        if place.name.startswith(BESIDE) or kind_of(Path(place.name)) not in READABLE:
            continue
        is_outside = ".." in place.parts or place.is_absolute() or "\\" in info.filename
        if is_outside or (info.external_attr >> 16) & _TYPE == _LINK:
            what = "leads out of it" if is_outside else "is a symbolic link"
            raise InputError(
                f"{info.filename[:120]!r} in {path} {what}; "
                "next step: check where the archive comes from"
            )
        found.append(place.name)
    return [ZipMember(path / name) for name in dict.fromkeys(found)]


def is_archive(path: Path) -> bool:
    """Whether a path is a zip archive; InputError for one that is cut off."""
    if kind_of(path) in READABLE or not path.is_file():
        return False
    if kind_of(path) == ".zip" and not zipfile.is_zipfile(path):
        raise InputError(f"{path} is no zip archive, or it is cut off; next step: make it again")
    return zipfile.is_zipfile(path)


def table_names(format_: SourceFormat) -> dict[str, Table]:
    """The tables by the names that files and sheets have without their endings."""
    return {plain(Path(name).stem): table for table in format_.tables for name in table.files}


def _check_once(path: Path, files: Sequence[FoundFile]) -> None:
    for first, second in pairwise(files):
        if first.table is second.table:
            raise InputError(
                f"{path} has one table twice, as {first.name} and {second.name}; "
                "next step: keep one of them"
            )


class _Search:
    """Looks for tables in files, and notes what it passes over."""

    def __init__(self, names: dict[str, Table], named: Sequence[Place]) -> None:
        self._names, self._named = names, named
        self.unused: list[str] = []

    def tables_in(self, place: Path) -> list[FoundFile]:
        """The tables in a file: as the mapping says, by its own name, or by those of its sheets."""
        named = [place_ for place_ in self._named if plain(place_.file) == plain(place.name)]
        if named:
            return [self._named_table(place, place_) for place_ in named]
        table, kind = self._names.get(plain(place.stem)), kind_of(place)
        if kind in WORKBOOKS:
            return self._sheets(place, table)
        is_table = kind not in TURTLE or (table and any(f.endswith(kind) for f in table.files))
        if table and kind in TABLES and is_table:
            return [FoundFile(table, place)]
        if kind in TABLES:
            self.unused.append(place.name)
        return []

    def only_table(self, path: Path, table: Table) -> FoundFile:
        """A single file under a name of its own, which is read as the first table."""
        if kind_of(path) in WORKBOOKS:
            return FoundFile(table, path, _only_sheet(path, sheet_names(path), table))
        if kind_of(path) not in TABLES:
            raise InputError(f"{path} is no table; next step: give one of {ENDINGS}, or a folder")
        return FoundFile(table, path)

    def _named_table(self, path: Path, named: Place) -> FoundFile:
        if kind_of(path) not in WORKBOOKS:
            return FoundFile(named.table, path)
        sheets = sheet_names(path)
        if named.sheet is None:
            return FoundFile(named.table, path, _only_sheet(path, sheets, named.table))
        if named.sheet not in sheets:
            shown = ", ".join(sheets[:6])
            raise InputError(
                f"{path} has no sheet {named.sheet!r} as the mapping says; it has {shown}; "
                "next step: mend the mapping"
            )
        return FoundFile(named.table, path, named.sheet)

    def _sheets(self, place: Path, table: Table | None) -> list[FoundFile]:
        sheets = sheet_names(place)
        named = {sheet: self._names.get(plain(sheet)) for sheet in sheets}
        found = [FoundFile(table_, place, sheet) for sheet, table_ in named.items() if table_]
        if not found and table:
            return [FoundFile(table, place, _only_sheet(place, sheets, table))]
        others = [sheet for sheet in sheets if not named[sheet]]
        self.unused += [f"{place.name}/{sheet}" for sheet in others] if found else [place.name]
        return found


def _only_sheet(path: Path, sheets: Sequence[str], table: Table) -> str:
    if len(sheets) == 1:
        return sheets[0]
    name = Path(table.files[-1]).stem
    shown = ", ".join(sheets[:6]) + (", …" if sheets[6:] else "") or "none"
    raise InputError(f"{path} has the sheets {shown}; next step: name the one to be read {name}")
