"""What must be read from the graph before a team can be decided on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.graph.opportunities import Capacity, Certificate, OpportunityRequirement, Rivalry
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of those who have offers, beyond the read model."""

    groups: Mapping[str, str] = field(default_factory=dict)
    certificates: Mapping[str, Sequence[Certificate]] = field(default_factory=dict)
    languages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    capacities: Mapping[str, Capacity] = field(default_factory=dict)

    def group(self, organisation: str) -> str:
        """The ownership group; who is alone is a group of one."""
        return self.groups.get(organisation, organisation)


def read_facts(
    source: FactSource,
    terms: Collection[OpportunityRequirement],
    organisations: Mapping[str, Collection[str]],
    capabilities: Mapping[str, Collection[str]],
    today: dt.date,
) -> Facts:
    """The facts that the terms ask about, of those who have an offer for each requirement.

    `organisations` and `capabilities` are ids by the id of the requirement that they fit.
    """
    certified = _of((t.id for t in terms if t.certificates), organisations)
    speaking = _of((t.id for t in terms if t.languages), organisations)
    measured = _of((t.id for t in terms if t.quantity is not None), capabilities)
    by_organisation: dict[str, list[Certificate]] = defaultdict(list)
    for held in source.certificates(certified) if certified else ():
        by_organisation[held.organisation].append(held)
    return Facts(
        ownership_groups(source.controls(today)),
        by_organisation,
        source.languages(speaking) if speaking else {},
        source.capacities(measured) if measured else {},
    )


def _of(requirements: Iterable[str], ids: Mapping[str, Collection[str]]) -> list[str]:
    return sorted({id_ for requirement in requirements for id_ in ids.get(requirement, ())})
