"""How many links two regions would have by their size alone, and how surely they have more.

The null model is the configuration model: each region keeps the links that it has with others,
and these fall on the others in proportion to theirs (Newman, Networks, 2nd ed., section 12.1).
Links within a region stand apart, so the products are scaled to sum to what was counted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.network.pairs import Numbers

Floats = NDArray[np.float64]
# As many links as speak for "as many as expected" before any is counted.
PRIOR = 2.0
# Two-sided 90 % of the normal distribution.
QUANTILE = 1.645


@dataclass(frozen=True, slots=True)
class Flow:
    """Links of one type between different regions: from the first of each pair, and back.

    Of a type without direction all are in `there`.
    """

    first: Numbers
    second: Numbers
    there: Numbers
    back: Numbers
    is_directed: bool


def expected_links(flow: Flow, regions: int) -> Floats:
    """What each pair of the flow would have by the margins of its regions."""
    leaves = _sums(flow.first, flow.there, regions) + _sums(flow.second, flow.back, regions)
    arrives = _sums(flow.second, flow.there, regions) + _sums(flow.first, flow.back, regions)
    if not flow.is_directed:
        leaves = arrives = leaves + arrives
    total = float(leaves.sum())
    products = leaves[flow.first] * arrives[flow.second]
    if flow.is_directed:
        products = products + leaves[flow.second] * arrives[flow.first]
    # What the products would put within regions, where no link of these is.
    between = total - float((leaves * arrives).sum()) / total if total else 0.0
    # A pair that is linked makes it positive; without one there is nothing to expect.
    return products / between if between > 0 else np.zeros(len(flow.first))


def strength(observed: Numbers, expected: Floats, quantile: float = 0.0) -> Floats:
    """How many times the expected links there are: the mean of what is believed, or a quantile.

    A gamma prior with mean 1 that weighs as much as PRIOR links, so that one link where hardly
    any was expected does not outdo eighty where sixty were (DuMouchel, The American Statistician
    53, 1999). `quantile` is in standard deviations; quantiles of the gamma distribution follow
    Wilson and Hilferty (1931).
    """
    shape, rate = observed + PRIOR, expected + PRIOR
    if not quantile:
        return np.asarray(shape / rate, dtype=np.float64)
    root = 1 - 1 / (9 * shape) + quantile / (3 * np.sqrt(shape))
    return np.asarray(shape * np.maximum(root, 0) ** 3 / rate, dtype=np.float64)


def _sums(places: Numbers, counts: Numbers, regions: int) -> Floats:
    return np.bincount(places, weights=counts, minlength=regions).astype(np.float64)
