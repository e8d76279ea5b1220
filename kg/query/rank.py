"""Ranks those who were admitted, by the weighted sum of what features find in their offers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import Alike, Need, Requirement
from kg.projection.projection import Floats
from kg.query.admission import Admitted, Judged
from kg.query.alike import DIGITS, Seen, find_alike, level_rows
from kg.query.features import RANKING, Feature, Finding
from kg.query.feedback.heard import Heard
from kg.query.past import LookedBack, PastFinding

# A wish counts half of a must.
WISH = 0.5
# A condition counts a tenth of a must: it tells apart those who do the work alike.
CONDITION = 0.1


@dataclass(frozen=True, slots=True)
class Ranked:
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

    @property
    def strength(self) -> float:
        """What the score would be if only the requirement that it meets best were asked, in 0..1.

        Nothing but what it states for that counts: no condition, no past and no feedback.
        """
        best: dict[str, float] = defaultdict(float)
        for requirement, feature, _, finding in self.findings:
            best[requirement.id] += feature.weight * finding.value if finding else 0.0
        return max(best.values(), default=0.0)

    @property
    def is_judged(self) -> bool:
        """Whether somebody found it fit or unfit for this very need."""
        return any(heard.is_same and heard.share for heard in self.heard)


@dataclass(frozen=True, slots=True)
class Ranking:
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
    ) -> "Ranking":
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

    def explain(self, organisation: int) -> Ranked:
        """What its features find, in words. A score is compared before its parts are rounded."""
        offers, heard = self.admitted.offers.of(organisation), self.heard.get(organisation, ())
        rest = _rest(heard)
        findings = tuple(
            (requirement, feature, rest * weight, feature.measure(offer) if offer else None)
            for requirement, feature, weight in self.weights
            for offer in (offers.get(requirement.id),)
        )
        past = self.past.findings(organisation, self.total / rest) if self.past and rest else ()
        judged = self.admitted.judges.judge(organisation)
        return Ranked(organisation, findings, judged, past, rest * self.condition, heard)

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
            found = sum(each.share * each.value for each in heard)
            scores[row] = _rest(heard) * scores[row] + found
        return np.asarray(scores[admitted.organisations])


def _rest(heard: Sequence[Heard]) -> float:
    """The share of a score that feedback leaves to all else."""
    return 1 - sum(each.share for each in heard)


def _importance(requirement: Requirement) -> float:
    return 1.0 if requirement.must else WISH
