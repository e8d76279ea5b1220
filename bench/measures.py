"""Measures of a ranking from the places of what is right, with bootstrap confidence intervals.

Of a query, `places` are the ranks of its relevant items, from 1 on. MRR takes the first of them;
R@k is the share of them among the first k; RP@k (R-precision at k, Decorte et al. 2022) the same
with at most k expected; H@k whether any is among the first k.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Measure = Callable[[Places], float]

RESAMPLES = 1_000
LEVEL = 0.95


def mrr(places: Places) -> float:
    return 1 / float(places.min())


def recall(k: int) -> Measure:
    return lambda places: float((places <= k).mean())


def r_precision(k: int) -> Measure:
    return lambda places: float((places <= k).sum()) / min(k, len(places))


def hit(k: int) -> Measure:
    return lambda places: float(places.min() <= k)


MEASURES: Mapping[str, Measure] = {
    "mrr": mrr,
    **{f"r{k}": recall(k) for k in (1, 10, 100)},
    **{f"rp{k}": r_precision(k) for k in (5, 10)},
    **{f"h{k}": hit(k) for k in (1, 10, 100)},
}


def places_of(scores: NDArray[np.floating], relevant: Sequence[int]) -> Places:
    """The ranks of the relevant rows, best score first; ties break by row."""
    rows = np.asarray(sorted(relevant))
    own = scores[rows]
    better = (scores[None, :] > own[:, None]).sum(axis=1)
    equal_before = [
        int((scores[:row] == value).sum()) for row, value in zip(rows, own, strict=True)
    ]
    return np.asarray(better + equal_before + 1, dtype=np.int64)


def measured(places: Sequence[Places], names: Sequence[str]) -> dict[str, float]:
    """The mean of each measure over all queries."""
    return {name: round(float(_mean(places, name)), 4) for name in names}


def intervals(places: Sequence[Places], names: Sequence[str]) -> dict[str, list[float]]:
    """Percentile bootstrap over queries (Efron 1979), the same resamples at each call."""
    return {name: interval([MEASURES[name](own) for own in places]) for name in names}


def interval(values: Sequence[float]) -> list[float]:
    """The middle 95 % of the means of resampled values."""
    each = np.asarray(values)
    drawn = np.random.default_rng(8).integers(0, len(each), (RESAMPLES, len(each)))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(each[drawn].mean(axis=1), (tail, 1 - tail))
    return [round(float(low), 4), round(float(high), 4)]


def summary(places: Sequence[Places], names: Sequence[str]) -> dict[str, object]:
    """Measures, and their intervals beside them."""
    return {**measured(places, names), "intervals": intervals(places, names)}


def table(results: Mapping[str, Mapping[str, object]], names: Sequence[str]) -> str:
    """One line a method, the measures in columns; intervals for the first one."""
    width = max(map(len, results))
    lines = [" " * width + "".join(f"{name:>8}" for name in names)]
    for method, values in results.items():
        lines.append(f"{method:{width}}" + "".join(f"{values[name]:8.3f}" for name in names))
    return "\n".join(lines)


def _mean(places: Sequence[Places], name: str) -> float:
    return float(np.mean([MEASURES[name](own) for own in places]))
