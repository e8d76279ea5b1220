"""Holds offers to the conditions of a need, before anybody is ranked.

Who does not meet a must is out, so that as many partners are found as there are; what is not known
of somebody is held against nobody, and told.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.conditions import (
    CertificateCondition,
    Condition,
    DateCondition,
    ExclusionCondition,
    QuantityCondition,
)
from kg.model import Need
from kg.projection.columns import Indices
from kg.projection.projection import Floats, Projection
from kg.query.checks import Checker, Outcome
from kg.query.judges import ExclusionJudge, Judge, QuantityJudge, SeatJudge
from kg.query.offers import Marks, Offers, Rows

Stems = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition of the need, by its place, and how an organisation meets it."""

    place: int
    condition: Condition
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Judges:
    """The conditions that can be held against data, by their places in the need."""

    judges: Mapping[int, Judge]
    conditions: tuple[Condition, ...]
    offers: Offers

    def values(self, rows: Rows) -> Floats:
        """Of the shape (judges, organisations): how far each condition is met, NaN if unknown."""
        values = [judge.values(rows, self.offers) for judge in self.judges.values()]
        return np.array(values, dtype=np.float64).reshape(len(self.judges), len(rows))

    def judge(self, organisation: int) -> tuple[Judged, ...]:
        """How an organisation meets the conditions, in words."""
        return tuple(
            Judged(place, self.conditions[place], judge.outcome(organisation, self.offers))
            for place, judge in self.judges.items()
        )


@dataclass(frozen=True, slots=True)
class Admitted:
    """The offers that are left, what is found of their organisations, and who was turned away.

    `values` tell for each of `organisations` the sum of how far it meets the conditions.
    `turned_away` counts organisations by the place of the condition that each failed first.
    `relaxed` are the places of musts that were let go, since nobody meets them all.
    """

    offers: Offers
    organisations: Rows
    values: Floats
    judges: Judges
    turned_away: Mapping[int, int]
    relaxed: tuple[int, ...] = ()


def needed_on(need: Need, today: dt.date) -> dt.date:
    """The last day by which something is needed: until then everything must be in force."""
    days = [c.day for c in need.conditions if isinstance(c, DateCondition) and c.must]
    return max([today, *days])


def without_excluded(offers: Offers, need: Need) -> Offers:
    """The offers without statements of nothing but what the need excludes."""
    columns = offers.projection.competencies
    named = (
        columns.ids.find(id_)
        for condition in need.conditions
        if isinstance(condition, ExclusionCondition) and condition.must
        for id_ in condition.competencies
    )
    excluded = {row for row in named if row is not None}
    if not excluded:
        return offers
    stated = offers.projection.capabilities.competencies

    def states_other_or_none(capabilities: Indices) -> Marks:
        concepts, places = stated.spread(capabilities)
        is_other = ~np.isin(concepts, list(excluded))
        counts = np.bincount(places, minlength=len(capabilities))
        others = np.bincount(places[is_other], minlength=len(capabilities))
        return np.asarray((counts == 0) | (others > 0))

    kept = (fits.kept(states_other_or_none(fits.capabilities)) for fits in offers.fits)
    return replace(offers, fits=tuple(kept))


@dataclass(frozen=True, slots=True)
class Admission:
    """Holds offers to conditions on a day; `stems` splits what organisations say into stems."""

    projection: Projection
    need: Need
    today: dt.date
    stems: Stems

    def admit(self, offers: Offers) -> Admitted:
        """The offers that meet all musts, as far as anything is known.

        If nobody meets them all, certificates are let go: who does the work may be certified for
        it, while a seat stays where it is.
        """
        judges = self._judges(without_excluded(offers, self.need))
        has = judges.offers.has()
        rows = np.flatnonzero(has.any(axis=0))
        if not judges.judges:
            return Admitted(judges.offers, rows, np.zeros(len(rows)), judges, {})
        values = judges.values(rows)
        admitted = self._admit(judges, has[:, rows], rows, values, ())
        if len(admitted.organisations):
            return admitted
        certificates = tuple(
            place
            for place, condition in enumerate(self.need.conditions)
            if isinstance(condition, CertificateCondition) and condition.must
        )
        nearest = self._admit(judges, has[:, rows], rows, values, certificates)
        if not len(nearest.organisations):
            return admitted
        return replace(nearest, turned_away=admitted.turned_away, relaxed=certificates)

    def _admit(
        self, judges: Judges, has: Marks, rows: Rows, values: Floats, relaxed: Collection[int]
    ) -> Admitted:
        """`has` and `values` tell of the organisations `rows` what they have, and are."""
        left, fails = has.copy(), np.zeros(values.shape, dtype=np.bool_)
        places = {r.id: place for place, r in enumerate(self.need.requirements)}
        for number, place in enumerate(judges.judges):
            condition = self.need.conditions[place]
            if place in relaxed or not _turns_away(condition):
                continue
            fails[number] = values[number] == 0
            own = slice(None) if condition.requirement is None else places[condition.requirement]
            left[own] &= ~fails[number]
        stays = left.any(axis=0)
        kept = np.zeros((len(has), len(self.projection.organisations.ids)), dtype=np.bool_)
        kept[:, rows] = left
        return Admitted(
            judges.offers.only(kept),
            rows[stays],
            np.nansum(values[:, stays], axis=0),
            judges,
            _counted(fails[:, ~stays], tuple(judges.judges)),
        )

    def _judges(self, offers: Offers) -> Judges:
        """What judges organisations, for each condition that can be held against data."""
        checker = Checker(self.projection, self.today, needed_on(self.need, self.today))
        found: dict[int, Judge] = {}
        for place, condition in enumerate(self.need.conditions):
            check = checker.check(condition)
            if check is not None:
                found[place] = SeatJudge(check)
            elif isinstance(condition, QuantityCondition):
                found[place] = QuantityJudge(self.need, condition, self.today)
            elif isinstance(condition, ExclusionCondition) and condition.of_partner:
                found[place] = ExclusionJudge(self.need, condition, self.today, self.stems)
        return Judges(found, self.need.conditions, offers)


def _counted(fails: Marks, places: Sequence[int]) -> dict[int, int]:
    """How many fail each condition first, by its place."""
    counts, left = {}, np.ones(fails.shape[1], dtype=np.bool_)
    for place, failing in zip(places, fails, strict=True):
        counts[place] = int(np.count_nonzero(failing & left))
        left &= ~failing
    return {place: count for place, count in counts.items() if count}


def _turns_away(condition: Condition) -> bool:
    """Whether somebody may be out by a condition. By a quantity nobody is: others add theirs."""
    return condition.must and not isinstance(condition, QuantityCondition)
