"""Short vectors whose inner products are no less than those of the long ones.

Vectors of texts vary in some directions much more than in others. A head is what a vector has in
the few directions in which the vectors of a table lie most (principal components; Pearson 1901),
and, as one part more, the length of all that it has besides. With h for what x has in these
directions and r for the rest, x·y = h·g + r·s <= h·g + |r| |s| (Cauchy and Schwarz): the product
of heads. So a row whose head does not reach a floor does not reach it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kg.projection.codes import SCAN_ROWS, Codes, Floats

# Bytes of a head: a third of a vector of 384 dimensions. On titles of Horizon 2020 projects that
# lets one row in sixty through where a statement without shared words must reach .51, half as many
# bytes one in five (bench/vector_heads.py).
WIDTH = 128
# With fewer rows to pass over, or fewer dimensions, heads save nothing.
LEAST_ROWS = 2 * SCAN_ROWS
LEAST_DIMENSIONS = 2 * WIDTH
# So many rows, from all over the table, tell in which directions it lies.
SAMPLE = 16_384
# So many are looked at together: sums are rounded by how many there are.
PIECE = 4_096
# Of squares of lengths, what single precision may lose when one is taken from the other.
LOST = 1e-6


@dataclass(frozen=True, slots=True)
class Heads:
    """The directions, as columns of shape (d, k), and the codes of heads; both may be empty."""

    basis: Floats
    codes: Codes

    def __bool__(self) -> bool:
        return bool(self.basis.shape[1])

    def of(self, vectors: Floats) -> Floats:
        """The heads of vectors: shape (n, k + 1)."""
        return heads_of(vectors, self.basis)


def no_heads(dimensions: int) -> Heads:
    """Where none are worth having."""
    none = Codes.of(np.empty((0, WIDTH), np.float32))
    return Heads(np.empty((dimensions, 0), np.float32), none)


def heads_of(vectors: Floats, basis: Floats) -> Floats:
    """The heads of vectors in the given directions: shape (n, k + 1)."""
    within = vectors @ basis
    squares = np.einsum("nd,nd->n", vectors, vectors) - np.einsum("nd,nd->n", within, within)
    rest = np.sqrt(np.maximum(squares, 0) + np.float32(LOST))
    return np.column_stack((within, rest))


def basis_of(exact: Floats, directions: int = WIDTH - 1) -> Floats:
    """The directions in which the rows of a table lie most: shape (d, directions)."""
    begins = range(0, len(exact), PIECE)
    return basis_of_pieces((exact[at : at + PIECE] for at in begins), len(exact), directions)


def basis_of_pieces(pieces: Iterable[Floats], rows: int, directions: int = WIDTH - 1) -> Floats:
    """The same of so many rows that come in pieces of `PIECE` rows, none of which is kept."""
    step, before = max(1, rows // SAMPLE), 0
    moments = np.zeros(())
    for piece in pieces:
        sample = piece[-before % step :: step].astype(np.float64)
        moments = moments + sample.T @ sample
        before += len(piece)
    _, ordered = np.linalg.eigh(moments)
    return np.ascontiguousarray(ordered[:, : -directions - 1 : -1], dtype=np.float32)


def are_worth_it(exact: Floats) -> bool:
    """Whether a table is large enough for heads."""
    return len(exact) >= LEAST_ROWS and exact.shape[1] >= LEAST_DIMENSIONS
