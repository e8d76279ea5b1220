"""A BM25 index whose scores can be read as a share of the best possible one.

BM25 after Lucene's variant (Kamphuis et al. 2020), by bm25s.
"""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Lexicon:
    """Scores texts against the stems of a query."""

    def __init__(self, index: bm25s.BM25 | None, best: Scores, size: int) -> None:
        self._index, self._best, self._size = index, best, size
        if index is not None:
            # Plain views: numpy's memmap class makes every slice slow.
            parts = (index.scores[name] for name in ("indptr", "indices", "data"))
            self._begins, self._texts, self._scores = map(np.asarray, parts)

    @classmethod
    def build(cls, stems: Sequence[Sequence[str]]) -> "Lexicon":
        """An index over the stems of each text."""
        if not any(stems):
            return cls(None, np.zeros(0, np.float32), len(stems))
        index = bm25s.BM25(method="lucene")
        index.index([list(s) for s in stems], show_progress=False)
        return cls(index, _best_scores(index), len(stems))

    @classmethod
    def load(cls, folder: Path, size: int) -> "Lexicon":
        """A saved index, memory-mapped."""
        best = np.load(folder / "best.npy")
        index = bm25s.BM25.load(str(folder), mmap=True) if len(best) else None
        return cls(index, best, size)

    def save(self, folder: Path) -> None:
        """Saves the index; of an empty one only that it is empty."""
        folder.mkdir()
        if self._index is not None:
            self._index.save(str(folder), show_progress=False)
        np.save(folder / "best.npy", self._best)

    def knows(self, stem: str) -> bool:
        """Whether any text holds a stem."""
        return self._index is not None and stem in self._index.vocab_dict

    def shares(self, queries: Sequence[Sequence[str]]) -> Scores:
        """For each query and text, the share of the best score that any text could reach, in 0..1.

        The shape is (queries, texts). Words that no text holds count as much as the rarest one:
        what nobody speaks of cannot be matched. Only texts that hold a word are touched.
        """
        shares = np.zeros((len(queries), self._size), np.float32)
        if self._index is None:
            return shares
        for own, stems in zip(shares, queries, strict=True):
            known = [s for s in dict.fromkeys(stems) if s in self._index.vocab_dict]
            rows = [self._index.vocab_dict[s] for s in known]
            unknown = len(set(stems)) - len(known)
            possible = self._best[rows].sum() + unknown * self._best.max()
            for row in rows:
                part = slice(self._begins[row], self._begins[row + 1])
                texts = self._texts[part].astype(np.intp)
                np.add.at(own, texts, self._scores[part] / possible)
        return np.minimum(shares, 1, out=shares)


def _best_scores(index: bm25s.BM25) -> Scores:
    """The highest score that each word gives to any text."""
    data, begins = index.scores["data"], index.scores["indptr"]
    best = np.zeros(len(begins) - 1, np.float32)
    filled = np.flatnonzero(np.diff(begins))
    best[filled] = np.maximum.reduceat(data, begins[filled])
    return best
