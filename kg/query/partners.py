"""Puts into words what the score of each partner is made of, and cites what that rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.catalogue import Catalogue
from kg.model import Citation, Part, Partner, Requirement
from kg.projection.projection import Projection
from kg.query.admission import Judged
from kg.query.features import Feature, Finding
from kg.query.feedback.heard import Heard
from kg.query.past import PastFinding
from kg.query.rank import Ranked
from kg.query.ranking.probability import Calibration

PROOFS_OF_A_STATEMENT = 3


def explained(
    ranks: Sequence[Ranked], projection: Projection, catalogue: Catalogue, curve: Calibration
) -> tuple[Partner, ...]:
    """The parts of each score with the evidence behind them, and how likely each one is fit."""
    behind = _Behind(projection)
    sources = [[behind.sources(finding) for *_, finding in rank.findings] for rank in ranks]
    wanted = {source for of_rank in sources for found in of_rank for source in found}
    wanted |= {(id_, True) for rank in ranks for found in rank.past for id_ in found.evidence}
    citations = catalogue.cite(
        sorted(id_ for id_, is_proof in wanted if is_proof),
        sorted(id_ for id_, is_proof in wanted if not is_proof),
    )
    return tuple(
        Partner(
            projection.organisations[rank.organisation],
            (
                *(_part(f, ids, citations) for f, ids in zip(rank.findings, of_rank, strict=True)),
                *(_condition_part(judged, rank.condition) for judged in rank.judged),
                *(_past_part(finding, citations) for finding in rank.past),
                *map(_feedback_part, rank.heard),
            ),
            rank.strength,
            # Where somebody has judged it, the judgement stands in the answer, and no guess.
            None if rank.is_judged else curve.probability(rank.strength),
        )
        for rank, of_rank in zip(ranks, sources, strict=True)
    )


def first_proofs(projection: Projection, capability: int) -> list[str]:
    """Ids of the evidence that is cited for a statement."""
    cited = projection.capabilities.evidence[capability][:PROOFS_OF_A_STATEMENT].tolist()
    return [projection.evidence.ids[proof] for proof in cited]


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
            proofs = dict.fromkeys((id_, True) for id_ in first_proofs(self.projection, row))
            # The statement's own row ties the organisation to what the evidence proves.
            self.known[row] = [*proofs, (self.projection.capabilities.ids[row], False)]
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
