"""Replaces one member of a team: by whom the user names, or by who is best for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.errors import StateError, UsageError
from kg.query.team.alternatives.difference import Difference, difference
from kg.query.team.answer import TeamAnswer, TeamRequest

# Further replacements that are proposed besides the best one.
MOST_FURTHER = 3

Form = Callable[[TeamRequest], TeamAnswer]


@dataclass(frozen=True, slots=True)
class Replacement:
    """Somebody else (an id and a name) who could come, and how much more the team would cost."""

    id: str
    name: str
    cost: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """A team before and after one member is replaced, with what changes, and who else could come.

    Nobody comes where nobody is of use; then the team `after` is one member smaller.
    """

    before: TeamAnswer
    after: TeamAnswer
    difference: Difference
    further: tuple[Replacement, ...]


def swap(before: TeamAnswer, leaves: str, comes: str | None, form: Form) -> Swap:
    """The team when one member leaves and another one comes, at least cost; all others stay.

    Who comes is said, or the best who is allowed. Raises UsageError for a member that is none or
    that may not come, StateError where no team obeys what was asked for.
    """
    after = form(request_for(before, leaves, comes))
    if not after.members and len(before.members) > 1:
        rules = "; ".join(after.relaxations) or "what the team was asked for"
        raise StateError(
            f"no team obeys its rules when {leaves} is replaced; next step: give up {rules}, "
            "or name another member with --in"
        )
    after = replace(after, request=before.request)
    return Swap(before, after, difference(before, after), _further(before, after))


def request_for(before: TeamAnswer, leaves: str, comes: str | None) -> TeamRequest:
    """The request for the team after the swap: who stays is required, and one more may come."""
    ids = [member.organisation.id for member in before.members]
    if leaves not in ids:
        team = ", ".join(ids) or "nobody"
        raise UsageError(f"{leaves} is not in the team; next step: name one of {team}")
    if comes in ids:
        raise UsageError(f"{comes} is in the team already; next step: name somebody else")
    if comes is not None and comes in before.request.excluded:
        raise UsageError(
            f"{comes} is excluded by what was asked for; next step: form the team without "
            f"--exclude {comes}"
        )
    stay = tuple(id_ for id_ in ids if id_ != leaves)
    excluded = tuple(id_ for id_ in before.request.excluded if id_ not in ids)
    return replace(
        before.request,
        required=stay if comes is None else (*stay, comes),
        excluded=(*excluded, leaves),
        most_members=len(ids),
        alternatives=MOST_FURTHER if comes is None else 0,
        differ=1,
    )


def _further(before: TeamAnswer, after: TeamAnswer) -> tuple[Replacement, ...]:
    known = {m.organisation.id for m in (*before.members, *after.members)}
    return tuple(
        Replacement(one.id, one.name, other.cost - before.cost.total, other.bound == other.cost)
        for other in after.alternatives
        for one in other.members
        if one.id not in known
    )
