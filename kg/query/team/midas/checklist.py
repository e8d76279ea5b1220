"""The check-list of a team: what it is held to, and what came of each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.graph.assessments import Assessment, Membership, Rating
from kg.query.team.answer import TeamAnswer


class Verdict(StrEnum):
    """Whether a team meets what it is held to."""

    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason, and what to do, which may be nothing."""

    verdict: Verdict
    reason: str
    change: str = ""


NOBODY = Finding(Verdict.NOT_KNOWN, "nobody is in the team yet", "close the gaps first")


@dataclass(frozen=True, slots=True)
class Check:
    """A principle by its code, or a rule in the words of the cluster, with what came of it."""

    name: str
    statement: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Checklist:
    """The principles in order, and the rules of a cluster, where the members have one."""

    principles: tuple[Check, ...]
    cluster: str | None = None
    cluster_name: str | None = None
    rules: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the members as partners, by their ids."""

    assessments: Mapping[str, Sequence[Assessment]] = field(default_factory=dict)
    memberships: Mapping[str, Sequence[Membership]] = field(default_factory=dict)
    ratings: Mapping[str, Sequence[Rating]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """A team that is held to something, with what is known of its members on a day."""

    team: TeamAnswer
    known: Known
    today: dt.date

    def name(self, organisation: str) -> str:
        """The name of a member by its id."""
        names = {m.organisation.id: m.organisation.name for m in self.team.members}
        return names[organisation]


def listed(names: Sequence[str]) -> str:
    """Names as they stand in a sentence."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
