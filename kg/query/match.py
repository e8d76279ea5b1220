"""Matches a need: candidates for each requirement, a table of features for each organisation."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import NotFoundError, UsageError
from kg.graph.catalogue import Catalogue
from kg.model import Citation, MatchAnswer, Need, Part, Partner, Requirement
from kg.projection.projection import Projection
from kg.query.admission import Admission, Admitted, Judged
from kg.query.features import RANKING, Feature, Finding, Offer
from kg.query.need import NeedReader, Understood
from kg.query.offers import find_offers
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
class _Rank:
    """A score before its parts are spelled out; ordered best first, ties by id.

    `total` is what all weights sum to, against a must.
    """

    score: float
    organisation: int
    findings: tuple[tuple[Requirement, Feature, float, Finding | None], ...]
    judged: tuple[Judged, ...] = ()
    total: float = 1.0
    past: tuple[PastFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Matcher:
    """Answers needs from a read model; the catalogue cites what the answer rests on."""

    catalogue: Catalogue
    reader: NeedReader
    past_weights: PastWeights = field(default_factory=load_weights)

    def match(self, request: MatchRequest, projection: Projection, today: dt.date) -> MatchAnswer:
        """Partners for a need, best first, or none when nobody is credible."""
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        understood = self._understood(request, projection, today)
        need = understood.need
        region = "" if request.region is None else find_region(projection, request.region)
        given = _given(request.partners, projection)
        offers = find_offers(projection, understood, region, today)
        offers = {row: own for row, own in offers.items() if row not in given}
        stems = self.reader.words.stems
        admitted = Admission(projection, need, today, stems).admit(offers)
        past = look_back(projection, admitted.offers, given, self.past_weights)
        best = _best(_ranks(need, admitted, past), request.limit, past)
        covered = {id_ for by_need in admitted.offers.values() for id_ in by_need}
        return MatchAnswer(
            need,
            self._explain(projection, best),
            tuple(r.id for r in need.requirements if r.id not in covered),
            projection.revision,
            admitted.turned_away,
            admitted.relaxed,
        )

    def _understood(
        self, request: MatchRequest, projection: Projection, today: dt.date
    ) -> Understood:
        if request.need is None:
            return self.reader.read(request.text, projection, today)
        return self.reader.understand(request.need)

    def _explain(self, projection: Projection, ranks: Sequence[_Rank]) -> tuple[Partner, ...]:
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
                    *(_condition_part(judged, CONDITION / rank.total) for judged in rank.judged),
                    *(_past_part(finding, citations) for finding in rank.past),
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


def _best(ranks: Sequence[_Rank], limit: int, past: LookedBack | None) -> list[_Rank]:
    """The best so many, with what each did before."""
    best = sorted(ranks, key=lambda r: (-r.score, r.organisation))[:limit]
    if past is None:
        return best
    return [replace(r, past=past.findings(r.organisation, r.total)) for r in best]


def _ranks(need: Need, admitted: Admitted, past: LookedBack | None) -> list[_Rank]:
    """The admitted organisations with their scores; all weights together are 1."""
    judged = max(map(len, admitted.judged.values()), default=0)
    total = sum(map(_importance, need.requirements)) + CONDITION * judged
    total += past.importance if past else 0.0
    weights = [
        (r, f, f.weight * _importance(r) / total) for r in need.requirements for f in RANKING
    ]
    ranks = [
        _rank(weights, row, by_need, admitted.judged[row], total)
        for row, by_need in admitted.offers.items()
    ]
    if past is None:
        return ranks
    return [replace(r, score=r.score + past.score(r.organisation) / total) for r in ranks]


def _importance(requirement: Requirement) -> float:
    return 1.0 if requirement.must else WISH


def _rank(
    weights: Sequence[tuple[Requirement, Feature, float]],
    organisation: int,
    offers: Mapping[str, Offer],
    judged: tuple[Judged, ...],
    total: float,
) -> _Rank:
    """What each feature finds in the offers of an organisation, and the score that it adds up to.

    A score is compared before its parts are rounded or put into words.
    """
    findings = tuple(
        (requirement, feature, weight, feature.measure(offer) if offer else None)
        for requirement, feature, weight in weights
        for offer in (offers.get(requirement.id),)
    )
    score = sum(weight * finding.value for _, _, weight, finding in findings if finding)
    score += CONDITION / total * sum(j.outcome.value or 0.0 for j in judged)
    return _Rank(score, organisation, findings, judged, total)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What a finding rests on: evidence, and the statement that it supports."""

    projection: Projection

    def sources(self, finding: Finding | None) -> list[tuple[str, bool]]:
        """Ids with whether each is evidence, that of the first capability first."""
        if finding is None:
            return []
        capabilities = self.projection.capabilities
        found: list[tuple[str, bool]] = []
        for row in finding.capabilities:
            proofs = capabilities.evidence[row]
            cited = proofs[:PROOFS_OF_A_STATEMENT]
            found += [(self.projection.evidence.ids[int(p)], True) for p in cited]
            # The statement's own row: it ties the organisation to what the evidence proves.
            found.append((capabilities.ids[row], False))
        return list(dict.fromkeys(found))


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
