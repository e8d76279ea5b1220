"""Columns that are written in pieces, so that none need be held in memory as a whole.

A small one is kept in memory; a larger one goes to a file, from which it is mapped when it is done.
Such files have the form of saved columns: saving a read model links them and writes nothing again.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Generic, TypeVar
from uuid import uuid4

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kg.errors import StorageError

# Bytes of a column that are held before they are written.
MOST_HELD = 1 << 20

Scalar = TypeVar("Scalar", bound=np.generic)


class Scratch:
    """The folder of columns that are being made; it is not there before one is large."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (f"{number}.npy" for number in count())

    def column(self, kind: type[Scalar], *shape: int) -> "Spool[Scalar]":
        """A column of numbers, or with a shape of arrays of numbers."""
        return Spool(self._file, np.dtype(kind), shape)

    def records(self, kind: DTypeLike, *shape: int) -> "Spool[Any]":
        """A column of what only numpy has a type for."""
        return Spool(self._file, np.dtype(kind), shape)

    def _file(self) -> Path:
        with _translated(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Others tell by its age whether somebody is still at it.
            os.utime(self._folder)
        return self._folder / next(self._names)


@contextmanager
def passing_scratch(folder: Path | None = None) -> Iterator[Scratch]:
    """A folder, or one of the system's, that is removed at the end with what is left in it.

    What is mapped from it stays until nobody uses it (POSIX unlink).
    """
    place = folder or Path(gettempdir()) / f"kg-{uuid4().hex}"
    try:
        yield Scratch(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


class Spool(Generic[Scalar]):
    """One column: pieces are appended, then all is there as one array."""

    def __init__(
        self, name: Callable[[], Path], kind: "np.dtype[Scalar]", shape: tuple[int, ...]
    ) -> None:
        self._name, self._kind, self._shape = name, kind, shape
        self._held = bytearray()
        self._file: Path | None = None
        self._begin = self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def append(self, piece: NDArray[Any]) -> None:
        """Puts rows behind those that are there, as numbers of the column's kind."""
        self._rows += len(piece)
        self._held += np.ascontiguousarray(piece, dtype=self._kind).tobytes()
        if len(self._held) >= MOST_HELD:
            self._write()

    def pieces(self, rows: int) -> Iterator[NDArray[Scalar]]:
        """What is there so far, so many rows at a time, none of which is kept."""
        if self._file is None:
            whole = self._of(bytes(self._held))
            yield from (whole[at : at + rows] for at in range(0, len(whole), rows))
            return
        self._write()
        size = int(np.prod(self._shape, dtype=np.int64)) * self._kind.itemsize
        with self._file.open("rb") as file:
            file.seek(self._begin)
            while piece := file.read(rows * size):
                yield self._of(piece)

    def done(self) -> NDArray[Scalar]:
        """The whole column, which cannot be changed; no more can be appended."""
        if self._file is None:
            return self._of(bytes(self._held))
        self._write()
        with _translated(self._file), self._file.open("r+b") as file:
            file.write(self._header())
        # A plain view: numpy's memmap class makes every element access slow.
        return np.asarray(np.load(self._file, mmap_mode="r"))

    def _of(self, content: bytes) -> NDArray[Scalar]:
        return np.frombuffer(content, dtype=self._kind).reshape((-1, *self._shape))

    def _write(self) -> None:
        if self._file is None:
            self._file = self._name()
            header = self._header()
            self._begin = len(header)
            self._held[:0] = header
        with _translated(self._file), self._file.open("ab") as file:
            file.write(self._held)
        self._held.clear()

    def _header(self) -> bytes:
        """How many rows there are; numpy gives it the same length whatever their number."""
        header = {"descr": np.lib.format.dtype_to_descr(self._kind), "fortran_order": False}
        content = BytesIO()
        shape = (self._rows, *self._shape)
        np.lib.format.write_array_header_1_0(content, {**header, "shape": shape})
        return content.getvalue()


@contextmanager
def _translated(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"cannot write {place}: {error.strerror}; next step: free space, or set KG_HOME"
        ) from error
