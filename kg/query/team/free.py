"""How much of a capacity is free for what is asked: across periods, and less what is held."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity
from kg.query.units import same_unit

# Days in a period, so that 14,000 a week can be held against 60,000 a month.
DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Span:
    """For how long an amount is asked: again each `period`, or once within so many `days`."""

    period: str | None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold, and how much of what is asked for it takes; None where the units differ."""

    hold: Hold
    amount: float | None

    def told(self, unit: str | None) -> str:
        """The hold in words."""
        hold = self.hold
        per = f" a {hold.period}" if hold.period else ""
        text = f"{hold.amount:,.0f} {hold.unit or unit}{per} held for {hold.opportunity}"
        left = "" if self.amount is not None else ", in another unit and not subtracted"
        return f"{text} until {hold.until}{left}"


def amount_in(span: Span, amount: float, period: str | None) -> float | None:
    """An amount that there is in each period, in the span; None where they do not compare."""
    if span.period is None:
        if period is None:
            return amount
        return None if span.days is None else amount * span.days / DAYS[period]
    return None if period is None else amount * DAYS[span.period] / DAYS[period]


def held_in(span: Span, capacity: Capacity, holds: Sequence[Hold]) -> list[Held]:
    """What holds take in a span; what is held once is taken from the first period."""
    return [Held(hold, _taken(span, capacity, hold)) for hold in holds]


def free_in(span: Span, capacity: Capacity, holds: Sequence[Hold] = ()) -> float | None:
    """What is free of a capacity in a span, without what is held; never less than nothing."""
    stated = capacity.amount if capacity.free is None else capacity.free
    amount = None if stated is None else amount_in(span, stated, capacity.period)
    if amount is None:
        return None
    taken = sum(held.amount or 0.0 for held in held_in(span, capacity, holds))
    return max(0.0, amount - taken)


def in_force(holds: Sequence[Hold], today: dt.date, opportunity: str | None) -> list[Hold]:
    """The holds that still stand, but for those of the opportunity itself."""
    return [h for h in holds if h.until >= today and h.opportunity != opportunity]


def _taken(span: Span, capacity: Capacity, hold: Hold) -> float | None:
    if not same_unit(hold.unit or capacity.unit, capacity.unit):
        return None
    if hold.period is None:
        return hold.amount
    return amount_in(span, hold.amount, hold.period)
