"""How well skills are found for texts: each text's reciprocal rank and precision among ten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.embed.encoder import Encoder

FIRST = 10
# Texts compared with all labels at once: 1,000 x 14,000 likenesses are 56 MB.
AT_ONCE = 1_000

# For each text the rows of the skills that it is about.
Questions = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scored:
    """One text: 1 / rank of the first right skill, and the share of right ones among ten."""

    mrr: float
    rp10: float

    @property
    def mean(self) -> float:
        """The one number that decides: both count alike."""
        return (self.mrr + self.rp10) / 2


def scored(scores: NDArray[np.floating], right: Sequence[int]) -> Scored:
    """What the scores of all skills are worth, given the rows of the right ones; ties lose."""
    ranks = [int((scores >= scores[row]).sum()) for row in right]
    return Scored(1 / min(ranks), sum(rank <= FIRST for rank in ranks) / min(FIRST, len(ranks)))


def nearest(encoder: Encoder, labels: Sequence[str], questions: Questions) -> tuple[Scored, ...]:
    """The skills ranked by the likeness of their labels with each text, and nothing else."""
    return nearest_of(encoder, encoder.encode(labels), questions)


def nearest_of(
    encoder: Encoder, labels: NDArray[np.float32], questions: Questions
) -> tuple[Scored, ...]:
    """The same for labels that are embedded already."""
    texts, right = list(questions), list(questions.values())
    found: list[Scored] = []
    for start in range(0, len(texts), AT_ONCE):
        likeness = encoder.encode(texts[start : start + AT_ONCE]) @ labels.T
        own = right[start : start + AT_ONCE]
        found += [scored(row, rows) for row, rows in zip(likeness, own, strict=True)]
    return tuple(found)


def mean(values: Iterable[Scored]) -> Scored:
    """The means over texts."""
    rows = tuple(values)
    return Scored(
        float(np.mean([row.mrr for row in rows])), float(np.mean([row.rp10 for row in rows]))
    )
