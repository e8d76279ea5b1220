"""What brokers found of partners counts in teams as it does in matches, and is told.

A mark takes its share of the fit of each offer of the organisation that it is on; all else keeps
the rest. Nobody is added or left out: who was unfit covers what nobody else does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kg.projection.projection import Projection
from kg.query.feedback.heard import Heard
from kg.query.team.answer import HeardOf
from kg.query.team.pool import Offered, Pool

HeardBy = Mapping[str, Sequence[Heard]]


def with_feedback(pool: Pool, heard: HeardBy) -> Pool:
    """The pool whose offers have the fit that feedback leaves them, and what was heard of each."""
    if not heard:
        return pool
    offered = {
        requirement: {id_: _moved(offer, heard.get(id_, ())) for id_, offer in own.items()}
        for requirement, own in pool.offered.items()
    }
    return replace(pool, offered=offered)


def _moved(offered: Offered, heard: Sequence[Heard]) -> Offered:
    rest = 1 - sum(each.share for each in heard)
    fit = rest * offered.fit + sum(each.share * each.value for each in heard)
    return replace(offered, fit=fit, rest=rest, heard=tuple(each.reason for each in heard))


def heard_of_team(
    pool: Pool, heard: HeardBy, members: Collection[str], projection: Projection
) -> tuple[HeardOf, ...]:
    """Of whom with an offer that counts something was heard: members first, then by id."""
    found = sorted(
        heard.keys() & set(pool.organisations), key=lambda id_: (id_ not in members, id_)
    )
    rows = ((id_, projection.organisations.ids.find(id_)) for id_ in found)
    return tuple(
        HeardOf(projection.organisations[row], each.feedback.verdict, each.reason, id_ in members)
        for id_, row in rows
        if row is not None
        for each in heard[id_]
    )
