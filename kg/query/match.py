"""Matches a need: candidates for each requirement, a table of features for each organisation."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kg.errors import UsageError
from kg.graph.catalogue import Catalogue
from kg.model import Citation, Feedback, MatchAnswer, Need, Part, Partner, Requirement
from kg.projection.projection import Projection
from kg.query.admission import Admission, Admitted, Judged
from kg.query.alike import Seen, find_alike, is_level
from kg.query.analysis.questions import ask_more
from kg.query.features import RANKING, Feature, Finding, Offer
from kg.query.feedback.heard import Heard, heard_of
from kg.query.feedback.likeness import mark_of
from kg.query.need import NeedReader, Understood
from kg.query.offers import find_offers
from kg.query.region_filter import find_region

# A wish counts half of a must.
WISH = 0.5
# A condition counts a tenth of a must: it tells apart those who do the work alike.
CONDITION = 0.1
PROOFS_OF_A_STATEMENT = 3


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What is asked: a need in words, or one that was edited; how many partners, and where."""

    text: str
    limit: int = 10
    region: str | None = None
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class _Rank:
    """A score before its parts are spelled out; ordered best first, ties by id."""

    score: float
    organisation: int
    findings: tuple[tuple[Requirement, Feature, float, Finding | None], ...]
    judged: tuple[Judged, ...] = ()
    weight: float = 0.0
    heard: tuple[Heard, ...] = ()


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

    def match(self, request: MatchRequest, projection: Projection, today: dt.date) -> MatchAnswer:
        """Partners for a need, best first, or none when nobody is credible."""
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        understood = self._understood(request, projection, today)
        need = understood.need
        region = "" if request.region is None else find_region(projection, request.region)
        offers = find_offers(projection, understood, region, today)
        stems = self.reader.words.stems
        admitted = Admission(projection, need, today, stems).admit(offers)
        heard = self._heard(understood, projection)
        ranks = [_with_heard(rank, heard) for rank in _ranks(need, admitted)]
        ranks.sort(key=lambda r: (-r.score, r.organisation))
        best = ranks[: request.limit]
        covered = {id_ for by_need in admitted.offers.values() for id_ in by_need}
        uncovered = tuple(r.id for r in need.requirements if r.id not in covered)
        return MatchAnswer(
            replace(need, questions=ask_more(need, uncovered)),
            self._explain(projection, best),
            uncovered,
            projection.revision,
            admitted.turned_away,
            admitted.relaxed,
            find_alike([_seen(rank, projection) for rank in _down_to(ranks, best)], len(best)),
        )

    def _understood(
        self, request: MatchRequest, projection: Projection, today: dt.date
    ) -> Understood:
        if request.need is None:
            return self.reader.read(request.text, projection, today)
        return self.reader.understand(request.need)

    def _heard(
        self, understood: Understood, projection: Projection
    ) -> Mapping[int, tuple[Heard, ...]]:
        """What feedback says for a need, by the rows of organisations."""
        feedback = self.feedback()
        found = heard_of(mark_of(understood), feedback) if feedback else {}
        rows = ((projection.organisations.ids.find(id_), heard) for id_, heard in found.items())
        return {row: heard for row, heard in rows if row is not None}

    def _explain(self, projection: Projection, ranks: Sequence[_Rank]) -> tuple[Partner, ...]:
        """Spells out the parts of each score with the evidence behind them."""
        behind = _Behind(projection)
        sources = [[behind.sources(finding) for *_, finding in rank.findings] for rank in ranks]
        wanted = {source for of_rank in sources for found in of_rank for source in found}
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
                    *(_condition_part(judged, rank.weight) for judged in rank.judged),
                    *map(_feedback_part, rank.heard),
                ),
            )
            for rank, of_rank in zip(ranks, sources, strict=True)
        )


def _ranks(need: Need, admitted: Admitted) -> list[_Rank]:
    """The admitted organisations with their scores; all weights together are 1."""
    judged = max(map(len, admitted.judged.values()), default=0)
    total = sum(map(_importance, need.requirements)) + CONDITION * judged
    weights = [
        (r, f, f.weight * _importance(r) / total) for r in need.requirements for f in RANKING
    ]
    return [
        _rank(weights, row, by_need, admitted.judged[row], CONDITION / total)
        for row, by_need in admitted.offers.items()
    ]


def _importance(requirement: Requirement) -> float:
    return 1.0 if requirement.must else WISH


def _rank(
    weights: Sequence[tuple[Requirement, Feature, float]],
    organisation: int,
    offers: Mapping[str, Offer],
    judged: tuple[Judged, ...],
    condition_weight: float,
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
    score += condition_weight * sum(j.outcome.value or 0.0 for j in judged)
    return _Rank(score, organisation, findings, judged, condition_weight)


def _with_heard(rank: _Rank, heard: Mapping[int, tuple[Heard, ...]]) -> _Rank:
    """The rank when feedback takes its share of the score, and all else keeps the rest."""
    own = heard.get(rank.organisation, ())
    if not own:
        return rank
    rest = 1 - sum(each.share for each in own)
    return replace(
        rank,
        score=rest * rank.score + sum(each.share * each.value for each in own),
        findings=tuple((r, f, rest * weight, found) for r, f, weight, found in rank.findings),
        weight=rest * rank.weight,
        heard=own,
    )


def _down_to(ranks: Sequence[_Rank], best: Sequence[_Rank]) -> list[_Rank]:
    """The best ranks, and those behind them that have the score of the last."""
    last = best[-1].score if best else 0.0
    return list(takewhile(lambda rank: is_level(rank.score, last) or rank.score > last, ranks))


def _seen(rank: _Rank, projection: Projection) -> Seen:
    """What is known of an organisation for this need."""
    texts = projection.capabilities.text
    found = (finding for *_, finding in rank.findings)
    return Seen(
        projection.organisations.ids[rank.organisation],
        rank.score,
        (
            tuple(
                None if f is None else tuple(int(texts[c]) for c in f.capabilities) for f in found
            ),
            tuple(judged.outcome.value for judged in rank.judged),
            tuple(heard.reason for heard in rank.heard),
        ),
    )


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


def _feedback_part(heard: Heard) -> Part:
    return Part("feedback", heard.value, heard.share, heard.reason)
