"""The type, the model and the stances of a group."""

from typing import Any

import pytest

from kg.query.clusters.character import (
    Stances,
    centralisation,
    cluster_model,
    cluster_type,
    stances,
)
from kg.query.clusters.settings import cluster_settings
from tests.unit.query.clusters.makers import edges, graph, rows

SETTINGS = cluster_settings()
STAR = [(0, 1), (0, 2), (0, 3), (0, 4)]
RING = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("SUPPORTS", "skill"),
        ("SUPPLIES", "value chain"),
        ("EXCHANGES_KNOWLEDGE_WITH", "innovation"),
    ],
)
def test_the_type_is_what_a_group_has_more_of_than_others(type_: str, expected: str) -> None:
    types: dict[str, Any] = {
        name: [(6, 7), (7, 8), (8, 9)]
        for name in ("SUPPORTS", "SUPPLIES", "EXCHANGES_KNOWLEDGE_WITH")
    }
    types[type_] = [*types[type_], *STAR]
    found = cluster_type(graph(10, typed=types), rows(0, 1, 2, 3, 4), SETTINGS)
    assert found.name == expected
    assert sum(found.scores.values()) == pytest.approx(1.0)


def test_without_ties_there_is_no_type() -> None:
    found = cluster_type(graph(typed={"SUPPLIES": [(4, 5)]}), rows(0, 1), SETTINGS)
    assert (found.name, sum(found.scores.values())) == (None, 0.0)


def test_trade_that_one_carries_is_an_industrial_complex() -> None:
    found = cluster_model(graph(traded=STAR), rows(0, 1, 2, 3, 4))
    assert found.name == "industrial complex"


def test_untraded_links_that_stay_inside_are_a_social_network() -> None:
    found = cluster_model(graph(horizontal=[*RING, (0, 2)]), rows(0, 1, 2, 3, 4))
    assert found.name == "social network"


def test_few_traded_links_and_many_outside_are_an_agglomeration() -> None:
    outside = [(n, n + 5) for n in range(5)]
    found = cluster_model(graph(10, horizontal=[(0, 1), *outside]), rows(0, 1, 2, 3, 4))
    assert found.name == "pure agglomeration"


def test_without_links_inside_there_is_no_model() -> None:
    assert cluster_model(graph(traded=[(0, 5)]), rows(0, 1)).name is None


def test_a_star_is_wholly_centred_and_a_ring_is_not() -> None:
    assert centralisation(edges(*STAR), rows(0, 1, 2, 3, 4)) == 1.0
    assert centralisation(edges(*RING), rows(0, 1, 2, 3, 4)) == 0.0
    assert centralisation(edges((0, 1)), rows(0, 1)) == 0.0


def test_pairs_are_counted_by_stance_and_some_are_of_two() -> None:
    given = graph(5, stances={"cooperative": [(0, 1), (1, 2)], "competitive": [(0, 1), (0, 4)]})
    found = stances(given, rows(0, 1, 2))
    assert found == Stances({"competitive": 1, "cooperative": 2}, both=1, unstated=1)
