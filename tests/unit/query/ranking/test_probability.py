"""The curve of the probability rises, stays within 0..1, and is read only where it is one."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StateError
from kg.query.ranking.probability import (
    CURVE,
    LARGEST,
    Calibration,
    load_calibration,
    read_calibration,
)

STRENGTHS = st.floats(0, 1)
CURVES = st.builds(
    Calibration,
    st.floats(-LARGEST / 2, LARGEST / 2),
    st.floats(0, LARGEST / 2),
)


@given(CURVES, STRENGTHS, STRENGTHS)
def test_who_is_stronger_is_no_less_likely_fit(curve: Calibration, one: float, two: float) -> None:
    weak, strong = sorted((one, two))
    assert 0 <= curve.probability(weak) <= curve.probability(strong) <= 1


def test_the_shipped_curve_tells_the_weak_from_the_strong() -> None:
    curve = load_calibration()
    assert curve.probability(0.3) < 0.1
    assert curve.probability(0.9) > 0.9


def test_the_shipped_curve_is_told_with_how_it_was_measured() -> None:
    tables = tomllib.loads(CURVE.read_text("utf-8"))
    for part in ("learned", "measured"):
        found = tables[part]
        assert sum(own["count"] for own in found["bins"]) == found["partners"] > found["fit"]
        assert found["interval"][0] < found["brier"] < found["interval"][1]
        assert found["brier"] < found["brier_of_base_rate"]
    losses = {name: own["log_loss"] for name, own in tables["compared"].items()}
    assert losses["strength"] < losses["score"] < losses["the base rate"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "intercept of [curve] is None, and no number"),
        ("curve = 3", "intercept of [curve] is None"),
        ("[curve]\nintercept = 1.0", "slope of [curve] is None"),
        ("[curve]\nintercept = 'a'\nslope = 1", "intercept of [curve] is 'a'"),
        ("[curve]\nintercept = true\nslope = 1", "intercept of [curve] is True"),
        ("[curve]\nintercept = nan\nslope = 1", "intercept of [curve] is nan"),
        ("[curve]\nintercept = 1\nslope = -2", "better partners would be less likely fit"),
        ("[curve]\nintercept = -900\nslope = 2", "beyond 100"),
        ("[curve", "Expected"),
    ],
)
def test_a_file_that_is_no_curve_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "probability.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(StateError) as raised:
        load_calibration(path)
    assert fault in str(raised.value)
    assert f"cannot use {path}" in str(raised.value)
    assert "next step: python -m bench.needs --fit-probability" in str(raised.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"cannot use .*probability\.toml"):
        load_calibration(tmp_path / "probability.toml")


def test_a_curve_is_read_as_it_stands() -> None:
    curve = read_calibration("[curve]\nintercept = -1\nslope = 2.0\n")
    assert curve == Calibration(-1.0, 2.0)
    assert curve.probability(0.5) == pytest.approx(0.5)
