"""The features of a partner, each a function whose docstring is what users read of it.

A feature looks at the capabilities with which an organisation meets one requirement and gives a
value in 0..1 with a reason and the capabilities that it rests on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kg.projection.projection import STATUSES, UNKNOWN, Floats, Projection
from kg.query.feature_columns import (
    DAYS_PER_YEAR,
    ENOUGH_FURTHER,
    HALF_LIFE_YEARS,
    PROOF,
    SHARED_PROOF,
    OfferColumns,
    depth_values,
    fit_values,
    level_values,
    plausibility_values,
    proof_values,
    recency_values,
)
from kg.query.fit import CapabilityFit


@dataclass(frozen=True, slots=True)
class Offer:
    """What one organisation has for one requirement: its fitting capabilities, best first."""

    projection: Projection
    fits: tuple[CapabilityFit, ...]
    today: dt.date

    @property
    def best(self) -> CapabilityFit:
        """The capability that fits best."""
        return self.fits[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """The value of a feature in 0..1, the reason in words, and the capabilities behind it."""

    value: float
    reason: str
    capabilities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the ranking table; `values` are those that `measure` finds in many offers."""

    name: str
    weight: float
    measure: Callable[[Offer], Finding]
    values: Callable[[OfferColumns], Floats]


def fit(offer: Offer) -> Finding:
    """How closely the best statement matches the requirement in meaning and words."""
    best = offer.best
    if best.competency is not None:
        named = f"“{best.competency.label}”"
        if best.relation:
            named = f"“{best.stated}”, {best.relation} than {named}"
        reason = (
            f"states the competency {named}, "
            f"which the requirement means with confidence {best.competency.confidence:.2f}"
        )
    else:
        reason = f"says: “{shortened(_text(offer, best.capability))}”"
    return Finding(best.value, reason, (best.capability,))


def depth(offer: Offer) -> Finding:
    """How many further statements of the same organisation match as well."""
    texts = {offer.projection.capabilities.text[f.capability] for f in offer.fits}
    further = len(texts) - 1
    reason = "no further statement matches"
    if further:
        reason = _counted(further, "further matching statement")
    return Finding(
        min(further, ENOUGH_FURTHER) / ENOUGH_FURTHER,
        reason,
        tuple(f.capability for f in offer.fits[1 : ENOUGH_FURTHER + 1]),
    )


def proof(offer: Offer) -> Finding:
    """How well the best statement is proven, less where many share the reference."""
    columns, row = offer.projection.capabilities, offer.best.capability
    ended = _end_of_proof(offer)
    status = "expired" if ended else STATUSES[columns.status[row]]
    sharing = int(columns.consortium[row])
    value = PROOF[status] / sharing**SHARED_PROOF
    reason = {
        "verified": "verified, and its evidence is in force",
        "evidenced": "evidenced, and its evidence is in force",
        "claimed": "claimed by the organisation itself, without evidence",
        "derived": f"derived from a project shared by {_counted(sharing, 'organisation')}",
        "expired": f"the evidence ended on {ended}" if ended else "the evidence has expired",
    }[status]
    return Finding(value, reason, (row,))


def recency(offer: Offer) -> Finding:
    """How recently the best statement was shown or recorded."""
    row = offer.best.capability
    day = int(offer.projection.capabilities.shown[row])
    if day == UNKNOWN:
        return Finding(0.0, "no date is known", (row,))
    years = max(0.0, (offer.today.toordinal() - day) / DAYS_PER_YEAR)
    when = dt.date.fromordinal(day).isoformat()
    return Finding(0.5 ** (years / HALF_LIFE_YEARS), f"dated {when}", (row,))


def level(offer: Offer) -> Finding:
    """The level that the organisation states for it, from 1 to 5."""
    row = offer.best.capability
    stated = int(offer.projection.capabilities.level[row])
    if stated == UNKNOWN:
        return Finding(0.0, "no level is stated", (row,))
    return Finding(stated / 5, f"level {stated} of 5", (row,))


def plausibility(offer: Offer) -> Finding:
    """How free of doubt is what is stated of the organisation and in its best statement."""
    row = offer.best.capability
    columns = offer.projection.capabilities
    seat = int(columns.organisation[row])
    stated = (columns.doubts[row], offer.projection.organisations.doubts[seat])
    doubts = [doubt for text in stated for doubt in text.splitlines()]
    if not doubts:
        return Finding(1.0, "nothing doubtful was found", ())
    return Finding(0.5 ** len(doubts), f"doubtful: {'; '.join(map(shortened, doubts))}", (row,))


# The ranking, readable top to bottom; the weights sum to 1. Fit comes first by far: a partner who
# does something else is no partner. Proof is worth more than breadth, both more than age. Who is
# doubtful stands behind who is as good without doubt.
RANKING = (
    Feature("fit", 0.60, fit, fit_values),
    Feature("proof", 0.14, proof, proof_values),
    Feature("depth", 0.10, depth, depth_values),
    Feature("recency", 0.07, recency, recency_values),
    Feature("level", 0.05, level, level_values),
    Feature("plausibility", 0.04, plausibility, plausibility_values),
)


def _end_of_proof(offer: Offer) -> str | None:
    """The day on which the last evidence ended, if all of it has an end and that is past."""
    end = int(offer.projection.capabilities.ends[offer.best.capability])
    if end == UNKNOWN or end >= offer.today.toordinal():
        return None
    return dt.date.fromordinal(end).isoformat()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _text(offer: Offer, capability: int) -> str:
    return offer.projection.statements.texts[int(offer.projection.capabilities.text[capability])]


def shortened(text: str, longest: int = 110) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
