"""Precision, recall and what is asked, with intervals over organisations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.resolution.learn import outcome_of
from bench.resolution.pairs import Judged
from kg.ingest.resolution.weights import Weights

RESAMPLES = 1000
INTERVAL = (0.025, 0.975)

Share = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares with their 95 % intervals, and counts by outcome."""

    precision: Share
    recall: Share
    true_pairs: int
    other_pairs: int
    true_by_outcome: Mapping[str, int]
    other_by_outcome: Mapping[str, int]


def measure(judged: Sequence[Judged], outcomes: Sequence[str], body: Mapping[str, str]) -> Measured:
    """Resamples organisations, not pairs, since pairs of one organisation go together."""
    places = {name: at for at, name in enumerate(sorted({body[one.left] for one in judged}))}
    counts = np.zeros((len(places), 3))
    for one, outcome in zip(judged, outcomes, strict=True):
        row = counts[places[body[one.left]]]
        row[0] += one.pair.is_same and outcome == "same"
        row[1] += (not one.pair.is_same) and outcome == "same"
        row[2] += one.pair.is_same
    drawn = np.random.default_rng(7).multinomial(
        len(places), np.full(len(places), 1 / len(places)), RESAMPLES
    ) @ counts  # fmt: skip
    sums = np.vstack([counts.sum(axis=0), drawn])
    found = np.maximum(sums[:, 0] + sums[:, 1], 1)
    true = [o for one, o in zip(judged, outcomes, strict=True) if one.pair.is_same]
    other = [o for one, o in zip(judged, outcomes, strict=True) if not one.pair.is_same]
    return Measured(
        precision=_interval(sums[:, 0] / found),
        recall=_interval(sums[:, 0] / np.maximum(sums[:, 2], 1)),
        true_pairs=len(true),
        other_pairs=len(other),
        true_by_outcome=dict(Counter(true)),
        other_by_outcome=dict(Counter(other)),
    )


def by_kind(
    judged: Iterable[Judged], weights: Weights, *, of_one_body: bool
) -> Mapping[str, Mapping[str, int]]:
    """Counts by outcome for each kind of change to a row, or for each kind of near miss."""
    found: dict[str, Counter[str]] = {}
    for one in judged:
        if one.pair.is_same is of_one_body and one.is_of_original and len(one.made_by) == 1:
            found.setdefault(next(iter(one.made_by)), Counter())[outcome_of(one, weights)] += 1
    return {kind: dict(found[kind]) for kind in sorted(found)}


def _interval(values: np.ndarray) -> Share:
    low, high = np.quantile(values[1:], INTERVAL)
    return round(float(values[0]), 4), round(float(low), 4), round(float(high), 4)
