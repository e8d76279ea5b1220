"""Exact search among many vectors: a scan of their codes leaves few to be compared in full.

A row is kept once as it is and once in a byte a dimension (scalar quantisation, each row with its
own scale). The inner product of codes differs from that of the rows by no more than the lengths
of what the codes leave out: |x·y - x'·y'| <= |x - x'| |y| + |x'| |y - y'| (Cauchy and Schwarz).
Rows that cannot reach the floor even so are passed over, the others are compared as they are. So
nothing is missed; the codes only save time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numkong
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]
Rows = NDArray[np.int64]
Column = TypeVar("Column", Floats, Codes)

LARGEST_CODE = 127
# Rows are scanned in parts whose products, 1 MB for sixteen queries, stay near the processor.
SCAN_ROWS = 16_384
# What single precision may add to a bound; rows and queries have unit length to about 1e-6.
SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Near:
    """Rows in ascending order and the inner product of each with the query."""

    rows: Rows
    products: Floats


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of at most unit length: shape (n, d) as they are, and as codes.

    A row is about `codes * scale`; `errors` are the lengths of what that leaves out.
    """

    exact: Floats
    codes: Codes
    scales: Floats
    errors: Floats

    @classmethod
    def of(cls, exact: Floats) -> "Vectors":
        """The vectors with their codes."""
        exact = np.ascontiguousarray(exact, dtype=np.float32)
        vectors = cls(
            exact,
            np.empty(exact.shape, dtype=np.int8),
            np.empty(len(exact), dtype=np.float32),
            np.empty(len(exact), dtype=np.float32),
        )
        for part in _parts(len(exact)):
            encoded = _encode(exact[part])
            vectors.codes[part], vectors.scales[part], vectors.errors[part] = encoded
        return vectors

    def __len__(self) -> int:
        return len(self.scales)

    def taken(self, rows: Rows, new: "Vectors") -> "Vectors":
        """The given rows in their order, where those beyond the end are of the new ones."""
        return Vectors(
            _taken(self.exact, new.exact, rows),
            _taken(self.codes, new.codes, rows),
            _taken(self.scales, new.scales, rows),
            _taken(self.errors, new.errors, rows),
        )

    def near(self, queries: Floats, floors: Floats | float) -> list[Near]:
        """For each query, shape (k, d), all rows whose inner product with it reaches the floor.

        `floors` has the shape (n, k), or one that is stretched to it.
        """
        floors = np.broadcast_to(np.float32(floors), (len(self), len(queries)))
        found = []
        for column, rows in enumerate(self._candidates(queries, floors)):
            # Row by row, so that equal rows have equal products wherever they stand.
            products = np.einsum("nd,d->n", self.exact[rows], queries[column])
            reach = products >= floors[rows, column]
            found.append(Near(rows[reach], products[reach]))
        return found

    def _candidates(self, queries: Floats, floors: Floats) -> list[Rows]:
        """For each query, the rows that may reach the floor."""
        if not floors.size:
            return [np.empty(0, dtype=np.int64) for _ in queries]
        codes, scales, errors = _encode(queries)
        packed = numkong.dots_pack(codes, dtype="int8")
        # The codes of a row are at most as long as the row and what they leave out.
        longest = 1 + float(self.errors.max())
        found = []
        for part in _parts(len(self)):
            products = np.asarray(numkong.dots_packed(self.codes[part], packed))
            scaled = np.multiply(products, self.scales[part, None], dtype=np.float32)
            doubt = self.errors[part].max() + longest * errors + SLACK
            limits = (_once(floors[part]) - doubt) / scales
            found.append(np.flatnonzero(scaled >= limits) + part.start * len(queries))
        rows, columns = np.divmod(np.concatenate(found), len(queries))
        return [rows[columns == column] for column in range(len(queries))]


def _encode(exact: Floats) -> tuple[Codes, Floats, Floats]:
    """The codes of vectors, the scale of each, and the length of what its codes leave out."""
    largest = np.abs(exact).max(axis=1, initial=0)
    scales = np.where(largest > 0, largest / LARGEST_CODE, 1).astype(np.float32)
    codes = np.rint(exact / scales[:, None])
    errors = np.linalg.norm(exact - codes * scales[:, None], axis=1)
    return codes.astype(np.int8), scales, errors


def _taken(old: Column, new: Column, rows: Rows) -> Column:
    if not len(old):
        return new[rows]
    taken: Column = np.take(old, rows, axis=0, mode="clip")
    beyond = rows >= len(old)
    taken[beyond] = new[rows[beyond] - len(old)]
    return taken


def _parts(rows: int) -> Iterator[slice]:
    return (slice(begin, min(begin + SCAN_ROWS, rows)) for begin in range(0, rows, SCAN_ROWS))


def _once(floors: Floats) -> Floats:
    """The floors of a part: one row of them where all rows are alike."""
    return floors[:1] if floors.strides[0] == 0 else floors
