"""How firmly a chain stands: concentration of its stages, and points at which it would break."""

from collections import Counter
from collections.abc import Hashable, Iterable
from enum import StrEnum
from math import prod

from kg.query.chains.chain import Actor, Chain, Stage

# The level of regions at which performers are counted: NUTS 2, a country and two signs.
REGION_SIGNS = 4
UNKNOWN = "unknown"


class Standing(StrEnum):
    """How many perform a stage and who could; performers under one owner count as one."""

    MISSING = "nobody performs it, and nobody is known who could"
    UNPERFORMED = "nobody performs it; others could"
    SINGLE_POINT = "one performs it, and nobody else is known who could"
    ONE_PERFORMER = "one performs it; others could"
    SHARED = "several perform it"


def standing(stage: Stage) -> Standing:
    """How firmly a stage stands."""
    owners = {actor.owner for actor in stage.performers}
    others = {each.actor.owner for each in stage.substitutes} - owners
    if not owners:
        return Standing.UNPERFORMED if others else Standing.MISSING
    if len(owners) == 1:
        return Standing.ONE_PERFORMER if others else Standing.SINGLE_POINT
    return Standing.SHARED


def concentration(names: Iterable[Hashable]) -> float | None:
    """The Herfindahl-Hirschman index in 0..1 of parts that count alike; None of none.

    The sum of squared shares: 1 where all is in one hand, 1/n where n have the same
    (Hirschman, The Paternity of an Index, 1964). No amounts are stated of stages, so each
    performer counts one.
    """
    counts = Counter(names)
    whole = counts.total()
    return sum((count / whole) ** 2 for count in counts.values()) if whole else None


def region_of(actor: Actor) -> str:
    """Where a performer counts: its NUTS 2 region, or what is known, or `unknown`."""
    known = actor.region or actor.country
    return known[:REGION_SIGNS] if known else UNKNOWN


def combinations(chain: Chain) -> int:
    """In how many ways one performer a stage could be chosen; 0 where a stage has none."""
    return prod(len(stage.performers) for stage in chain.stages) if chain.stages else 0


def separate_routes(chain: Chain) -> int:
    """How many routes share no owner at any one stage: as many as the thinnest stage has."""
    return min((len({a.owner for a in stage.performers}) for stage in chain.stages), default=0)
