"""What clusters are looked for in: organisations with place and trade, and pairs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of different organisations (rows), each once, the lower row first."""

    first: Rows
    second: Rows

    @classmethod
    def of(cls, starts: NDArray[np.integer], ends: NDArray[np.integer]) -> "Edges":
        """The pairs of relationships, whatever their direction and however often they come."""
        low = np.minimum(starts, ends).astype(np.int64)
        high = np.maximum(starts, ends).astype(np.int64)
        size = int(high.max(initial=-1)) + 1
        keys = np.unique((low * size + high)[low != high])
        return cls(keys // max(size, 1), keys % max(size, 1))

    def __len__(self) -> int:
        return len(self.first)

    def joined(self, other: "Edges") -> "Edges":
        """The pairs of either."""
        return Edges.of(
            np.concatenate([self.first, other.first]), np.concatenate([self.second, other.second])
        )

    def inside(self, members: Flags) -> "Edges":
        """The pairs of which both are flagged."""
        kept = members[self.first] & members[self.second]
        return Edges(self.first[kept], self.second[kept])

    def leaving(self, members: Flags) -> int:
        """How many pairs join one that is flagged with one that is not."""
        return int((members[self.first] != members[self.second]).sum())


NO_EDGES = Edges(np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Trades:
    """What organisations do, as vectors whose product with one another is their likeness in 0..1.

    Each part has a row an organisation: all 0 where nothing is known of it.
    """

    parts: tuple[Floats, ...]

    def between(self, pairs: Edges) -> Floats:
        """The likeness of pairs: the mean of the parts that are known of both, NaN without one."""
        total, known = np.zeros(len(pairs)), np.zeros(len(pairs))
        for part in self.parts:
            is_known: Flags = np.asarray(part.any(axis=1))
            both = is_known[pairs.first] & is_known[pairs.second]
            total += np.einsum("ij,ij->i", part[pairs.first], part[pairs.second])
            known += both
        return np.where(known > 0, total / np.maximum(known, 1), np.nan)

    def within(self, rows: Rows) -> float | None:
        """The mean likeness of each two of several; None where it is known of no two."""
        means = [mean for part in self.parts if (mean := _mean_product(part[rows])) is not None]
        return sum(means) / len(means) if means else None


@dataclass(frozen=True, slots=True)
class ClusterGraph:
    """Organisations by row, and the pairs in which they are related.

    `are_core` leaves out public bodies and associations, which support a group rather than make
    it. Points are in degrees, NaN where unknown. `vertical` are traders and neighbours along a
    value chain, `traded` the traders alone, `horizontal` who works with one another untraded;
    `typed` has the pairs of each relationship type, `stances` those of each stance.
    """

    ids: Sequence[str]
    are_core: Flags
    latitudes: Floats
    longitudes: Floats
    trades: Trades
    vertical: Edges = NO_EDGES
    traded: Edges = NO_EDGES
    horizontal: Edges = NO_EDGES
    typed: Mapping[str, Edges] = field(default_factory=dict)
    stances: Mapping[str, Edges] = field(default_factory=dict)

    def flags(self, rows: Rows) -> Flags:
        """Which organisations are among the rows."""
        flags = np.zeros(len(self.ids), dtype=np.bool_)
        flags[rows] = True
        return flags

    def core(self, rows: Rows) -> Rows:
        """Those of the rows who make a group; if nobody does, all."""
        kept = rows[self.are_core[rows]]
        return kept if len(kept) else rows


def _mean_product(vectors: Floats) -> float | None:
    """The mean product of each two rows that are not 0, in the time that one sum takes."""
    known = vectors[np.asarray(vectors.any(axis=1))]
    number = len(known)
    if number < 2:  # noqa: PLR2004  # of one there is no pair
        return None
    whole = known.sum(axis=0)
    return float((whole @ whole - (known * known).sum()) / (number * (number - 1)))
