"""Communities, and their modularity."""

import networkx as nx
import numpy as np
import pytest

from kg.query.clusters.communities import find_communities, modularity
from tests.unit.query.clusters.makers import edges

TWO = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]


def test_two_triangles_that_touch_are_two_communities() -> None:
    given = edges(*TWO)
    found = find_communities(given, np.ones(len(given)))
    assert [each.tolist() for each in found] == [[0, 1, 2], [3, 4, 5]]


def test_modularity_is_that_of_networkx() -> None:
    given = edges(*TWO)
    weights = np.arange(1.0, len(given) + 1)
    found = find_communities(given, weights)
    reference = nx.Graph()
    columns = (given.first.tolist(), given.second.tolist(), weights.tolist())
    reference.add_weighted_edges_from(zip(*columns, strict=True))
    expected = nx.community.modularity(reference, [set(each.tolist()) for each in found])
    assert modularity(given, weights, found) == pytest.approx(expected)


def test_pairs_without_weight_join_nobody() -> None:
    given = edges((0, 1))
    assert find_communities(given, np.zeros(1)) == []
    assert find_communities(edges(), np.empty(0)) == []
    assert modularity(edges(), np.empty(0), []) == 0.0
