"""Vectors of many texts, written piece by piece: they are the largest columns by far."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.projection.scratch import Scratch
from kg.projection.vectors import Rows, Vectors

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# An encoder has its own batches; here it is only what is held at once, 25 MB for 384 dimensions.
TEXTS_AT_ONCE = 16_384


class VectorColumns:
    """The vectors that were put in so far, with their codes."""

    def __init__(self, dimensions: int, scratch: Scratch) -> None:
        self._exact = scratch.column(np.float32, dimensions)
        self._codes = scratch.column(np.int8, dimensions)
        self._scales = scratch.column(np.float32)
        self._errors = scratch.column(np.float32)

    def append(self, vectors: Vectors) -> None:
        """Puts vectors behind those that are there."""
        self._exact.append(vectors.exact)
        self._codes.append(vectors.codes)
        self._scales.append(vectors.scales)
        self._errors.append(vectors.errors)

    def done(self) -> Vectors:
        """All of them."""
        return Vectors(
            self._exact.done(), self._codes.done(), self._scales.done(), self._errors.done()
        )


def embedded(pieces: Iterator[Sequence[str]], embed: Embed, scratch: Scratch) -> Vectors:
    """The vectors of texts that come in pieces, in their order."""
    first = Vectors.of(embed(next(pieces, ())))
    columns = VectorColumns(first.exact.shape[1], scratch)
    columns.append(first)
    for texts in pieces:
        columns.append(Vectors.of(embed(texts)))
    return columns.done()


def taken(old: Vectors, new: Vectors, rows: Rows, scratch: Scratch) -> Vectors:
    """The rows of earlier vectors in a new order, where those beyond the end are of new ones."""
    columns = VectorColumns(new.exact.shape[1], scratch)
    for begin in range(0, len(rows), TEXTS_AT_ONCE):
        columns.append(old.taken(rows[begin : begin + TEXTS_AT_ONCE], new))
    return columns.done()
