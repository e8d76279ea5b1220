"""Betweenness estimated from the shortest paths that begin at some nodes."""

import numpy as np

from kg.projection.columns import Lists
from kg.query.roles.graph import Floats, Graph

# The same pivots for the same graph.
SEED = 20_261_124


def sampled_betweenness(graph: Graph, pivots: int) -> Floats:
    """Normalised betweenness from paths that begin at so many nodes, chosen evenly at random.

    Brandes and Pich, Centrality Estimation in Large Networks, 2007; with as many pivots as nodes
    it is exact.
    """
    nodes = len(graph)
    if nodes <= 2:  # noqa: PLR2004  # nothing lies between two
        return np.zeros(nodes)
    neighbours, _ = graph.neighbours()
    chosen = np.arange(nodes)
    if pivots < nodes:
        chosen = np.sort(np.random.default_rng(SEED).choice(nodes, pivots, replace=False))
    total = np.zeros(nodes)
    for pivot in chosen.tolist():
        total += _dependencies(neighbours, pivot, nodes)
    return total * (nodes / len(chosen)) / ((nodes - 1) * (nodes - 2))


def _dependencies(neighbours: Lists, pivot: int, nodes: int) -> Floats:
    """How much of the shortest paths from the pivot goes through each node (Brandes 2001)."""
    distance = np.full(nodes, -1)
    paths = np.zeros(nodes)
    distance[pivot], paths[pivot] = 0, 1
    steps = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    front = np.array([pivot])
    while len(front):
        values, places = neighbours.spread(front)
        starts, ends = front[places], values.astype(np.int64)
        is_new = distance[ends] < 0
        distance[ends[is_new]] = len(steps)
        is_step = distance[ends] == len(steps)
        starts, ends = starts[is_step], ends[is_step]
        paths += np.bincount(ends, weights=paths[starts], minlength=nodes)
        steps.append((starts, ends))
        front = np.unique(ends)
    through = np.zeros(nodes)
    for starts, ends in reversed(steps):
        shares = paths[starts] / paths[ends] * (1 + through[ends])
        through += np.bincount(starts, weights=shares, minlength=nodes)
    through[pivot] = 0
    return through
