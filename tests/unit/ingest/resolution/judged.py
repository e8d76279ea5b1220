"""Judgements and comparisons made in one line."""

import datetime as dt

from kg.ingest.resolution.pair import Clue, Comparison, Outcome
from kg.model import Judgement

NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def judged(text: str, weight: float | None = None) -> Judgement:
    """A judgement such as `a = b`, `a ≠ b` or `a ? b`."""
    left, sign, right = text.split()
    verdict = {"=": "same", "≠": "different", "?": "unsure"}[sign]
    left, right = sorted((left, right))
    return Judgement(text, left, right, verdict, "Ada", NOON, weight=weight)


def compared(
    left: str, right: str, weight: float = 0.0, outcome: Outcome = "ask", probability: float = 0.5
) -> Comparison:
    """A comparison with one clue."""
    return Comparison(left, right, probability, outcome, (Clue("name", weight, "alike"),))
