"""A curve is learned from judged partners, checked need by need, and written with its figures."""

import math
import tomllib

import numpy as np
import pytest

from bench.needs.probability import (
    FORMS,
    Told,
    cross_checked,
    fitted,
    learned,
    reliability,
    written,
)
from kg.query.ranking.probability import Calibration, read_calibration

TRUE = Calibration(-4.0, 8.0)


def drawn(needs: int, seed: int = 8) -> list[Told]:
    """Partners of whom it is known how likely they are fit."""
    chance = np.random.default_rng(seed)
    partners = []
    for need in range(needs):
        for _ in range(5):
            strength = float(chance.random())
            numbers = {"score": float(chance.random()), "musts": float(chance.random())}
            is_fit = bool(chance.random() < TRUE.probability(strength))
            partners.append(
                Told(f"need {need}", {**numbers, "strength": strength, "fit": strength}, is_fit)
            )
    return partners


def test_the_curve_that_made_the_outcomes_is_found() -> None:
    curve = fitted(drawn(2_000))
    assert curve.intercept == pytest.approx(TRUE.intercept, abs=0.3)
    assert curve.slope == pytest.approx(TRUE.slope, abs=0.6)


def test_without_a_number_the_base_rate_is_learned() -> None:
    partners = drawn(200)
    [odds] = learned(partners, ())
    share = sum(p.is_fit for p in partners) / len(partners)
    assert 1 / (1 + math.exp(-odds)) == pytest.approx(share, abs=0.01)


def test_what_tells_more_has_less_loss_on_needs_that_it_has_not_seen() -> None:
    partners = drawn(60)
    losses = {name: cross_checked(partners, FORMS[name])[0] for name in ("score", "strength")}
    assert losses["strength"] < losses["score"]


def test_an_honest_curve_is_better_than_the_base_rate() -> None:
    found = reliability(drawn(400), TRUE)
    assert found.brier < found.base
    assert found.error < 0.05


def test_what_is_written_is_read_again() -> None:
    text = "\n".join(written(drawn(40), drawn(40, seed=9)))
    assert read_calibration(text) == fitted(drawn(40))
    tables = tomllib.loads(text)
    assert tables["measured"]["partners"] == 200
    assert set(tables["compared"]) == set(FORMS)
