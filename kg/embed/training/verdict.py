"""Decides whether a trained model is better than the one before, on the same texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.embed.training.measures import Scored, mean

RESAMPLES = 2_000
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean gain of a set of texts, and the middle 95 % of resampled ones."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Gains by sentences and by held-out concepts; better only if no chance explains it."""

    sentences: Gain
    concepts: Gain

    @property
    def is_better(self) -> bool:
        """Whether sentences gain beyond chance and concepts that were not learned do not lose."""
        return self.sentences.low > 0 and self.concepts.high >= 0

    @property
    def words(self) -> str:
        """One sentence for people."""
        one, other = self.sentences, self.concepts
        return (
            f"{'better' if self.is_better else 'not better'} on validation: sentences "
            f"{one.mean:+.3f} ({one.low:+.3f} to {one.high:+.3f}), held-out concepts "
            f"{other.mean:+.3f} ({other.low:+.3f} to {other.high:+.3f})"
        )


def gain(before: Sequence[Scored], after: Sequence[Scored]) -> Gain:
    """Paired bootstrap over texts (Efron 1979; Koehn 2004), the same resamples at each call."""
    each = np.array([b.mean - a.mean for a, b in zip(before, after, strict=True)])
    drawn = np.random.default_rng(8).integers(0, len(each), (RESAMPLES, len(each)))
    low, high = np.quantile(each[drawn].mean(axis=1), (TAIL, 1 - TAIL))
    return Gain(float(each.mean()), float(low), float(high))


def best_share(measured: Mapping[float, Sequence[Scored]]) -> float:
    """The share of the new weights that measured best; of equals the one that changes least."""
    return min(measured, key=lambda share: (-round(mean(measured[share]).mean, 4), share))
