"""Learns weights from labelled pairs, and sets the thresholds on other ones.

Weights are those of a logistic regression over the levels of all features: unlike counts feature by
feature (Fellegi and Sunter, 1969), it does not count twice what two features say together. Levels
keep the sign that the table of features states, and few examples move a weight little.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.ingest.resolution.namesakes import may_be_namesakes
from kg.ingest.resolution.observe import Feature
from kg.ingest.resolution.weights import Weights, probability

Floats = NDArray[np.float64]

# A level must be seen in a few dozen pairs before its weight is large.
PENALTY = 1.0
STEPS = 3000
# How far the threshold for "different" stays below all pairs that are the same.
MARGIN = 2
BIT = math.log(2)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """What the features found in a pair, and whether it is one organisation."""

    levels: Mapping[str, str]
    is_same: bool
    is_always_asked: bool = False

    @property
    def is_of_namesakes(self) -> bool:
        """Whether it is never called the same, whatever it weighs."""
        return may_be_namesakes(self.levels)


def learn_weights(
    pairs: Sequence[LabelledPair], features: Sequence[Feature], given: Weights
) -> Weights:
    """The weights that explain the labels best; levels in `given` keep the weights there."""
    columns = [
        (feature.name, level, sign)
        for feature in features
        for level, sign in feature.levels
        if level not in given.levels.get(feature.name, {})
    ]
    place = {(name, level): at for at, (name, level, _) in enumerate(columns)}
    seen, fixed = np.zeros((len(pairs), len(columns) + 1)), np.zeros(len(pairs))
    seen[:, -1] = 1.0
    for row, pair in enumerate(pairs):
        for name, level in pair.levels.items():
            if (name, level) in place:
                seen[row, place[name, level]] = 1.0
            else:
                fixed[row] += given.of(name, level)
    labels = np.array([pair.is_same for pair in pairs], dtype=float)
    # Very many pairs are alike to all features; those count together.
    rows, counts = np.unique(np.column_stack([seen, fixed, labels]), axis=0, return_counts=True)
    bits = _fitted(rows, counts.astype(float), _bounds([sign for *_, sign in columns]))
    levels: dict[str, dict[str, float]] = {f.name: {} for f in features}
    levels.update({name: dict(known) for name, known in given.levels.items()})
    for (name, level, _), weight in zip(columns, bits, strict=False):
        levels[name][level] = round(float(weight), 2)
    return replace(given, prior=round(float(bits[-1]), 2), levels=levels)


def _bounds(signs: Sequence[int | None]) -> tuple[Floats, Floats]:
    lower = [0.0 if sign == 1 else -np.inf for sign in signs]
    upper = [0.0 if sign == -1 else np.inf for sign in signs]
    return np.array([*lower, -np.inf]), np.array([*upper, np.inf])


def _fitted(rows: Floats, counts: Floats, bounds: tuple[Floats, Floats]) -> Floats:
    """Accelerated projected gradient (Beck and Teboulle, 2009), in bits."""
    seen, fixed, labels = rows[:, :-2], rows[:, -2], rows[:, -1]
    step = 4 / (np.linalg.norm(seen * np.sqrt(counts)[:, None], 2) ** 2 + PENALTY)
    weights = ahead = np.zeros(seen.shape[1])
    momentum = 1.0
    shrink = np.full(len(weights), PENALTY)
    shrink[-1] = 0.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip((seen @ ahead + fixed * BIT), -60, 60)))
        slope = seen.T @ (counts * (likely - labels)) + shrink * ahead
        after = np.clip(ahead - step * slope, *bounds)
        quicker = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = after + (momentum - 1) / quicker * (after - weights)
        weights, momentum = after, quicker
    return weights / BIT


def total_bits(pair: LabelledPair, weights: Weights) -> float:
    """The weight of a pair: the sum over its features."""
    return weights.prior + sum(weights.of(name, level) for name, level in pair.levels.items())


def set_thresholds(
    pairs: Sequence[LabelledPair], asked: Sequence[LabelledPair], weights: Weights, precision: float
) -> Weights:
    """Sets both thresholds: the lowest one for "same" at which so many are right, and one for

    "different" well below each of those that are the same and must at least be asked.
    """
    joined = [pair for pair in pairs if not pair.is_of_namesakes]
    likely = np.array([probability(total_bits(pair, weights)) for pair in joined])
    is_same = np.array([pair.is_same for pair in joined])
    by_likely = np.argsort(-likely, kind="stable")
    right = np.cumsum(is_same[by_likely]) / np.arange(1, len(joined) + 1)
    enough = np.flatnonzero(right >= precision)
    same = _rounded_up(float(likely[by_likely[enough[-1]]])) if len(enough) else 1.0
    least = min(probability(total_bits(pair, weights)) for pair in asked)
    return replace(weights, same=same, different=float(f"{min(least, same) / MARGIN:.2g}"))


def _rounded_up(share: float) -> float:
    return math.ceil(share * 1000) / 1000
