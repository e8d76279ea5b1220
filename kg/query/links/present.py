"""Linked regions as JSON has them."""

import datetime as dt
from typing import Any

from kg.query.links.carriers import Carrier
from kg.query.links.coverage import Coverage
from kg.query.links.found import LinkedPair, LinksAnswer, Strength, TypeFlow
from kg.query.links.trend import Trend
from kg.query.links.values import Value

# Digits behind the point of what is computed; more would say nothing.
DIGITS = 3


def links_json(answer: LinksAnswer) -> dict[str, Any]:
    """The answer; a region without a known name has null as its name."""
    asked, left_out = answer.question, answer.left_out
    names = answer.names
    return {
        "level": asked.level,
        "region": asked.region,
        "from": asked.start,
        "to": asked.end,
        "since": day_text(asked.period.since),
        "until": day_text(asked.period.until),
        "firmsOnly": asked.firms_only,
        "doubtedRegions": asked.doubted,
        "order": asked.order,
        "types": list(answer.types),
        "pairs": [pair_json(answer, pair, names) for pair in answer.pairs],
        "pairsBetween": answer.pairs_between,
        "linksBetween": answer.between,
        "linksWithin": answer.within,
        "unplaced": {"links": left_out.links, "organisations": left_out.organisations},
        "leftOut": {
            "selfLoops": left_out.self_loops,
            "retiredCodes": left_out.retired_codes,
            "unknownCodes": left_out.unknown_codes,
            "doubtedRegions": left_out.doubted_regions,
        },
        "coverage": [coverage_json(answer.coverage[code]) for code in sorted(answer.coverage)],
        "revision": answer.revision,
    }


def pair_json(answer: LinksAnswer, pair: LinkedPair, names: dict[str, str]) -> dict[str, Any]:
    """One pair and all that is said of it."""
    codes = pair.first, pair.second
    return {
        "regions": [{"code": code, "name": names.get(code)} for code in codes],
        "links": pair.links,
        "byType": pair.by_type,
        "within": pair.is_within,
        "expected": rounded(pair.expected),
        "strength": strength_json(pair.strength),
        "flows": [flow_json(flow) for flow in pair.flows],
        "trend": trend_json(pair.trend),
        "largestCarrier": carrier_json(answer, pair.carrier, pair.links),
        "coverage": {
            code[:2]: rounded(answer.coverage[code[:2]].share)
            for code in codes
            if code[:2] in answer.coverage
        },
    }


def strength_json(strength: Strength) -> dict[str, Any]:
    """How many times what size explains."""
    return {
        "ratio": rounded(strength.ratio),
        "atLeast": rounded(strength.at_least),
        "atMost": rounded(strength.at_most),
        "judgement": strength.judgement,
    }


def flow_json(flow: TypeFlow) -> dict[str, Any]:
    """The links of one type."""
    return {
        "type": flow.type,
        "links": flow.links,
        "expected": rounded(flow.expected),
        "there": flow.there,
        "back": flow.back,
        "values": [_value(value) for value in flow.values],
    }


def trend_json(trend: Trend) -> dict[str, Any]:
    """How many began in each half, beside those of all."""
    return {
        "earlier": trend.earlier,
        "later": trend.later,
        "undated": trend.undated,
        "ratio": rounded(trend.ratio),
        "direction": trend.direction,
    }


def carrier_json(answer: LinksAnswer, carrier: Carrier | None, links: int) -> dict[str, Any] | None:
    """An organisation, the share of the links that it carries, and what is left without it."""
    if carrier is None:
        return None
    members = answer.reader.network.members
    return {
        "id": members.ids[carrier.organisation],
        "name": members.names[carrier.organisation],
        "kind": members.kinds[carrier.organisation],
        "share": rounded(carrier.lost / links),
        "lost": carrier.lost,
        "without": links - carrier.lost,
    }


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """A country and how many of its organisations are placed."""
    return {
        "country": coverage.country,
        "organisations": coverage.organisations,
        "placed": coverage.placed,
        "enough": coverage.is_enough,
    }


def rounded(number: float | None) -> float | None:
    """A number as it is shown."""
    return None if number is None else round(number, DIGITS)


def _value(value: Value) -> dict[str, Any]:
    return {
        "currency": value.currency or None,
        "there": value.there,
        "back": value.back,
        "links": value.links,
    }


def day_text(day: int | None) -> str | None:
    """A day as JSON has it."""
    return None if day is None else dt.date.fromordinal(day).isoformat()
