"""Vectors of many texts, written piece by piece: they are the largest columns by far."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.projection.codes import Codes, Floats, Rows
from kg.projection.heads import (
    PIECE,
    WIDTH,
    Heads,
    are_worth_it,
    basis_of_pieces,
    heads_of,
    no_heads,
)
from kg.projection.scratch import Scratch
from kg.projection.vectors import Vectors

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# An encoder has its own batches; here it is only what is held at once, 6 MB for 384 dimensions.
TEXTS_AT_ONCE = 4_096


class VectorColumns:
    """The vectors that were put in so far, with their codes."""

    def __init__(self, dimensions: int, scratch: Scratch) -> None:
        self._exact = scratch.column(np.float32, dimensions)
        self._codes = _CodeColumns(dimensions, scratch)
        self._scratch = scratch

    def append(self, vectors: Vectors) -> None:
        """Puts vectors behind those that are there."""
        self._exact.append(vectors.exact)
        self._codes.append(vectors.codes)

    def done(self) -> Vectors:
        """All of them, with heads where they are many."""
        exact = self._exact.done()
        return Vectors(exact, self._codes.done(), self._heads(exact))

    def _heads(self, exact: Floats) -> Heads:
        if not are_worth_it(exact):
            return no_heads(exact.shape[1])
        # Read from the file: pages of it that are mapped would count as memory.
        basis = basis_of_pieces(self._exact.pieces(PIECE), len(exact))
        columns = _CodeColumns(WIDTH, self._scratch)
        for piece in self._exact.pieces(TEXTS_AT_ONCE):
            columns.append(Codes.of(heads_of(piece, basis)))
        return Heads(basis, columns.done())


class _CodeColumns:
    """The codes that were put in so far."""

    def __init__(self, width: int, scratch: Scratch) -> None:
        self._values = scratch.column(np.int8, width)
        self._scales = scratch.column(np.float32)
        self._errors = scratch.column(np.float32)

    def append(self, codes: Codes) -> None:
        self._values.append(codes.values)
        self._scales.append(codes.scales)
        self._errors.append(codes.errors)

    def done(self) -> Codes:
        return Codes(self._values.done(), self._scales.done(), self._errors.done())


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
