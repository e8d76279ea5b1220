"""Tables of columns: put together from pieces, and some of their rows taken in any order.

A table is a dataclass whose fields are arrays with a row each, columns of text, or tables.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import islice
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Texts
from kg.projection.scratch import Scratch

# As many are in memory at once, as objects or as columns.
ROWS_AT_ONCE = 8_192
# Bytes of the longest text of a column that is put in order as one array.
WIDEST = 128

Item = TypeVar("Item")
Table = TypeVar("Table")


def batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    """Rows in lists of some thousands; an empty one if there are none."""
    stream = iter(rows)
    batch = list(islice(stream, ROWS_AT_ONCE))
    yield batch
    while batch := list(islice(stream, ROWS_AT_ONCE)):
        yield batch


def part_of(columns: Table, rows: NDArray[np.integer]) -> Table:
    """Some rows of a table or column, in memory."""
    found: Any
    if isinstance(columns, np.ndarray):
        found = columns[rows]
    elif isinstance(columns, Texts):
        found = _texts_at(columns, rows)
    else:
        values = (part_of(getattr(columns, name), rows) for name in _names(columns))
        found = type(columns)(*values)
    return found  # type: ignore[no-any-return]  # of the same kind


def some_of(rows: NDArray[np.integer]) -> Iterator[NDArray[np.integer]]:
    """Row numbers some thousands at a time; none of them if there are none."""
    return (rows[begin : begin + ROWS_AT_ONCE] for begin in range(0, len(rows) or 1, ROWS_AT_ONCE))


def picked(columns: Table, rows: NDArray[np.integer], scratch: Scratch) -> Table:
    """Some rows of a table or column, however many."""
    return joined((part_of(columns, some) for some in some_of(rows)), scratch)


def joined(pieces: Iterable[Table], scratch: Scratch) -> Table:
    """The rows of one or more pieces of a table or column, one after the other."""
    stream = iter(pieces)
    first = next(stream)
    whole = _sink(first, scratch)
    whole.append(first)
    for piece in stream:
        whole.append(piece)
    return whole.done()  # type: ignore[no-any-return]  # of the kind of the first


class _Sink(Protocol):
    def append(self, piece: Any) -> None: ...
    def done(self) -> Any: ...


def _sink(like: Any, scratch: Scratch) -> _Sink:
    if isinstance(like, np.ndarray):
        return scratch.records(like.dtype, *like.shape[1:])
    if isinstance(like, Texts):
        return _TextSink(scratch)
    return _TableSink(like, scratch)


class _TextSink:
    def __init__(self, scratch: Scratch) -> None:
        self._data, self._offsets = scratch.column(np.uint8), scratch.column(np.int64)
        self._offsets.append(np.zeros(1))

    def append(self, piece: Texts) -> None:
        begin, end = piece.offsets.item(0), piece.offsets.item(-1)
        self._offsets.append(piece.offsets[1:] + (len(self._data) - begin))
        self._data.append(piece.data[begin:end])

    def done(self) -> Texts:
        return Texts(self._data.done(), self._offsets.done())


class _TableSink:
    def __init__(self, like: Any, scratch: Scratch) -> None:
        self._kind = type(like)
        self._sinks = {name: _sink(getattr(like, name), scratch) for name in _names(like)}

    def append(self, piece: Any) -> None:
        for name, sink in self._sinks.items():
            sink.append(getattr(piece, name))

    def done(self) -> Any:
        return self._kind(**{name: sink.done() for name, sink in self._sinks.items()})


def _names(table: Any) -> list[str]:
    return [field.name for field in fields(table)]


def _texts_at(texts: Texts, rows: NDArray[np.integer]) -> Texts:
    begins, ends = texts.offsets[rows], texts.offsets[1:][rows]
    data = texts.data.data
    found = b"".join([data[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)])
    offsets = np.concatenate(([0], np.cumsum(ends - begins)))
    return Texts(np.frombuffer(found, dtype=np.uint8), offsets.astype(np.int64))


def order_of(texts: Texts) -> NDArray[np.int64]:
    """The rows of a column of text in the order of the texts, equal ones as they stand."""
    lengths = np.diff(texts.offsets)
    width = int(lengths.max(initial=1))
    if width > WIDEST:
        held = list(texts)
        return np.array(sorted(range(len(held)), key=held.__getitem__), dtype=np.int64)
    # The order of UTF-8 is that of the texts. One array sorts in a fraction of the memory of
    # many texts.
    values = np.zeros(len(texts), f"S{width}")
    for begin in range(0, len(texts), ROWS_AT_ONCE):
        part = part_of(texts, np.arange(begin, min(begin + ROWS_AT_ONCE, len(texts))))
        values[begin : begin + len(part)] = np.array([text.encode() for text in part])
    return np.argsort(values, kind="stable")
