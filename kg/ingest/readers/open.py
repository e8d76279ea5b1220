"""Opens the files of a member package, whatever their format, as rows under our names."""

from collections.abc import Callable, Iterable
from functools import partial

from kg.ingest.files import FoundFile
from kg.ingest.load import OpenFile, open_skos
from kg.ingest.readers.delimited import read_delimited
from kg.ingest.readers.guarded import read_guarded
from kg.ingest.readers.json_rows import read_json
from kg.ingest.readers.kinds import JSON, JSON_LINES, PARQUET, TURTLE, WORKBOOKS, kind_of
from kg.ingest.readers.raw_table import RawTable, fit
from kg.ingest.table import Table


def opener(encoding: str | None = None) -> Callable[[FoundFile], OpenFile]:
    """How files are opened; the encoding of texts is found unless it is named."""
    return partial(open_member_file, encoding=encoding)


def open_member_file(file: FoundFile, encoding: str | None = None) -> OpenFile:
    """A file as rows of its table; InputError, before any row is written, when it is none."""
    if kind_of(file.path) in TURTLE:
        return open_skos(file)
    return fit(file, read_raw(file, encoding, known_names(file.table)))


def read_raw(file: FoundFile, encoding: str | None, known: Iterable[str]) -> RawTable:
    """The table in a file under the file's own names; `known` are those that it may have."""
    kind = kind_of(file.path)
    if kind in JSON | JSON_LINES:
        return read_json(file, encoding)
    if kind in WORKBOOKS | PARQUET:
        return read_guarded(file, known)
    return read_delimited(file, encoding, frozenset(known))


def known_names(table: Table) -> frozenset[str]:
    """Every name that a column of a table may have in a file."""
    return frozenset(name for names in table.columns.values() for name in names)
