"""Demands and relationships from lists, and complementary partners found among them."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.graph.demands import Demand, Enterprise, Outlet, Relationship, Terms
from kg.graph.opportunities import Opportunity
from kg.model import Origin
from kg.query.complements.answer import ComplementAnswer, ComplementRequest
from kg.query.complements.find import ComplementFinder
from tests.factories import FakeCatalogue, project
from tests.unit.query.team.fakes import TODAY, opportunity

OPEN = Terms(None, None, None)


class KnownCatalogue(FakeCatalogue):
    """A catalogue in which nobody was merged."""

    def kept_id(self, id_: str) -> str:
        return id_


@dataclass
class FakeDemands:
    """What is read of demands; `performers` pair an organisation with a chain."""

    staged: Sequence[Demand] = ()
    required: Sequence[Demand] = ()
    terms: dict[str, Terms] = field(default_factory=dict)
    performers: Sequence[tuple[str, str]] = ()
    joined: Sequence[Enterprise] = ()
    related: Sequence[Relationship] = ()
    bought: Sequence[Outlet] = ()
    served: Sequence[Outlet] = ()

    def chains(self, organisation: str, today: dt.date) -> list[str]:
        assert today == TODAY
        return [chain for who, chain in self.performers if who == organisation]

    def chains_drawing_on(self, competencies: Sequence[str]) -> list[str]:
        return sorted({d.whole for d in self.staged if {*d.competencies} & {*competencies}})

    def opportunities_calling_for(self, competencies: Sequence[str]) -> list[str]:
        return sorted({d.whole for d in self.required if {*d.competencies} & {*competencies}})

    def enterprises(self, _organisation: str) -> Sequence[Enterprise]:
        return self.joined

    def stages(self, chains: Sequence[str]) -> list[Demand]:
        return [d for d in self.staged if d.whole in chains]

    def requirements(self, opportunities: Sequence[str]) -> tuple[list[Demand], dict[str, Terms]]:
        found = [d for d in self.required if d.whole in opportunities]
        return found, {d.whole: self.terms.get(d.whole, OPEN) for d in found}

    def relationships(self, _organisation: str) -> Sequence[Relationship]:
        return self.related

    def customers(self, organisations: Sequence[str], _today: dt.date) -> list[Outlet]:
        return [o for o in self.bought if o.organisation in organisations]

    def markets(self, organisations: Sequence[str], _today: dt.date) -> list[Outlet]:
        return [o for o in self.served if o.organisation in organisations]

    def origins(self, records: Collection[str]) -> dict[str, Origin]:
        return {id_: Origin("demo", "demo-1", "value_chains.csv", 2) for id_ in records}


@dataclass
class FakeGraph:
    """Whether an opportunity is there, and who controls whom."""

    known: Sequence[str] = ()
    owners: Sequence[tuple[str, str]] = ()

    def opportunity(self, id_: str) -> Opportunity | None:
        return opportunity() if id_ in self.known else None

    def controls(self, _today: dt.date) -> Sequence[tuple[str, str]]:
        return self.owners


def demand(id_: str, whole: str, *competencies: str, **more: Any) -> Demand:
    return Demand(id_, f"work {id_}", whole, f"the {whole}", competencies, f"r-{id_}", **more)


def relation(other: str, type_: str, *competencies: str, **more: Any) -> Relationship:
    dates = more.get("starts_on"), more.get("ends_on")
    is_outgoing = more.get("is_outgoing", True)
    return Relationship(
        other, other.title(), type_, is_outgoing, competencies, *dates, f"r-{other}"
    )


def customer(of: str, country: str) -> Outlet:
    return Outlet(of, f"c-{country}", f"Buyer {country}", country, f"r-{of}-{country}")


def find(
    catalogue: FakeCatalogue,
    demands: FakeDemands,
    request: ComplementRequest,
    graph: FakeGraph | None = None,
) -> ComplementAnswer:
    finder = ComplementFinder(
        catalogue,  # type: ignore[arg-type]  # a fake that has what is used
        demands,
        graph or FakeGraph(),
    )
    return finder.find(request, project(catalogue), TODAY)
