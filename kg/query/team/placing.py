"""Reads what decides who may be in a team at all: clusters, and what assessors found."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.errors import NotFoundError
from kg.query.team.answer import Member, TeamRequest
from kg.query.team.assessing import Assessing
from kg.query.team.facts import CandidateSource
from kg.query.team.standing import Standings


@dataclass(frozen=True, slots=True)
class Placing:
    """Reads memberships and assessments as of a day."""

    candidates: CandidateSource
    today: dt.date

    def standings(self, request: TeamRequest, ids: Iterable[str]) -> Standings:
        """What those with an offer are, where that decides who may be in.

        Raises NotFoundError for a cluster that does not exist.
        """
        name = "" if request.cluster is None else self._cluster(request.cluster)
        asked = [] if request.reach == "all" else sorted(ids)
        held = self.candidates.memberships(asked, self.today) if asked else {}
        return Standings(held, request.cluster, name, request.reach)

    def assessing(self, request: TeamRequest, ids: Iterable[str]) -> Assessing:
        """What is asked of assessments, with those of all who have an offer."""
        gate = Assessing(self.today, least=request.least_assessment, months=request.assessed_within)
        return (
            replace(gate, assessments=self.candidates.assessments(sorted(ids)))
            if gate.asks
            else gate
        )

    def placed(self, members: Sequence[Member], standings: Standings) -> tuple[Member, ...]:
        """The members with what they are to the cluster."""
        ids = sorted(member.organisation.id for member in members)
        memberships = self.candidates.memberships(ids, self.today)
        known = replace(standings, memberships=memberships)
        return tuple(
            replace(
                member,
                standing=known.of(member.organisation.id),
                clusters=known.names(member.organisation.id),
            )
            for member in members
        )

    def _cluster(self, id_: str) -> str:
        name = self.candidates.cluster_name(id_)
        if name is None:
            raise NotFoundError(
                f"no cluster {id_!r}; next step: take an id from "
                'kg query "MATCH (c:Cluster) RETURN c.id, c.name"'
            )
        return name
