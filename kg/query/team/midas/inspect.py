"""Reads what is known of a team's members, and holds the team to principles and rules."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.errors import NotFoundError
from kg.graph.assessments import Assessment, Membership, Rating
from kg.ontology.schema import CodeList
from kg.query.team.answer import TeamAnswer
from kg.query.team.midas.checklist import Check, Checklist, Known, Subject
from kg.query.team.midas.principles import PRINCIPLES
from kg.query.team.midas.rules import check_rule, is_known


class PartnerSource(Protocol):
    """Where it is read what is known of partners: the graph, or a test."""

    def assessments(self, organisations: Sequence[str]) -> Mapping[str, Sequence[Assessment]]: ...
    def memberships(
        self, organisations: Sequence[str], today: dt.date
    ) -> Mapping[str, Sequence[Membership]]: ...
    def ratings(self, organisations: Sequence[str]) -> Mapping[str, Sequence[Rating]]: ...


@dataclass(frozen=True, slots=True)
class Inspector:
    """Holds teams to the principles, whose list the ontology has, and to the rules of clusters."""

    partners: PartnerSource
    principles: Callable[[], CodeList]

    def inspect(
        self, team: TeamAnswer, today: dt.date, cluster: str | None = None
    ) -> tuple[Checklist, Known]:
        """The check-list of a team, with what it rests on.

        Without a cluster (an id), that of most members; NotFoundError where no member is in it.
        """
        ids = [member.organisation.id for member in team.members]
        known = Known(
            self.partners.assessments(ids),
            self.partners.memberships(ids, today),
            self.partners.ratings(ids),
        )
        subject = Subject(team, known, today)
        chosen = choose_cluster(known, cluster)
        principles = tuple(
            Check(entry.code, entry.definition, PRINCIPLES[entry.code](subject))
            for entry in self.principles().entries
        )
        if chosen is None:
            return Checklist(principles), known
        rules = tuple(
            Check(rule.rstrip(". "), rule, check_rule(rule, subject)) for rule in chosen.rules
        )
        return Checklist(principles, chosen.cluster, chosen.name, rules), known


def choose_cluster(known: Known, cluster: str | None) -> Membership | None:
    """The cluster that is named, else the one of most members, of several the one with most rules
    that can be checked, then the first id; None where the members are in none."""
    found = {m.cluster: m for own in known.memberships.values() for m in own}
    if cluster is not None:
        if cluster not in found:
            raise NotFoundError(
                f"no member belongs to a cluster {cluster!r}; next step: name one of "
                f"{', '.join(sorted(found)) or 'those of other teams: these are in none'}"
            )
        return found[cluster]
    members = Counter(m.cluster for own in known.memberships.values() for m in own)
    return min(
        found.values(),
        key=lambda m: (-members[m.cluster], -sum(map(is_known, m.rules)), m.cluster),
        default=None,
    )
