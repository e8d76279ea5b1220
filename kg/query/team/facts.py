"""What must be read from the graph before a team can be decided on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.graph.assessments import Assessment, Membership
from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity, Certificate, OpportunityRequirement, Rivalry
from kg.query.team.free import in_force
from kg.query.team.ownership import ownership_groups


class FactSource(Protocol):
    """Where facts come from: the graph, or a test."""

    def controls(self, today: dt.date) -> Iterable[tuple[str, str]]:
        """All pairs of an owner and what it controls today."""

    def rivalries(self, organisations: Sequence[str], today: dt.date) -> Sequence[Rivalry]:
        """Which of the organisations compete with one another today."""

    def certificates(self, organisations: Sequence[str]) -> Sequence[Certificate]:
        """All certificates of the organisations."""

    def languages(self, organisations: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The languages of each organisation."""

    def capacities(self, capabilities: Sequence[str]) -> Mapping[str, Capacity]:
        """The capacity of each capability."""


class CandidateSource(Protocol):
    """Where more is known of those who could take part: the graph, or a test."""

    def holds(self, capabilities: Sequence[str]) -> Mapping[str, Sequence[Hold]]:
        """What is held of the capacity of each capability, past holds among it."""

    def memberships(
        self, organisations: Sequence[str], today: dt.date
    ) -> Mapping[str, Sequence[Membership]]:
        """The clusters to which each organisation belongs today."""

    def assessments(self, organisations: Sequence[str]) -> Mapping[str, Sequence[Assessment]]:
        """The assessments of each organisation that has some."""

    def cluster_name(self, id_: str) -> str | None:
        """The name of a cluster, or None where there is none of this id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of those who have offers, beyond the read model.

    `holds` are, by capability, those of other opportunities that are in force.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    certificates: Mapping[str, Sequence[Certificate]] = field(default_factory=dict)
    languages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    capacities: Mapping[str, Capacity] = field(default_factory=dict)
    holds: Mapping[str, Sequence[Hold]] = field(default_factory=dict)

    def group(self, organisation: str) -> str:
        """The ownership group; who is alone is a group of one."""
        return self.groups.get(organisation, organisation)


@dataclass(frozen=True, slots=True)
class FactReader:
    """Reads what the terms of an opportunity, or of a need, ask about."""

    source: FactSource
    candidates: CandidateSource
    terms: Collection[OpportunityRequirement]
    opportunity: str | None
    today: dt.date

    def read(
        self,
        organisations: Mapping[str, Collection[str]],
        capabilities: Mapping[str, Collection[str]],
    ) -> Facts:
        """The facts of those who have an offer for each requirement.

        `organisations` and `capabilities` are ids by the id of the requirement that they fit.
        """
        certified = _of((t.id for t in self.terms if t.certificates), organisations)
        speaking = _of((t.id for t in self.terms if t.languages), organisations)
        measured = _of((t.id for t in self.terms if t.quantity is not None), capabilities)
        by_organisation: dict[str, list[Certificate]] = defaultdict(list)
        for held in self.source.certificates(certified) if certified else ():
            by_organisation[held.organisation].append(held)
        return Facts(
            ownership_groups(self.source.controls(self.today)),
            by_organisation,
            self.source.languages(speaking) if speaking else {},
            self.source.capacities(measured) if measured else {},
            self._holds(measured),
        )

    def _holds(self, capabilities: Sequence[str]) -> dict[str, list[Hold]]:
        held = self.candidates.holds(capabilities) if capabilities else {}
        return {id_: in_force(all_, self.today, self.opportunity) for id_, all_ in held.items()}


def _of(requirements: Iterable[str], ids: Mapping[str, Collection[str]]) -> list[str]:
    return sorted({id_ for requirement in requirements for id_ in ids.get(requirement, ())})
