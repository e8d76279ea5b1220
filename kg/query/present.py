"""Answers as JSON objects: the same for the command line and the service."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kg.conditions import BudgetCondition, DateCondition, DeliveryCondition
from kg.model import (
    Account,
    Citation,
    CompetencyMatch,
    Contact,
    LostValue,
    MatchAnswer,
    Need,
    Organisation,
    OrganisationDetail,
    Origin,
    Part,
    Partner,
    Requirement,
    Scalar,
    StatedValue,
    Statement,
)
from kg.query.need_file import condition_json

Json = dict[str, Any]


def match_json(answer: MatchAnswer) -> Json:
    """A match with its need, partners, parts and evidence."""
    return {
        "need": need_json(answer.need),
        "partners": [_partner(p) for p in answer.partners],
        "uncovered": list(answer.uncovered),
        "unmet": [
            {"requirement": unmet.requirement, "kind": unmet.kind, "reason": unmet.reason}
            for unmet in answer.unmet
        ],
        "abstained": answer.abstained,
        "turnedAway": [
            {"condition": f"C{place + 1}", "organisations": count}
            for place, count in sorted(answer.turned_away.items())
        ],
        "relaxed": [f"C{place + 1}" for place in answer.relaxed],
        "unchecked": unchecked(answer.need),
        "alike": [
            {"partners": list(alike.partners), "organisations": alike.organisations}
            for alike in answer.alike
        ],
        "revision": answer.revision,
    }


def need_json(need: Need) -> Json:
    """A need as it was understood."""
    return {
        "text": need.text,
        "requirements": [_requirement(r) for r in need.requirements],
        "conditions": [condition_json(n, c) for n, c in enumerate(need.conditions)],
        "setAside": [{"kind": each.kind, "text": each.text} for each in need.set_aside],
        "questions": list(need.questions),
    }


def unchecked(need: Need) -> list[str]:
    """The conditions that nobody is held to, since no data tells."""
    return [
        f"C{place + 1}"
        for place, condition in enumerate(need.conditions)
        if isinstance(condition, DateCondition | BudgetCondition | DeliveryCondition)
    ]


def organisation_json(organisation: Organisation) -> Json:
    """An organisation in short."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "kind": organisation.kind,
        "country": organisation.country,
        "region": organisation.region,
        "regionName": organisation.region_name,
        "city": organisation.city,
    }


def detail_json(detail: OrganisationDetail, account: Account) -> Json:
    """An organisation in full, with the values that lost to those that it has."""
    return {
        **organisation_json(detail.organisation),
        "alternativeNames": list(detail.alternative_names),
        "description": detail.description,
        "website": detail.website,
        "sizeClass": detail.size_class,
        "doubts": list(detail.organisation.doubts),
        "capabilities": [_statement(s) for s in detail.capabilities],
        "records": list(detail.records),
        "retiredOn": detail.retired_on.isoformat() if detail.retired_on else None,
        "mergedIds": list(detail.merged_ids),
        "lost": [_lost(lost) for lost in account.lost],
    }


def stated_json(stated: StatedValue) -> Json:
    """A value with the row that states it."""
    value = value_json(stated.value)
    return {"property": stated.name, "value": value, **origin_json(stated.origin)}


def origin_json(origin: Origin) -> Json:
    """Where a value comes from."""
    return {
        "source": origin.source,
        "load": origin.load,
        "file": origin.file,
        "row": origin.row,
    }


def value_json(value: Scalar) -> Scalar:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _lost(lost: LostValue) -> Json:
    return {
        "property": lost.name,
        "value": value_json(lost.value),
        **origin_json(lost.origin),
        "because": lost.because,
        "reason": lost.reason,
        "won": stated_json(lost.won),
    }


def _requirement(requirement: Requirement) -> Json:
    return {
        "id": requirement.id,
        "text": requirement.text,
        "must": requirement.must,
        "competencies": [_competency(c) for c in requirement.competencies],
    }


def _competency(match: CompetencyMatch) -> Json:
    return {"id": match.id, "label": match.label, "confidence": match.confidence}


def _partner(partner: Partner) -> Json:
    return {
        "id": partner.organisation.id,
        "name": partner.organisation.name,
        "kind": partner.organisation.kind,
        "region": partner.organisation.region,
        "score": partner.score,
        "strength": partner.strength,
        "probability": partner.probability,
        "parts": [part_json(p) for p in partner.parts],
    }


def part_json(part: Part) -> Json:
    """A part of a score with what it rests on."""
    return {
        "name": part.name,
        "value": part.value,
        "weight": part.weight,
        "contribution": part.contribution,
        "reason": part.reason,
        "evidence": [citation_json(c) for c in part.evidence],
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "text": statement.text,
        "status": statement.status,
        "level": statement.level,
        "recordedOn": statement.recorded_on.isoformat() if statement.recorded_on else None,
        "competencies": list(statement.competencies),
        "derivedCompetencies": [_competency(c) for c in statement.derived],
        "doubts": list(statement.doubts),
        "evidence": [citation_json(c) for c in statement.evidence],
    }


def citation_json(citation: Citation) -> Json:
    """A citation with the file and row that it comes from."""
    return {
        "id": citation.id,
        "kind": citation.kind,
        "title": citation.title,
        "date": citation.date.isoformat() if citation.date else None,
        "source": citation.source,
        "load": citation.load,
        "file": citation.file,
        "row": citation.row,
    }


def contact_json(contact: Contact, opened: Mapping[str, str]) -> Json:
    """A contact with its opened private values."""
    return {
        "id": contact.id,
        **opened,
        "jobTitle": contact.job_title,
        "language": list(contact.languages),
        "consentOn": contact.consent_on.isoformat(),
    }
