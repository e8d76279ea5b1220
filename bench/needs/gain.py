"""The discounted cumulative gain of a ranking (Järvelin and Kekäläinen 2002).

In the form of Burges et al. 2005: a gain of 2^grade - 1, discounted by log2(1 + place), as a share
of that of the best order.
"""

from collections.abc import Mapping, Sequence
from math import log2

DEPTH = 10


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """In 0..1; who is not graded gains nothing, nor does an empty ranking."""
    ideal = sorted(grades.values(), reverse=True)[:depth]
    found = [grades.get(name, 0) for name in ranking[:depth]]
    return _gain(found) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(1 + place) for place, grade in enumerate(grades, start=1))
