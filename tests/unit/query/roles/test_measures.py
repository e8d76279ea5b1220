"""Measures of networks: equal to those of networkx, and to what they mean."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.roles.graph import Graph
from kg.query.roles.measures import betweenness, cohesion, constraint, is_core
from kg.query.roles.sampled import sampled_betweenness

NODES = 9
PAIRS = sorted(combinations(range(NODES), 2))
GRAPHS = st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 5), max_size=25)


def graph(links: dict[tuple[int, int], int], nodes: int = NODES) -> Graph:
    ends = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    weights = np.array([links[pair] for pair in sorted(links)], dtype=np.float64)
    return Graph([str(n) for n in range(nodes)], ends[:, 0], ends[:, 1], weights)


def reference(links: dict[tuple[int, int], int]) -> nx.Graph:
    built = nx.Graph()
    built.add_nodes_from(range(NODES))
    built.add_weighted_edges_from((a, b, n) for (a, b), n in links.items())
    return built


@given(GRAPHS)
@settings(deadline=None)
def test_betweenness_is_that_of_networkx_exact_and_from_all_pivots(
    links: dict[tuple[int, int], int],
) -> None:
    wanted = list(nx.betweenness_centrality(reference(links)).values())
    assert betweenness(graph(links)).values == pytest.approx(wanted, abs=1e-9)
    assert sampled_betweenness(graph(links), NODES) == pytest.approx(wanted, abs=1e-9)


@given(GRAPHS)
@settings(deadline=None)
def test_constraint_is_that_of_networkx(links: dict[tuple[int, int], int]) -> None:
    wanted = list(nx.constraint(reference(links), weight="weight").values())
    assert constraint(graph(links)) == pytest.approx(wanted, abs=1e-9, nan_ok=True)


@given(GRAPHS)
@settings(deadline=None)
def test_cohesion_is_that_of_networkx(links: dict[tuple[int, int], int]) -> None:
    built, found = reference(links), cohesion(graph(links))
    parts = [len(part) for part in nx.connected_components(built)]
    assert (found.components, found.largest) == (len(parts), max(parts))
    assert found.isolated == nx.number_of_isolates(built)
    assert found.density == pytest.approx(nx.density(built))
    assert (found.transitivity or 0) == pytest.approx(nx.transitivity(built))


@given(GRAPHS.filter(bool))
@settings(deadline=None)
def test_no_other_core_has_fewer_exceptions(links: dict[tuple[int, int], int]) -> None:
    core = set(np.flatnonzero(is_core(graph(links))).tolist())
    others = (set(each) for n in range(1, NODES + 1) for each in combinations(range(NODES), n))
    assert exceptions(links, core) == min(exceptions(links, each) for each in others)


def exceptions(links: dict[tuple[int, int], int], core: set[int]) -> int:
    inside = sum({a, b} <= core for a, b in links)
    outside = sum(not {a, b} & core for a, b in links)
    return len(core) * (len(core) - 1) // 2 - inside + outside


def test_some_pivots_find_who_lies_between() -> None:
    links = {(0, n): 1 for n in range(1, 40)} | {(1, 2): 1}
    found = sampled_betweenness(graph(links, nodes=40), 10)
    assert int(found.argmax()) == 0
    assert found.max() == pytest.approx(1, abs=0.2)


def test_a_graph_without_nodes_or_links_has_no_roles() -> None:
    for nodes in (0, 1, 3):
        empty = graph({}, nodes)
        assert betweenness(empty).values.tolist() == [0] * nodes
        assert np.isnan(constraint(empty)).all()
        assert not is_core(empty).any()
        assert cohesion(empty).transitivity is None
    assert cohesion(graph({}, 1)).density is None
