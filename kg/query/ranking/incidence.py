"""Who took part in what, both ways, as compressed rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Incidence:
    """`columns[offsets[i]:offsets[i + 1]]` are the columns that row i is linked with, sorted."""

    offsets: Rows
    columns: Rows
    width: int

    @classmethod
    def of(cls, pairs: NDArray[np.int64], height: int, width: int) -> "Incidence":
        """From pairs (n, 2) of row and column in any order; what is said twice counts once."""
        known = np.unique(pairs.reshape(-1, 2), axis=0)
        offsets = np.zeros(height + 1, dtype=np.int64)
        np.cumsum(np.bincount(known[:, 0], minlength=height), out=offsets[1:])
        return cls(offsets, known[:, 1].copy(), width)

    @property
    def counts(self) -> Rows:
        """How many columns each row is linked with."""
        return np.diff(self.offsets)

    def __getitem__(self, row: int) -> Rows:
        return self.columns[self.offsets[row] : self.offsets[row + 1]]

    def transposed(self) -> "Incidence":
        """The same links seen from the columns."""
        rows = np.repeat(np.arange(len(self.offsets) - 1), self.counts)
        return Incidence.of(
            np.column_stack((self.columns, rows)), self.width, len(self.offsets) - 1
        )

    def spread(self, values: NDArray[np.floating]) -> Scores:
        """For each column the sum of the values of its rows."""
        each = np.repeat(values, self.counts)
        sums = np.bincount(self.columns, weights=each, minlength=self.width)
        return sums.astype(np.float32)

    def block(self, rows: Sequence[int] | Rows) -> Scores:
        """Some rows as a dense matrix of 0 and 1, over those columns that any of them has."""
        links = [self[int(row)] for row in rows]
        columns, places = np.unique(np.concatenate(links), return_inverse=True)
        dense = np.zeros((len(links), len(columns)), dtype=np.float32)
        dense[np.repeat(np.arange(len(links)), [len(link) for link in links]), places] = 1.0
        return dense

    def columns_of(self, rows: Sequence[int] | Rows) -> Rows:
        """The columns that any of the rows has, in the order of `block`."""
        return np.unique(np.concatenate([self[int(row)] for row in rows]))
