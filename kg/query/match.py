"""Matches a need: candidates for each requirement, a table of features for each organisation."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kg.errors import UsageError, no_organisation
from kg.graph.catalogue import Catalogue
from kg.model import Feedback, MatchAnswer, Need
from kg.projection.projection import Projection
from kg.query.admission import Admission
from kg.query.analysis.questions import ask_more
from kg.query.feedback.heard import Heard, heard_of
from kg.query.feedback.likeness import mark_of
from kg.query.need import NeedReader, Understood
from kg.query.offers import Offers, find_offers
from kg.query.partners import explained
from kg.query.past import look_back
from kg.query.rank import Ranking
from kg.query.ranking.probability import Calibration, load_calibration
from kg.query.ranking.weights import PastWeights, load_weights
from kg.query.region_filter import find_region
from kg.query.unmet import Unmets


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What is asked: a need in words, or one that was edited; how many partners, and where.

    `partners` are ids of organisations that take part already.
    """

    need: str | Need
    limit: int = 10
    region: str | None = None
    partners: tuple[str, ...] = ()


def no_feedback() -> Sequence[Feedback]:
    """Where nobody has given any."""
    return ()


@dataclass(frozen=True, slots=True)
class Matcher:
    """Answers needs from a read model; the catalogue cites what the answer rests on.

    `feedback` gives that in force, on organisations under the ids that they have in the graph.
    """

    catalogue: Catalogue
    reader: NeedReader
    feedback: Callable[[], Sequence[Feedback]] = no_feedback
    past_weights: PastWeights = field(default_factory=load_weights)
    calibration: Calibration = field(default_factory=load_calibration)

    def match(self, request: MatchRequest, projection: Projection, today: dt.date) -> MatchAnswer:
        """Partners for a need, best first, or none when nobody is credible."""
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        understood = self.reader.understand(request.need, projection, today)
        need = understood.need
        region = "" if request.region is None else find_region(projection, request.region)
        given = _given(request.partners, projection)
        offers = _without(find_offers(projection, understood, region, today), given)
        stems = self.reader.words.stems
        admitted = Admission(projection, need, today, stems).admit(offers)
        past = look_back(projection, admitted.offers.fits, given, self.past_weights)
        ranking = Ranking.of(need, admitted, past, self._heard(understood, projection))
        best, alike = ranking.best(request.limit)
        ranks = [ranking.explain(row) for row in best]
        is_known = projection.statements.lexicon.knows
        unmet = tuple(Unmets(understood, offers, admitted, region, is_known).find())
        return MatchAnswer(
            replace(need, questions=ask_more(need, [each.requirement for each in unmet])),
            explained(ranks, projection, self.catalogue, self.calibration),
            unmet,
            projection.revision,
            admitted.turned_away,
            admitted.relaxed,
            alike,
        )

    def _heard(
        self, understood: Understood, projection: Projection
    ) -> Mapping[int, tuple[Heard, ...]]:
        """What feedback says for a need, by the rows of organisations."""
        feedback = self.feedback()
        found = heard_of(mark_of(understood), feedback) if feedback else {}
        rows = ((projection.organisations.ids.find(id_), heard) for id_, heard in found.items())
        return {row: heard for row, heard in rows if row is not None}


def _given(ids: Sequence[str], projection: Projection) -> tuple[int, ...]:
    """The rows of organisations that take part already."""
    rows = {id_: projection.organisations.ids.find(id_) for id_ in ids}
    for id_, row in rows.items():
        if row is None:
            raise no_organisation(id_)
    return tuple(row for row in rows.values() if row is not None)


def _without(offers: Offers, given: Sequence[int]) -> Offers:
    """The offers of others."""
    if not given:
        return offers
    kept = np.ones((len(offers.fits), len(offers.projection.organisations.ids)), dtype=np.bool_)
    kept[:, list(given)] = False
    return offers.only(kept)
