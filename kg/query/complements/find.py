"""Finds complementary partners: reads what is demanded, scores by competency, and explains."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kg.errors import NotFoundError, UsageError, no_organisation
from kg.graph.catalogue import Catalogue
from kg.graph.opportunities import Opportunity
from kg.projection.projection import Projection
from kg.query.complements.answer import ComplementAnswer, ComplementRequest
from kg.query.complements.cited import Sources
from kg.query.complements.explain import Explainer
from kg.query.complements.gather import DemandSource, Gatherer
from kg.query.complements.holders import Rows
from kg.query.complements.marks import find_marks, owner_marks
from kg.query.complements.outlets import Outlets, read_outlets
from kg.query.complements.score import (
    WEIGHTS,
    WEIGHTS_FOR_ONE,
    PartName,
    Tally,
    best,
    grown,
    hopeful,
    tally,
)
from kg.query.complements.wanted import Wanted, part_wants
from kg.query.region_filter import find_region
from kg.query.team.ownership import ownership_groups


class OpportunitySource(Protocol):
    """Where opportunities and ownership come from: the graph, or a test."""

    def opportunity(self, id_: str) -> Opportunity | None:
        """One opportunity, or None."""

    def controls(self, today: dt.date) -> Iterable[tuple[str, str]]:
        """All pairs of an owner and what it controls today."""


@dataclass(frozen=True, slots=True)
class ComplementFinder:
    """Finds partners that complete a firm; the catalogue cites what the answer rests on."""

    catalogue: Catalogue
    demands: DemandSource
    opportunities: OpportunitySource

    def find(
        self, request: ComplementRequest, projection: Projection, today: dt.date
    ) -> ComplementAnswer:
        """Who offers what the firm's work demands and it lacks, best first, with reasons.

        Raises UsageError for a limit below 1, NotFoundError for a firm, opportunity or region that
        does not exist. A firm that lacks nothing gets an answer without partners, and a note.
        """
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        firm = self._firm(request.firm, projection)
        id_ = projection.organisations.ids[firm]
        relationships = self.demands.relationships(id_)
        gatherer = Gatherer(self.demands, projection, firm, today)
        wanted = (
            gatherer.all(relationships)
            if request.opportunity is None
            else self._of_opportunity(request.opportunity, gatherer)
        )
        wants = part_wants(wanted, firm)
        region = None if request.region is None else find_region(projection, request.region)
        counted = tally(wants, projection, firm, _seated(projection, region))
        weights = WEIGHTS if request.opportunity is None else WEIGHTS_FOR_ONE
        chosen, outlets = self._chosen(counted, weights, request.limit, gatherer)
        others = [projection.organisations.ids[row] for row in chosen.tolist()]
        sources = Sources(self.catalogue, self.demands)
        explainer = Explainer(projection, firm, wants, counted, weights, outlets, sources)
        marks = find_marks(relationships, today, explainer.label)
        owners = owner_marks(ownership_groups(self.opportunities.controls(today)), id_, others)
        told = {o: (*marks.get(o, ()), *([owners[o]] if o in owners else ())) for o in others}
        return explainer.answer(request.opportunity, region, chosen, told)

    def _firm(self, id_: str, projection: Projection) -> int:
        row = projection.organisations.ids.find(id_)
        if row is None:
            row = projection.organisations.ids.find(self.catalogue.kept_id(id_))
        if row is None:
            raise no_organisation(id_)
        return row

    def _of_opportunity(self, id_: str, gatherer: Gatherer) -> list[Wanted]:
        if self.opportunities.opportunity(id_) is None:
            raise NotFoundError(f"no opportunity {id_!r}; next step: kg opportunity list")
        return gatherer.of_opportunity(id_)

    def _chosen(
        self,
        counted: Tally,
        weights: Mapping[PartName, float],
        limit: int,
        gatherer: Gatherer,
    ) -> tuple[Rows, Outlets]:
        """The best partners, with the markets of those who could be among them.

        Markets are read of nobody else: the largest part that they could add is known.
        """
        scores, weight = counted.scores(weights), weights[PartName.MARKETS]
        places = hopeful(scores, limit, weight)
        rows = counted.candidates[places]
        organisations, firm = gatherer.projection.organisations, gatherer.organisation
        ids = [organisations.ids[row] for row in rows.tolist()]
        outlets = read_outlets(self.demands, [gatherer.id, *ids], gatherer.today)
        home = organisations.countries[firm] or None
        new = [len(outlets.new(gatherer.id, id_, home)) for id_ in ids]
        total = scores[places] + weight * grown(np.array(new, dtype=np.float64))
        return best(total, rows, limit), outlets


def _seated(projection: Projection, region: str | None) -> Rows | None:
    """The organisations of a region, whose code their own begin with; None for all."""
    if region is None:
        return None
    seats = projection.organisations.regions
    is_in = np.array([code.startswith(region) for code in seats.texts], dtype=np.bool_)
    return np.flatnonzero(is_in[seats.codes])
