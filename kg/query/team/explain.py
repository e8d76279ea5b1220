"""Turns a solved problem into an answer: who covers what, why each member is in, what is next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.opportunities import Rivalry
from kg.model import Citation, Organisation
from kg.projection.projection import Projection
from kg.query.features import RANKING
from kg.query.partners import first_proofs
from kg.query.team.answer import (
    Alternative,
    Cover,
    Gap,
    Member,
    NearMissed,
    Overlap,
    Rivals,
    Status,
    TeamAnswer,
    TeamRequest,
)
from kg.query.team.asked import Asked
from kg.query.team.costs import UNITS
from kg.query.team.plan import Plan
from kg.query.team.pool import Offered, Pool
from kg.query.team.problem import PARTS
from kg.query.team.solve import Solution, Teams

MOST_NEAR_MISSES = 3
# The features whose reasons are told of a cover, in this order.
TOLD = ("fit", "proof")

Cite = Callable[[Sequence[str], Sequence[str]], Mapping[str, Citation]]


@dataclass(frozen=True, slots=True)
class Explainer:
    """All that the explanation of a team may draw on."""

    projection: Projection
    request: TeamRequest
    asked: Asked
    pool: Pool
    cite: Cite

    def answer(
        self,
        teams: Teams,
        others: Sequence[Solution],
        gaps: tuple[Gap, ...],
        rivalries: Sequence[Rivalry],
        relaxations: tuple[str, ...],
    ) -> TeamAnswer:
        """The answer for the best of the teams, with other teams that differ from it."""
        best = teams.best
        return TeamAnswer(
            self.request,
            self.asked.understood.need,
            self.asked.opportunity,
            self.status(best),
            best.plan.cost,
            best.plan.cost.total if best.bound is None else best.bound,
            self._members(teams),
            gaps,
            self._near_misses(),
            self._rivals(rivalries),
            tuple(self._alternative(best.plan, other) for other in others),
            self.projection.revision,
            relaxations if self.status(best) is Status.INFEASIBLE else (),
        )

    def status(self, solution: Solution) -> Status:
        """How good a team is known to be.

        Abstained: nobody is credible for any requirement, whatever its conditions. Infeasible: it
        is proven that a must stays open, since nobody fits it under its conditions or since the
        best team allowed leaves it open.
        """
        if not self.pool.organisations and not self.pool.near_misses:
            return Status.ABSTAINED
        rows = zip(self.asked.requirements, solution.plan.covers, strict=True)
        left_open = [r.id for r, parts in rows if r.must and not parts]
        if solution.bound is None:
            return Status.INFEASIBLE
        is_proven = solution.is_proven
        if any(is_proven or not self.pool.offered[id_] for id_ in left_open):
            return Status.INFEASIBLE
        return Status.OPTIMAL if is_proven else Status.BEST_FOUND

    def _members(self, teams: Teams) -> tuple[Member, ...]:
        plan = teams.best.plan
        citations = self._citations(plan)
        members = []
        for row, candidate in enumerate(plan.members):
            covers, overlaps = [], []
            for requirement, parts in zip(self.asked.requirements, plan.covers, strict=True):
                offered = self.pool.offered[requirement.id].get(candidate.id)
                own = [part.parts for part in parts if part.member == row]
                if offered and own:
                    share = own[0] / PARTS
                    covers.append(self._cover(requirement.id, offered, citations, share))
                elif offered:
                    overlaps.append(Overlap(requirement.id, offered.fit))
            covered = [cover.requirement for cover in covers]
            reason = self._reason(covered, plan, teams.without[candidate.id].plan)
            organisation = self.named(candidate.id)
            members.append(Member(organisation, tuple(covers), tuple(overlaps), reason))
        return tuple(members)

    def _cover(
        self,
        requirement: str,
        offered: Offered,
        citations: Mapping[str, Citation],
        share: float,
    ) -> Cover:
        row = offered.offer.best.capability
        told = {f.name: f.measure(offered.offer).reason for f in RANKING if f.name in TOLD}
        cited = (
            citations.get(id_)
            for id_ in (*first_proofs(self.projection, row), self._capability(row))
        )
        return Cover(
            requirement,
            self._capability(row),
            offered.fit,
            "; ".join((*(told[n] for n in TOLD if n in told), *offered.remarks, *offered.heard)),
            tuple(citation for citation in cited if citation),
            share,
        )

    def _reason(self, covered: Sequence[str], plan: Plan, without: Plan) -> str:
        """Why a member is in: what it covers, and what would be without it."""
        if not covered:
            return "covers nothing, and is required"
        head = f"covers {', '.join(covered)}"
        rows = zip(self.asked.requirements, plan.covers, without.covers, strict=True)
        lost = [r.id for r, now, then in rows if now and not then]
        if lost:
            return f"{head}; without it {', '.join(lost)} would stay open"
        more = (without.cost.total - plan.cost.total) / UNITS
        return f"{head}; the best team without it costs {more:.2f} more"

    def _citations(self, plan: Plan) -> Mapping[str, Citation]:
        """What the covers of a team rest on."""
        rows = [
            self.pool.offered[r.id][plan.members[part.member].id].offer.best.capability
            for r, parts in zip(self.asked.requirements, plan.covers, strict=True)
            for part in parts
        ]
        proofs = {proof for row in rows for proof in first_proofs(self.projection, row)}
        return self.cite(sorted(proofs), sorted({self._capability(row) for row in rows}))

    def _capability(self, row: int) -> str:
        return self.projection.capabilities.ids[row]

    def _near_misses(self) -> tuple[NearMissed, ...]:
        return tuple(
            NearMissed(
                requirement.id,
                self.projection.organisations[missed.organisation],
                missed.fit,
                missed.reason,
                missed.change,
            )
            for requirement in self.asked.requirements
            for missed in self.pool.near_misses.get(requirement.id, ())[:MOST_NEAR_MISSES]
        )

    def _rivals(self, rivalries: Sequence[Rivalry]) -> tuple[Rivals, ...]:
        return tuple(
            Rivals((r.one, r.other), tuple(self._label(c, r.one) for c in r.competencies))
            for r in rivalries
        )

    def _label(self, competency: str, organisation: str) -> str:
        """The name of a competency, which a source may name without saying whose it is."""
        columns = self.projection.competencies
        source = organisation.partition(":")[0]
        rows = (columns.ids.find(id_) for id_ in (competency, f"{source}:{competency}"))
        return next((columns.names[row] for row in rows if row is not None), competency)

    def _alternative(self, best: Plan, solution: Solution) -> Alternative:
        plan = solution.plan
        return Alternative(
            tuple(id_ for id_ in best.ids if id_ not in plan.ids),
            tuple(self.named(id_) for id_ in plan.ids),
            plan.cost.total,
            plan.cost.total if solution.bound is None else solution.bound,
            self.status(solution),
        )

    def named(self, id_: str) -> Organisation:
        """The organisation of an id."""
        row = self.projection.organisations.ids.find(id_)
        assert row is not None  # noqa: S101  # members come from the read model
        return self.projection.organisations[row]
