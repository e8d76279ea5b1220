"""The made network of the measurement of communities is as it says."""

import numpy as np
import pytest

from bench.communities import main, network


def test_pairs_are_different_and_as_many_as_are_asked_for() -> None:
    edges, weights = network(2_000, 5_000)
    assert len(edges) == len(weights) == 5_000
    assert len(np.unique(edges.first * 2_000 + edges.second)) == 5_000
    assert (edges.first < edges.second).all()
    assert weights.min() >= 1


def test_few_organisations_have_many_relationships() -> None:
    edges, _ = network(2_000, 5_000)
    degrees = np.bincount(np.concatenate([edges.first, edges.second]), minlength=2_000)
    assert degrees.max() > 5 * degrees.mean()


def test_the_measurement_prints_times_modularities_and_their_ratio(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["communities", "--relationships", "2000", "--organisations", "800"]
    monkeypatch.setattr("sys.argv", arguments)
    main()
    told = capsys.readouterr().out
    assert "Leiden (graspologic-native)" in told
    assert "Louvain (networkx)" in told
    assert "ratio of times" in told
