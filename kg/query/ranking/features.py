"""The features of an organisation's past, each a function whose docstring is what users read of it.

A feature gives every organisation a value of at least 0. What counts is its square root as a share
of the highest one, so that the measure and the number of projects do not matter.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.ranking.incidence import Rows, Scores
from kg.query.ranking.past_work import UNKNOWN, Asked
from kg.query.ranking.ridge import NOISE, STEEPNESS, nearest, ridge_weights

# How much shared partners make two projects alike, against 1 for the same text.
PARTNER_SHARE = 1.5
# Of a partner with few projects one joint project tells little.
FEW = 5.0
# Nor does one of somebody who did little else.
LITTLE = 2.0

Measure = Callable[[Asked], Scores]


@dataclass(frozen=True, slots=True)
class PastFeature:
    """A row of the table; some ask for given partners."""

    name: str
    measure: Measure
    needs_partners: bool = False

    @property
    def says(self) -> str:
        return " ".join((self.measure.__doc__ or "").split())


def like_work(asked: Asked) -> Scores:
    """Took part in projects like the need; projects that say the same share their weight."""
    rows = nearest(asked.likeness)
    weights = np.zeros(len(asked.likeness))
    if len(rows):
        weights[rows] = ridge_weights(asked.likeness[rows], asked.past.among(rows))
    return asked.past.members.spread(weights)


def same_theme(asked: Asked) -> Scores:
    """Took part in many projects of the same programme."""
    same = (asked.past.themes == asked.theme) & (asked.theme != UNKNOWN)
    return asked.past.members.spread(same.astype(np.float32))


def like_work_with_partners(asked: Asked) -> Scores:
    """Took part in projects that are like the need in text and in who took part."""
    shared = _shared(asked)
    lengths = _lengths(asked)
    own = np.sqrt(_rarity(asked)[list(asked.partners)].sum())
    joint = shared / np.maximum(lengths * own, 1e-9)
    total = asked.likeness + PARTNER_SHARE * joint.astype(np.float32)
    rows = nearest(np.where(asked.past.vectors.any(axis=1), total, 0))
    weights = np.zeros(len(total))
    if len(rows):
        among = asked.past.among(rows) + PARTNER_SHARE * _overlap(asked, rows, lengths)
        noise = NOISE * float(np.exp(STEEPNESS * PARTNER_SHARE))
        weights[rows] = ridge_weights(total[rows], among, noise)
    return asked.past.members.spread(weights)


def joint_work(asked: Asked) -> Scores:
    """Worked with many of the partners at once, in projects that are not too large."""
    return asked.past.members.spread(_shared(asked) ** 2 / _sizes(asked))


def joint_rate(asked: Asked) -> Scores:
    """Worked with the partners in a large share of their projects."""
    past = asked.past
    weights = np.zeros(len(past.themes))
    for partner in asked.partners:
        weights[past.projects[partner]] += 1 / (FEW + past.counts[partner])
    return past.members.spread(weights)


def joint_share(asked: Asked) -> Scores:
    """Did a large share of its own work with the partners."""
    joint = asked.past.members.spread(_shared(asked) / _sizes(asked))
    return (joint / (LITTLE + asked.past.counts)).astype(np.float32)


def same_country(asked: Asked) -> Scores:
    """Is from the country of many of the partners."""
    return _share_of_partners(asked.past.countries, asked)


def same_kind(asked: Asked) -> Scores:
    """Is of the kind of many of the partners: firm, university, research or public body."""
    return _share_of_partners(asked.past.kinds, asked)


# What is measured, readable top to bottom; what each weighs stands in weights.toml.
FEATURES = (
    PastFeature("like work", like_work),
    PastFeature("same theme", same_theme),
    PastFeature("like work with partners", like_work_with_partners, needs_partners=True),
    PastFeature("joint work", joint_work, needs_partners=True),
    PastFeature("joint rate", joint_rate, needs_partners=True),
    PastFeature("joint share", joint_share, needs_partners=True),
    PastFeature("same country", same_country, needs_partners=True),
    PastFeature("same kind", same_kind, needs_partners=True),
)


def measured(asked: Asked) -> dict[str, Scores]:
    """The values of all features that apply, in 0..1, by name."""
    return {
        feature.name: _scaled(feature.measure(asked))
        for feature in FEATURES
        if asked.partners or not feature.needs_partners
    }


def _scaled(values: NDArray[np.floating]) -> Scores:
    positive = np.maximum(values, 0)
    highest = float(positive.max(initial=0.0))
    if highest == 0:
        return np.zeros(len(values), dtype=np.float32)
    scaled: Scores = np.sqrt(positive / highest).astype(np.float32)
    return scaled


def _sizes(asked: Asked) -> Rows:
    sizes: Rows = np.maximum(asked.past.members.counts, 1)
    return sizes


def _rarity(asked: Asked) -> NDArray[np.float64]:
    """What joint work tells, less with those that work with everybody (Adamic and Adar 2003)."""
    rarity: NDArray[np.float64] = 1 / np.log(2 + asked.past.counts)
    return rarity


def _shared(asked: Asked) -> NDArray[np.float64]:
    """For each project the partners that took part, each by what that tells."""
    rarity, shared = _rarity(asked), np.zeros(len(asked.past.themes))
    for partner in asked.partners:
        shared[asked.past.projects[partner]] += rarity[partner]
    return shared


def _lengths(asked: Asked) -> NDArray[np.float64]:
    members = asked.past.members
    rarity = np.concatenate(([0.0], np.cumsum(_rarity(asked)[members.columns])))
    lengths: NDArray[np.float64] = np.sqrt(np.diff(rarity[members.offsets]).clip(0))
    return lengths


def _overlap(asked: Asked, rows: Rows, lengths: NDArray[np.float64]) -> Scores:
    """The cosine of projects by who took part."""
    members = asked.past.members
    rarity = np.sqrt(_rarity(asked)[members.columns_of(rows)])
    weighted = members.block(rows) * rarity / np.maximum(lengths[rows], 1e-9)[:, None]
    overlap: Scores = (weighted @ weighted.T).astype(np.float32)
    return overlap


def _share_of_partners(groups: Rows, asked: Asked) -> Scores:
    shares = np.bincount(groups[list(asked.partners)] + 1, minlength=int(groups.max()) + 2)
    shares[0] = 0
    return (shares[groups + 1] / len(asked.partners)).astype(np.float32)
