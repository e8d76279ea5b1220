"""Regions that could be partners as JSON has them."""

from typing import Any

from kg.model import Organisation
from kg.query.potential.answer import FirmPair, Found, PartnerRegion, PartnersAnswer, RegionName


def partners_json(answer: PartnersAnswer) -> dict[str, Any]:
    """The answer; a region without a known name has null as its name."""
    return {
        "region": _region(answer.region),
        "level": answer.question.level,
        "need": answer.question.need,
        "partners": [_partner(each) for each in answer.partners],
        "found": [_found(each) for each in answer.found],
        "unplaced": answer.unplaced,
        "note": answer.note,
        "revision": answer.revision,
    }


def _region(region: RegionName) -> dict[str, Any]:
    return {"code": region.code, "name": region.name, "organisations": region.organisations}


def _partner(partner: PartnerRegion) -> dict[str, Any]:
    return {
        "region": _region(partner.region),
        "score": partner.score,
        "gain": partner.gain,
        "return": partner.back,
        "reasons": [
            {
                "competency": reason.competency,
                "share": reason.share,
                "locationQuotient": reason.quotient,
                "holdersHere": reason.holders_here,
                "holdersThere": reason.holders_there,
                "wholes": list(reason.wholes),
            }
            for reason in partner.reasons
        ],
        "pairs": [_pair(pair) for pair in partner.pairs],
    }


def _pair(pair: FirmPair) -> dict[str, Any]:
    return {
        "here": _organisation(pair.here),
        "there": _organisation(pair.there),
        "competency": pair.competency,
        "kind": pair.kind.value,
        "whole": pair.whole,
        "quality": pair.quality,
        "relations": list(pair.relations),
    }


def _found(found: Found) -> dict[str, Any]:
    return {
        "region": _region(found.region),
        "score": round(found.score, 9),
        "partners": [
            {**_organisation(organisation), "score": score}
            for organisation, score in found.partners
        ],
    }


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return {"id": organisation.id, "name": organisation.name, "region": organisation.region}
