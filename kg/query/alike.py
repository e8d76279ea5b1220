"""Groups partners that the data cannot tell apart, instead of inventing an order.

All partners of one project share its text: none of them says anything of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Alike

# Scores that are the same in as many digits differ by the order in which their parts were summed.
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Seen:
    """An organisation with its score and what that rests on: equal where the same is known."""

    organisation: str
    score: float
    rests_on: Hashable


def level_rows(scores: NDArray[np.float64], limit: int) -> NDArray[np.intp]:
    """Of scores in descending order the places of those that somebody else has too.

    Only such as one of the first `limit` has.
    """
    rounded = scores.round(DIGITS)
    values, counts = np.unique(
        rounded[rounded >= rounded[:limit].min(initial=np.inf)], return_counts=True
    )
    return np.flatnonzero(np.isin(rounded, values[counts > 1]))


def find_alike(seen: Sequence[Seen], shown: Collection[str]) -> tuple[Alike, ...]:
    """The groups among organisations, of which some are shown, in their order.

    A group has at least two members, and at least one of them is shown.
    """
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for each in seen:
        groups[round(each.score, DIGITS), each.rests_on].append(each.organisation)
    shared = ([id_ for id_ in ids if id_ in shown] for ids in groups.values())
    pairs = zip(groups.values(), shared, strict=True)
    return tuple(Alike(tuple(own), len(ids)) for ids, own in pairs if own and len(ids) > 1)
