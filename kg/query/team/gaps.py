"""Why a requirement stays open, and the smallest change that closes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.opportunities import OpportunityRequirement
from kg.model import Organisation, Requirement
from kg.projection.projection import Projection
from kg.query.statements import FLOOR
from kg.query.team.answer import Gap
from kg.query.team.asked import Asked
from kg.query.team.facts import Facts
from kg.query.team.nearest import nearest_statement
from kg.query.team.plan import Plan
from kg.query.team.pool import Offered, Pool

LOOK_OUTSIDE = "look for a sub-supplier outside the cluster, or say it in other words"


@dataclass(frozen=True, slots=True)
class GapExplainer:
    """All that the explanation of a gap may draw on; `wider` is the pool without the region."""

    projection: Projection
    asked: Asked
    facts: Facts
    pool: Pool
    wider: Pool
    region: str
    most_members: int | None

    def explain(self, plan: Plan) -> tuple[Gap, ...]:
        """Each requirement that the team leaves open, in order."""
        rows = zip(self.asked.requirements, plan.covers, strict=True)
        return tuple(
            Gap(requirement.id, *self._why(place, requirement, plan))
            for place, (requirement, parts) in enumerate(rows)
            if not parts
        )

    def _why(self, place: int, requirement: Requirement, plan: Plan) -> tuple[str, str]:
        """Reason and change: of what fits first, then of what nearly does, then of what is near."""
        offered = self.pool.offered[requirement.id]
        terms = self.asked.terms.get(requirement.id)
        if (
            offered
            and terms
            and terms.quantity
            and all(o.free is not None for o in offered.values())
        ):
            together = sum(o.free or 0.0 for o in offered.values())
            if together < terms.quantity:
                return self._too_little(offered, terms, together)
        if offered:
            return self._held_back(offered, plan)
        missed = self.pool.near_misses.get(requirement.id, ())
        if missed:
            return missed[0].reason, missed[0].change
        wider = self.wider.offered[requirement.id]
        if wider:
            return self._elsewhere(wider)
        return self._nobody(place, requirement)

    def _held_back(self, offered: Mapping[str, Offered], plan: Plan) -> tuple[str, str]:
        """Somebody fits, and the team may not have them."""
        held = {self.facts.group(member.id): member.id for member in plan.members}
        free = {id_: o for id_, o in offered.items() if self.facts.group(id_) not in held}
        id_, best = _best(free or offered)
        name = self._name(best.organisation)
        if free and (self.most_members is None or len(plan.members) < self.most_members):
            return (
                f"{name} fits {best.fit:.2f}, and the rules of the team leave no room",
                "give up what the answer names",
            )
        if free:
            allowed = _counted(len(plan.members), "member")
            return (
                f"{name} fits {best.fit:.2f}, and no more than {allowed} can be in the team",
                f"allow {_counted(len(plan.members) + 1, 'member')}",
            )
        other = self._name_of(held[self.facts.group(id_)])
        return (
            f"only {name} fits, and belongs to the same ownership group as {other}",
            f"let {name} and {other} count as one member, or take {name} instead",
        )

    def _too_little(
        self, offered: Mapping[str, Offered], terms: OpportunityRequirement, together: float
    ) -> tuple[str, str]:
        """Of the quantity all together have too little free."""
        most = sorted(offered.values(), key=lambda o: (-(o.free or 0.0), o.organisation))
        names = ", ".join(f"{self._name(o.organisation)} ({o.free:,.0f})" for o in most)
        held = [f"of {self._name(o.organisation)} {told}" for o in most for told in o.held]
        missing = (terms.quantity or 0.0) - together
        when = f" by {terms.needed_by}" if terms.needed_by else ""
        released = ", or have what is held released" if held else ""
        reason = f"of {terms.quantity:,.0f} {terms.unit} all have {together:,.0f} free: {names}"
        return (
            "; ".join((reason, *held)),
            f"ask for {together:,.0f}, or find {missing:,.0f} more elsewhere{when}{released}",
        )

    def _elsewhere(self, wider: Mapping[str, Offered]) -> tuple[str, str]:
        _, best = _best(wider)
        organisation = self.projection.organisations[best.organisation]
        return (
            f"nobody in {self.region} fits",
            f"without the region, {_placed(organisation)} fits {best.fit:.2f}",
        )

    def _nobody(self, place: int, requirement: Requirement) -> tuple[str, str]:
        understood = self.asked.understood
        near = nearest_statement(
            self.projection, understood.vectors[place], understood.stems[place], self.region
        )
        where = f" in {self.region}" if self.region else ""
        is_called_for = self.asked.opportunity is not None
        named = [f"“{c.label}”" for c in requirement.competencies] if is_called_for else []
        head = f"nobody{where} states {' or '.join(named)}" if named else f"nobody{where} fits"
        if near is None:
            return head, LOOK_OUTSIDE
        organisation = self.projection.organisations[near.organisation]
        fits = f"fits {near.mix:.2f}" + (
            f" of {FLOOR:.2f}" if near.mix < FLOOR else " in words only"
        )
        return (
            f"{head}; the nearest statement, of {organisation.name}, {fits}",
            f"ask {_placed(organisation)} whether they could, or {LOOK_OUTSIDE}",
        )

    def _name(self, row: int) -> str:
        return self.projection.organisations.names[row]

    def _name_of(self, id_: str) -> str:
        row = self.projection.organisations.ids.find(id_)
        return id_ if row is None else self._name(row)


def _best(offered: Mapping[str, Offered]) -> tuple[str, Offered]:
    return min(offered.items(), key=lambda item: (-item[1].fit, item[0]))


def _placed(organisation: Organisation) -> str:
    where = organisation.region or organisation.country
    return f"{organisation.name} ({where})" if where else organisation.name


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
