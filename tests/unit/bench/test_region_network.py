"""The synthetic network of regions: codes that mean themselves, and each relationship once."""

import numpy as np

from bench.region_network import synthetic
from kg.ontology.region_code import canonical_region_code


def test_every_code_means_itself() -> None:
    codes = synthetic(2_000, 500).codes
    assert len(set(codes)) == 300
    assert [canonical_region_code(code) for code in codes] == list(codes)


def test_relationships_are_as_many_as_asked_for_and_none_comes_twice() -> None:
    network = synthetic(2_000, 500)
    assert network.relationships == 2_000
    for pairs in (*network.ties.values(), network.memberships):
        assert len(np.unique(pairs, axis=0)) == len(pairs)
    assert all((pairs[:, 0] < pairs[:, 1]).all() for pairs in network.ties.values())
    assert np.array_equal(network.seats, synthetic(2_000, 500).seats)
