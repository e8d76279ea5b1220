"""Linked regions in words."""

import datetime as dt
from collections.abc import Iterator

from kg.query.links.found import LinkedPair, LinksAnswer, TypeFlow


def show_pair(answer: LinksAnswer, pair: LinkedPair) -> str:
    """A pair on one line: links, regions, strength, trend, the largest carrier, and the types."""
    names = answer.names
    places = [f"{code} {names.get(code, '')}".rstrip() for code in (pair.first, pair.second)]
    where = f"within {places[0]}" if pair.is_within else " - ".join(places)
    said = [_strength(pair), _trend(pair), _without(answer, pair)]
    types = ", ".join(_flow(flow) for flow in pair.flows)
    return f"{pair.links:>7,}  {where}  {'; '.join(filter(None, said))}  ({types})".replace(
        "    (", "  ("
    )


def say_rest(answer: LinksAnswer) -> Iterator[str]:
    """What all links come to, what was not counted, and what is known too little."""
    if not answer.pairs:
        yield _why_empty(answer)
    yield (
        f"in all {answer.between:,} links between {answer.pairs_between:,} pairs of regions, "
        f"{answer.within:,} within one"
    )
    left_out = answer.left_out
    if left_out.links:
        yield (
            f"{left_out.links:,} more are not counted, or only in part: the region of "
            f"{left_out.organisations:,} of their organisations is not known at level "
            f"{answer.question.level}"
        )
    if left_out.self_loops:
        yield f"{left_out.self_loops:,} relationships from an organisation to itself left out"
    if left_out.retired_codes:
        yield f"{left_out.retired_codes:,} organisations with a retired code follow it to today's"
    if left_out.unknown_codes:
        yield (
            f"{left_out.unknown_codes:,} organisations have a code that no region has; they "
            "count where the code begins like one"
        )
    if left_out.doubted_regions:
        what = "counted in it" if answer.question.doubted else "left out"
        yield (
            f"{left_out.doubted_regions:,} organisations have a region that kg quality doubts; "
            f"they are {what}"
        )
    shown = {code[:2] for pair in answer.pairs for code in (pair.first, pair.second)}
    for country in sorted(shown & answer.coverage.keys()):
        found = answer.coverage[country]
        if not found.is_enough:
            yield (
                f"{country}: the region of {found.organisations - found.placed:,} of "
                f"{found.organisations:,} organisations is not known, so few links mean nothing"
            )


def _strength(pair: LinkedPair) -> str:
    strength = pair.strength
    if strength.ratio is None or strength.at_least is None or strength.at_most is None:
        return ""
    between = f"{strength.at_least:.2g} to {strength.at_most:.2g}"
    told = f"{strength.ratio:.2g} times the expected ({between})"
    return f"{told}, too little known" if strength.judgement == "not known" else told


def _trend(pair: LinkedPair) -> str:
    trend = pair.trend
    if trend.direction == "not known":
        return ""
    return f"{trend.direction} ({trend.earlier:,} then {trend.later:,})"


def _without(answer: LinksAnswer, pair: LinkedPair) -> str:
    if pair.carrier is None:
        return ""
    name = answer.reader.network.members.names[pair.carrier.organisation]
    return f"{pair.links - pair.carrier.lost:,} without {name}"


def _flow(flow: TypeFlow) -> str:
    told = f"{flow.type} {flow.links:,}"
    if flow.there is not None and flow.back is not None and flow.there + flow.back:
        told += f": {flow.there:,} there, {flow.back:,} back"
    for value in flow.values:
        told += f", {value.there + value.back:,.0f} {value.currency}".rstrip()
    return told


def _why_empty(answer: LinksAnswer) -> str:
    if not answer.between and not answer.within and answer.question.period.since is None:
        return "no pair of regions is linked so; load organisations with kg ingest"
    if answer.between:
        return "no pair of regions is linked so; ask for fewer conditions"
    begun = _span(answer)
    return f"no link is in force in this period{begun}; ask for a longer one"


def _span(answer: LinksAnswer) -> str:
    days = answer.reader.network.projects.since
    known = days[days > 0]
    if not len(known):
        return ""
    first, last = (dt.date.fromordinal(int(d)) for d in (known.min(), known.max()))
    return f" (projects began from {first} to {last})"
