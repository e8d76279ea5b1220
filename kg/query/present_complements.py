"""Complementary partners as a JSON object: the same for the command line and the service."""

from kg.query.complements.answer import Complement, ComplementAnswer, Gains, Lack
from kg.query.present import Json, citation_json, part_json


def complements_json(answer: ComplementAnswer) -> Json:
    """The firm, what it lacks, and who completes it with parts, gains of both sides and marks."""
    firm = answer.firm
    return {
        "firm": {"id": firm.id, "name": firm.name, "kind": firm.kind, "region": firm.region},
        "opportunity": answer.opportunity,
        "region": answer.region,
        "lacks": [_lack(lack) for lack in answer.lacks],
        "partners": [_complement(complement) for complement in answer.complements],
        "note": answer.note,
        "revision": answer.revision,
    }


def _lack(lack: Lack) -> Json:
    return {
        "kind": lack.kind.value,
        "id": lack.id,
        "text": lack.text,
        "of": {"id": lack.whole, "name": lack.whole_name},
        "competencies": list(lack.competencies),
        "why": lack.why,
        "partners": lack.partners,
        "evidence": [citation_json(citation) for citation in lack.evidence],
    }


def _complement(complement: Complement) -> Json:
    return {
        "id": complement.organisation.id,
        "name": complement.organisation.name,
        "kind": complement.organisation.kind,
        "region": complement.organisation.region,
        "score": complement.score,
        "parts": [part_json(part) for part in complement.parts],
        "firmGains": _gains(complement.firm_gains),
        "partnerGains": _gains(complement.partner_gains),
        "marks": [{"kind": mark.kind, "reason": mark.reason} for mark in complement.marks],
    }


def _gains(gains: Gains) -> Json:
    return {"competencies": list(gains.competencies), "markets": list(gains.markets)}
