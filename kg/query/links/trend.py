"""Whether the links of two regions become more or fewer, compared with those of all."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kg.projection.columns import Indices
from kg.projection.network.reader import Period
from kg.projection.projection import UNKNOWN

Direction = Literal["rising", "falling", "steady", "not known"]
# As many links as stand for what is true of all regions, so that two links make no trend.
SMOOTHING = 4.0
# One-sided 95 % of the normal distribution.
SIGNIFICANT = 1.645


@dataclass(frozen=True, slots=True)
class Trend:
    """How many links began in each half of the period; `ratio` is 1 where it went as for all.

    The ratio is that of the odds of the later half, smoothed towards all; None where no link of
    the pair has a known day, or all links of the graph began in one half.
    """

    earlier: int
    later: int
    undated: int
    ratio: float | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class Halves:
    """The middle of the period, as a day, and the share of all links that began after it."""

    begin: int
    middle: int
    end: int
    later_share: float


def halves(begun: Indices, period: Period) -> Halves | None:
    """The halves of the period; of an open one the halves of the links that began in it.

    So a single early link does not stretch the first half over decades. None where no day is
    known, or all is of one day.
    """
    known = np.sort(begun[begun != UNKNOWN])
    if period.since is not None:
        known = known[known >= period.since]
    if period.until is not None:
        known = known[known <= period.until]
    if not len(known):
        return None
    begin, end = int(known[0]), int(known[-1])
    middle = int(known[(len(known) - 1) // 2])
    if period.since is not None and period.until is not None:
        begin, end, middle = period.since, period.until, (period.since + period.until) // 2
    if begin >= end:
        return None
    return Halves(begin, middle, end, float((known > middle).mean()))


def trend(begun: Indices, parts: Halves | None) -> Trend:
    """The trend of one pair from the days on which its links began."""
    undated = int((begun == UNKNOWN).sum())
    if parts is None:
        return Trend(0, 0, undated, None, "not known")
    # What began before the period and is still in force says nothing of its halves.
    counted = begun[(begun >= parts.begin) & (begun <= parts.end)]
    later = int((counted > parts.middle).sum())
    earlier = len(counted) - later
    share, total = parts.later_share, len(counted)
    if not total or share in (0.0, 1.0):
        return Trend(earlier, later, undated, None, "not known")
    odds = (later + SMOOTHING * share) / (earlier + SMOOTHING * (1 - share))
    deviation = (later - total * share) / float(np.sqrt(total * share * (1 - share)))
    return Trend(earlier, later, undated, odds * (1 - share) / share, _direction(deviation))


def _direction(deviation: float) -> Direction:
    if deviation >= SIGNIFICANT:
        return "rising"
    return "falling" if deviation <= -SIGNIFICANT else "steady"
