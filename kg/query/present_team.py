"""Teams and opportunities as JSON objects: the same for the command line and the service."""

from collections.abc import Sequence

from kg.graph.opportunities import Opportunity, OpportunityHead, OpportunityRequirement
from kg.model import Organisation
from kg.query.present import Json, citation_json, need_json
from kg.query.present_choices import choices_json
from kg.query.present_shares import shares_json
from kg.query.team.alternatives.losses import Lost
from kg.query.team.answer import (
    Alternative,
    Cover,
    Gap,
    HeardOf,
    Member,
    NearMissed,
    Rivals,
    TeamAnswer,
)
from kg.query.team.costs import UNITS
from kg.query.team.document import request_json
from kg.query.team.plan import Cost


def team_json(answer: TeamAnswer) -> Json:
    """A team with its need, members, gaps, near misses and alternatives; costs in whole misfits."""
    return {
        "request": request_json(answer.request),
        "need": need_json(answer.need),
        "opportunity": answer.opportunity,
        "status": answer.status.value,
        "cost": answer.cost.total / UNITS,
        "bound": answer.bound / UNITS,
        "terms": cost_json(answer.cost),
        "localShare": answer.local,
        "robustness": answer.robust,
        "members": [_member(member) for member in answer.members],
        "shares": shares_json(answer.shares),
        "gaps": [_gap(gap) for gap in answer.gaps],
        "relaxations": list(answer.relaxations),
        "nearMisses": [_near_miss(missed) for missed in answer.near_misses],
        "rivals": [_rivals(rivals) for rivals in answer.rivals],
        "alternatives": [_alternative(other) for other in answer.alternatives],
        "pareto": choices_json(answer.choices),
        "feedback": [_heard(heard) for heard in answer.feedback],
        "revision": answer.revision,
    }


def cost_json(cost: Cost) -> Json:
    """The terms of a cost, which add up to it."""
    return {
        "misfit": cost.misfit / UNITS,
        "risk": cost.risk / UNITS,
        "coordination": cost.coordination / UNITS,
        "overlap": cost.overlap / UNITS,
        "distance": cost.distance / UNITS,
        "local": cost.local / UNITS,
        "gaps": cost.gaps / UNITS,
    }


def opportunities_json(heads: Sequence[OpportunityHead]) -> list[Json]:
    """Opportunities in short."""
    return [
        {
            "id": head.id,
            "title": head.title,
            "text": head.text,
            "offeringKind": head.offering_kind,
            "requirements": head.requirements,
        }
        for head in heads
    ]


def opportunity_json(opportunity: Opportunity) -> Json:
    """An opportunity in full; the customer only where it may be shown."""
    return {
        "id": opportunity.id,
        "title": opportunity.title,
        "text": opportunity.text,
        "offeringKind": opportunity.offering_kind,
        "confidentiality": opportunity.confidentiality,
        "customer": opportunity.shown_customer,
        "region": opportunity.region,
        "startsOn": opportunity.starts_on.isoformat() if opportunity.starts_on else None,
        "endsOn": opportunity.ends_on.isoformat() if opportunity.ends_on else None,
        "quantity": opportunity.quantity,
        "unit": opportunity.unit,
        "requirements": [_requirement(r) for r in opportunity.requirements],
    }


def _requirement(requirement: OpportunityRequirement) -> Json:
    needed_by = requirement.needed_by
    return {
        "id": requirement.id,
        "text": requirement.text,
        "must": requirement.is_must,
        "competencies": list(requirement.competencies),
        "minimumLevel": requirement.minimum_level,
        "quantity": requirement.quantity,
        "unit": requirement.unit,
        "period": requirement.period,
        "certificates": list(requirement.certificates),
        "neededBy": needed_by.isoformat() if needed_by else None,
        "region": requirement.region,
        "languages": list(requirement.languages),
        "excludes": list(requirement.excludes),
    }


def _member(member: Member) -> Json:
    return {
        **_named(member.organisation),
        "kind": member.organisation.kind,
        "region": member.organisation.region,
        "covers": [_cover(cover) for cover in member.covers],
        "overlaps": [{"requirement": o.requirement, "fit": o.fit} for o in member.overlaps],
        "reason": member.reason,
        "loss": None if member.loss is None else _loss(member.loss),
        "standing": member.standing.value,
        "clusters": list(member.clusters),
    }


def _loss(loss: Lost) -> Json:
    return {
        "breaks": list(loss.breaks),
        "replacement": None if loss.replacement is None else _named(loss.replacement),
        "cost": None if loss.cost is None else loss.cost / UNITS,
        "opens": list(loss.opens),
        "isProven": loss.is_proven,
    }


def _cover(cover: Cover) -> Json:
    return {
        "requirement": cover.requirement,
        "capability": cover.capability,
        "fit": cover.fit,
        "share": cover.share,
        "reason": cover.reason,
        "evidence": [citation_json(citation) for citation in cover.evidence],
    }


def _gap(gap: Gap) -> Json:
    return {"requirement": gap.requirement, "reason": gap.reason, "change": gap.change}


def _near_miss(missed: NearMissed) -> Json:
    return {
        "requirement": missed.requirement,
        **_named(missed.organisation),
        "fit": missed.fit,
        "reason": missed.reason,
        "change": missed.change,
    }


def _rivals(rivals: Rivals) -> Json:
    return {"members": list(rivals.members), "competencies": list(rivals.competencies)}


def _heard(heard: HeardOf) -> Json:
    return {
        **_named(heard.organisation),
        "verdict": heard.verdict,
        "reason": heard.reason,
        "isMember": heard.is_member,
    }


def _alternative(other: Alternative) -> Json:
    return {
        "without": list(other.without),
        "members": [_named(organisation) for organisation in other.members],
        "cost": other.cost / UNITS,
        "bound": other.bound / UNITS,
        "status": other.status.value,
    }


def _named(organisation: Organisation) -> Json:
    return {"id": organisation.id, "name": organisation.name}
