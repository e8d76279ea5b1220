"""Judges organisations by the conditions of a need: many at once by value, one in words."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from kg.conditions import DateCondition, ExclusionCondition, QuantityCondition
from kg.graph.opportunities import OpportunityRequirement
from kg.model import Need
from kg.projection.projection import Floats, Projection
from kg.query.checks import Check, Outcome
from kg.query.offers import NOTHING, Offers, Rows
from kg.query.team.conditions import Case, capacity, exclusion, free_amount, remarks_on


class Judge(Protocol):
    """Judges organisations, by their rows, by one condition."""

    def values(self, rows: Rows, offers: Offers) -> Floats:
        """How far each meets it, in 0..1, NaN where that is not known."""

    def outcome(self, row: int, offers: Offers) -> Outcome:
        """The same of one, with the reason."""


@dataclass(frozen=True, slots=True)
class SeatJudge:
    """Judges by what is known of an organisation itself, such as its seat."""

    check: Check

    def values(self, rows: Rows, _offers: Offers) -> Floats:
        return self.check.values(rows)

    def outcome(self, row: int, _offers: Offers) -> Outcome:
        return self.check.outcome(row)


@dataclass(frozen=True, slots=True)
class QuantityJudge:
    """Judges by what is free of the best capability of an offer.

    It is no reason to turn somebody away: several may have it together.
    """

    need: Need
    condition: QuantityCondition
    today: dt.date

    def values(self, rows: Rows, offers: Offers) -> Floats:
        capacities, best = offers.projection.capabilities.capacities, self._best(offers)[rows]
        is_stated = ~(np.isnan(capacities.amounts[best]) & np.isnan(capacities.free[best]))
        values = np.full(len(rows), np.nan)
        for place in np.flatnonzero(is_stated & (best != NOTHING)).tolist():
            value = self._free(offers.projection, int(best[place])).value
            values[place] = np.nan if value is None else value
        return values

    def outcome(self, row: int, offers: Offers) -> Outcome:
        own = offers.of(row)
        fits = (own[r.id].fits for r in offers.requirements if r.id in own and self._concerns(r.id))
        best = next(fits, None)
        return self._free(offers.projection, best[0].capability if best else NOTHING)

    def _best(self, offers: Offers) -> Rows:
        """The best capability of each organisation for the first requirement that it meets."""
        found = np.full(len(offers.projection.organisations.ids), NOTHING)
        for place, requirement in enumerate(offers.requirements):
            if self._concerns(requirement.id):
                found = np.where(found == NOTHING, offers.best(place), found)
        return found

    def _concerns(self, requirement: str) -> bool:
        return self.condition.requirement in {None, requirement}

    def _free(self, projection: Projection, capability: int) -> Outcome:
        if capability == NOTHING:
            return Outcome(None, "nothing credible for this requirement")
        condition, asked = self.condition, _asked(self.need)
        asked = replace(
            asked, quantity=condition.amount, unit=condition.unit, period=condition.period
        )
        has = projection.capabilities.capacities[capability]
        case = Case(asked, self.today, capacity=has, work_begins=_work_begins(self.need))
        for objection in capacity(case):
            free = (objection.free or 0.0) / condition.amount if condition.amount else 0.0
            return Outcome(min(free, 1.0), objection.reason, objection.change)
        for remark in remarks_on(case):
            return Outcome(None, remark)
        amount = free_amount(case)
        if amount is None:
            return Outcome(None, "its capacity is stated for another period")
        return Outcome(1.0, f"has {amount:,.0f} {condition.unit} free")


@dataclass(frozen=True, slots=True)
class ExclusionJudge:
    """Judges by whether an organisation says of itself what is not wanted of a partner."""

    need: Need
    condition: ExclusionCondition
    today: dt.date
    stems: Callable[[str], Sequence[str]]

    def values(self, rows: Rows, offers: Offers) -> Floats:
        # Who says so has all the words in one text; most have none of them.
        statements, columns = offers.projection.statements, offers.projection.capabilities
        [shares] = statements.lexicon.shares([self.stems(self.condition.words)])
        speaking, _ = statements.capabilities.spread(np.flatnonzero(shares))
        values = np.ones(len(rows))
        for place in np.flatnonzero(np.isin(rows, columns.organisation[speaking])).tolist():
            values[place] = self.outcome(int(rows[place]), offers).value
        return values

    def outcome(self, row: int, offers: Offers) -> Outcome:
        projection = offers.projection
        own = projection.organisations.capabilities[row]
        texts = (projection.statements.texts[int(projection.capabilities.text[c])] for c in own)
        asked = replace(_asked(self.need), excludes=(self.condition.words,))
        case = Case(asked, self.today, texts=tuple(texts), stems=self.stems)
        for objection in exclusion(case):
            return Outcome(0.0, objection.reason, objection.change)
        return Outcome(1.0, f"does not speak of “{self.condition.words}”")


def _asked(need: Need) -> OpportunityRequirement:
    """A requirement of an opportunity, by which the conditions of teams are held."""
    days = [c.day for c in need.conditions if isinstance(c, DateCondition) and c.relation == "by"]
    return OpportunityRequirement("", need.text, is_must=True, needed_by=max(days, default=None))


def _work_begins(need: Need) -> dt.date | None:
    """The day from which something is needed, if the need tells one."""
    days = (c.day for c in need.conditions if isinstance(c, DateCondition) and c.relation == "from")
    return min(days, default=None)
