"""Exact search among many vectors: a scan of their codes leaves few to be compared in full.

A row is kept once as it is and once in a byte a dimension, and in a large table a third time by its
head, which is shorter still. Rows whose head cannot reach the floor are passed over, then those
whose codes cannot, and the few others are compared as they are. Both allow for all that they leave
out, so nothing is missed; they only save time.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from kg.projection.codes import AskedCodes, Codes, Floats, Rows, parts, taken_column
from kg.projection.heads import Heads, are_worth_it, basis_of, heads_of, no_heads

# The floors of a part of the rows, of the shape (queries, rows).
Floors = Callable[[slice], Floats]

# Fewer parts are done before another thread is there to help.
PARTS_TO_SHARE = 2
# Where heads leave more of the rows, it is faster to scan all of them than to gather these.
MOST_GATHERED = 0.2
# As many rows, from all over the table, tell whether heads are worth their scan for a query.
PROBED = 1024


@dataclass(frozen=True, slots=True)
class Near:
    """Rows in ascending order and the inner product of each with the query."""

    rows: Rows
    products: Floats


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of at most unit length: shape (n, d) as they are, as codes, and their heads."""

    exact: Floats
    codes: Codes
    heads: Heads

    @classmethod
    def of(cls, exact: Floats) -> "Vectors":
        """The vectors with their codes, and with heads where they are many."""
        exact = np.ascontiguousarray(exact, dtype=np.float32)
        heads = no_heads(exact.shape[1])
        if are_worth_it(exact):
            basis = basis_of(exact)
            heads = Heads(basis, Codes.of(heads_of(exact, basis)))
        return cls(exact, Codes.of(exact), heads)

    def __len__(self) -> int:
        return len(self.codes)

    def taken(self, rows: Rows, new: "Vectors") -> "Vectors":
        """The given rows in their order, where those beyond the end are of the new ones.

        They have no heads: which are best depends on all rows of a table.
        """
        return Vectors(
            taken_column(self.exact, new.exact, rows),
            self.codes.taken(rows, new.codes),
            no_heads(new.exact.shape[1]),
        )

    def near(self, queries: Floats, floors: Floors | float) -> list[Near]:
        """For each query, shape (k, d), all rows whose inner product with it reaches the floor."""
        if not len(self) or not len(queries):
            nothing = Near(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
            return [nothing for _ in queries]
        scan = _Scan.of(self, queries, floors)
        found = list(zip(*_shared(scan.near, list(parts(len(self)))), strict=True))
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
    codes: AskedCodes
    heads: AskedCodes | None

    @classmethod
    def of(cls, vectors: Vectors, queries: Floats, floors: Floors | float) -> "_Scan":
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        heads = AskedCodes.of(vectors.heads.of(queries)) if vectors.heads else None
        scan = cls(vectors, queries, floors, AskedCodes.of(queries), heads)
        return scan if scan.leaves_few() else replace(scan, heads=None)

    def leaves_few(self) -> bool:
        """Whether heads leave few rows: of texts, yes; of many queries with low floors, no."""
        if self.heads is None:
            return True
        probe = slice(0, len(self.vectors), max(1, len(self.vectors) // PROBED))
        floors = self.floors(probe) if callable(self.floors) else np.float32(self.floors)
        codes = self.vectors.heads.codes[probe]
        left = self.heads.may_reach(codes, floors).any(axis=0)
        return bool(left.mean() <= MOST_GATHERED)

    def near(self, part: slice) -> list[Near]:
        """For each query, the rows of a part that reach the floor."""
        given = self.floors(part) if callable(self.floors) else np.float32(self.floors)
        floors = np.broadcast_to(given, (len(self.queries), part.stop - part.start))
        rows, codes = self._left(part, floors)
        floors = floors if rows is None else floors[:, rows]
        may_reach = self.codes.may_reach(codes, floors)
        exact, found = self.vectors.exact[part], []
        for query, own, may in zip(self.queries, floors, may_reach, strict=True):
            places = np.flatnonzero(may)
            # Row by row, so that equal rows have equal products wherever they stand.
            at = places if rows is None else rows[places]
            products = np.einsum("nd,d->n", exact[at], query)
            reach = products >= own[places]
            found.append(Near(at[reach] + part.start, products[reach]))
        return found

    def _left(self, part: slice, floors: Floats) -> tuple[Rows | None, Codes]:
        """The rows of a part that are left by their heads, counted from its begin; None for all."""
        codes = self.vectors.codes[part]
        if self.heads:
            may_reach = self.heads.may_reach(self.vectors.heads.codes[part], floors)
            rows = np.flatnonzero(may_reach.any(axis=0))
            if len(rows) <= MOST_GATHERED * len(codes):
                return rows, codes[rows]
        return None, codes


def _shared(work: Callable[[slice], list[Near]], slices: list[slice]) -> list[list[Near]]:
    """What comes of each part; several threads do them, as far as there are processors."""
    threads = min(len(os.sched_getaffinity(0)), len(slices) // PARTS_TO_SHARE)
    if threads < 2:  # noqa: PLR2004  # alone
        return [work(part) for part in slices]
    # The thread that asks does its share: to start one takes as long as part of the work.
    own = -(-len(slices) // threads)
    with ThreadPoolExecutor(threads - 1) as pool:
        further = pool.map(work, slices[own:])
        return [*map(work, slices[:own]), *further]
