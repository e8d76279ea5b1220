"""The conditions of an opportunity on who covers a requirement.

Each is a function that looks at one capability of one organisation and yields an objection where
it does not count: why, and the smallest change with which it would. What is not known is only held
against somebody where the condition says so.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity, Certificate, OpportunityRequirement
from kg.projection.standards import names_standard
from kg.query.team.free import Span, free_in, held_in
from kg.query.units import same_unit

# A word that turns what is said into its opposite: "no nuts in the building".
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|without|free of|kein\w*|ohne|sans|senza|bez)\b|-free\b", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W_][^\W_])[.!?]+(?=\s|$)|[;\n•]+")


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a capability does not count, and the smallest change with which it would.

    The reason goes on from the organisation's name. `free` is what is free of the quantity, where
    that is the objection. `wanted` is the condition that would have to be given up.
    """

    kind: str
    reason: str
    change: str
    free: float | None = None
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One capability of one organisation that is to cover a requirement.

    `work_begins` is the day from which the opportunity counts; `texts` is what the organisation
    says of itself, and `stems` splits a text into word stems. `further` are objections to the
    organisation as a whole, found before. `holds` are those of others that are in force.
    """

    requirement: OpportunityRequirement
    today: dt.date
    region: str | None = None
    level: int | None = None
    texts: tuple[str, ...] = ()
    certificates: Sequence[Certificate] = ()
    capacity: Capacity | None = None
    languages: frozenset[str] = frozenset()
    stems: Callable[[str], Sequence[str]] = str.split
    work_begins: dt.date | None = None
    further: tuple[Objection, ...] = ()
    holds: Sequence[Hold] = ()

    @property
    def needed_by(self) -> dt.date:
        """The day on which everything must be in force: as asked, else when the work begins."""
        return max(self.requirement.needed_by or self.work_begins or self.today, self.today)


Condition = Callable[[Case], Iterator[Objection]]


def exclusion(case: Case) -> Iterator[Objection]:
    """Does not say of itself, in one sentence and without a negation, what is excluded."""
    sentences = [s.strip() for text in case.texts for s in _SENTENCE_ENDS.split(text)]
    affirmed = [s for s in sentences if not _NEGATION.search(s)]
    for excluded in case.requirement.excludes:
        words = set(case.stems(excluded))
        said = next((s for s in affirmed if words and words <= set(case.stems(s))), None)
        if said:
            reason = f"says “{said}”, and “{excluded}” is excluded"
            yield Objection("exclusion", reason, f"allow “{excluded}”", wanted=f"no “{excluded}”")


def seat(case: Case) -> Iterator[Objection]:
    """Is seated in the region that the requirement names."""
    wanted = case.requirement.region
    if wanted is not None and not (case.region or "").startswith(wanted):
        where = case.region or "a region that is not known"
        reason = f"is seated in {where}, and {wanted} is asked for"
        yield Objection("region", reason, f"accept work from {where}", wanted=f"a seat in {wanted}")


def language(case: Case) -> Iterator[Objection]:
    """Works in one of the languages that are asked for, where its languages are known."""
    wanted = case.requirement.languages
    if wanted and case.languages and not case.languages & set(wanted):
        reason = f"works in {', '.join(sorted(case.languages))}, not in {' or '.join(wanted)}"
        yield Objection(
            "language",
            reason,
            f"add an interpreter for {wanted[0]}",
            wanted=f"the language {' or '.join(wanted)}",
        )


def level(case: Case) -> Iterator[Objection]:
    """States at least the lowest level that is good enough."""
    least = case.requirement.minimum_level
    if least is None or (case.level is not None and case.level >= least):
        return
    if case.level is None:
        reason = f"states no level, and {least} is asked for"
        yield Objection("level", reason, f"assess it at level {least}", wanted=f"level {least}")
    else:
        reason = f"states level {case.level}, and {least} is asked for"
        yield Objection("level", reason, f"ask for level {case.level}", wanted=f"level {least}")


def certificate(case: Case) -> Iterator[Objection]:
    """Holds each certificate that is asked for, in force on the day that it is needed."""
    for standard in case.requirement.certificates:
        named = [c for c in case.certificates if names_standard(c.title, standard)]
        if not named:
            reason = f"shows no certificate for {standard}"
            yield Objection("certificate", reason, f"certify it for {standard}", wanted=standard)
        elif not any(_is_in_force(c, case.needed_by) for c in named):
            yield replace(_not_in_force(case, standard, named), wanted=standard)


def capacity(case: Case) -> Iterator[Objection]:
    """Has enough free, where its capacity and the quantity are stated in the same unit."""
    asked, has = case.requirement, case.capacity
    if asked.quantity is None or has is None or not same_unit(asked.unit, has.unit):
        return
    if has.free_from is not None and has.free_from > case.needed_by:
        reason = f"is free only from {has.free_from}, after {case.needed_by}"
        yield Objection(
            "date", reason, f"start on {has.free_from}", wanted=f"a start by {case.needed_by}"
        )
        return
    free = free_amount(case)
    if free is not None and free < asked.quantity:
        per = f" a {asked.period}" if asked.period else f" until {case.needed_by}"
        reason = f"has {free:,.0f} {asked.unit}{per} free, and {asked.quantity:,.0f} are asked for"
        yield Objection(
            "capacity",
            "; ".join((reason, *held_for_others(case))),
            f"take {free:,.0f} from it, and the rest from others",
            free,
            f"{asked.quantity:,.0f} {asked.unit}",
        )


def others(case: Case) -> Iterator[Objection]:
    """Is near enough, of the size and in the sector that the need asks for."""
    yield from case.further


# In the order in which they are told.
CONDITIONS: tuple[Condition, ...] = (
    others,
    exclusion,
    seat,
    language,
    level,
    certificate,
    capacity,
)


def objections_to(case: Case) -> tuple[Objection, ...]:
    """All that speaks against a capability; nothing where it counts."""
    return tuple(objection for condition in CONDITIONS for objection in condition(case))


def remarks_on(case: Case) -> tuple[str, ...]:
    """What is asked for and cannot be held against a capability, since it is not stated."""
    asked, has = case.requirement, case.capacity
    if asked.quantity is None:
        return ()
    if has is not None and same_unit(asked.unit, has.unit):
        return held_for_others(case)
    return (f"its free capacity is not stated in {asked.unit or 'the unit that is asked for'}",)


def held_for_others(case: Case) -> tuple[str, ...]:
    """What of its capacity is held for other opportunities, in words."""
    if case.capacity is None:
        return ()
    held = held_in(_span(case), case.capacity, case.holds)
    return tuple(one.told(case.capacity.unit) for one in held)


def free_amount(case: Case) -> float | None:
    """What is free in the period that is asked for, or until the day if it is asked for once."""
    return None if case.capacity is None else free_in(_span(case), case.capacity, case.holds)


def _span(case: Case) -> Span:
    asked, has = case.requirement, case.capacity
    if asked.period is not None or asked.needed_by is None:
        return Span(asked.period)
    begin = max(case.today, (has and has.free_from) or case.today)
    return Span(None, (case.needed_by - begin).days)


def _is_in_force(held: Certificate, day: dt.date) -> bool:
    begins, ends = held.issued_on or day, held.expires_on or day
    return begins <= day <= ends


def _not_in_force(case: Case, standard: str, named: Sequence[Certificate]) -> Objection:
    """Of several certificates the one that ends last is told."""
    last = max(named, key=lambda c: (c.expires_on or dt.date.max, c.evidence))
    if last.expires_on and last.expires_on < case.needed_by:
        reason = f"holds a certificate for {standard} that ends on {last.expires_on}, before"
        change = f"renew its {standard} certificate"
    else:
        reason = f"holds a certificate for {standard} that begins on {last.issued_on}, after"
        change = f"wait until {last.issued_on}"
    return Objection("certificate", f"{reason} {case.needed_by}", change)
