"""How well regions complete one another: what each of them wants, lacks, and others supply."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.projection.columns import Indices
from kg.projection.projection import UNKNOWN
from kg.query.potential.specialisation import Floats, Specialisation
from kg.query.potential.wholes import Whole

# What a region gets is why it should talk; that the other one gets something too is why the other
# will listen.
GAIN_WEIGHT = 0.75
RETURN_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Wants:
    """What the regions want, as columns: different sets of competencies, any of a set is enough.

    `weights` (regions, columns) sum the importance of all parts of wholes in which a region takes
    part; `lacked` is that share of it that the region lacks; `supplies` (regions, columns) how well
    each region can supply it.
    """

    sets: tuple[tuple[int, ...], ...]
    weights: Floats
    lacked: Floats
    supplies: Floats

    def covered(self) -> Floats:
        """Of what each region (row) lacks, the share that each other one (column) supplies."""
        total = self.lacked.sum(axis=1)
        gained = self.lacked @ self.supplies.T
        shares = gained / np.where(total > 0, total, 1.0)[:, None]
        np.fill_diagonal(shares, 0.0)
        return np.asarray(shares)

    def contributions(self, first: int, second: int) -> Floats:
        """The part of each column in what the second region covers of the first one's lacks."""
        total = float(self.lacked[first].sum())
        gained: Floats = self.lacked[first] * self.supplies[second]
        return gained / (total or 1.0)


def scores(covered: Floats) -> Floats:
    """The score of each pair, from the view of the first one; it is in 0..1, and 0 for itself."""
    total: Floats = GAIN_WEIGHT * covered + RETURN_WEIGHT * covered.T
    # Whoever gives nothing to the first one is no partner for it, whatever it would get.
    return np.where(covered > 0, total, 0.0)


def wants(wholes: Iterable[Whole], seats: Indices, known: Specialisation) -> Wants:
    """What each region wants of the wholes in which its organisations take part."""
    regions = len(known.sizes)
    columns: dict[tuple[int, ...], int] = {}
    rows: list[int] = []
    places: list[int] = []
    worth: list[float] = []
    for whole in wholes:
        inside = _regions_of(whole, seats)
        for part in whole.parts:
            column = columns.setdefault(part.competencies, len(columns))
            rows += inside
            places += [column] * len(inside)
            worth += [part.importance] * len(inside)
    weights = np.zeros((regions, len(columns)))
    np.add.at(weights, (np.array(rows, np.int64), np.array(places, np.int64)), worth)
    sets = tuple(columns)
    return Wants(
        sets,
        weights,
        weights * _of_sets(known.lack(), sets, np.min),
        _of_sets(known.supply(), sets, np.max),
    )


def _regions_of(whole: Whole, seats: Indices) -> list[int]:
    return sorted(set(seats[whole.parties].tolist()) - {UNKNOWN})


def _of_sets(
    values: Floats, sets: Sequence[tuple[int, ...]], best: Callable[..., Floats]
) -> Floats:
    """Of each set of competencies the value of the one that is best supplied, or least lacked."""
    found = [best(values[:, list(each)], axis=1) for each in sets]
    return np.column_stack(found) if found else np.zeros((len(values), 0))
