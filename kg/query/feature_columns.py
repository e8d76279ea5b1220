"""The values of the features for many offers at once; `features.py` says the same in words.

Tens of thousands may have something to offer, and only those ranked first are explained.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Texts
from kg.projection.projection import STATUSES, UNKNOWN, Floats, Projection

# How much a status proves. A claim derived from a joint project is a claim by others' hand.
PROOF = {"verified": 1.0, "evidenced": 0.8, "claimed": 0.4, "derived": 0.6, "expired": 0.15}
WORTH = np.array([PROOF[status] for status in STATUSES])
# A reference shared by n organisations proves 1 / n^.25 of one's own: .56 for ten.
SHARED_PROOF = 0.25
# Skills fade: what was shown this many years ago counts half.
HALF_LIFE_YEARS = 6.0
# Three further statements are nearly as good as many.
ENOUGH_FURTHER = 3
DAYS_PER_YEAR = 365.25

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OfferColumns:
    """One row an offer: its best capability, how well that fits, and how many further texts do."""

    projection: Projection
    today: dt.date
    capabilities: Rows
    fits: Floats
    further: Rows


def fit_values(offers: OfferColumns) -> Floats:
    return offers.fits


def proof_values(offers: OfferColumns) -> Floats:
    columns, rows = offers.projection.capabilities, offers.capabilities
    ends = columns.ends[rows]
    has_ended = (ends != UNKNOWN) & (ends < offers.today.toordinal())
    worth = np.where(has_ended, PROOF["expired"], WORTH[columns.status[rows]])
    return np.asarray(worth / columns.consortium[rows].astype(np.float64) ** SHARED_PROOF)


def depth_values(offers: OfferColumns) -> Floats:
    return np.asarray(np.minimum(offers.further, ENOUGH_FURTHER) / ENOUGH_FURTHER)


def recency_values(offers: OfferColumns) -> Floats:
    days = offers.projection.capabilities.shown[offers.capabilities]
    years = np.maximum(0.0, (offers.today.toordinal() - days) / DAYS_PER_YEAR)
    return np.where(days == UNKNOWN, 0.0, 0.5 ** (years / HALF_LIFE_YEARS))


def level_values(offers: OfferColumns) -> Floats:
    levels = offers.projection.capabilities.level[offers.capabilities]
    return np.where(levels == UNKNOWN, 0.0, levels / 5)


def plausibility_values(offers: OfferColumns) -> Floats:
    columns, rows = offers.projection.capabilities, offers.capabilities
    seats = columns.organisation[rows]
    doubts = _lines(columns.doubts, rows)
    doubts += _lines(offers.projection.organisations.doubts, seats)
    return np.asarray(0.5**doubts)


def _lines(texts: Texts, rows: NDArray[np.integer] | Indices) -> Rows:
    """How many lines the texts of some rows have: of most none."""
    counts = np.zeros(len(rows), dtype=np.int64)
    for place in np.flatnonzero(texts.offsets[rows + 1] > texts.offsets[rows]).tolist():
        counts[place] = len(texts[int(rows[place])].splitlines())
    return counts
