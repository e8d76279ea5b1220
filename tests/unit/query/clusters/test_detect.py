"""Planted groups are found when two drivers are planted, and refused with one."""

from itertools import combinations

import numpy as np
import pytest

from kg.query.clusters.detect import detect, overlap
from kg.query.clusters.drivers import Driver
from kg.query.clusters.graph import Rows
from kg.query.clusters.settings import cluster_settings
from tests.unit.query.clusters.makers import graph, rows
from tests.unit.query.clusters.planted import agreement, planted

SETTINGS, THRESHOLD = cluster_settings(), 0.4
LINKS = {Driver.HORIZONTAL, Driver.VERTICAL}
SEEDS = range(4)


def noise(drivers: tuple[Driver, ...]) -> float:
    """10 % of links, places and trades are anybody's; without links to correct them 5 %."""
    return 0.1 if LINKS & {*drivers} else 0.05


def parted(found: list[Rows]) -> list[Rows]:
    """Each organisation in the strongest group that has it."""
    taken: set[int] = set()
    parts = []
    for each in found:
        parts.append(np.array([row for row in each.tolist() if row not in taken], dtype=np.int64))
        taken |= {*each.tolist()}
    return parts


@pytest.mark.parametrize("drivers", [*combinations(Driver, 2)])
def test_groups_with_two_planted_drivers_are_found(drivers: tuple[Driver, Driver]) -> None:
    scores = []
    for seed in SEEDS:
        given, truth = planted(drivers, noise=noise(drivers), seed=seed)
        found = detect(given, SETTINGS, THRESHOLD).clusters
        scores.append(agreement(truth, parted([each.rows for each in found])))
    assert np.mean(scores) >= 0.9


@pytest.mark.parametrize("driver", list(Driver))
def test_groups_with_one_planted_driver_are_refused(driver: Driver) -> None:
    for seed in SEEDS:
        given, truth = planted([driver], noise=0.1, seed=seed)
        found = detect(given, SETTINGS, THRESHOLD)
        groups = [np.flatnonzero(truth == number) for number in set(truth.tolist())]
        # Noise may make a group of its own here and there; none of the planted ones is found.
        assert all(overlap(c.rows, own) < 0.25 for c in found.clusters for own in groups)
        assert found.refused > 0


def test_found_groups_keep_their_ids_when_a_distant_member_joins_or_leaves() -> None:
    given, _ = planted(LINKS, noise=0.0, size=8)
    first = detect(given, SETTINGS, THRESHOLD).clusters
    assert len({each.id for each in first}) == len(first)
    assert [c.id for c in first] == [c.id for c in detect(given, SETTINGS, THRESHOLD).clusters]


def test_an_empty_graph_has_no_clusters() -> None:
    assert detect(graph(0), SETTINGS, THRESHOLD).clusters == ()
    assert detect(graph(1), SETTINGS, THRESHOLD).communities == 0


def test_the_overlap_of_groups_is_the_share_of_those_in_both() -> None:
    assert overlap(rows(0, 1, 2), rows(1, 2, 3)) == 0.5
    assert overlap(rows(), rows()) == 0.0


def test_agreement_is_one_for_the_same_parts_and_none_for_one_part() -> None:
    truth = np.repeat([0, 1, 2], 4)
    assert agreement(truth, [np.flatnonzero(truth == n) for n in range(3)]) == 1.0
    assert agreement(truth, [np.arange(12)]) == pytest.approx(0.0)
