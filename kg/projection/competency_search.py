"""Finds the competencies that texts are about, and none where nothing is likely enough.

What is found depends on the text and the vocabulary alone: not on what is asked beside it, nor on
how large the vocabulary is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from kg.projection.label_index import Embed, LabelIndex, Labelled, Scores
from kg.projection.passage import Passage, passages
from kg.projection.words import Words

# The score of a text is the mean of its best sentence's and its own as a whole: a stray sentence
# of a long text is not enough, and neither is a text that only sounds alike in general.
SENTENCE_SHARE = 0.5
# How likely a score is right: a logistic curve through the calibration part of
# bench/competency_links.py. A score of MIDDLE is right as often as not.
MIDDLE = 0.462
STEEPNESS = 10.9
# The lowest confidence down to which three of four links of the calibration part are right.
FLOOR = 0.62
MOST_FOUND = 5
# Another one wherever the same text would find something else.
METHOD = f"competency-search-2 {MIDDLE} {STEEPNESS} {FLOOR} {MOST_FOUND}"
# The score of the floor, a little lower: what is above is rounded first.
LOWEST = MIDDLE + log(FLOOR / (1 - FLOOR)) / STEEPNESS - 0.01
# Texts, sentences and stretches compared with all labels in one pass: 64 take 80 MB for 100,000
# labels. A text that has more by itself is read in one pass all the same.
READ_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A competency that a text is about, with how likely that is right, in 0..1."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CompetencySearch:
    """A vocabulary that texts are compared with; `read` gives the vectors of texts."""

    ids: tuple[str, ...]
    index: LabelIndex
    read: Embed

    @classmethod
    def build(
        cls, vocabulary: Sequence[Labelled], embed: Embed, read: Embed, words: Words
    ) -> "CompetencySearch":
        """A search over a vocabulary of at least one competency.

        `embed` may keep the vectors of the vocabulary; the many stretches of texts, for which
        `read` is asked, are not worth keeping.
        """
        ordered = sorted(vocabulary, key=lambda competency: competency.id)
        index = LabelIndex.build(ordered, embed, words)
        return cls(tuple(competency.id for competency in ordered), index, read)

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Found, ...]]:
        """For each text the competencies that reach the floor, the likeliest first."""
        return map(self._likeliest, self.scores(texts))

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """For each text the score of each competency, in the order of their ids."""
        for group in _groups(texts):
            units = [unit for own in group for unit in own]
            scores = self.index.scores(units, self.read)
            begin = 0
            for own in group:
                columns = scores[:, begin : begin + len(own)]
                begin += len(own)
                # The whole text comes first, then its sentences, if it has more than one.
                sentence = columns[:, min(1, len(own) - 1) :].max(axis=1)
                yield SENTENCE_SHARE * sentence + (1 - SENTENCE_SHARE) * columns[:, 0]

    def _likeliest(self, scores: Scores) -> tuple[Found, ...]:
        rows = np.flatnonzero(scores >= LOWEST)
        # A stable sort over rows that are ordered by id: ties break by id.
        best = rows[np.argsort(-scores[rows], kind="stable")][:MOST_FOUND]
        found = (Found(self.ids[row], confidence(float(scores[row]))) for row in best)
        return tuple(competency for competency in found if competency.confidence >= FLOOR)


def confidence(score: float) -> float:
    """How likely a competency of this score is right, in hundredths."""
    return round(1 / (1 + exp(-STEEPNESS * (score - MIDDLE))), 2)


def _groups(texts: Sequence[str]) -> Iterator[list[list[Passage]]]:
    """The passages of texts, gathered until enough are together for one pass."""
    group: list[list[Passage]] = []
    size = 0
    for text in texts:
        own = passages(text)
        vectors = len({part for passage in own for part in (passage.text, *passage.stretches)})
        if group and size + vectors > READ_TOGETHER:
            yield group
            group, size = [], 0
        group.append(own)
        size += vectors
    if group:
        yield group
