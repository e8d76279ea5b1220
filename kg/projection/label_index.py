"""Scores texts against the labels of a vocabulary, each the same whatever is asked beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numkong
import numpy as np
from numpy.typing import NDArray

from kg.projection.words import Words

Scores = NDArray[np.float32]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# The parts that measured best for sentences against the 98,988 labels of ESCO: the preferred label
# and the best of all labels, each by meaning and by words.
NAME_MEANING = 0.35
BEST_MEANING = 0.35
NAME_WORDS = 0.15
BEST_WORDS = 0.15
# Labels are rounded in blocks: rounding takes twice their memory.
LABELS_AT_ONCE = 8_192
LARGEST = 127


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Unit vectors as small whole numbers, and what each row is to be multiplied by.

    Sums of whole numbers are exact, so a likeness does not depend on which others are computed
    with it, nor on the order in which a library sums.
    """

    values: NDArray[np.int8]
    scales: Scores

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> "_Vectors":
        values = np.empty(vectors.shape, np.int8)
        scales = np.empty(len(vectors), np.float32)
        for begin in range(0, len(vectors), LABELS_AT_ONCE):
            rows = slice(begin, begin + LABELS_AT_ONCE)
            largest = np.abs(vectors[rows]).max(axis=1, initial=0)
            scales[rows] = np.where(largest > 0, largest, 1) / LARGEST
            values[rows] = np.rint(vectors[rows] / scales[rows, None])
        return cls(values, scales)

    def likeness(self, others: "_Vectors") -> Scores:
        """The cosine of each row with each of the others."""
        packed = numkong.dots_pack(others.values, dtype="int8")
        products = np.asarray(numkong.dots_packed(self.values, packed))
        found: Scores = np.multiply(products, self.scales[:, None], dtype=np.float32)
        found *= others.scales
        return found


@dataclass(frozen=True, slots=True)
class _Words:
    """For each word stem the labels that hold it, and what share of each label it is."""

    labels: NDArray[np.int32]
    shares: Scores
    places: dict[str, slice]
    size: int

    @classmethod
    def of(cls, stems: Sequence[Sequence[str]], owners: NDArray[np.intp]) -> "_Words":
        """The rarer a word among the competencies, the larger its share (weighed as in BM25)."""
        holders: dict[str, list[int]] = {}
        for label, words in enumerate(stems):
            for word in dict.fromkeys(words):
                holders.setdefault(word, []).append(label)
        common = {word: len(np.unique(owners[rows])) for word, rows in holders.items()}
        total = len(np.unique(owners))
        weights = {w: float(np.log1p((total - n + 0.5) / (n + 0.5))) for w, n in common.items()}
        sums = [sum(weights[word] for word in dict.fromkeys(words)) for words in stems]
        ends = np.cumsum([len(rows) for rows in holders.values()]).tolist()
        places = {
            word: slice(end - len(rows), end)
            for (word, rows), end in zip(holders.items(), ends, strict=True)
        }
        shares = [weights[word] / sums[row] for word, rows in holders.items() for row in rows]
        labels = [row for rows in holders.values() for row in rows]
        return cls(np.array(labels, np.int32), np.array(shares, np.float32), places, len(stems))

    def said(self, texts: Sequence[Iterable[str]]) -> Scores:
        """What share of each label's words each text says, given its stems: (labels, texts)."""
        known = [[self.places[w] for w in sorted(set(t)) if w in self.places] for t in texts]
        cells = [
            self.labels[place] * np.int64(len(texts)) + column
            for column, places in enumerate(known)
            for place in places
        ]
        shares = [self.shares[place] for places in known for place in places]
        if not cells:
            return np.zeros((self.size, len(texts)), np.float32)
        size = self.size * len(texts)
        said = np.bincount(np.concatenate(cells), np.concatenate(shares), size)
        return said.reshape(self.size, len(texts)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """The labels of all competencies; those with most labels come first.

    First lie the preferred labels of all competencies, then a second label of each that has one,
    and so on, so that the best label of every competency is found in few steps. `ranks` says how
    many have one, `rows` where each competency lies.
    """

    rows: NDArray[np.intp]
    ranks: tuple[int, ...]
    vectors: _Vectors
    words: _Words
    split: Words

    @classmethod
    def build(cls, vocabulary: Sequence[Sequence[str]], embed: Embed, split: Words) -> "LabelIndex":
        """An index over the labels of at least one competency, the preferred label first."""
        order = sorted(range(len(vocabulary)), key=lambda row: (-len(vocabulary[row]), row))
        counts = np.array([len(names) for names in vocabulary])
        ranks = [int(np.count_nonzero(counts > rank)) for rank in range(counts.max())]
        labels = [vocabulary[row][rank] for rank, n in enumerate(ranks) for row in order[:n]]
        owners = np.concatenate([np.arange(n) for n in ranks])
        words = _Words.of(split.all_stems(labels), owners)
        return cls(np.argsort(order), tuple(ranks), _Vectors.of(embed(labels)), words, split)

    def scores(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> Scores:
        """The score of each competency for each text, given its vector: (competencies, texts)."""
        names = slice(self.ranks[0])
        meaning = self.vectors.likeness(_Vectors.of(vectors))
        scores = NAME_MEANING * meaning[names] + BEST_MEANING * self._best(meaning)
        said = self.words.said([self.split.stems(text) for text in texts])
        scores += NAME_WORDS * said[names] + BEST_WORDS * self._best(said)
        return scores[self.rows]

    def _best(self, values: Scores) -> Scores:
        """The largest value among the labels of each competency."""
        begin = self.ranks[0]
        best = values[:begin].copy()
        for count in self.ranks[1:]:
            np.maximum(best[:count], values[begin : begin + count], out=best[:count])
            begin += count
        return best
