"""Vectors in a byte a dimension, and how far the inner product of two such codes may err.

Each row has its own scale (scalar quantisation). The inner product of codes differs from that of
the rows by no more than the lengths of what the codes leave out:
|x·y - x'·y'| <= |x - x'| |y| + |x'| |y - y'| (Cauchy and Schwarz).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numkong
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]
Rows = NDArray[np.int64]
Column = TypeVar("Column", Floats, Bytes)

LARGEST_CODE = 127
# Rows are scanned in parts whose products, 1 MB for sixteen queries, stay near the processor.
SCAN_ROWS = 16_384
# What single precision may add to a bound; rows and queries have unit length to about 1e-6.
SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Codes:
    """A row is about `values * scale`; `errors` are the lengths of what that leaves out."""

    values: Bytes
    scales: Floats
    errors: Floats

    @classmethod
    def of(cls, exact: Floats) -> "Codes":
        """The codes of rows of at most unit length."""
        codes = cls(
            np.empty(exact.shape, dtype=np.int8),
            np.empty(len(exact), dtype=np.float32),
            np.empty(len(exact), dtype=np.float32),
        )
        for part in parts(len(exact)):
            encoded = _encode(exact[part])
            codes.values[part], codes.scales[part], codes.errors[part] = encoded
        return codes

    def __len__(self) -> int:
        return len(self.scales)

    def __getitem__(self, rows: slice | Rows) -> "Codes":
        return Codes(self.values[rows], self.scales[rows], self.errors[rows])

    def taken(self, rows: Rows, new: "Codes") -> "Codes":
        """The given rows in their order, where those beyond the end are of the new ones."""
        return Codes(
            taken_column(self.values, new.values, rows),
            taken_column(self.scales, new.scales, rows),
            taken_column(self.errors, new.errors, rows),
        )


@dataclass(frozen=True, slots=True)
class AskedCodes:
    """Queries as codes, to be multiplied with the codes of many rows in one pass."""

    packed: numkong.PackedMatrix
    scales: Floats
    errors: Floats

    @classmethod
    def of(cls, queries: Floats) -> "AskedCodes":
        """The codes of queries of at most unit length."""
        values, scales, errors = _encode(queries)
        packed = numkong.dots_pack(values, dtype="int8")
        return cls(packed, scales[:, None], errors[:, None])

    def may_reach(self, codes: Codes, floors: Floats | np.float32) -> NDArray[np.bool_]:
        """Of the shape (queries, rows): whether a row may reach its floor."""
        values = np.ascontiguousarray(codes.values)
        products = np.asarray(numkong.dots_packed(values, self.packed))
        scaled = products.T.astype(np.float32, order="C")
        scaled *= codes.scales
        error = codes.errors.max(initial=0)
        # The codes of a row are at most as long as the row and what they leave out.
        doubts = error + (1 + error) * self.errors + np.float32(SLACK)
        return np.asarray(scaled >= (floors - doubts) / self.scales)


def parts(rows: int) -> Iterator[slice]:
    """All rows, as many at a time as are scanned together."""
    return (slice(begin, min(begin + SCAN_ROWS, rows)) for begin in range(0, rows, SCAN_ROWS))


def taken_column(old: Column, new: Column, rows: Rows) -> Column:
    """The given rows of a column, where those beyond its end are of the new one."""
    if not len(old):
        return new[rows]
    taken: Column = np.take(old, rows, axis=0, mode="clip")
    beyond = rows >= len(old)
    taken[beyond] = new[rows[beyond] - len(old)]
    return taken


def _encode(exact: Floats) -> tuple[Bytes, Floats, Floats]:
    """The codes of vectors, the scale of each, and the length of what its codes leave out."""
    largest = np.abs(exact).max(axis=1, initial=0)
    scales = np.where(largest > 0, largest / LARGEST_CODE, 1).astype(np.float32)
    codes = np.rint(exact / scales[:, None])
    errors = np.linalg.norm(exact - codes * scales[:, None], axis=1)
    return codes.astype(np.int8), scales, errors
