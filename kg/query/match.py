"""Matches a need: candidates for each requirement, a table of features for each organisation."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kg.errors import NotFoundError, UsageError
from kg.graph.catalogue import Catalogue
from kg.model import Alike, Citation, Feedback, MatchAnswer, Need, Part, Partner, Requirement
from kg.projection.projection import Floats, Projection
from kg.query.admission import Admission, Admitted, Judged
from kg.query.alike import DIGITS, Seen, find_alike, level_rows
from kg.query.analysis.questions import ask_more
from kg.query.features import RANKING, Feature, Finding
from kg.query.feedback.heard import Heard, heard_of
from kg.query.feedback.likeness import mark_of
from kg.query.need import NeedReader, Understood
from kg.query.offers import Offers, find_offers
from kg.query.past import LookedBack, PastFinding, look_back
from kg.query.ranking.weights import PastWeights, load_weights
from kg.query.region_filter import find_region

# A wish counts half of a must.
WISH = 0.5
# A condition counts a tenth of a must: it tells apart those who do the work alike.
CONDITION = 0.1
PROOFS_OF_A_STATEMENT = 3


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What is asked: a need in words, or one that was edited; how many partners, and where.

    `partners` are ids of organisations that take part already.
    """

    text: str
    limit: int = 10
    region: str | None = None
    need: Need | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An organisation with what each feature finds in its offers, how it is judged, and what it
    did before.

    `condition` is the weight of each condition; `heard` is what feedback says.
    """

    organisation: int
    findings: tuple[tuple[Requirement, Feature, float, Finding | None], ...]
    judged: tuple[Judged, ...]
    past: tuple[PastFinding, ...]
    condition: float
    heard: tuple[Heard, ...]


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

    def match(self, request: MatchRequest, projection: Projection, today: dt.date) -> MatchAnswer:
        """Partners for a need, best first, or none when nobody is credible."""
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        understood = self._understood(request, projection, today)
        need = understood.need
        region = "" if request.region is None else find_region(projection, request.region)
        given = _given(request.partners, projection)
        offers = _without(find_offers(projection, understood, region, today), given)
        stems = self.reader.words.stems
        admitted = Admission(projection, need, today, stems).admit(offers)
        past = look_back(projection, admitted.offers.fits, given, self.past_weights)
        ranking = _Ranking.of(need, admitted, past, self._heard(understood, projection))
        best, alike = ranking.best(request.limit)
        fits = zip(need.requirements, admitted.offers.fits, strict=True)
        uncovered = tuple(r.id for r, own in fits if not len(own.capabilities))
        return MatchAnswer(
            replace(need, questions=ask_more(need, uncovered)),
            self._explain(projection, [ranking.explain(row) for row in best]),
            uncovered,
            projection.revision,
            admitted.turned_away,
            admitted.relaxed,
            alike,
        )

    def _understood(
        self, request: MatchRequest, projection: Projection, today: dt.date
    ) -> Understood:
        if request.need is None:
            return self.reader.read(request.text, projection, today)
        return self.reader.understand(request.need, projection)

    def _heard(
        self, understood: Understood, projection: Projection
    ) -> Mapping[int, tuple[Heard, ...]]:
        """What feedback says for a need, by the rows of organisations."""
        feedback = self.feedback()
        found = heard_of(mark_of(understood), feedback) if feedback else {}
        rows = ((projection.organisations.ids.find(id_), heard) for id_, heard in found.items())
        return {row: heard for row, heard in rows if row is not None}

    def _explain(self, projection: Projection, ranks: Sequence[_Ranked]) -> tuple[Partner, ...]:
        """Spells out the parts of each score with the evidence behind them."""
        behind = _Behind(projection)
        sources = [[behind.sources(finding) for *_, finding in rank.findings] for rank in ranks]
        wanted = {source for of_rank in sources for found in of_rank for source in found}
        wanted |= {(id_, True) for rank in ranks for found in rank.past for id_ in found.evidence}
        citations = self.catalogue.cite(
            sorted(id_ for id_, is_proof in wanted if is_proof),
            sorted(id_ for id_, is_proof in wanted if not is_proof),
        )
        return tuple(
            Partner(
                projection.organisations[rank.organisation],
                (
                    *(
                        _part(f, ids, citations)
                        for f, ids in zip(rank.findings, of_rank, strict=True)
                    ),
                    *(_condition_part(judged, rank.condition) for judged in rank.judged),
                    *(_past_part(finding, citations) for finding in rank.past),
                    *map(_feedback_part, rank.heard),
                ),
            )
            for rank, of_rank in zip(ranks, sources, strict=True)
        )


def _given(ids: Sequence[str], projection: Projection) -> tuple[int, ...]:
    """The rows of organisations that take part already."""
    rows = {id_: projection.organisations.ids.find(id_) for id_ in ids}
    for id_, row in rows.items():
        if row is None:
            raise NotFoundError(f'no organisation {id_!r}; try: kg firm find "part of its name"')
    return tuple(row for row in rows.values() if row is not None)


def _without(offers: Offers, given: Sequence[int]) -> Offers:
    """The offers of others."""
    if not given:
        return offers
    kept = np.ones((len(offers.fits), len(offers.projection.organisations.ids)), dtype=np.bool_)
    kept[:, list(given)] = False
    return offers.only(kept)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The weights of a need, all of which together are 1, and those who are ranked by them.

    `weights` are those of each feature for each requirement, `condition` that of each condition.
    Before they are divided by `total`, a must has 1. Where somebody was `heard` of, that takes its
    share of the score, and all else keeps the rest.
    """

    admitted: Admitted
    past: LookedBack | None
    total: float
    weights: tuple[tuple[Requirement, Feature, float], ...]
    condition: float
    heard: Mapping[int, tuple[Heard, ...]]

    @classmethod
    def of(
        cls,
        need: Need,
        admitted: Admitted,
        past: LookedBack | None,
        heard: Mapping[int, tuple[Heard, ...]],
    ) -> "_Ranking":
        judged = len(admitted.judges.judges)
        # A need without requirements has no candidates either.
        total = sum(map(_importance, need.requirements)) + CONDITION * judged or 1.0
        total += past.importance if past else 0.0
        weights = (
            (r, f, f.weight * _importance(r) / total) for r in need.requirements for f in RANKING
        )
        return cls(admitted, past, total, tuple(weights), CONDITION / total, heard)

    def best(self, limit: int) -> tuple[list[int], tuple[Alike, ...]]:
        """The organisations of the highest scores, best first, ties in order of their ids.

        With those among them that the data cannot tell apart.
        """
        organisations, scores = self.admitted.organisations, self._scores()
        if limit < len(scores):
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            # Rounded, so that those who are level with the last stay.
            is_best = scores.round(DIGITS) >= least.round(DIGITS)
            organisations, scores = organisations[is_best], scores[is_best]
        order = np.argsort(-scores, kind="stable")
        level = level_rows(scores[order], limit)
        seen = [self._seen(int(organisations[row]), scores[row]) for row in order[level]]
        best = [int(row) for row in organisations[order[:limit]]]
        ids = self.admitted.offers.projection.organisations.ids
        return best, find_alike(seen, {ids[row] for row in best})

    def explain(self, organisation: int) -> _Ranked:
        """What its features find, in words. A score is compared before its parts are rounded."""
        offers, heard = self.admitted.offers.of(organisation), self.heard.get(organisation, ())
        rest = 1 - sum(each.share for each in heard)
        findings = tuple(
            (requirement, feature, rest * weight, feature.measure(offer) if offer else None)
            for requirement, feature, weight in self.weights
            for offer in (offers.get(requirement.id),)
        )
        past = self.past.findings(organisation, self.total / rest) if self.past and rest else ()
        judged = self.admitted.judges.judge(organisation)
        return _Ranked(organisation, findings, judged, past, rest * self.condition, heard)

    def _seen(self, organisation: int, score: float) -> Seen:
        """What is known of an organisation for this need: what it says, and how it is judged."""
        offers, texts = self.admitted.offers, self.admitted.offers.projection.capabilities.text
        said = (
            (id_, tuple(int(texts[fit.capability]) for fit in offer.fits))
            for id_, offer in offers.of(organisation).items()
        )
        outcomes = (judged.outcome.value for judged in self.admitted.judges.judge(organisation))
        heard = (heard.reason for heard in self.heard.get(organisation, ()))
        id_ = offers.projection.organisations.ids[organisation]
        return Seen(id_, float(score), (tuple(said), tuple(outcomes), tuple(heard)))

    def _scores(self) -> Floats:
        """The scores of those who were admitted, in their order."""
        admitted = self.admitted
        scores = np.zeros(len(admitted.offers.projection.organisations.ids))
        for place, requirement in enumerate(admitted.offers.requirements):
            rows, columns = admitted.offers.columns(place)
            for own, feature, weight in self.weights:
                if own is requirement:
                    scores[rows] += weight * feature.values(columns)
        scores[admitted.organisations] += self.condition * admitted.values
        if self.past:
            scores[admitted.organisations] += self.past.scores(admitted.organisations) / self.total
        for row, heard in self.heard.items():
            rest = 1 - sum(each.share for each in heard)
            scores[row] = rest * scores[row] + sum(each.share * each.value for each in heard)
        return np.asarray(scores[admitted.organisations])


