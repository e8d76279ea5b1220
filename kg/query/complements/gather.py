"""Gathers what is demanded of an organisation, from the graph and the read model."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from kg.graph.demands import Demand, Enterprise, Outlet, Relationship, Terms
from kg.model import Origin
from kg.projection.projection import Projection
from kg.query.complements.holders import Holders, find_holders, held_by, rows_of
from kg.query.complements.wanted import UNSURE, Kind, Wanted
from kg.query.features import shortened

# Relationships by which one organisation gets from another what it does not do itself, with
# whether it is the one that states them.
RECEIVING = {("SUPPLIES", False), ("SUBCONTRACTS_TO", True)}


class DemandSource(Protocol):
    """Where demands and relationships come from: the graph, or a test."""

    def chains(self, organisation: str, today: dt.date) -> Sequence[str]: ...
    def chains_drawing_on(self, competencies: Sequence[str]) -> Sequence[str]: ...
    def opportunities_calling_for(self, competencies: Sequence[str]) -> Sequence[str]: ...
    def enterprises(self, organisation: str) -> Sequence[Enterprise]: ...
    def stages(self, chains: Sequence[str]) -> Sequence[Demand]: ...
    def requirements(
        self, opportunities: Sequence[str]
    ) -> tuple[Sequence[Demand], Mapping[str, Terms]]: ...
    def relationships(self, organisation: str) -> Sequence[Relationship]: ...
    def customers(self, organisations: Sequence[str], today: dt.date) -> Sequence[Outlet]: ...
    def markets(self, organisations: Sequence[str], today: dt.date) -> Sequence[Outlet]: ...
    def origins(self, records: Collection[str]) -> Mapping[str, Origin]: ...


@dataclass(frozen=True, slots=True)
class _Need:
    """How a competency came up in past work: phrases, source records and evidence."""

    why: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers the demands on one organisation, the row `organisation` of the read model.

    Many demands call for the same competency, whose holders are looked up once (`known`).
    """

    source: DemandSource
    projection: Projection
    organisation: int
    today: dt.date
    known: dict[tuple[tuple[int, ...], int | None], Holders] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.projection.organisations.ids[self.organisation]

    def of_opportunity(self, opportunity: str) -> list[Wanted]:
        """What one opportunity demands, whether or not it is open."""
        demands, terms = self.source.requirements([opportunity])
        return [self._required(demand, terms[demand.whole]) for demand in demands]

    def all(self, relationships: Sequence[Relationship]) -> list[Wanted]:
        """What its value chains, its open opportunities and its past work demand."""
        held = [
            self.projection.competencies.ids[row]
            for row in held_by(self.projection, self.organisation)
        ]
        past = [*self._joined(), *self._received(relationships)]
        return [*self._staged(held), *self._opened(held), *past]

    def _staged(self, held: Sequence[str]) -> Iterator[Wanted]:
        """The stages of chains in which it takes part, or could."""
        performed = set(self.source.chains(self.id, self.today))
        chains = sorted(performed.union(self.source.chains_drawing_on(held)))
        for demand in self.source.stages(chains):
            yield self._wanted(Kind.CHAIN, demand, 1.0 if demand.whole in performed else UNSURE)

    def _opened(self, held: Sequence[str]) -> Iterator[Wanted]:
        """The requirements of open opportunities in which it could take part."""
        demands, terms = self.source.requirements(self.source.opportunities_calling_for(held))
        for demand in demands:
            of = terms[demand.whole]
            if of.is_open(self.today) and of.customer != self.id:
                yield self._required(demand, of)

    def _required(self, demand: Demand, terms: Terms) -> Wanted:
        wanted = self._wanted(Kind.OPPORTUNITY, demand, 1.0 if demand.is_must else UNSURE)
        if terms.customer is None:
            return wanted
        # A customer does not fulfil its own demand.
        customer = self.projection.organisations.ids.find(terms.customer)
        return replace(wanted, holders=wanted.holders.without(customer))

    def _joined(self) -> Iterator[Wanted]:
        """The requirements of virtual enterprises in which it played a role."""
        names = {each.opportunity: each.name for each in self.source.enterprises(self.id)}
        demands, _ = self.source.requirements(sorted(names))
        for demand in demands:
            why = f"needed in {names[demand.whole]}"
            yield self._wanted(Kind.PAST, demand, 1.0 if demand.is_must else UNSURE, why)

    def _received(self, relationships: Sequence[Relationship]) -> Iterator[Wanted]:
        """The competencies that others brought: as suppliers, or in joint projects."""
        found: dict[int, _Need] = {}
        for each in relationships:
            if (each.type, each.is_outgoing) in RECEIVING:
                for row in rows_of(self.projection, each.competencies):
                    need = found.setdefault(row, _Need())
                    need.why.append(f"had from {each.name}")
                    need.records.append(each.record)
        for row, evidence, text in self._joint_works():
            need = found.setdefault(row, _Need())
            need.why.append(f"brought by others into “{shortened(text)}”")
            need.evidence.append(evidence)
        for row, need in sorted(found.items()):
            yield self._needed(row, need)

    def _joint_works(self) -> Iterator[tuple[int, str, str]]:
        """Competencies that others stated on the ground of works in which it took part."""
        projection, proofs = self.projection, self.projection.capabilities.evidence
        own = projection.works.own[self.organisation]
        shared = own[own < len(projection.evidence.ids)]
        places = np.flatnonzero(np.isin(proofs.values, shared))
        capabilities = proofs.owners[places].tolist()
        for capability, evidence in zip(capabilities, proofs.values[places].tolist(), strict=True):
            for row in projection.capabilities.competencies[capability].tolist():
                text = projection.statements.texts[int(projection.works.texts[evidence])]
                yield row, projection.evidence.ids[evidence], text

    def _needed(self, row: int, need: _Need) -> Wanted:
        columns = self.projection.competencies
        return Wanted(
            Kind.PAST,
            columns.ids[row],
            columns.names[row],
            columns.ids[row],
            "past work",
            (row,),
            1.0,
            self._holders((row,), None),
            tuple(dict.fromkeys(need.records)),
            tuple(dict.fromkeys(need.evidence)),
            "; ".join(dict.fromkeys(need.why)),
        )

    def _wanted(self, kind: Kind, demand: Demand, importance: float, why: str = "") -> Wanted:
        rows = rows_of(self.projection, demand.competencies)
        holders = self._holders(rows, demand.minimum_level)
        return Wanted(
            kind,
            demand.id,
            demand.text,
            demand.whole,
            demand.whole_name,
            rows,
            importance,
            holders,
            (demand.record,),
            why=why,
        )

    def _holders(self, competencies: tuple[int, ...], least: int | None) -> Holders:
        asked = competencies, least
        if asked not in self.known:
            self.known[asked] = find_holders(self.projection, competencies, least, self.today)
        return self.known[asked]
