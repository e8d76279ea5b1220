"""Matches a need: candidates for each requirement, a table of features for each organisation."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.catalogue import Catalogue
from kg.model import Citation, MatchAnswer, Part, Partner, Requirement
from kg.projection.projection import Projection
from kg.query.features import RANKING, Feature, Finding, Offer
from kg.query.fit import CapabilityFit, fitting_capabilities
from kg.query.need import NeedReader, Understood
from kg.query.region_filter import find_region

# A wish counts half of a must.
WISH = 0.5
PROOFS_OF_A_STATEMENT = 3


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What is asked: the need, how many partners, and where they must be seated."""

    text: str
    limit: int = 10
    region: str | None = None


@dataclass(frozen=True, slots=True)
class _Rank:
    """A score before its parts are spelled out; ordered best first, ties by id."""

    score: float
    organisation: int
    findings: tuple[tuple[Requirement, Feature, float, Finding | None], ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Answers needs from a read model; the catalogue cites what the answer rests on."""

    catalogue: Catalogue
    reader: NeedReader

    def match(self, request: MatchRequest, projection: Projection, today: dt.date) -> MatchAnswer:
        """Partners for a need, best first, or none when nobody is credible."""
        if request.limit < 1:
            raise UsageError(f"limit {request.limit} asks for nobody; next step: ask for 1 or more")
        understood = self.reader.read(request.text, projection)
        region = "" if request.region is None else find_region(projection, request.region)
        offers = _offers(projection, understood, region, today)
        ranks = [_rank(understood, org, by_need) for org, by_need in offers.items()]
        best = sorted(ranks, key=lambda r: (-r.score, r.organisation))[: request.limit]
        covered = {id_ for by_need in offers.values() for id_ in by_need}
        return MatchAnswer(
            understood.need,
            self._explain(projection, best),
            tuple(r.id for r in understood.need.requirements if r.id not in covered),
            projection.revision,
        )

    def _explain(self, projection: Projection, ranks: Sequence[_Rank]) -> tuple[Partner, ...]:
        """Spells out the parts of each score with the evidence behind them."""
        behind = _Behind(projection)
        wanted = [
            ids
            for rank in ranks
            for *_, finding in rank.findings
            if finding
            for ids in behind.sources(finding)
        ]
        citations = self.catalogue.cite(
            sorted({e for e, is_proof in wanted if is_proof}),
            sorted({c for c, is_proof in wanted if not is_proof}),
        )
        return tuple(
            Partner(
                projection.organisations[rank.organisation],
                tuple(_part(f, behind, citations) for f in rank.findings),
            )
            for rank in ranks
        )


def _offers(
    projection: Projection, understood: Understood, region: str, today: dt.date
) -> dict[int, dict[str, Offer]]:
    """For each organisation in the region, its offer for each requirement that it meets."""
    found: dict[int, dict[str, list[CapabilityFit]]] = defaultdict(lambda: defaultdict(list))
    columns = projection.capabilities
    rows = zip(understood.need.requirements, understood.vectors, understood.stems, strict=True)
    for requirement, vector, stems in rows:
        fits = fitting_capabilities(projection, vector, stems, requirement.competencies)
        for fit in fits.values():
            found[int(columns.organisation[fit.capability])][requirement.id].append(fit)
    return {
        organisation: {
            id_: Offer(projection, tuple(sorted(fits, key=_best_first)), today)
            for id_, fits in by_need.items()
        }
        for organisation, by_need in found.items()
        if projection.organisations.regions[organisation].startswith(region)
    }


def _best_first(fit: CapabilityFit) -> tuple[float, int]:
    return (-fit.value, fit.capability)


def _rank(understood: Understood, organisation: int, offers: Mapping[str, Offer]) -> _Rank:
    requirements = understood.need.requirements
    total = sum(_importance(r) for r in requirements)
    findings = []
    for requirement in requirements:
        offer = offers.get(requirement.id)
        for feature in RANKING:
            weight = feature.weight * _importance(requirement) / total
            findings.append(
                (requirement, feature, weight, feature.measure(offer) if offer else None)
            )
    score = sum(weight * finding.value for _, _, weight, finding in findings if finding)
    return _Rank(score, organisation, tuple(findings))


def _importance(requirement: Requirement) -> float:
    return 1.0 if requirement.must else WISH


@dataclass(frozen=True, slots=True)
class _Behind:
    """What a finding rests on: evidence, and the statement that it supports."""

    projection: Projection

    def sources(self, finding: Finding) -> list[tuple[str, bool]]:
        """Ids with whether each is evidence, that of the first capability first."""
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
    behind: _Behind,
    citations: Mapping[str, Citation],
) -> Part:
    requirement, feature, weight, finding = found
    name = f"{requirement.id} {feature.name}"
    if finding is None:
        return Part(name, 0.0, weight, "nothing credible for this requirement")
    cited = (citations.get(id_) for id_, _ in behind.sources(finding))
    return Part(name, finding.value, weight, finding.reason, tuple(c for c in cited if c))
