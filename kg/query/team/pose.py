"""Turns what is asked and who could cover it into the problem that is solved."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.opportunities import Rivalry
from kg.model import Requirement
from kg.projection.projection import Projection
from kg.query.features import RANKING
from kg.query.rank import WISH
from kg.query.team.answer import TeamRequest
from kg.query.team.asked import Asked
from kg.query.team.costs import DISTANCE_COUNTED
from kg.query.team.facts import Facts
from kg.query.team.near import Nearness
from kg.query.team.pool import Offered, Pool
from kg.query.team.problem import WHOLE, Apart, Candidate, Demand, Rules, TeamProblem

# Amounts are counted in thousandths, so that what is free for a part of a period counts.
THOUSAND = 1_000
# A must is twice the work of a wish, where nothing says how much either is.
MUST_WEIGHT, WISH_WEIGHT = 2, 1
PROOF = next(feature for feature in RANKING if feature.name == "proof")


@dataclass(frozen=True, slots=True)
class Poser:
    """All that a problem is made of; `local` are the codes of the chosen regions."""

    projection: Projection
    asked: Asked
    pool: Pool
    facts: Facts
    local: tuple[str, ...]
    nearness: Nearness | None = None

    def pose(self, request: TeamRequest, rivalries: Sequence[Rivalry]) -> TeamProblem:
        """The problem; who compete are kept apart where that is asked for."""
        demands = tuple(map(self._demand, self.asked.requirements))
        candidates = tuple(self._candidate(id_, demands) for id_ in self.pool.organisations)
        rules = Rules(
            request.most_members,
            None,
            _basis_points(request.least_local, 0),
            _basis_points(request.most_share, WHOLE),
            frozenset(request.required),
            _basis_points(request.least_robust, 0),
        )
        keeps_apart = self.asked.is_secret if request.apart is None else request.apart
        apart = tuple(map(self._apart, rivalries)) if keeps_apart else ()
        return TeamProblem(demands, candidates, rules, apart)

    def _demand(self, requirement: Requirement) -> Demand:
        quantity = self._quantity(requirement.id)
        if requirement.must:
            return Demand(requirement.id, quantity=quantity, weight=MUST_WEIGHT)
        return Demand(
            requirement.id,
            is_must=False,
            importance=WISH,
            quantity=quantity,
            weight=WISH_WEIGHT,
        )

    def _quantity(self, requirement: str) -> int | None:
        terms = self.asked.terms.get(requirement)
        if terms is None or not terms.quantity or terms.quantity <= 0:
            return None
        return math.ceil(terms.quantity * THOUSAND)

    def _candidate(self, id_: str, demands: Sequence[Demand]) -> Candidate:
        offers = [self.pool.offered[demand.id].get(id_) for demand in demands]
        row = next(offered.organisation for offered in offers if offered)
        seat = self.projection.organisations.regions[row]
        return Candidate(
            id_,
            tuple(offered.fit if offered else None for offered in offers),
            self.facts.group(id_),
            tuple(map(_free, offers)),
            tuple(map(_risk, offers)),
            distance=self._distance(row),
            is_local=any(seat.startswith(code) for code in self.local),
        )

    def _distance(self, row: int) -> float:
        """Where nobody knows a seat it counts as the farthest, so that silence gains nothing."""
        if self.nearness is None:
            return 0.0
        km = self.nearness.of(row)
        return DISTANCE_COUNTED if km is None else km

    def _apart(self, rivalry: Rivalry) -> Apart:
        """Two competitors; in the competencies in which they compete, if any are named."""
        if not rivalry.competencies:
            return Apart(rivalry.one, rivalry.other)
        source = rivalry.one.partition(":")[0]
        field = {*rivalry.competencies, *(f"{source}:{c}" for c in rivalry.competencies)}
        places = (
            place
            for place, requirement in enumerate(self.asked.requirements)
            if any(competency.id in field for competency in requirement.competencies)
        )
        return Apart(rivalry.one, rivalry.other, frozenset(places))


def _free(offered: Offered | None) -> int | None:
    if offered is None or offered.free is None:
        return None
    return math.floor(offered.free * THOUSAND)


def _risk(offered: Offered | None) -> float:
    """The part of the misfit that is due to missing proof."""
    if offered is None:
        return 0.0
    return offered.rest * PROOF.weight * (1 - PROOF.measure(offered.offer).value)


def _basis_points(share: float | None, otherwise: int) -> int:
    return otherwise if share is None else round(share * WHOLE)
