"""A graph of opportunities from lists, and a team formed on it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.graph.assessments import Assessment, Membership
from kg.graph.candidates import Hold
from kg.graph.opportunities import (
    Capacity,
    Certificate,
    Opportunity,
    OpportunityRequirement,
    Rivalry,
)
from kg.model import Feedback
from kg.query.need import NeedReader
from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.form import TeamFormer
from tests.factories import WORDS, BagEncoder, FakeCatalogue, project

TODAY = dt.date(2026, 12, 1)


@dataclass
class FakeOpportunities:
    """What is read of opportunities and of those who could take part."""

    opportunities: Sequence[Opportunity] = ()
    owners: Sequence[tuple[str, str]] = ()
    rivals: Sequence[Rivalry] = ()
    certified: Sequence[Certificate] = ()
    spoken: dict[str, frozenset[str]] = field(default_factory=dict)
    capacity: dict[str, Capacity] = field(default_factory=dict)
    held: dict[str, list[Hold]] = field(default_factory=dict)
    clusters: dict[str, list[str]] = field(default_factory=dict)
    assessed: dict[str, list[Assessment]] = field(default_factory=dict)

    def opportunity(self, id_: str) -> Opportunity | None:
        return next((o for o in self.opportunities if o.id == id_), None)

    def controls(self, today: dt.date) -> Sequence[tuple[str, str]]:
        assert today == TODAY
        return self.owners

    def rivalries(self, organisations: Sequence[str], today: dt.date) -> Sequence[Rivalry]:
        assert today == TODAY
        return [r for r in self.rivals if {r.one, r.other} <= set(organisations)]

    def certificates(self, organisations: Sequence[str]) -> Sequence[Certificate]:
        return [c for c in self.certified if c.organisation in organisations]

    def languages(self, organisations: Sequence[str]) -> dict[str, frozenset[str]]:
        return {id_: self.spoken[id_] for id_ in organisations if id_ in self.spoken}

    def capacities(self, capabilities: Sequence[str]) -> dict[str, Capacity]:
        return {id_: self.capacity[id_] for id_ in capabilities if id_ in self.capacity}

    def memberships(
        self, organisations: Sequence[str], today: dt.date
    ) -> dict[str, list[Membership]]:
        assert today == TODAY
        return {
            id_: [Membership(name, name.title(), "member", ()) for name in self.clusters[id_]]
            for id_ in organisations
            if id_ in self.clusters
        }

    def assessments(self, organisations: Sequence[str]) -> dict[str, list[Assessment]]:
        return {id_: self.assessed[id_] for id_ in organisations if id_ in self.assessed}

    def cluster_name(self, id_: str) -> str | None:
        known = {name for names in self.clusters.values() for name in names}
        return id_.title() if id_ in known else None

    def holds(self, capabilities: Sequence[str]) -> dict[str, list[Hold]]:
        return {id_: self.held[id_] for id_ in capabilities if id_ in self.held}


def requirement(id_: str, text: str, **terms: Any) -> OpportunityRequirement:
    return OpportunityRequirement(id_, text, terms.pop("is_must", True), **terms)


def opportunity(*requirements: OpportunityRequirement, customer: str | None = None) -> Opportunity:
    return Opportunity(
        id="o1",
        title="Brackets",
        text="Brackets for aircraft",
        offering_kind=None,
        confidentiality="open",
        region=None,
        starts_on=None,
        ends_on=None,
        quantity=None,
        unit=None,
        customer=customer,
        customer_name="The customer",
        requirements=requirements,
    )


def form(
    request: TeamRequest,
    catalogue: FakeCatalogue,
    graph: FakeOpportunities | None = None,
    feedback: Sequence[Feedback] = (),
) -> TeamAnswer:
    encoder, known = BagEncoder(), graph or FakeOpportunities()
    former = TeamFormer(
        catalogue,  # type: ignore[arg-type]  # a fake that has what is used
        NeedReader(encoder.encode, WORDS),
        known,
        known,
        lambda: feedback,
    )
    return former.form(request, project(catalogue, encoder), TODAY)
