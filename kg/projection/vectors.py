"""Exact search among many vectors: a scan of their codes leaves few to be compared in full.

A row is kept once as it is and once in a byte a dimension (scalar quantisation, each row with its
own scale). The inner product of codes differs from that of the rows by no more than the lengths
of what the codes leave out: |x·y - x'·y'| <= |x - x'| |y| + |x'| |y - y'| (Cauchy and Schwarz).
Rows that cannot reach the floor even so are passed over, the others are compared as they are. So
nothing is missed; the codes only save time.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numkong
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]
Rows = NDArray[np.int64]
Column = TypeVar("Column", Floats, Codes)
# The floors of a part of the rows, of the shape (queries, rows).
Floors = Callable[[slice], Floats]

LARGEST_CODE = 127
# Rows are scanned in parts whose products, 1 MB for sixteen queries, stay near the processor.
SCAN_ROWS = 16_384
# Fewer parts are done before another thread is there to help.
PARTS_TO_SHARE = 2
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

    def near(self, queries: Floats, floors: Floors | float) -> list[Near]:
        """For each query, shape (k, d), all rows whose inner product with it reaches the floor."""
        if not len(self) or not len(queries):
            nothing = Near(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
            return [nothing for _ in queries]
        scan = _Scan.of(self, queries, floors)
        found = list(zip(*_shared(scan.near, list(_parts(len(self)))), strict=True))
        return [
            Near(
                np.concatenate([near.rows for near in own]),
                np.concatenate([near.products for near in own]),
            )
            for own in found
        ]


@dataclass(frozen=True, slots=True)
class _Scan:
    """Queries with their codes, which are compared with the rows part by part."""

    vectors: Vectors
    queries: Floats
    floors: Floors | float
    packed: numkong.PackedMatrix
    scales: Floats
    doubts: Floats

    @classmethod
    def of(cls, vectors: Vectors, queries: Floats, floors: Floors | float) -> "_Scan":
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        codes, scales, errors = _encode(queries)
        # The codes of a row are at most as long as the row and what they leave out.
        doubts = (1 + vectors.errors.max()) * errors + np.float32(SLACK)
        packed = numkong.dots_pack(codes, dtype="int8")
        return cls(vectors, queries, floors, packed, scales[:, None], doubts[:, None])

    def near(self, part: slice) -> list[Near]:
        """For each query, the rows of a part that reach the floor."""
        floors = self.floors(part) if callable(self.floors) else np.float32(self.floors)
        may_reach = self.may_reach(part, floors)
        floors = np.broadcast_to(floors, may_reach.shape)
        exact, found = self.vectors.exact[part], []
        for query, own, may in zip(self.queries, floors, may_reach, strict=True):
            rows = np.flatnonzero(may)
            # Row by row, so that equal rows have equal products wherever they stand.
            products = np.einsum("nd,d->n", exact[rows], query)
            reach = products >= own[rows]
            found.append(Near(rows[reach] + part.start, products[reach]))
        return found

    def may_reach(self, part: slice, floors: Floats | np.float32) -> NDArray[np.bool_]:
        """Of the shape (queries, rows): whether a row may reach the floor, by its codes."""
        products = np.asarray(numkong.dots_packed(self.vectors.codes[part], self.packed))
        scaled = products.T.astype(np.float32, order="C")
        scaled *= self.vectors.scales[part]
        doubts = self.doubts + self.vectors.errors[part].max()
        return np.asarray(scaled >= (floors - doubts) / self.scales)


def _shared(work: Callable[[slice], list[Near]], parts: list[slice]) -> list[list[Near]]:
    """What comes of each part; several threads do them, as far as there are processors."""
    threads = min(len(os.sched_getaffinity(0)), len(parts) // PARTS_TO_SHARE)
    if threads < 2:  # noqa: PLR2004  # alone
        return [work(part) for part in parts]
    # The thread that asks does its share: to start one takes as long as part of the work.
    own = -(-len(parts) // threads)
    with ThreadPoolExecutor(threads - 1) as pool:
        further = pool.map(work, parts[own:])
        return [*map(work, parts[:own]), *further]


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
