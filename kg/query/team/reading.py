"""A team as people read it: short names of requirements, and of near misses those that matter."""

from dataclasses import replace

from kg.query.team.alternatives.losses import Lost
from kg.query.team.answer import Member, NearMissed, Rivals, TeamAnswer


def for_reading(answer: TeamAnswer) -> TeamAnswer:
    """The same team, said for people; an answer in JSON keeps ids and all near misses.

    Requirements of an opportunity lose the id of the opportunity, where all of them begin with it
    and a hyphen; rivals are called by their names.
    """
    head = f"{answer.opportunity}-"
    ids = [requirement.id for requirement in answer.need.requirements]
    if not all(id_.startswith(head) and id_ != head for id_ in ids):
        head = ""
    requirements = tuple(
        replace(requirement, id=requirement.id.removeprefix(head))
        for requirement in answer.need.requirements
    )
    return replace(
        answer,
        need=replace(answer.need, requirements=requirements),
        members=tuple(_member(member, head) for member in answer.members),
        gaps=tuple(replace(g, requirement=g.requirement.removeprefix(head)) for g in answer.gaps),
        near_misses=tuple(
            replace(missed, requirement=missed.requirement.removeprefix(head))
            for missed in _worth_telling(answer)
        ),
        relaxations=tuple(told.replace(f" for {head}", " for ") for told in answer.relaxations),
        rivals=tuple(_rivals(rivals, answer) for rivals in answer.rivals),
    )


def _member(member: Member, head: str) -> Member:
    return replace(
        member,
        covers=tuple(
            replace(cover, requirement=cover.requirement.removeprefix(head))
            for cover in member.covers
        ),
        overlaps=tuple(
            replace(overlap, requirement=overlap.requirement.removeprefix(head))
            for overlap in member.overlaps
        ),
        reason=member.reason.replace(head, "") if head else member.reason,
        loss=None if member.loss is None else _loss(member.loss, head),
    )


def _loss(loss: Lost, head: str) -> Lost:
    return replace(
        loss,
        breaks=tuple(id_.removeprefix(head) for id_ in loss.breaks),
        opens=tuple(id_.removeprefix(head) for id_ in loss.opens),
    )


def _worth_telling(answer: TeamAnswer) -> list[NearMissed]:
    """The near misses that fit better than who covers, or could cover what is open."""
    fits = {cover.requirement: cover.fit for m in answer.members for cover in m.covers}
    told = {gap.requirement: f"{gap.reason} {gap.change}" for gap in answer.gaps}
    return [
        missed
        for missed in answer.near_misses
        if missed.fit >= fits.get(missed.requirement, 0.0)
        and missed.organisation.name not in told.get(missed.requirement, "")
    ]


def _rivals(rivals: Rivals, answer: TeamAnswer) -> Rivals:
    names = {m.organisation.id: m.organisation.name for m in answer.members}
    one, other = (names.get(id_, id_) for id_ in rivals.members)
    return replace(rivals, members=(one, other))
