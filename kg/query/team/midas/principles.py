"""The seven principles of Midas as they are checked of a team.

Their codes, names and meanings are the code list `midasPrinciples` of the ontology; here is what
each says of one team.
"""

from collections.abc import Callable, Mapping

from kg.query.present_shares import percent
from kg.query.team.answer import Member
from kg.query.team.midas.assessed import assessed
from kg.query.team.midas.checklist import NOBODY, Finding, Subject, Verdict, listed

# Who does more than half of the work is a main contractor, and the others are its suppliers.
DOMINANT = 5_000
# From here on a customer was satisfied: the middle of the scale from 1 to 5.
SATISFIED = 3


def partners(subject: Subject) -> Finding:
    """Independent members, each assessed; who is under one control is in no team twice."""
    found = assessed(subject)
    if found is NOBODY:
        return NOBODY
    return Finding(found.verdict, f"no two are under one control; {found.reason}", found.change)


def competencies(subject: Subject) -> Finding:
    """Nobody is in the team for what another member could do as well."""
    if not subject.team.members:
        return NOBODY
    able = {
        member.organisation.id: {overlap.requirement for overlap in member.overlaps}
        for member in subject.team.members
    }
    spare = [
        member.organisation.name
        for member in subject.team.members
        if _is_spare(member, {id_: a for id_, a in able.items() if id_ != member.organisation.id})
    ]
    if spare:
        return Finding(
            Verdict.NOT_MET,
            f"others of the team could do all that {listed(spare)} would do, if less well",
            f"ask again with --exclude for {spare[0]}, and compare what the two teams cost",
        )
    return Finding(Verdict.MET, "no member could be left out for another one")


def skills(subject: Subject) -> Finding:
    """All that must be covered is covered."""
    musts = {r.id for r in subject.team.need.requirements if r.must}
    gaps = [gap for gap in subject.team.gaps if gap.requirement in musts]
    wishes = len(subject.team.gaps) - len(gaps)
    also = f"; open wishes: {wishes}" if wishes else ""
    if gaps:
        return Finding(
            Verdict.NOT_MET,
            f"open: {', '.join(gap.requirement for gap in gaps)}{also}",
            "; ".join(gap.change for gap in gaps if gap.change),
        )
    return Finding(Verdict.MET, f"every must is covered{also}")


def revenue(subject: Subject) -> Finding:
    """Revenue is shared by input and risk."""
    shares = subject.team.shares
    if shares is None:
        return NOBODY
    earned = sorted(share.revenue for share in shares.members)
    told = f"as proposed, from {percent(earned[0])} to {percent(earned[-1])}"
    return Finding(Verdict.MET, told, "put the shares into the agreement, and sign it")


def hierarchy(subject: Subject) -> Finding:
    """Partners stand side by side: one leads, and nobody does most of the work."""
    shares = subject.team.shares
    if shares is None:
        return NOBODY
    if len(shares.members) == 1:
        told = "a team of one is no group of partners"
        return Finding(Verdict.NOT_MET, told, "take the firm as a single supplier")
    most = max(shares.members, key=lambda share: (share.input, share.member))
    told = f"{subject.name(most.member)} does most, {percent(most.input)} of the work"
    if most.input > DOMINANT:
        return Finding(Verdict.NOT_MET, told, f"ask again with --max-share {DOMINANT // 100}")
    return Finding(Verdict.MET, f"one lead partner, {subject.name(shares.lead)}; {told}")


def risk(subject: Subject) -> Finding:
    """What one member fails in, another one could take over."""
    shares = subject.team.shares
    if shares is None:
        return NOBODY
    alone = [subject.name(share.member) for share in shares.members if share.exposure.sole]
    if alone:
        return Finding(
            Verdict.NOT_MET,
            f"nobody else could take over some of what {listed(alone)} would do",
            "look for a second source, or agree on who pays if it fails",
        )
    return Finding(Verdict.MET, "for everything that a member does somebody else is known")


def satisfaction(subject: Subject) -> Finding:
    """Customers were satisfied with the latest work of the members."""
    if not subject.team.members:
        return NOBODY
    latest = {
        member.organisation.name: max(
            own, key=lambda rated: (str(rated.recorded_on or ""), rated.rating)
        ).rating
        for member in subject.team.members
        if (own := subject.known.ratings.get(member.organisation.id))
    }
    poor = [name for name, rating in latest.items() if rating < SATISFIED]
    if poor:
        return Finding(
            Verdict.NOT_MET,
            f"the latest enterprise of {listed(poor)} was rated below {SATISFIED}",
            "talk about what went wrong before an offer is made",
        )
    unrated = [
        m.organisation.name for m in subject.team.members if m.organisation.name not in latest
    ]
    if not unrated:
        return Finding(Verdict.MET, f"the latest enterprise of each was rated {SATISFIED} or more")
    whose = listed(unrated) if latest else "any member"
    return Finding(
        Verdict.NOT_KNOWN,
        f"no rating of {whose} is recorded",
        "agree with the customer on how it rates the work; kg enterprise close records it",
    )


def _is_spare(member: Member, others: Mapping[str, set[str]]) -> bool:
    """Whether one other member could do all that a member does."""
    own = {cover.requirement for cover in member.covers}
    return bool(own) and any(own <= able for able in others.values())


PRINCIPLES: Mapping[str, Callable[[Subject], Finding]] = {
    "assessed partners": partners,
    "competencies without overlap": competencies,
    "flexible skill base": skills,
    "revenue by input and risk": revenue,
    "limited hierarchy": hierarchy,
    "shared risk": risk,
    "customer satisfaction": satisfaction,
}
