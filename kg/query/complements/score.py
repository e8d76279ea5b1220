"""Scores complementary partners: a table of weighted parts, each in 0..1.

A part grows with all that is covered, each thing by its importance times the quality of the
statement for it, and every further one adds half of what is left to 1: `1 - 0.5 ** sum`. So it
does not depend on how much else is lacking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kg.projection.projection import Floats, Projection
from kg.query.alike import DIGITS
from kg.query.complements.holders import Rows, share_of_others
from kg.query.complements.wanted import Kind, Wants

# The first thing of its kind brings half of a part.
HALF = 0.5


class PartName(StrEnum):
    """The parts of a score, as answers call them."""

    CHAIN = Kind.CHAIN.value
    OPPORTUNITY = Kind.OPPORTUNITY.value
    PAST = Kind.PAST.value
    RETURN = "in return"
    OTHERS = "other competencies"
    MARKETS = "new markets"


# What completes the firm's work is most of the score, and what is to be done now counts more than
# what was once needed. That the partner gains too decides whether it joins. To do other things, or
# to know other markets, tells apart those who complete alike, and is no reason by itself.
WEIGHTS: Mapping[PartName, float] = {
    PartName.CHAIN: 0.25,
    PartName.OPPORTUNITY: 0.25,
    PartName.PAST: 0.15,
    PartName.RETURN: 0.15,
    PartName.OTHERS: 0.1,
    PartName.MARKETS: 0.1,
}
# For one opportunity nothing but its requirements is demanded.
WEIGHTS_FOR_ONE: Mapping[PartName, float] = {
    PartName.OPPORTUNITY: 0.65,
    PartName.RETURN: 0.15,
    PartName.OTHERS: 0.1,
    PartName.MARKETS: 0.1,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """The candidates in order of their rows, and the values of their parts but the markets."""

    candidates: Rows
    values: Mapping[PartName, Floats]

    def scores(self, weights: Mapping[PartName, float]) -> Floats:
        """The sum of these parts."""
        total = np.zeros(len(self.candidates))
        for name, value in self.values.items():
            total += weights.get(name, 0.0) * value
        return total

    def value(self, name: PartName, organisation: int) -> float:
        """The value of a part of one candidate."""
        return float(self.values[name][np.searchsorted(self.candidates, organisation)])


def tally(
    wants: Wants, projection: Projection, organisation: int, kept: Rows | None = None
) -> Tally:
    """What everybody covers of what an organisation lacks, and what it gives them in return.

    `kept` are the rows of those who may be partners, None for all.
    """
    size = len(projection.organisations.ids)
    summed = (*(PartName(kind.value) for kind in Kind), PartName.RETURN)
    sums: dict[PartName, Floats] = {name: np.zeros(size) for name in summed}
    for wanted in wants.lacked:
        own = sums[PartName(wanted.kind.value)]
        own[wanted.holders.organisations] += wanted.importance * wanted.holders.qualities
    covering = sum((sums[PartName(kind.value)] for kind in Kind), np.zeros(size))
    covering[organisation] = 0
    if kept is not None:
        is_kept = np.zeros(size, dtype=np.bool_)
        is_kept[kept] = True
        covering[~is_kept] = 0
    candidates = np.flatnonzero(covering)
    _give_back(wants, organisation, sums[PartName.RETURN])
    values = {name: grown(own[candidates]) for name, own in sums.items()}
    values[PartName.OTHERS] = share_of_others(projection, organisation, candidates)
    return Tally(candidates, values)


def _give_back(wants: Wants, organisation: int, sums: Floats) -> None:
    """Adds what those who could take part in a whole lack of it and the organisation holds."""
    for demands in wants.wholes.values():
        given = [each for each in demands if each.holders.quality(organisation)]
        if not given:
            continue
        parties = np.unique(
            np.concatenate([d.holders.organisations[d.holders.qualities > 0] for d in demands])
        )
        for demand in given:
            gaining = np.setdiff1d(parties, demand.holders.organisations, assume_unique=True)
            sums[gaining] += demand.importance * demand.holders.quality(organisation)


def grown(sums: Floats) -> Floats:
    """The value of a part from the sum of what is covered."""
    return np.asarray(1 - HALF**sums)


def best(scores: Floats, candidates: Rows, limit: int) -> Rows:
    """The candidates of the highest scores, ties in order of their rows and so of their ids."""
    order = np.argsort(-scores.round(DIGITS), kind="stable")
    return candidates[order[:limit]]


def hopeful(scores: Floats, limit: int, most: float) -> Rows:
    """The places of those who can be among the best when each may still gain up to `most`."""
    if len(scores) <= limit:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    return np.flatnonzero(scores + most >= least - 10.0**-DIGITS)
