"""Finds clusters: communities of each two drivers that network on two or more."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.query.clusters.communities import find_communities
from kg.query.clusters.drivers import Driver, Strength, counting, measure
from kg.query.clusters.graph import ClusterGraph, Rows
from kg.query.clusters.settings import ClusterSettings
from kg.query.clusters.weights import Weighted, weighted_graphs

LEAST_DRIVERS = 2
# Of two found groups the stronger one is kept, if more than this share of the smaller is in both.
MOST_SHARED = 0.5
# The members by which a group is known again: those with most weight inside.
CENTRAL = 3
ID_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A community with its members (rows), the strengths of its drivers, and those that count.

    `id` is made of its central members (rows), so it stays while others come and go.
    """

    id: str
    central: Rows
    rows: Rows
    strengths: Mapping[Driver, Strength]
    drivers: tuple[Driver, ...]

    @property
    def is_cluster(self) -> bool:
        """Whether it networks on enough drivers."""
        return len(self.drivers) >= LEAST_DRIVERS

    @property
    def weight(self) -> float:
        """By which groups are chosen: the strengths that count, more for many members."""
        values = (self.strengths[driver].value or 0.0 for driver in self.drivers)
        return float(sum(values) * np.log(len(self.rows)))


@dataclass(frozen=True, slots=True)
class Detection:
    """The clusters that were found, strongest first; of all communities some were refused."""

    clusters: tuple[Found, ...]
    communities: int
    refused: int


def detect(graph: ClusterGraph, settings: ClusterSettings, threshold: float) -> Detection:
    """The clusters of a graph; they may share members, but never more than half of the smaller.

    For each two drivers the communities of their graph are found. One is refused that is too
    small, or of which fewer than two drivers reach the threshold.
    """
    found = [
        _examined(graph, settings, threshold, rows, weighted)
        for _, weighted in weighted_graphs(graph, settings)
        for rows in find_communities(*weighted, settings.resolution)
        if int(graph.are_core[rows].sum()) >= settings.smallest
    ]
    clusters = [each for each in found if each.is_cluster]
    return Detection(tuple(_chosen(clusters)), len(found), len(found) - len(clusters))


def overlap(one: Rows, other: Rows) -> float:
    """The share of all members of two groups who are in both (Jaccard)."""
    both = len(np.intersect1d(one, other))
    return both / max(len(one) + len(other) - both, 1)


def _examined(
    graph: ClusterGraph,
    settings: ClusterSettings,
    threshold: float,
    rows: Rows,
    weighted: Weighted,
) -> Found:
    strengths = measure(graph, rows, settings)
    central = _central(graph.ids, rows, weighted)
    id_ = _digest(sorted(graph.ids[row] for row in central.tolist()))
    return Found(id_, central, rows, strengths, counting(strengths, threshold))


def _chosen(clusters: Iterable[Found]) -> list[Found]:
    chosen: list[Found] = []
    for each in sorted(clusters, key=lambda c: (-c.weight, c.id)):
        if all(_shared(each.rows, other.rows) <= MOST_SHARED for other in chosen):
            chosen.append(each)
    return chosen


def _shared(one: Rows, other: Rows) -> float:
    return len(np.intersect1d(one, other)) / min(len(one), len(other))


def _central(ids: Sequence[str], rows: Rows, weighted: Weighted) -> Rows:
    """The members that hold a group together, by the weight of their pairs inside."""
    edges, weights = weighted
    inside = np.isin(edges.first, rows) & np.isin(edges.second, rows)
    ends = np.concatenate([edges.first[inside], edges.second[inside]])
    degrees = np.bincount(ends, np.tile(weights[inside], 2), len(ids))[rows]
    # Sums of weights differ in their last digits by the order of summing; ties go by id.
    places = range(len(rows))
    ranked = sorted(places, key=lambda p: (-round(float(degrees[p]), 6), ids[int(rows[p])]))
    return rows[ranked[:CENTRAL]]


def _digest(names: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    return f"found-{digest[:ID_SIGNS]}"
