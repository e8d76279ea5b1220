"""The ranking of a match, told plainly: organisation by organisation, without columns."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.conditions import (
    CertificateCondition,
    Condition,
    ExclusionCondition,
    QuantityCondition,
)
from kg.model import CompetencyMatch, Requirement
from kg.projection.projection import STATUSES, Projection
from kg.projection.words import Words
from kg.query.admission import needed_on
from kg.query.checks import Checker, Outcome
from kg.query.features import RANKING, Offer
from kg.query.fit import (
    CLEAR,
    CONFIDENCE_FROM,
    CONFIDENCE_TO,
    OWN_SHARE,
    SURE,
    CapabilityFit,
)
from kg.query.judges import ExclusionJudge, QuantityJudge
from kg.query.need import Understood
from kg.query.offers import find_offers
from kg.query.rank import CONDITION, WISH
from kg.query.statements import (
    FLOOR,
    FULL,
    MEANING_FLOOR,
    MEANING_SHARE,
    NOTHING,
    WORDS_SHARE,
)

Own = Mapping[str, Offer]


@dataclass(frozen=True)
class PlainAnswer:
    """Organisations with their scores, best first, and whom each condition turned away."""

    ranking: tuple[tuple[str, float], ...]
    turned_away: Mapping[int, int]
    relaxed: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlainMatch:
    """One need against one read model."""

    projection: Projection
    understood: Understood
    today: dt.date
    words: Words

    def answer(self) -> PlainAnswer:
        offers = self._offers()
        found = self._ranked(offers, ())
        conditions = enumerate(self.understood.need.conditions)
        lets = tuple(p for p, c in conditions if isinstance(c, CertificateCondition) and c.must)
        nearest = self._ranked(offers, lets)
        if found.ranking or not nearest.ranking:
            return found
        return PlainAnswer(nearest.ranking, found.turned_away, lets)

    def _ranked(self, offers: Mapping[int, Own], relaxed: Sequence[int]) -> PlainAnswer:
        turned_away: dict[int, int] = defaultdict(int)
        scores: dict[int, float] = {}
        for row, own in offers.items():
            judged = list(self._judged(row))
            failed = [
                (place, condition)
                for place, condition, outcome in judged
                if condition.must
                and place not in relaxed
                and not isinstance(condition, QuantityCondition)
                and outcome.value == 0
            ]
            out = {condition.requirement for _, condition in failed}
            left = {id_: o for id_, o in own.items() if None not in out and id_ not in out}
            if left:
                scores[row] = self._score(left, [outcome for _, _, outcome in judged])
            elif failed:
                turned_away[failed[0][0]] += 1
        ids = self.projection.organisations.ids
        best = sorted(scores, key=lambda row: (-round(scores[row], 9), row))
        return PlainAnswer(tuple((ids[row], scores[row]) for row in best), dict(turned_away))

    def _score(self, offers: Own, outcomes: Sequence[Outcome]) -> float:
        requirements = self.understood.need.requirements
        shares = {r.id: 1.0 if r.must else WISH for r in requirements}
        total = sum(shares.values()) + CONDITION * len(outcomes)
        parts = [
            shares[id_] * feature.weight * feature.measure(offer).value
            for id_, offer in offers.items()
            for feature in RANKING
        ]
        return (sum(parts) + CONDITION * sum(o.value or 0 for o in outcomes)) / total

    def _judged(self, row: int) -> Iterator[tuple[int, Condition, Outcome]]:
        need = self.understood.need
        checker = Checker(self.projection, self.today, needed_on(need, self.today))
        offers = find_offers(self.projection, self.understood, "", self.today)
        for place, condition in enumerate(need.conditions):
            check = checker.check(condition)
            if check is not None:
                yield place, condition, check.outcome(row)
            elif isinstance(condition, QuantityCondition):
                judge = QuantityJudge(need, condition, self.today)
                yield place, condition, judge.outcome(row, offers)
            elif isinstance(condition, ExclusionCondition) and condition.of_partner:
                other = ExclusionJudge(need, condition, self.today, self.words.stems)
                yield place, condition, other.outcome(row, offers)

    def _offers(self) -> dict[int, Own]:
        found: dict[int, dict[str, Offer]] = defaultdict(dict)
        columns = self.projection.capabilities
        for place, requirement in enumerate(self.understood.need.requirements):
            fits: dict[int, list[CapabilityFit]] = defaultdict(list)
            for capability in range(len(columns.ids)):
                fit = self._fit(capability, place, requirement)
                if fit and not self._is_excluded(capability):
                    fits[int(columns.organisation[capability])].append(fit)
            for row, own in fits.items():
                best = sorted(own, key=lambda f: (-f.value, f.capability))
                found[row][requirement.id] = Offer(self.projection, tuple(best), self.today)
        return found

    def _fit(self, row: int, place: int, requirement: Requirement) -> CapabilityFit | None:
        columns, statements = self.projection.capabilities, self.projection.statements
        text = int(columns.text[row])
        near = float(statements.vectors.exact[text] @ self.understood.vectors[place])
        said = WORDS_SHARE * float(self.understood.hits[place].words[text])
        mix = MEANING_SHARE * near + said
        meant = {match.id: match for match in requirement.competencies}
        stated = [self.projection.competencies.ids[int(c)] for c in columns.competencies[row]]
        is_sure = any(match.confidence >= SURE for match in meant.values())
        is_derived = STATUSES[columns.status[row]] == "derived"
        best: CapabilityFit | None = None
        if mix >= FLOOR and near >= MEANING_FLOOR:
            shares_words = stated and not set(stated) & set(meant)
            is_short = is_sure or (not is_derived and _scaled(mix) < CLEAR)
            best = None if shares_words and is_short else CapabilityFit(row, _scaled(mix), None)
        for match in meant.values():
            if match.id in stated and not (is_sure and match.confidence < SURE):
                value = _borne(match, near, said, mix)
                if value and (best is None or value > best.value):
                    best = CapabilityFit(row, value, match if is_sure else None)
        return best

    def _is_excluded(self, row: int) -> bool:
        stated = self.projection.capabilities.competencies[row]
        ids = {self.projection.competencies.ids[int(c)] for c in stated}
        conditions = self.understood.need.conditions
        asked = [c for c in conditions if isinstance(c, ExclusionCondition) and c.must]
        return bool(ids) and ids <= {id_ for c in asked for id_ in c.competencies}


def _borne(match: CompetencyMatch, near: float, said: float, mix: float) -> float:
    if match.confidence >= SURE:
        return round(match.confidence * (1 - OWN_SHARE + OWN_SHARE * _scaled(mix)), 4)
    named = CONFIDENCE_FROM + match.confidence * (CONFIDENCE_TO - CONFIDENCE_FROM)
    both = MEANING_SHARE * (near + named) / 2 + said
    return round(_scaled(both), 4) if both >= FLOOR else 0.0


def _scaled(mix: float) -> float:
    return min(1.0, max(0.0, (mix - NOTHING) / (FULL - NOTHING)))
