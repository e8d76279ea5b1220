"""Forms a team: reads what must be known, lets the solver decide, and explains the answer."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg.errors import NotFoundError, UsageError
from kg.graph.catalogue import Catalogue
from kg.graph.opportunities import Opportunity
from kg.model import Feedback, Need
from kg.projection.projection import Projection
from kg.query.admission import needed_on, without_excluded
from kg.query.checks import Checker
from kg.query.feedback.heard import heard_of
from kg.query.feedback.likeness import mark_of
from kg.query.match import no_feedback
from kg.query.need import NeedReader
from kg.query.offers import find_offers
from kg.query.region_filter import find_region
from kg.query.team.alternatives.choices import Choices, Named, choices_of
from kg.query.team.alternatives.losses import losses, told_losses
from kg.query.team.alternatives.pareto import pareto
from kg.query.team.alternatives.sequence import Wanted, alternatives
from kg.query.team.answer import Member, TeamAnswer, TeamRequest
from kg.query.team.asked import Asked, ask_for, ask_need
from kg.query.team.check import check, check_required
from kg.query.team.explain import Explainer
from kg.query.team.facts import CandidateSource, FactReader, Facts, FactSource
from kg.query.team.feedback import heard_of_team, with_feedback
from kg.query.team.gaps import GapExplainer
from kg.query.team.near import find_nearness
from kg.query.team.placing import Placing
from kg.query.team.plan import Plan, locality, robustness, share_of
from kg.query.team.pool import Gate, Offers, seat_checks
from kg.query.team.pose import Poser
from kg.query.team.problem import TeamProblem
from kg.query.team.relaxations import smallest_relaxation
from kg.query.team.shares import propose_shares
from kg.query.team.solve import Solution, solve
from kg.query.team.stakes import stakes_of


class OpportunitySource(FactSource, Protocol):
    """Where opportunities and facts come from: the graph, or a test."""

    def opportunity(self, id_: str) -> Opportunity | None:
        """One opportunity with its requirements in order, or None."""


@dataclass(frozen=True, slots=True)
class TeamFormer:
    """Forms teams from a read model; the catalogue cites what the answer rests on.

    `feedback` gives that in force, on organisations under the ids that they have in the graph.
    """

    catalogue: Catalogue
    reader: NeedReader
    opportunities: OpportunitySource
    candidates: CandidateSource
    feedback: Callable[[], Sequence[Feedback]] = no_feedback

    def form(self, request: TeamRequest, projection: Projection, today: dt.date) -> TeamAnswer:
        """The team that covers most of a need, and of these costs least.

        Raises UsageError for a request that asks for nothing or for two things, NotFoundError for
        an opportunity or region that does not exist, InputError for a need that is none.
        """
        check(request, projection)
        asked = self._asked(request, projection, today)
        asked = replace(asked, excluded=asked.excluded | set(request.excluded))
        region = "" if request.region is None else find_region(projection, request.region)
        need = asked.understood.need
        offers, wider = (
            without_excluded(
                find_offers(projection, asked.understood, code, today), need
            ).by_organisation()
            for code in (region, "")
        )
        facts = self._facts(asked, wider, projection, today)
        checker = Checker(projection, today, needed_on(need, today))
        placing = Placing(self.candidates, today)
        offering = [projection.organisations.ids[row] for row in wider]
        standings = placing.standings(request, offering)
        gate = Gate(
            asked,
            facts,
            self.reader.words.stems,
            seat_checks(need, checker),
            standings,
            placing.assessing(request, offering),
        )
        heard = heard_of(mark_of(asked.understood), self.feedback())
        pool = with_feedback(gate.admit(offers), heard)
        everywhere = with_feedback(gate.admit(wider), heard) if region else pool
        check_required(request, pool)
        most, local = request.most_members, [find_region(projection, r) for r in request.local]
        rivalries = self.opportunities.rivalries(pool.organisations, today)
        nearness = None if request.near is None else find_nearness(request.near, projection)
        poser = Poser(projection, asked, pool, facts, tuple(local), nearness)
        problem = poser.pose(request, rivalries)
        teams = solve(problem, seconds=request.seconds)
        wanted = Wanted(request.alternatives, request.differ)
        others = alternatives(problem, teams.best.plan, wanted, request.seconds)
        gaps = GapExplainer(projection, asked, facts, pool, everywhere, region, most)
        explainer = Explainer(projection, request, asked, pool, self.catalogue.cite)
        ids = set(teams.best.plan.ids)
        among = [r for r in rivalries if {r.one, r.other} <= ids]
        relaxation = smallest_relaxation(problem, teams.best, pool)
        answer = explainer.answer(teams, others, gaps.explain(teams.best.plan), among, relaxation)
        best = teams.best.plan
        return replace(
            answer,
            members=placing.placed(_with_losses(answer, problem, best, explainer.named), standings),
            shares=propose_shares(stakes_of(problem, best)),
            local=share_of(*locality(problem, best)) if local else None,
            robust=share_of(*robustness(problem, best)),
            feedback=heard_of_team(pool, heard, ids, projection),
            choices=_choices(problem, teams.best, request, explainer.named),
        )

    def _asked(self, request: TeamRequest, projection: Projection, today: dt.date) -> Asked:
        match (request.need, request.opportunity):
            case (str() | Need() as need, None):
                return ask_need(self.reader.understand(need, projection, today))
            case (None, str(id_)):
                return ask_for(self._opportunity(id_), self.reader, projection)
        raise UsageError(
            "a team is formed for a need in words, for an edited one or for an opportunity, and "
            "for one of them; next step: name one of the three"
        )

    def _opportunity(self, id_: str) -> Opportunity:
        opportunity = self.opportunities.opportunity(id_)
        if opportunity is None:
            raise NotFoundError(
                f"no opportunity {id_!r}; next step: take an id from "
                "kg opportunity list, or from GET /v1/opportunities"
            )
        return opportunity

    def _facts(self, asked: Asked, offers: Offers, projection: Projection, today: dt.date) -> Facts:
        organisations: dict[str, set[str]] = {r.id: set() for r in asked.requirements}
        capabilities: dict[str, set[str]] = {r.id: set() for r in asked.requirements}
        for row, by_requirement in offers.items():
            for id_, offer in by_requirement.items():
                organisations[id_].add(projection.organisations.ids[row])
                capabilities[id_] |= {projection.capabilities.ids[f.capability] for f in offer.fits}
        terms = tuple(asked.terms.values())
        reader = FactReader(self.opportunities, self.candidates, terms, asked.opportunity, today)
        return reader.read(organisations, capabilities)


def _with_losses(
    answer: TeamAnswer, problem: TeamProblem, best: Plan, named: Named
) -> tuple[Member, ...]:
    """The members with what the loss of each would mean."""
    ids = [requirement.id for requirement in answer.need.requirements]
    found = told_losses(best, losses(problem, best, answer.request.seconds), ids, named)
    return tuple(replace(member, loss=found[member.organisation.id]) for member in answer.members)


def _choices(
    problem: TeamProblem, best: Solution, request: TeamRequest, named: Named
) -> Choices | None:
    """Teams to choose from, where they are asked for."""
    if not request.pareto:
        return None
    has_local = bool(request.local)
    front = pareto(problem, best, request.seconds, has_local=has_local)
    return choices_of(front, named, has_local=has_local)
