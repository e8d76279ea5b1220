"""Holds offers to the conditions of a need, before anybody is ranked.

Who does not meet a must is out, so that as many partners are found as there are; what is not known
of somebody is held against nobody, and told.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.conditions import (
    CertificateCondition,
    Condition,
    DateCondition,
    ExclusionCondition,
    QuantityCondition,
)
from kg.graph.opportunities import OpportunityRequirement
from kg.model import Need
from kg.projection.projection import Projection
from kg.query.checks import Checker, Outcome
from kg.query.features import Offer
from kg.query.team.conditions import Case, capacity, exclusion, free_amount, remarks_on

Offers = Mapping[int, Mapping[str, Offer]]
Stems = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition of the need, by its place, and how an organisation meets it."""

    place: int
    condition: Condition
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Admitted:
    """The offers that are left, what was found of their organisations, and who was turned away.

    `turned_away` counts organisations by the place of the condition that each failed first.
    `relaxed` are the places of musts that were let go, since nobody meets them all.
    """

    offers: Offers
    judged: Mapping[int, tuple[Judged, ...]]
    turned_away: Mapping[int, int]
    relaxed: tuple[int, ...] = ()


def needed_on(need: Need, today: dt.date) -> dt.date:
    """The last day by which something is needed: until then everything must be in force."""
    days = [c.day for c in need.conditions if isinstance(c, DateCondition) and c.must]
    return max([today, *days])


def work_begins(need: Need) -> dt.date | None:
    """The day from which something is needed, if the need tells one."""
    days = (c.day for c in need.conditions if isinstance(c, DateCondition) and c.relation == "from")
    return min(days, default=None)


def without_excluded(offers: Offers, need: Need, projection: Projection) -> Offers:
    """The offers without statements of nothing but what the need excludes."""
    columns = projection.competencies
    named = (
        columns.ids.find(id_)
        for condition in need.conditions
        if isinstance(condition, ExclusionCondition) and condition.must
        for id_ in condition.competencies
    )
    excluded = {row for row in named if row is not None}
    if not excluded:
        return offers
    found: dict[int, dict[str, Offer]] = {}
    for organisation, by_need in offers.items():
        kept = {id_: _left(offer, excluded) for id_, offer in by_need.items()}
        some = {id_: offer for id_, offer in kept.items() if offer.fits}
        if some:
            found[organisation] = some
    return found


def _left(offer: Offer, excluded: set[int]) -> Offer:
    stated = offer.projection.capabilities.competencies
    fits = (f for f in offer.fits if not _is_only(set(map(int, stated[f.capability])), excluded))
    return replace(offer, fits=tuple(fits))


def _is_only(stated: set[int], excluded: set[int]) -> bool:
    return bool(stated) and stated <= excluded


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
        offers = without_excluded(offers, self.need, self.projection)
        admitted = self._admit(offers, ())
        if admitted.offers:
            return admitted
        certificates = tuple(
            place
            for place, condition in enumerate(self.need.conditions)
            if isinstance(condition, CertificateCondition) and condition.must
        )
        nearest = self._admit(offers, certificates)
        if not nearest.offers:
            return admitted
        return replace(nearest, turned_away=admitted.turned_away, relaxed=certificates)

    def _admit(self, offers: Offers, relaxed: Collection[int]) -> Admitted:
        judges = self._judges()
        kept: dict[int, dict[str, Offer]] = {}
        judged: dict[int, tuple[Judged, ...]] = {}
        turned_away: dict[int, int] = defaultdict(int)
        for row, by_need in offers.items():
            found = [Judged(p, c, judge(row, by_need)) for p, c, judge in judges]
            failed = [j for j in found if j.place not in relaxed and _turns_away(j)]
            own = {j.condition.requirement for j in failed}
            left = {} if None in own else {k: o for k, o in by_need.items() if k not in own}
            if left:
                kept[row], judged[row] = left, tuple(found)
            elif failed:
                turned_away[failed[0].place] += 1
        return Admitted(kept, judged, turned_away)

    def _judges(self) -> list[tuple[int, Condition, Callable[[int, Mapping[str, Offer]], Outcome]]]:
        """For each condition that can be held against data, what judges an organisation by it."""
        checker = Checker(self.projection, self.today, needed_on(self.need, self.today))
        found = []
        for place, condition in enumerate(self.need.conditions):
            check = checker.check(condition)
            if check is not None:
                found.append((place, condition, _of_organisation(check)))
            elif isinstance(condition, QuantityCondition):
                found.append((place, condition, self._quantity(condition)))
            elif isinstance(condition, ExclusionCondition) and condition.of_partner:
                found.append((place, condition, self._exclusion(condition)))
        return found

    def _quantity(
        self, condition: QuantityCondition
    ) -> Callable[[int, Mapping[str, Offer]], Outcome]:
        asked = replace(_asked(self.need), quantity=condition.amount, unit=condition.unit)
        asked = replace(asked, period=condition.period)

        def judge(_row: int, by_need: Mapping[str, Offer]) -> Outcome:
            """What is free is no reason to turn somebody away: several may have it together."""
            offers = [o for id_, o in by_need.items() if condition.requirement in (None, id_)]
            if not offers:
                return Outcome(None, "nothing credible for this requirement")
            capacities = self.projection.capabilities.capacities
            has = capacities[offers[0].best.capability]
            case = Case(asked, self.today, capacity=has, work_begins=work_begins(self.need))
            for objection in capacity(case):
                free = (objection.free or 0.0) / condition.amount if condition.amount else 0.0
                return Outcome(min(free, 1.0), objection.reason, objection.change)
            for remark in remarks_on(case):
                return Outcome(None, remark)
            amount = free_amount(case)
            if amount is None:
                return Outcome(None, "its capacity is stated for another period")
            return Outcome(1.0, f"has {amount:,.0f} {condition.unit} free")

        return judge

    def _exclusion(
        self, condition: ExclusionCondition
    ) -> Callable[[int, Mapping[str, Offer]], Outcome]:
        asked = replace(_asked(self.need), excludes=(condition.words,))
        columns = self.projection

        def judge(row: int, _offers: Mapping[str, Offer]) -> Outcome:
            own = (columns.capabilities.organisation == row).nonzero()[0]
            texts = (columns.statements.texts[int(columns.capabilities.text[c])] for c in own)
            case = Case(asked, self.today, texts=tuple(texts), stems=self.stems)
            for objection in exclusion(case):
                return Outcome(0.0, objection.reason, objection.change)
            return Outcome(1.0, f"does not speak of “{condition.words}”")

        return judge


def _turns_away(judged: Judged) -> bool:
    """Whether somebody is out by a condition. By a quantity nobody is: others may add theirs."""
    condition = judged.condition
    is_quantity = isinstance(condition, QuantityCondition)
    return condition.must and not is_quantity and judged.outcome.value == 0


def _of_organisation(
    check: Callable[[int], Outcome],
) -> Callable[[int, Mapping[str, Offer]], Outcome]:
    return lambda row, _offers: check(row)


def _asked(need: Need) -> OpportunityRequirement:
    """A requirement of an opportunity, by which the conditions of teams are held."""
    days = [c.day for c in need.conditions if isinstance(c, DateCondition) and c.relation == "by"]
    return OpportunityRequirement("", need.text, is_must=True, needed_by=max(days, default=None))
