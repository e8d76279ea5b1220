"""Pairs, and the likeness of trades."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.clusters.graph import Edges, Trades
from tests.unit.query.clusters.makers import edges, graph, rows


def test_a_pair_is_there_once_in_whichever_direction_and_nobody_is_paired_with_itself() -> None:
    found = edges((1, 0), (0, 1), (2, 2))
    assert (found.first.tolist(), found.second.tolist()) == ([0], [1])
    assert len(edges()) == 0


def test_pairs_inside_and_leaving_a_group_are_told_apart() -> None:
    found, members = edges((0, 1), (1, 2), (2, 3)), graph(4).flags(rows(0, 1))
    assert len(found.inside(members)) == 1
    assert found.leaving(members) == 1


def test_the_union_of_pairs_has_each_once() -> None:
    assert len(edges((0, 1)).joined(edges((1, 0), (2, 3)))) == 2


def test_likeness_of_pairs_is_unknown_where_a_trade_is() -> None:
    given_ = graph(3, trades=[0, 0, None])
    found = given_.trades.between(edges((0, 1), (0, 2)))
    assert found[0] == 1.0
    assert np.isnan(found[1])


def test_likeness_within_leaves_out_whose_trade_is_unknown() -> None:
    given_ = graph(4, trades=[0, 0, 1, None])
    assert given_.trades.within(rows(0, 1, 2, 3)) == pytest.approx(1 / 3)
    assert given_.trades.within(rows(0, 3)) is None


@given(st.lists(st.integers(0, 4), min_size=2, max_size=12))
def test_likeness_within_is_the_mean_over_all_pairs(trades: list[int]) -> None:
    table = Trades((np.eye(5)[trades],))
    number = len(trades)
    pairs = [(a, b) for a in range(number) for b in range(a + 1, number)]
    assert table.within(np.arange(number)) == pytest.approx(table.between(edges(*pairs)).mean())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_edges_are_those_of_a_set(pairs: list[tuple[int, int]]) -> None:
    found: Edges = edges(*pairs)
    expected = {(min(p), max(p)) for p in pairs if p[0] != p[1]}
    assert set(zip(found.first.tolist(), found.second.tolist(), strict=True)) == expected
    assert len(found) == len(expected)
