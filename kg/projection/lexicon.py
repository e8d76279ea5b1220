"""A BM25 index whose scores can be read as a share of the best possible one.

BM25 after Lucene's variant (Kamphuis et al. 2020); `lexicon_build.py` computes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Offsets, Texts

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Scores texts against the stems of a query.

    One row a stem, in order, with the texts that hold it from `begins`, the score that it gives to
    each, and the `best` of these. `lengths` has one row a text: how many stems there are in it.
    """

    stems: Texts
    begins: Offsets
    texts: Indices
    scores: Scores
    best: Scores
    lengths: Indices

    def knows(self, stem: str) -> bool:
        """Whether any text holds a stem."""
        return self.stems.find(stem) is not None

    def shares(self, queries: Sequence[Sequence[str]]) -> Scores:
        """For each query and text, the share of the best score that any text could reach, in 0..1.

        The shape is (queries, texts). Words that no text holds count as much as the rarest one:
        what nobody speaks of cannot be matched. Only texts that hold a word are touched.
        """
        shares = np.zeros((len(queries), len(self.lengths)), np.float32)
        if not len(self.stems):
            return shares
        for own, stems in zip(shares, queries, strict=True):
            different = dict.fromkeys(stems)
            rows = [row for row in map(self.stems.find, different) if row is not None]
            unknown = len(different) - len(rows)
            possible = self.best[rows].sum() + unknown * self.best.max()
            for row in rows:
                part = slice(self.begins[row], self.begins[row + 1])
                # Of what numpy has for this, `add.at` with rows of its own kind is the fastest.
                texts = self.texts[part].astype(np.intp)
                np.add.at(own, texts, self.scores[part] / possible)
        return np.minimum(shares, 1, out=shares)
