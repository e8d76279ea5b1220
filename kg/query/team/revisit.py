"""A team that was formed before, told anew by the graph as it is today."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.document import TeamDocument
from kg.query.team.shares import led_by

Form = Callable[[TeamRequest], TeamAnswer]


@dataclass(frozen=True, slots=True)
class Revisited:
    """A team with what is known of it today; `best` are the ids of today's best team, as it was
    asked for, where that is another one."""

    answer: TeamAnswer
    best: tuple[str, ...]
    formed_at: int
    day: dt.date

    @property
    def has_changed(self) -> bool:
        """Whether the graph is another one than when the team was formed."""
        return self.formed_at != self.answer.revision


def revisit(document: TeamDocument, form: Form, today: dt.date) -> Revisited:
    """The members of a team that was written to a file, as they cover the need today.

    Asked for again as it was. Where another team is best by now, or was chosen by hand, its own
    members are required instead, and no others may come.
    """
    again = form(document.request)
    ids = _ids(again)
    if ids == tuple(sorted(document.members)) or not document.members:
        return Revisited(again, (), document.revision, today)
    only = replace(
        document.request,
        required=document.members,
        excluded=tuple(id_ for id_ in document.request.excluded if id_ not in document.members),
        most_members=len(document.members),
    )
    own = replace(form(only), request=document.request)
    return Revisited(own, ids, document.revision, today)


def with_lead(found: Revisited, lead: str | None) -> Revisited:
    """The same team with another lead partner, where one is named; UsageError for a stranger."""
    shares = found.answer.shares
    if lead is None or shares is None:
        return found
    return replace(found, answer=replace(found.answer, shares=led_by(shares, lead)))


def _ids(answer: TeamAnswer) -> tuple[str, ...]:
    return tuple(sorted(member.organisation.id for member in answer.members))
