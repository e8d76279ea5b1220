"""Learns how likely a partner is judged fit, and checks it; writes `probability.toml`.

Fit is who has grade 2 or 3: a broker would ask it. The curve is learned on the needs for
development, from the partners that are answered to them, by Platt's scaling (Platt 1999): logistic
regression on outcomes that are drawn a little to the middle. Which number it is a curve of was
decided there too, by cross-validation that leaves out one need after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.measures import LEVEL, RESAMPLES
from bench.needs.judged import JudgedNeed
from bench.reliability import Reliability
from kg.model import MatchAnswer, Partner
from kg.query.ranking.probability import Calibration

Floats = NDArray[np.float64]
# The grade from which a broker would ask a partner.
FIT = 2
# The forms that were compared, each with the numbers that it uses; the first is always the same.
FORMS: Mapping[str, tuple[str, ...]] = {
    "the base rate": (),
    "score": ("score",),
    "best fit": ("fit",),
    "score and share of musts": ("score", "musts"),
    "strength": ("strength",),
    "strength and share of musts": ("strength", "musts"),
}
# Newton's method is at the end of its digits after a dozen.
STEPS = 25
SHIPPED = "strength"
HEAD = """\
# How likely a partner is judged fit (grade 2 or 3 in bench/needs), by its strength: how well it
# does what it does best of the need. Log odds = intercept + slope x strength.
# Written by `python -m bench.needs --fit-probability`. Do not edit by hand.
#
# [compared] is the log loss and the Brier score of each form on the needs for development, each
# need told by a curve that was learned without it. [learned] and [measured] say what of the answers
# to both halves of the needs came true; nothing was learned or chosen on the half held apart."""


@dataclass(frozen=True, slots=True)
class Told:
    """A partner of an answer: the numbers that a form may use, and whether it was judged fit."""

    need: str
    numbers: Mapping[str, float]
    is_fit: bool


def told(need: JudgedNeed, answer: MatchAnswer, names: Sequence[str]) -> list[Told]:
    """The partners of an answer, called by `names` in the judgements."""
    musts = [r.id for r in answer.need.requirements if r.must]
    pairs = zip(answer.partners, names, strict=True)
    return [
        Told(need.id, _numbers(partner, musts), need.grades.get(name, 0) >= FIT)
        for partner, name in pairs
    ]


def _numbers(partner: Partner, musts: Sequence[str]) -> dict[str, float]:
    fits = {p.name.split()[0]: p.value for p in partner.parts if p.name.endswith(" fit")}
    met = [fits.get(id_, 0.0) > 0 for id_ in musts]
    return {
        "score": partner.score,
        "fit": max(fits.values(), default=0.0),
        "strength": partner.strength,
        "musts": fmean(met) if met else 1.0,
    }


def learned(partners: Sequence[Told], numbers: Sequence[str]) -> Floats:
    """The intercept and a slope for each number, by Newton's method."""
    inputs = _inputs(partners, numbers)
    outcomes = _drawn_in(np.array([partner.is_fit for partner in partners]))
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        said = _logistic(inputs @ weights)
        curvature = (inputs * (said * (1 - said))[:, None]).T @ inputs
        weights += np.linalg.solve(curvature, inputs.T @ (outcomes - said))
    return weights


def cross_checked(partners: Sequence[Told], numbers: Sequence[str]) -> tuple[float, float]:
    """Log loss and Brier score, where each need is told by what the others teach."""
    said, true = [], []
    for need in dict.fromkeys(partner.need for partner in partners):
        weights = learned([p for p in partners if p.need != need], numbers)
        own = [p for p in partners if p.need == need]
        said += _logistic(_inputs(own, numbers) @ weights).tolist()
        true += [p.is_fit for p in own]
    odds, outcomes = np.array(said), np.array(true, dtype=float)
    loss = -np.mean(np.log(np.where(outcomes == 1, odds, 1 - odds)))
    return float(loss), float(np.mean((odds - outcomes) ** 2))


def reliability(partners: Sequence[Told], curve: Calibration) -> Reliability:
    """What the curve says of partners, and what was true."""
    return Reliability.of([(_said(p, curve), p.is_fit) for p in partners])


def brier_interval(partners: Sequence[Told], curve: Calibration) -> list[float]:
    """The middle 95 % of Brier scores of resampled needs (Efron 1979)."""
    ids = list(dict.fromkeys(p.need for p in partners))
    errors = [[(_said(p, curve) - p.is_fit) ** 2 for p in partners if p.need == i] for i in ids]
    sums, counts = np.array([sum(own) for own in errors]), np.array([len(own) for own in errors])
    drawn = np.random.default_rng(8).integers(0, len(ids), (RESAMPLES, len(ids)))
    tail = (1 - LEVEL) / 2
    scores = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return [round(float(each), 4) for each in np.quantile(scores, (tail, 1 - tail))]


def fitted(development: Sequence[Told]) -> Calibration:
    """The curve that is shipped."""
    intercept, slope = learned(development, FORMS[SHIPPED]).tolist()
    return Calibration(round(intercept, 3), round(slope, 3))


def written(development: Sequence[Told], held_apart: Sequence[Told]) -> Iterator[str]:
    """The lines of the file."""
    curve = fitted(development)
    yield from (HEAD, "", "[curve]", f"intercept = {curve.intercept}", f"slope = {curve.slope}")
    yield from ("", "[compared]")
    for name, numbers in FORMS.items():
        loss, brier = cross_checked(development, numbers)
        yield f'"{name}" = {{ log_loss = {loss:.4f}, brier = {brier:.4f} }}'
    for table, partners in (("learned", development), ("measured", held_apart)):
        found = reliability(partners, curve)
        low, high = brier_interval(partners, curve)
        yield from ("", f"[{table}]", f"needs = {len({p.need for p in partners})}")
        yield f"partners = {len(partners)}"
        yield f"fit = {sum(p.is_fit for p in partners)}"
        yield f"brier = {found.brier:.4f}"
        yield f"interval = [{low:.4f}, {high:.4f}]"
        yield f"brier_of_base_rate = {found.base:.4f}"
        yield f"calibration_error = {found.error:.4f}"
        yield "bins = ["
        for b in found.bins:
            yield f"  {{ count = {b.count}, said = {b.said:.4f}, true = {b.true:.4f} }},"
        yield "]"


def _said(partner: Told, curve: Calibration) -> float:
    return curve.probability(partner.numbers["strength"])


def _inputs(partners: Sequence[Told], numbers: Sequence[str]) -> Floats:
    rows = [[1.0, *(p.numbers[name] for name in numbers)] for p in partners]
    return np.array(rows).reshape(len(partners), 1 + len(numbers))


def _drawn_in(outcomes: NDArray[np.bool_]) -> Floats:
    """Outcomes as Platt has them: of few examples none makes certain."""
    fit = int(outcomes.sum())
    high, low = (fit + 1) / (fit + 2), 1 / (len(outcomes) - fit + 2)
    return np.where(outcomes, high, low)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))
