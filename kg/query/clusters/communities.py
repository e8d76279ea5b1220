"""Communities of a weighted graph, by Leiden in compiled code."""

import graspologic_native
import numpy as np

from kg.query.clusters.graph import Edges, Floats, Rows

SEED = 7
# Leiden draws at random how nodes move; a few starts from a fixed seed settle it.
TRIALS = 3
ITERATIONS = 3
RANDOMNESS = 0.001
# Rounds in which nodes are moved, each of all nodes: far more than small graphs need, and the last
# ones of large graphs gain nothing that the next iteration does not.
MOST_SWEEPS = 10


def find_communities(
    edges: Edges, weights: Floats, resolution: float = 1.0, trials: int = TRIALS
) -> list[Rows]:
    """The communities of all nodes that have an edge with a weight, largest first.

    They maximise modularity (Traag, Waltman and van Eck, From Louvain to Leiden, 2019).
    """
    kept = weights > 0
    first, second = edges.first[kept], edges.second[kept]
    if not len(first):
        return []
    names = [str(row) for row in range(int(second.max()) + 1)]
    rows = zip(first.tolist(), second.tolist(), weights[kept].tolist(), strict=True)
    _, found = graspologic_native.leiden(
        edges=[(names[a], names[b], weight) for a, b, weight in rows],
        resolution=resolution,
        randomness=RANDOMNESS,
        iterations=ITERATIONS,
        use_modularity=True,
        seed=SEED,
        trials=trials,
        max_local_moving_iterations=MOST_SWEEPS,
    )
    nodes = np.fromiter(map(int, found), np.int64, len(found))
    community = np.fromiter(found.values(), np.int64, len(found))
    order = np.lexsort((nodes, community))
    borders = np.flatnonzero(np.diff(community[order])) + 1
    members = np.split(nodes[order], borders)
    return sorted(members, key=lambda rows: (-len(rows), int(rows[0])))


def modularity(edges: Edges, weights: Floats, communities: list[Rows]) -> float:
    """Newman's modularity of communities (Physical Review E 69, 026113, 2004)."""
    nodes = int(edges.second.max(initial=-1)) + 1
    community = np.full(nodes, -1, dtype=np.int64)
    for number, rows in enumerate(communities):
        community[rows] = number
    whole = float(weights.sum())
    if not whole:
        return 0.0
    inside = float(weights[community[edges.first] == community[edges.second]].sum())
    degrees = np.bincount(edges.first, weights, nodes) + np.bincount(edges.second, weights, nodes)
    known = community >= 0
    volumes = np.bincount(community[known], degrees[known])
    return inside / whole - float(((volumes / (2 * whole)) ** 2).sum())
