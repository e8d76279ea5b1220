"""What a customer may read of a team: one face, who does what, and what is still open.

A virtual enterprise has one face to its customer: a public name, a lead partner, one contact and a
stated value. What is for the partners alone is left out: fits, costs, shares, near misses, rivals,
what proofs rest on. Under non-disclosure nobody is named.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import StateError
from kg.graph.opportunities import Certificate, Opportunity
from kg.query.team.answer import Member, TeamAnswer
from kg.query.team.asked import NON_DISCLOSURE
from kg.query.team.brief.picture import letters

# Of a long demand the beginning is enough to know it again.
LONGEST_ASKED = 500
MOST_CERTIFICATES = 3
UNNAMED = "to be named under a non-disclosure agreement"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the group calls itself, promises and answers under; what is None is proposed."""

    name: str | None = None
    value: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A requirement that a partner covers, or its share of it."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner as the customer reads of it, with certificates that are in force."""

    name: str
    place: str
    is_lead: bool
    tasks: tuple[Task, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One page for a customer."""

    name: str
    customer: str | None
    asked: str
    value: str
    lead: str
    contact: str
    partners: tuple[PartnerLine, ...]
    left_open: tuple[str, ...]
    wishes_open: tuple[str, ...]
    day: dt.date


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beside the team: its opportunity, names of regions by code, certificates of
    the members, and the website of the lead partner."""

    opportunity: Opportunity | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    certificates: Sequence[Certificate] = ()
    website: str | None = None

    @property
    def is_secret(self) -> bool:
        """Whether names are under non-disclosure."""
        found = self.opportunity
        return found is not None and found.confidentiality == NON_DISCLOSURE


def brief_of(answer: TeamAnswer, behind: Background, wording: Wording, today: dt.date) -> Brief:
    """The brief for the customer; raises StateError for a team of nobody."""
    if not answer.members or answer.shares is None:
        raise StateError(
            "there is no team to hand on; next step: read its gaps with kg team explain"
        )
    names = public_names(answer, behind)
    lead = names[answer.shares.lead]
    texts = {r.id: r.text for r in answer.need.requirements}
    gaps = {gap.requirement for gap in answer.gaps}
    opportunity = behind.opportunity
    return Brief(
        wording.name or (opportunity.title if opportunity else "A team for your demand"),
        opportunity.shown_customer if opportunity else None,
        _shortened(" ".join(answer.need.text.split())),
        wording.value or _value(answer),
        lead,
        wording.contact or _contact(behind),
        tuple(_partner(m, answer, behind, texts, today) for m in _lead_first(answer)),
        tuple(r.text for r in answer.need.requirements if r.must and r.id in gaps),
        tuple(r.text for r in answer.need.requirements if not r.must and r.id in gaps),
        today,
    )


def public_names(answer: TeamAnswer, behind: Background) -> dict[str, str]:
    """How each member, by its id, is called to the customer."""
    if not behind.is_secret:
        return {member.organisation.id: member.organisation.name for member in answer.members}
    ids = [member.organisation.id for member in _lead_first(answer)]
    return {id_: f"Partner {letter}" for id_, letter in zip(ids, letters(len(ids)), strict=True)}


def _lead_first(answer: TeamAnswer) -> list[Member]:
    lead = answer.shares.lead if answer.shares else ""
    return sorted(answer.members, key=lambda member: member.organisation.id != lead)


def _partner(
    member: Member,
    answer: TeamAnswer,
    behind: Background,
    texts: Mapping[str, str],
    today: dt.date,
) -> PartnerLine:
    id_ = member.organisation.id
    return PartnerLine(
        public_names(answer, behind)[id_],
        _place(member, behind),
        answer.shares is not None and id_ == answer.shares.lead,
        tuple(Task(texts[cover.requirement], cover.share) for cover in member.covers),
        () if behind.is_secret else _certificates(member, behind.certificates, today),
    )


def _certificates(member: Member, known: Sequence[Certificate], today: dt.date) -> tuple[str, ...]:
    """Titles of certificates that support what the member does here, with how long they hold."""
    own = {cover.capability for cover in member.covers}
    held = [
        certificate
        for certificate in known
        if certificate.organisation == member.organisation.id
        and certificate.capability in own
        and (certificate.expires_on is None or certificate.expires_on >= today)
    ]
    told = (
        c.title + (f" (until {c.expires_on})" if c.expires_on else "")
        for c in sorted(held, key=lambda c: c.evidence)
    )
    return tuple(dict.fromkeys(told))[:MOST_CERTIFICATES]


def _place(member: Member, behind: Background) -> str:
    """The region by name, of partners that are not named the country alone."""
    organisation = member.organisation
    if behind.is_secret:
        return organisation.country or ""
    region = organisation.region or ""
    name = behind.places.get(region, region)
    return ", ".join(filter(None, (name, organisation.country)))


def _contact(behind: Background) -> str:
    if behind.is_secret:
        return UNNAMED
    return behind.website or "to be named in the offer"


def _value(answer: TeamAnswer) -> str:
    """What the customer gains, in figures of this team."""
    needed = answer.need.requirements
    gaps = {gap.requirement for gap in answer.gaps}
    covered = sum(requirement.id not in gaps for requirement in needed)
    all_of = "all" if covered == len(needed) else f"{covered} of the"
    parts = f"{all_of} {len(needed)} parts of your demand"
    if len(needed) == 1:
        parts = "your demand" if covered else "none of your demand yet"
    if len(answer.members) == 1:
        return f"One contract and one contact: one partner covers {parts}."
    regions = {_region(member) for member in answer.members}
    where = f" from {len(regions)} regions" if len(regions) > 1 else ""
    return (
        f"One contract, one contact and one invoice: {len(answer.members)} independent partners"
        f"{where} cover {parts}, each with what it does best."
    )


def _region(member: Member) -> str:
    """The seat to the level at which regions are told apart: two signs and two digits."""
    return (member.organisation.region or member.organisation.country or "?")[:4]


def _shortened(words: str) -> str:
    if len(words) <= LONGEST_ASKED:
        return words
    return words[:LONGEST_ASKED].rsplit(" ", 1)[0] + " …"
