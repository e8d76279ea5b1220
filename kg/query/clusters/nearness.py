"""Who is near to whom: each organisation with its nearest neighbours."""

from collections.abc import Iterator

import numpy as np

from kg.query.clusters.graph import ClusterGraph, Edges, Floats, Rows

EARTH_KM = 6371.0
# Points that are compared with all others at once.
CHUNK = 512
# Nobody is near beyond this many times the scale: the weight is below 2 %.
FARTHEST = 4


def near_pairs(graph: ClusterGraph, neighbours: int, scale_km: float) -> tuple[Edges, Floats]:
    """Pairs of near organisations, and how near each is: exp(-d / scale), d in km.

    Each is joined with `neighbours` others: those at its own point first, then those at the
    nearest points. Who shares a point takes those that follow in a ring, so that a town of
    thousands costs no more than its number.
    """
    placed = np.flatnonzero(~np.isnan(graph.latitudes)).astype(np.int64)
    if len(placed) < 2:  # noqa: PLR2004  # of one there is no pair
        return Edges.of(placed[:0], placed[:0]), np.empty(0)
    points = np.stack([graph.latitudes[placed], graph.longitudes[placed]], axis=1)
    points, which = np.unique(points, axis=0, return_inverse=True)
    order = np.argsort(which, kind="stable")
    at = np.split(placed[order], np.flatnonzero(np.diff(which[order])) + 1)
    pairs = np.array([*_joined(at, _nearest(points, neighbours), neighbours)], dtype=np.int64)
    edges = Edges.of(*pairs.reshape(-1, 2).T)
    kms = kilometres(graph, edges)
    kept = kms <= FARTHEST * scale_km
    return Edges(edges.first[kept], edges.second[kept]), np.exp(-kms[kept] / scale_km)


def kilometres(graph: ClusterGraph, pairs: Edges) -> Floats:
    """How far pairs lie apart on the globe, in km, by haversines; NaN where a place is unknown."""
    latitudes, longitudes = np.radians(graph.latitudes), np.radians(graph.longitudes)
    north, south = latitudes[pairs.first], latitudes[pairs.second]
    half = (
        np.sin((south - north) / 2) ** 2
        + np.cos(north)
        * np.cos(south)
        * np.sin((longitudes[pairs.second] - longitudes[pairs.first]) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half))))


def _joined(at: list[Rows], nearest: Rows, neighbours: int) -> Iterator[tuple[int, int]]:
    for point, rows in enumerate(at):
        own = rows.tolist()
        others = [row for place in nearest[point] for row in at[place].tolist()[:neighbours]]
        for place, row in enumerate(own):
            ring = [*own[place + 1 :], *own[:place]][:neighbours]
            for other in (*ring, *others)[:neighbours]:
                yield row, other


def _nearest(points: Floats, neighbours: int) -> Rows:
    """For each point the nearest others, nearest first; by angle on the sphere."""
    number = min(neighbours, len(points) - 1)
    if not number:
        return np.empty((len(points), 0), dtype=np.int64)
    latitude, longitude = np.radians(points).T
    vectors = np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude),
         np.sin(latitude)], axis=1,
    )  # fmt: skip
    found = []
    for begin in range(0, len(points), CHUNK):
        products = vectors[begin : begin + CHUNK] @ vectors.T
        products[np.arange(len(products)), np.arange(begin, begin + len(products))] = -2
        best = np.argpartition(-products, number - 1, axis=1)[:, :number]
        ranks = np.argsort(-np.take_along_axis(products, best, axis=1), axis=1, kind="stable")
        found.append(np.take_along_axis(best, ranks, axis=1))
    return np.concatenate(found).astype(np.int64)
