"""Scores texts against the labels of a vocabulary, each the same whatever is asked beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numkong
import numpy as np
from numpy.typing import NDArray

from kg.projection.passage import Passage
from kg.projection.words import Words

Scores = NDArray[np.float32]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# The parts that measured best on the validation parts of bench/skills.py: the preferred label, the
# best of all labels and the definition by meaning, the former two by words as well.
NAME_MEANING = 0.24
BEST_MEANING = 0.24
DEFINITION_MEANING = 0.12
NAME_WORDS = 0.20
BEST_WORDS = 0.20
# The meaning of a label for a passage is the mean of its likeness with the whole of it and with the
# stretch that is nearest.
STRETCH_SHARE = 0.5
# As many of the rarest words, said of a label, are worth half of what all words could be. In words
# of this vocabulary, so that its size does not matter.
HALF_TOLD = 1.1
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
    """For each word stem the labels that hold it, and what share of each label it is.

    `sums` say how much the words of each label tell together: a word of one competency tells 1,
    common ones less.
    """

    labels: NDArray[np.int32]
    shares: Scores
    places: dict[str, slice]
    sums: Scores

    @classmethod
    def of(cls, stems: Sequence[Sequence[str]], owners: NDArray[np.intp]) -> "_Words":
        """The rarer a word among the competencies, the larger its share (weighed as in BM25)."""
        holders: dict[str, list[int]] = {}
        for label, words in enumerate(stems):
            for word in dict.fromkeys(words):
                holders.setdefault(word, []).append(label)
        common = {word: len(np.unique(owners[rows])) for word, rows in holders.items()}
        total = len(np.unique(owners))
        rarest = np.log1p((total - 0.5) / 1.5)
        weights = {
            word: float(np.log1p((total - held + 0.5) / (held + 0.5)) / rarest)
            for word, held in common.items()
        }
        sums = [sum(weights[word] for word in dict.fromkeys(words)) for words in stems]
        ends = np.cumsum([len(rows) for rows in holders.values()]).tolist()
        places = {
            word: slice(end - len(rows), end)
            for (word, rows), end in zip(holders.items(), ends, strict=True)
        }
        shares = [weights[word] / sums[row] for word, rows in holders.items() for row in rows]
        labels = [row for rows in holders.values() for row in rows]
        return cls(
            np.array(labels, np.int32),
            np.array(shares, np.float32),
            places,
            np.array(sums, np.float32),
        )

    def said(self, texts: Sequence[Iterable[str]]) -> Scores:
        """What share of each label's words each text says, given its stems: (labels, texts)."""
        size = len(self.sums)
        known = [[self.places[w] for w in sorted(set(t)) if w in self.places] for t in texts]
        cells = [
            self.labels[place] * np.int64(len(texts)) + column
            for column, places in enumerate(known)
            for place in places
        ]
        shares = [self.shares[place] for places in known for place in places]
        if not cells:
            return np.zeros((size, len(texts)), np.float32)
        said = np.bincount(np.concatenate(cells), np.concatenate(shares), size * len(texts))
        return said.reshape(size, len(texts)).astype(np.float32)

    def told(self, texts: Sequence[Iterable[str]]) -> Scores:
        """The share that is said, less where what is said tells little: (labels, texts)."""
        said = self.said(texts)
        known = said * self.sums[:, None]
        said *= known / (known + np.float32(HALF_TOLD))
        return said


@dataclass(frozen=True, slots=True)
class Labelled:
    """A competency and all its labels, the preferred one first; "" stands for no definition."""

    id: str
    labels: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """The labels of all competencies; those with most labels come first.

    First lie the preferred labels of all competencies, then a second label of each that has one,
    and so on, so that the best label of every competency is found in few steps. `ranks` says how
    many have one, `rows` where each competency lies. Definitions lie as the preferred labels do.
    """

    rows: NDArray[np.intp]
    ranks: tuple[int, ...]
    vectors: _Vectors
    definitions: _Vectors
    words: _Words
    split: Words

    @classmethod
    def build(cls, vocabulary: Sequence[Labelled], embed: Embed, split: Words) -> "LabelIndex":
        """An index over the labels of at least one competency.

        The preferred label stands for a definition that is missing.
        """
        counts = np.array([len(competency.labels) for competency in vocabulary])
        order = sorted(range(len(vocabulary)), key=lambda row: (-counts[row], row))
        ranks = [int(np.count_nonzero(counts > rank)) for rank in range(counts.max())]
        labels = [vocabulary[row].labels[rank] for rank, n in enumerate(ranks) for row in order[:n]]
        definitions = [vocabulary[row].definition or vocabulary[row].labels[0] for row in order]
        owners = np.concatenate([np.arange(n) for n in ranks])
        return cls(
            np.argsort(order),
            tuple(ranks),
            _Vectors.of(embed(labels)),
            _Vectors.of(embed(definitions)),
            _Words.of(split.all_stems(labels), owners),
            split,
        )

    def scores(self, passages: Sequence[Passage], embed: Embed) -> Scores:
        """The score of each competency for each passage: (competencies, passages)."""
        names = slice(self.ranks[0])
        texts = [passage.text for passage in passages]
        columns = list(dict.fromkeys((*texts, *(s for p in passages for s in p.stretches))))
        place = {text: column for column, text in enumerate(columns)}
        vectors = embed(columns)
        likeness = self.vectors.likeness(_Vectors.of(vectors))
        meaning = np.empty((len(likeness), len(passages)), np.float32)
        for column, passage in enumerate(passages):
            nearest = likeness[:, [place[stretch] for stretch in passage.stretches]].max(axis=1)
            whole = likeness[:, place[passage.text]]
            meaning[:, column] = STRETCH_SHARE * nearest + (1 - STRETCH_SHARE) * whole
        scores = NAME_MEANING * meaning[names] + BEST_MEANING * self._best(meaning)
        wholes = _Vectors.of(vectors[[place[text] for text in texts]])
        scores += DEFINITION_MEANING * self.definitions.likeness(wholes)
        told = self.words.told([self.split.stems(text) for text in texts])
        scores += NAME_WORDS * told[names] + BEST_WORDS * self._best(told)
        return scores[self.rows]

    def _best(self, values: Scores) -> Scores:
        """The largest value among the labels of each competency."""
        begin = self.ranks[0]
        best = values[:begin].copy()
        for count in self.ranks[1:]:
            np.maximum(best[:count], values[begin : begin + count], out=best[:count])
            begin += count
        return best
