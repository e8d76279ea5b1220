"""Reads Parquet in the guarded process, a slice at a time."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from kg.errors import InputError
from kg.ingest.limits import LONGEST_SHOWN
from kg.ingest.read_zip import LARGEST_RATIO
from kg.ingest.readers.cell_text import NoCellError, text_of
from kg.ingest.readers.line import Line, line_of

LARGEST_PARQUET = 200_000_000
ROWS_AT_ONCE = 5_000
# A row has an id of its own, which takes a byte at least, however it is packed.
FEWEST_ROWS_ALLOWED = 100_000
LEAST_TEXT_ALLOWED = 20_000_000
NESTED = (pl.Struct, pl.Binary, pl.Object, pl.Duration)


def read_parquet(path: Path) -> tuple[tuple[str, ...], list[str], int, Iterator[Line]]:
    """The columns, notes, height and rows of a file, read through once; rows count from 1."""
    content = _content(path)
    try:
        schema = pl.read_parquet_schema(io.BytesIO(content))
        height = int(pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item())
        _check(path, schema, height, len(content))
        _check_texts(path, content, height)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise InputError(
            f"{path} cannot be read as Parquet ({reason}); next step: write it again"
        ) from error
    return tuple(schema), [], height, _lines(content, tuple(schema), height)


def _check(path: Path, schema: Mapping[str, pl.DataType], height: int, size: int) -> None:
    most = FEWEST_ROWS_ALLOWED + size
    if height > most:
        raise InputError(
            f"{path} of {size:,} bytes has {height:,} rows, as no table with keys has; "
            "next step: check where it comes from"
        )
    for name, datatype in schema.items():
        inner = datatype.inner if isinstance(datatype, pl.List) else datatype
        if isinstance(inner, NESTED):
            raise InputError(
                f"{path} has the column {name!r} of type {datatype}, which is no cell; "
                "next step: write it as text"
            )


def _check_texts(path: Path, content: bytes, height: int) -> None:
    """Reads all once; InputError for texts that are far longer than the file that holds them."""
    most, size = max(LEAST_TEXT_ALLOWED, LARGEST_RATIO * len(content)), 0
    for begin in range(0, height, ROWS_AT_ONCE):
        lengths = _slice(content, begin).select(pl.col(pl.String).str.len_bytes().sum())
        size += sum(length or 0 for length in lengths.row(0)) if lengths.width else 0
        if size > most:
            raise InputError(
                f"{path} of {len(content):,} bytes unpacks to more than {most:,} bytes of text, as "
                "no table does; next step: check where it comes from"
            )


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(LARGEST_PARQUET + 1)
    if len(content) > LARGEST_PARQUET:
        raise InputError(f"{path} is larger than {LARGEST_PARQUET:,} bytes; next step: split it")
    return content


def _slice(content: bytes, begin: int) -> pl.DataFrame:
    lazy = pl.scan_parquet(io.BytesIO(content), low_memory=True)
    return lazy.slice(begin, ROWS_AT_ONCE).collect()


def _lines(content: bytes, columns: Sequence[str], height: int) -> Iterator[Line]:
    for begin in range(0, height, ROWS_AT_ONCE):
        for number, cells in enumerate(_slice(content, begin).iter_rows(), start=begin + 1):
            yield _line(number, columns, cells)


def _line(number: int, columns: Sequence[str], cells: Sequence[object]) -> Line:
    values, faults = {}, []
    for name, cell in zip(columns, cells, strict=True):
        try:
            values[name] = text_of(cell)
        except NoCellError as error:
            values[name] = str(cell)[:LONGEST_SHOWN]
            faults.append((name, str(error)))
    if faults:
        return Line(number, values, faults)
    return line_of(number, {name: text for name, text in values.items() if text})
