"""What is different between two teams for the same need."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.errors import UsageError
from kg.model import Organisation
from kg.query.team.answer import TeamAnswer


@dataclass(frozen=True, slots=True)
class Moved:
    """A requirement that others cover: the names of who did and of who does, none for open."""

    requirement: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second of two teams has more than the first; costs are in units.

    `local` is None where either has no chosen regions. `terms` are those of the cost that are not
    the same in both. `opened` and `closed` are requirements that only one of the two leaves open.
    """

    cost: int
    terms: Mapping[str, int]
    local: float | None
    robust: float
    left: tuple[Organisation, ...]
    came: tuple[Organisation, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    moved: tuple[Moved, ...]


def difference(one: TeamAnswer, other: TeamAnswer) -> Difference:
    """From the first team to the second; raises UsageError where they are for different needs."""
    _check_same_need(one, other)
    before, after = asdict(one.cost), asdict(other.cost)
    was_open = {gap.requirement for gap in one.gaps}
    is_open = {gap.requirement for gap in other.gaps}
    order = [requirement.id for requirement in one.need.requirements]
    has_local = one.local is not None and other.local is not None
    return Difference(
        other.cost.total - one.cost.total,
        {term: after[term] - paid for term, paid in before.items() if after[term] != paid},
        (other.local or 0) - (one.local or 0) if has_local else None,
        other.robust - one.robust,
        _only_in(one, other),
        _only_in(other, one),
        tuple(id_ for id_ in order if id_ in is_open - was_open),
        tuple(id_ for id_ in order if id_ in was_open - is_open),
        _moved(one, other),
    )


def _check_same_need(one: TeamAnswer, other: TeamAnswer) -> None:
    first, second = (
        [(requirement.id, requirement.text) for requirement in answer.need.requirements]
        for answer in (one, other)
    )
    if first != second:
        needs = [answer.opportunity or f"“{answer.need.text}”" for answer in (one, other)]
        raise UsageError(
            f"the teams are for different needs, {needs[0]} and {needs[1]}; next step: compare "
            "teams that were formed for the same one"
        )


def _only_in(one: TeamAnswer, other: TeamAnswer) -> tuple[Organisation, ...]:
    known = {member.organisation.id for member in other.members}
    return tuple(m.organisation for m in one.members if m.organisation.id not in known)


def _moved(one: TeamAnswer, other: TeamAnswer) -> tuple[Moved, ...]:
    pairs = (
        Moved(requirement.id, covering(one, requirement.id), covering(other, requirement.id))
        for requirement in one.need.requirements
    )
    return tuple(moved for moved in pairs if moved.before != moved.after)


def covering(answer: TeamAnswer, requirement: str) -> tuple[str, ...]:
    """The names of those who cover a requirement in a team."""
    return tuple(
        member.organisation.name
        for member in answer.members
        if any(cover.requirement == requirement for cover in member.covers)
    )