def _importance(requirement: Requirement) -> float:
    return 1.0 if requirement.must else WISH


@dataclass(frozen=True, slots=True)
class _Behind:
    """What a finding rests on: evidence, and the statement that it supports.

    Most features look at the same capability, which is looked up once (`known`).
    """

    projection: Projection
    known: dict[int, list[tuple[str, bool]]] = field(default_factory=dict)

    def sources(self, finding: Finding | None) -> list[tuple[str, bool]]:
        """Ids with whether each is evidence, that of the first capability first."""
        rows = () if finding is None else finding.capabilities
        if len(rows) == 1:
            return self._of(rows[0])
        return list(dict.fromkeys(source for row in rows for source in self._of(row)))

    def _of(self, row: int) -> list[tuple[str, bool]]:
        if row not in self.known:
            capabilities, ids = self.projection.capabilities, self.projection.evidence.ids
            cited = capabilities.evidence[row][:PROOFS_OF_A_STATEMENT].tolist()
            proofs = dict.fromkeys((ids[proof], True) for proof in cited)
            # The statement's own row ties the organisation to what the evidence proves.
            self.known[row] = [*proofs, (capabilities.ids[row], False)]
        return self.known[row]


def _part(
    found: tuple[Requirement, Feature, float, Finding | None],
    sources: Sequence[tuple[str, bool]],
    citations: Mapping[str, Citation],
) -> Part:
    requirement, feature, weight, finding = found
    name = f"{requirement.id} {feature.name}"
    if finding is None:
        return Part(name, 0.0, weight, "nothing credible for this requirement")
    cited = (citations.get(id_) for id_, _ in sources)
    return Part(name, finding.value, weight, finding.reason, tuple(c for c in cited if c))


def _condition_part(judged: Judged, weight: float) -> Part:
    outcome = judged.outcome
    value = 0.0 if outcome.value is None else outcome.value
    unknown = outcome.value is None
    reason = f"not checked: {outcome.reason}" if unknown else outcome.reason
    return Part(f"C{judged.place + 1} {judged.condition.kind}", value, weight, reason)


def _past_part(found: PastFinding, citations: Mapping[str, Citation]) -> Part:
    cited = (citations.get(id_) for id_ in found.evidence)
    name = f"past: {found.name}"
    return Part(name, found.value, found.weight, found.reason, tuple(c for c in cited if c))


def _feedback_part(heard: Heard) -> Part:
    return Part("feedback", heard.value, heard.share, heard.reason)
