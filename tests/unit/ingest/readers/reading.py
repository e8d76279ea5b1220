"""Reads files of member packages as a load does, without a graph."""

from pathlib import Path

from kg.ingest.files import FoundFile
from kg.ingest.load import OpenFile
from kg.ingest.read_csv import RawRow
from kg.ingest.readers.open import open_member_file
from kg.ingest.readers.package import find_package
from kg.model import Rejection
from tests.unit.ingest.packages import MEMBERS

TABLES = {table.name.removeprefix("members."): table for table in MEMBERS.tables}
HEAD = ("id", "kind", "name")


def opened(path: Path, table: str = "organisation", encoding: str | None = None) -> OpenFile:
    """A file as this table."""
    return open_member_file(FoundFile(TABLES[table], path), encoding)


def rows_of(
    path: Path, table: str = "organisation", encoding: str | None = None
) -> list[RawRow | Rejection]:
    """The rows of a file as this table."""
    return list(opened(path, table, encoding).rows)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def firm(line: int, id_: str, name: str = "A", **more: str) -> RawRow:
    return RawRow(line, {"id": id_, "kind": "Firm", "name": name, **more})


def package_of(path: Path) -> dict[str, list[RawRow | Rejection]]:
    """The rows of every table under a path, by the name of the file or sheet."""
    files = find_package(path, MEMBERS).files
    return {file.name: list(open_member_file(file).rows) for file in files}


def rejected(row: RawRow | Rejection) -> Rejection:
    assert isinstance(row, Rejection), row
    return row
