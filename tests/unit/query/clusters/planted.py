"""Graphs in which groups are planted, driver by driver, among noise."""

from collections.abc import Collection, Sequence

import numpy as np

from kg.query.clusters.drivers import Driver
from kg.query.clusters.graph import ClusterGraph, Edges, Floats, Rows, Trades

TRADES = 6
# A group is as wide as a town; without the driver all lie over a continent of 20 by 20 degrees.
TOWN_DEGREES = 0.1


def planted(
    drivers: Collection[Driver],
    *,
    groups: int = 10,
    size: int = 15,
    noise: float = 0.2,
    seed: int = 7,
) -> tuple[ClusterGraph, Rows]:
    """Groups that network on these drivers, and the group of each organisation.

    `noise` is the share of links that lead to anybody, and of organisations that are elsewhere or
    of another trade than their group. A driver that is not planted is noise altogether.
    """
    draw = np.random.default_rng(seed)
    number = groups * size
    group = np.repeat(np.arange(groups), size)

    def strayed(driver: Driver) -> float:
        return noise if driver in drivers else 1.0

    latitudes, longitudes = _places(draw, group, strayed(Driver.GEOGRAPHY))
    vertical = _links(draw, group, strayed(Driver.VERTICAL))
    horizontal = _links(draw, group, strayed(Driver.HORIZONTAL))
    return ClusterGraph(
        ids=[f"o{row:04}" for row in range(number)],
        are_core=np.ones(number, dtype=np.bool_),
        latitudes=latitudes,
        longitudes=longitudes,
        trades=Trades((_trades(draw, group, strayed(Driver.SECTOR)),)),
        vertical=vertical,
        traded=vertical,
        horizontal=horizontal,
    ), group


def agreement(truth: Rows, communities: Sequence[Rows]) -> float:
    """The adjusted Rand index (Hubert and Arabie, 1985) of communities and planted groups.

    Whoever is in no community is in one of its own.
    """
    found = -1 - np.arange(len(truth))
    for number, rows in enumerate(communities):
        found[rows] = number
    _, one, n_one = np.unique(truth, return_inverse=True, return_counts=True)
    _, other, n_other = np.unique(found, return_inverse=True, return_counts=True)
    _, both = np.unique(one * len(truth) + other, return_counts=True)
    pairs = _pairs(both)
    expected = _pairs(n_one) * _pairs(n_other) / _pairs(np.array([len(truth)]))
    most = (_pairs(n_one) + _pairs(n_other)) / 2
    return float((pairs - expected) / (most - expected))


def _pairs(counts: Rows) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _places(draw: np.random.Generator, group: Rows, strayed: float) -> tuple[Floats, Floats]:
    towns = draw.uniform((40, 0), (60, 20), (int(group.max()) + 1, 2))
    own = towns[group] + draw.normal(0, TOWN_DEGREES, (len(group), 2))
    anywhere = draw.uniform((40, 0), (60, 20), (len(group), 2))
    found = np.where(draw.random(len(group))[:, None] < strayed, anywhere, own)
    return found[:, 0].copy(), found[:, 1].copy()


def _links(draw: np.random.Generator, group: Rows, strayed: float, a_member: int = 4) -> Edges:
    starts = np.repeat(np.arange(len(group)), a_member)
    size = int((group == 0).sum())
    own = group[starts] * size + draw.integers(0, size, len(starts))
    anybody = draw.integers(0, len(group), len(starts))
    ends = np.where(draw.random(len(starts)) < strayed, anybody, own)
    return Edges.of(starts, ends)


def _trades(draw: np.random.Generator, group: Rows, strayed: float) -> Floats:
    anything = draw.integers(0, TRADES, len(group))
    own = np.where(draw.random(len(group)) < strayed, anything, group % TRADES)
    return np.asarray(np.eye(TRADES)[own])
