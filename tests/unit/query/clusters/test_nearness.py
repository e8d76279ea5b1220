"""Who is near to whom."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.query.clusters.nearness import near_pairs
from tests.unit.query.clusters.makers import BRNO, SHEFFIELD, graph

SPOTS = {"a": SHEFFIELD, "b": BRNO, "c": (53.5, -1.5)}


def test_each_is_joined_with_its_nearest_and_nobody_far_away() -> None:
    pairs, nearness = near_pairs(graph(3, points={1: BRNO}), 2, 50.0)
    assert (pairs.first.tolist(), pairs.second.tolist()) == ([0], [2])
    assert nearness.tolist() == [1.0]


def test_who_has_no_place_is_near_to_nobody() -> None:
    pairs, _ = near_pairs(graph(2, points={0: None}), 3, 50.0)
    assert len(pairs) == 0


def test_who_shares_a_point_is_joined_in_a_ring() -> None:
    pairs, _ = near_pairs(graph(50), 2, 50.0)
    assert len(pairs) == 100
    assert np.bincount(np.concatenate([pairs.first, pairs.second])).tolist() == [4] * 50


@given(st.lists(st.sampled_from([*SPOTS.values(), None]), max_size=12), st.integers(1, 4))
def test_everybody_with_a_neighbour_in_reach_has_one(
    places: list[tuple[float, float] | None], neighbours: int
) -> None:
    given_ = graph(len(places), points=dict(enumerate(places)))
    pairs, nearness = near_pairs(given_, neighbours, 50.0)
    assert ((nearness > 0) & (nearness <= 1)).all()
    joined = {*pairs.first.tolist(), *pairs.second.tolist()}
    for row, place in enumerate(places):
        others = [p for n, p in enumerate(places) if n != row and p is not None]
        near = place is not None and any((p == BRNO) == (place == BRNO) for p in others)
        assert (row in joined) is near
