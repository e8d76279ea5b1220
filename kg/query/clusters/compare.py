"""Compares two clusters: what they share, what joins them, and what the one has of the other."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.query.clusters.detect import overlap
from kg.query.clusters.examine import Examination
from kg.query.clusters.graph import ClusterGraph, Rows


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups; `ties` count by type the pairs that join one's own members with the other's."""

    one: Examination
    other: Examination
    shared: Rows
    share: float
    ties: Mapping[str, int]
    only_one_does: tuple[str, ...]
    only_other_does: tuple[str, ...]


def compare(graph: ClusterGraph, one: Examination, other: Examination) -> Comparison:
    """What two groups share, and the relationships between those who are in one of them only."""
    shared = np.intersect1d(one.rows, other.rows)
    left = graph.flags(np.setdiff1d(one.rows, shared))
    right = graph.flags(np.setdiff1d(other.rows, shared))
    ties = {}
    for name, edges in sorted(graph.typed.items()):
        joined = (left[edges.first] & right[edges.second]) | (
            right[edges.first] & left[edges.second]
        )
        if joined.any():
            ties[name] = int(joined.sum())
    does = {*one.stated.activities} if one.stated else set()
    others = {*other.stated.activities} if other.stated else set()
    return Comparison(
        one,
        other,
        shared,
        overlap(one.rows, other.rows),
        ties,
        tuple(sorted(does - others)),
        tuple(sorted(others - does)),
    )
