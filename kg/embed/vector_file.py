"""A growing table of key and vector on disk that survives being killed in the middle of a write.

    keys.bin       a random stamp of 16 bytes, then 16 bytes a row
    vectors.f32    dimensions * 4 bytes a row, little-endian, memory-mapped for reading

A row counts when both files hold all of it. Vectors are written and flushed before their keys, so
whatever a crash leaves behind lies beyond the last row that counts; the next append cuts it off.
The stamp is new whenever the table begins anew, so that no process trusts old row numbers. (Inode
numbers would not do: file systems use them again at once.)
"""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from kg.errors import StorageError

KEY_BYTES = 16
VALUE = np.dtype("<f4")


class VectorFile:
    """Rows of (key, vector) in one folder; any number of processes may read and append.

    Raises StorageError where the folder cannot be read or written. One thread at a time.
    """

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._folder = folder
        self._keys = folder / "keys.bin"
        self._vectors = folder / "vectors.f32"
        self._dimensions = dimensions
        self._row_bytes = dimensions * VALUE.itemsize
        self._index: dict[bytes, int] = {}
        self._stamp = b""
        self._rows = 0

    def refresh(self) -> None:
        """Take in what other processes appended since the last call."""
        with self._translated("read"):
            rows, stamp = self._state()
            if stamp != self._stamp or rows < self._rows:
                self._index, self._rows, self._stamp = {}, 0, stamp
            if rows > self._rows:
                self._index_rows(self._rows, rows)

    def __contains__(self, key: bytes) -> bool:
        return key in self._index

    def read(self, keys: Sequence[bytes]) -> NDArray[np.float32]:
        """The vectors of keys that are present, in their order: shape (n, d), a copy."""
        if not keys:
            return np.empty((0, self._dimensions), dtype=np.float32)
        rows = [self._index[key] for key in keys]
        with self._translated("read"):
            shape = (self._rows, self._dimensions)
            table = np.memmap(self._vectors, dtype=VALUE, mode="r", shape=shape)
            return np.asarray(table[rows], dtype=np.float32)

    def append(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Add rows, except those that another process added meanwhile; durable on return."""
        with self._translated("written"):
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "lock"):
                self.refresh()
                new = [row for row, key in enumerate(keys) if key not in self._index]
                if new:
                    self._write_rows([keys[row] for row in new], vectors[new])
                self.refresh()

    def _write_rows(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        _write_at(self._vectors, self._rows * self._row_bytes, vectors.astype(VALUE).tobytes())
        if self._rows:
            _write_at(self._keys, (self._rows + 1) * KEY_BYTES, b"".join(keys))
        else:
            _write_at(self._keys, 0, os.urandom(KEY_BYTES) + b"".join(keys))

    def _state(self) -> tuple[int, bytes]:
        """Rows that count, and the stamp of the table they are in (empty where there is none)."""
        try:
            with self._keys.open("rb") as file:
                stamp = file.read(KEY_BYTES)
                keys = os.fstat(file.fileno()).st_size // KEY_BYTES - 1
            vectors = self._vectors.stat().st_size // self._row_bytes
        except FileNotFoundError:
            return 0, b""
        return max(0, min(keys, vectors)), stamp

    def _index_rows(self, start: int, stop: int) -> None:
        with self._keys.open("rb") as file:
            file.seek((start + 1) * KEY_BYTES)
            content = file.read((stop - start) * KEY_BYTES)
        for row in range(start, stop):
            offset = (row - start) * KEY_BYTES
            self._index[content[offset : offset + KEY_BYTES]] = row
        self._rows = stop

    @contextmanager
    def _translated(self, verb: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            step = "free some space" if full else "make the folder readable and writable"
            raise StorageError(
                f"vectors in {self._folder} cannot be {verb}: {error.strerror or error}; "
                f"try: {step}, or set KG_HOME to another folder"
            ) from error


def _write_at(path: Path, offset: int, content: bytes) -> None:
    """Cut the file at the offset, write there, and return when it is on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
