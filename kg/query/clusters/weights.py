"""The weighted graphs in which clusters are looked for: one for each two drivers."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np

from kg.query.clusters.drivers import Driver
from kg.query.clusters.graph import NO_EDGES, ClusterGraph, Edges, Floats
from kg.query.clusters.nearness import near_pairs
from kg.query.clusters.settings import ClusterSettings

Weighted = tuple[Edges, Floats]


def weighted_graphs(
    graph: ClusterGraph, settings: ClusterSettings
) -> Iterator[tuple[tuple[Driver, Driver], Weighted]]:
    """Each two drivers with the pairs that they join, and how strongly.

    Of geography, horizontal and vertical links each two weigh alike as a whole. Sector joins
    nobody: it weakens the pairs of the other driver that are not alike in trade.
    """
    layers = {
        Driver.GEOGRAPHY: near_pairs(graph, settings.neighbours, settings.near_km),
        Driver.HORIZONTAL: (graph.horizontal, np.ones(len(graph.horizontal))),
        Driver.VERTICAL: (graph.vertical, np.ones(len(graph.vertical))),
    }
    for one, other in combinations(Driver, 2):
        if other is Driver.SECTOR:
            yield (one, other), _alike(graph, layers[one], settings)
        else:
            yield (one, other), _together(layers, (one, other), len(graph.ids))


def _together(
    layers: Mapping[Driver, Weighted], drivers: tuple[Driver, Driver], size: int
) -> Weighted:
    found = [layers[driver] for driver in drivers]
    if not all(len(edges) for edges, _ in found):
        # With nobody joined by one of the two, they say no more than the other alone.
        return NO_EDGES, np.empty(0)
    numbers = np.concatenate([edges.first * size + edges.second for edges, _ in found])
    shares = np.concatenate([weights / weights.sum() for _, weights in found])
    keys, places = np.unique(numbers, return_inverse=True)
    return Edges(keys // size, keys % size), np.asarray(
        np.bincount(places, shares) * len(keys), dtype=np.float64
    )


def _alike(graph: ClusterGraph, layer: Weighted, settings: ClusterSettings) -> Weighted:
    edges, weights = layer
    likeness = graph.trades.between(edges)
    likeness = np.where(np.isnan(likeness), settings.unknown_likeness, likeness)
    left = settings.unlike_share
    return edges, weights * (left + (1 - left) * likeness)
