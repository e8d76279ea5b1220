"""How well statements fit texts, by meaning and words; all texts are compared in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.codes import Rows
from kg.projection.projection import Projection

Scores = NDArray[np.float32]

# The mix that measured best for sentences against texts (.7 dense, .3 BM25).
MEANING_SHARE = 0.7
WORDS_SHARE = 0.3
# On 1,188 statements, twenty sensible needs had a best mix of .37 to .73 or a sure competency,
# twenty senseless ones .13 to .35: the floor lies between.
FLOOR = 0.36
# However many words are shared, a statement of quite another meaning does not fit.
MEANING_FLOOR = 0.30
# The mix of a statement that says the same in the same words.
FULL = 0.75
NOTHING = 0.20


@dataclass(frozen=True, slots=True)
class Hits:
    """The statements that credibly fit a text, in order of their rows, each with its fit in 0..1.

    `words` is what every statement shares of the text's words.
    """

    words: Scores
    rows: Rows
    values: Scores


def fitting_statements(
    projection: Projection, vectors: Scores, stems: Sequence[Sequence[str]]
) -> list[Hits]:
    """For each text, given by its vector and its word stems, the statements that fit it."""
    statements = projection.statements
    words = statements.lexicon.shares(stems)

    def floors(part: slice) -> Scores:
        """What the meaning must reach for the mix to be credible, given the words."""
        needed: Scores = words[:, part] * np.float32(-WORDS_SHARE / MEANING_SHARE)
        needed += FLOOR / MEANING_SHARE
        return np.maximum(needed, MEANING_FLOOR, out=needed)

    return [
        Hits(own, near.rows, scaled(MEANING_SHARE * near.products + WORDS_SHARE * own[near.rows]))
        for own, near in zip(words, statements.vectors.near(vectors, floors), strict=True)
    ]


def scaled(mixed: Scores) -> Scores:
    """A fit in 0..1 from a mix of meaning and words."""
    return np.asarray(np.clip((mixed - NOTHING) / (FULL - NOTHING), 0, 1), dtype=np.float32)
