"""The forecast of joint work, from who worked with whom."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.region_links import area, learned, precision
from kg.projection.columns import Lists
from kg.projection.projection import UNKNOWN
from kg.query.potential.forecast import features, forecast, joint_projects, load_weights

SEATS = np.array([0, 0, 1, 2, UNKNOWN], dtype=np.int32)
CODES = ["AT11", "AT12", "BE10"]


def projects(*members: tuple[int, ...]) -> Lists:
    return Lists.of([(p, m) for p, own in enumerate(members) for m in own], len(members))


def test_a_project_joins_each_two_of_its_regions_once() -> None:
    joint, counts = joint_projects(projects((0, 1, 2), (0, 2, 4), (3,)), SEATS, 3)
    assert joint.tolist() == [[0, 2, 0], [2, 0, 0], [0, 0, 0]]
    assert counts.tolist() == [2, 2, 1]


def test_without_projects_nothing_is_divided_by() -> None:
    joint, counts = joint_projects(projects(), SEATS, 3)
    values = features(joint, counts, CODES)
    assert all(np.isfinite(value).all() for value in values.values())


def test_who_shares_partners_is_nearer() -> None:
    joint, counts = joint_projects(projects((0, 3), (2, 3)), SEATS, 3)
    shared = features(joint, counts, CODES)["shared partners"]
    assert shared[0, 1] > 0
    assert features(joint, counts, CODES)["same country"][0].tolist() == [1, 1, 0]


def test_the_shipped_weights_are_of_all_features() -> None:
    joint, counts = joint_projects(projects((0, 3)), SEATS, 3)
    assert set(forecast(features(joint, counts, CODES), load_weights())) == set(load_weights())


def test_learning_finds_what_decides() -> None:
    random = np.random.default_rng(1)
    values = {"decides": random.normal(size=2_000), "nothing": random.normal(size=2_000)}
    came = random.random(2_000) < 1 / (1 + np.exp(-2 * values["decides"]))
    weights = learned(values, came)
    assert 1.5 < weights["decides"] < 2.5
    assert abs(weights["nothing"]) < 0.3


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=30))
def test_the_area_is_how_often_a_right_one_is_above_a_wrong_one(
    drawn: list[tuple[int, bool]],
) -> None:
    scores = np.array([score for score, _ in drawn], dtype=np.float64)
    right = np.array([is_right for _, is_right in drawn])
    if right.all() or not right.any():
        return
    pairs = [(a > b) + (a == b) / 2 for a in scores[right] for b in scores[~right]]
    assert np.isclose(area(scores, right), np.mean(pairs))


def test_precision_is_of_the_first_hundred() -> None:
    scores, right = np.arange(200.0), np.arange(200) >= 150
    assert precision(scores, right) == 0.5
