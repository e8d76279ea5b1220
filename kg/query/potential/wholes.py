"""What is done together and in which parts: value chains, open opportunities and past work."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kg.graph.demands import Demand, Terms
from kg.graph.opportunities import OpportunityHead
from kg.graph.value_chains import ChainName, StageRow
from kg.projection.projection import Projection
from kg.query.complements.holders import Rows, find_holders, rows_of
from kg.query.complements.wanted import UNSURE, Kind
from kg.query.features import shortened


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """One part of a whole: any of `competencies` (rows) covers it; `importance` is in 0..1."""

    text: str
    competencies: tuple[int, ...]
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Whole:
    """A value chain, an open opportunity or a past work, and who takes part in it (rows).

    Of an opportunity these are all who hold something that it asks for; `customer` is the row of
    who asks. It supplies nothing to itself, and is told to nobody: it may not want to be known.
    """

    kind: Kind
    id: str
    name: str
    parts: tuple[PartOfWhole, ...]
    parties: Rows
    customer: int | None = None


class ChainRows(Protocol):
    """Where value chains come from: the graph, or a test."""

    def all(self) -> Sequence[ChainName]: ...
    def stages(self, chains: Sequence[str], today: dt.date) -> Sequence[StageRow]: ...


class OpportunityRows(Protocol):
    """Where opportunities come from: the graph, or a test."""

    def list(self) -> Sequence[OpportunityHead]: ...


class RequirementRows(Protocol):
    """Where requirements come from: the graph, or a test."""

    def requirements(
        self, opportunities: Sequence[str]
    ) -> tuple[Sequence[Demand], Mapping[str, Terms]]: ...


@dataclass(frozen=True, slots=True)
class WholeReader:
    """Reads all wholes of the graph."""

    chains: ChainRows
    opportunities: OpportunityRows
    requirements: RequirementRows

    def read(self, projection: Projection, today: dt.date) -> list[Whole]:
        """Value chains and open opportunities by id, then past work in the order of its rows."""
        return [
            *self._chains(projection, today),
            *self._opportunities(projection, today),
            *_works(projection),
        ]

    def _chains(self, projection: Projection, today: dt.date) -> Iterator[Whole]:
        names = self.chains.all()
        rows = self.chains.stages([name.id for name in names], today)
        for name in names:
            own = [row for row in rows if row.chain == name.id]
            parts = [PartOfWhole(row.name, rows_of(projection, row.competencies)) for row in own]
            parties = _known(projection, {o for row in own for o in row.performers})
            yield Whole(Kind.CHAIN, name.id, name.name, _with_competency(parts), parties)

    def _opportunities(self, projection: Projection, today: dt.date) -> Iterator[Whole]:
        titles = {head.id: head.title for head in self.opportunities.list()}
        demands, terms = self.requirements.requirements(sorted(titles))
        for id_ in sorted(terms):
            if not terms[id_].is_open(today):
                continue
            parts = [_required(projection, demand) for demand in demands if demand.whole == id_]
            meant = {row for part in parts for row in part.competencies}
            asking = terms[id_].customer
            customer = None if asking is None else projection.organisations.ids.find(asking)
            parties = find_holders(projection, meant, None, today).without(customer).organisations
            yield Whole(
                Kind.OPPORTUNITY, id_, titles[id_], _with_competency(parts), parties, customer
            )


def _required(projection: Projection, demand: Demand) -> PartOfWhole:
    importance = 1.0 if demand.is_must else UNSURE
    return PartOfWhole(demand.text, rows_of(projection, demand.competencies), importance)


def _with_competency(parts: Sequence[PartOfWhole]) -> tuple[PartOfWhole, ...]:
    return tuple(part for part in parts if part.competencies)


def _known(projection: Projection, ids: Collection[str]) -> Rows:
    found = (projection.organisations.ids.find(id_) for id_ in sorted(ids))
    return np.array([row for row in found if row is not None], dtype=np.int64)


def _works(projection: Projection) -> Iterator[Whole]:
    """Past work of several, with the competencies that were stated on its ground."""
    proofs, names = projection.capabilities.evidence, projection.competencies.names
    brought, places = projection.capabilities.competencies.spread(proofs.owners)
    pairs = np.unique(proofs.values[places].astype(np.int64) << 32 | brought)
    works, competencies = pairs >> 32, pairs & 0xFFFFFFFF
    begins = np.searchsorted(works, np.arange(len(projection.evidence.ids) + 1))
    for work in range(len(projection.evidence.ids)):
        parties = projection.works.members[work].astype(np.int64)
        own = competencies[begins[work] : begins[work + 1]].tolist()
        text = int(projection.works.texts[work])
        if len(parties) < 2 or not own or text < 0:  # noqa: PLR2004  # work of one joins nobody
            continue
        parts = tuple(PartOfWhole(names[row], (row,)) for row in own)
        title = shortened(projection.statements.texts[text])
        yield Whole(Kind.PAST, projection.evidence.ids[work], title, parts, parties)
