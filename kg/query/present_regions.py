"""Linked regions as JSON has them."""

from typing import Any

from kg.query.region_links import RegionAnswer
from kg.query.regions import RegionPair


def region_links_json(answer: RegionAnswer) -> dict[str, Any]:
    """The answer; a region without a known name has null as its name."""
    links = answer.links
    return {
        "level": answer.question.level,
        "region": answer.question.region,
        "types": list(answer.types),
        "pairs": [_pair(answer, pair) for pair in links.pairs],
        "linksBetween": links.between,
        "linksWithin": links.within,
        "unplaced": {"links": links.unplaced, "organisations": links.homeless},
        "revision": answer.revision,
    }


def _pair(answer: RegionAnswer, pair: RegionPair) -> dict[str, Any]:
    return {
        "regions": [
            {"code": code, "name": answer.names.get(code)} for code in (pair.first, pair.second)
        ],
        "links": pair.links,
        "byType": dict(pair.by_type),
        "within": pair.is_within,
    }
