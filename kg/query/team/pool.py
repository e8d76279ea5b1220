"""Who could cover what: offers held to the conditions, and those that just fail them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.conditions import (
    Condition,
    DistanceCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)
from kg.graph.opportunities import OpportunityRequirement
from kg.model import Need
from kg.projection.projection import UNKNOWN, Projection
from kg.query.checks import Check, Checker
from kg.query.features import RANKING, Offer
from kg.query.team.asked import Asked
from kg.query.team.assessing import Assessing
from kg.query.team.conditions import (
    Case,
    Objection,
    held_for_others,
    objections_to,
    remarks_on,
)
from kg.query.team.facts import Facts
from kg.query.team.standing import Standings

Offers = Mapping[int, Mapping[str, Offer]]


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer of an organisation (a row of the read model) with its fit in 0..1.

    `remarks` say what is asked for and not known of its best statement. `free` is what it has
    free of the quantity, None for enough; `held` says what others hold of it. Feedback leaves the
    `rest` of the fit to all else, and `heard` says why.
    """

    organisation: int
    offer: Offer
    fit: float
    remarks: tuple[str, ...] = ()
    free: float | None = None
    held: tuple[str, ...] = ()
    rest: float = 1.0
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An offer that fits a requirement, and all that speaks against the best statement of it."""

    organisation: int
    name: str
    fit: float
    objections: tuple[Objection, ...]

    @property
    def reason(self) -> str:
        """Why it does not count."""
        return f"{self.name} {'; '.join(objection.reason for objection in self.objections)}"

    @property
    def change(self) -> str:
        """All that would have to change for it to count."""
        changes = dict.fromkeys(objection.change for objection in self.objections)
        return f"for {self.name}: {'; '.join(changes)}"


@dataclass(frozen=True, slots=True)
class Pool:
    """Offers that count, by requirement and organisation id, and near misses, nearest first."""

    offered: Mapping[str, Mapping[str, Offered]]
    near_misses: Mapping[str, Sequence[NearMiss]]

    @property
    def organisations(self) -> list[str]:
        """The ids of all who have an offer that counts, sorted."""
        return sorted({id_ for by_organisation in self.offered.values() for id_ in by_organisation})


@dataclass(frozen=True, slots=True)
class Gate:
    """Holds offers to the conditions of what is asked, statement by statement."""

    asked: Asked
    facts: Facts
    stems: Callable[[str], Sequence[str]]
    checks: Sequence[tuple[Condition, Check]] = ()
    standings: Standings = field(default_factory=Standings)
    assessing: Assessing = field(default_factory=Assessing)

    def admit(self, offers: Offers) -> Pool:
        """The offers that count, each with the statements that do, and those that just miss."""
        offered: dict[str, dict[str, Offered]] = {r.id: {} for r in self.asked.requirements}
        missed: dict[str, list[NearMiss]] = defaultdict(list)
        for row, requirement, offer in self._admissible(offers):
            cases = self._cases(requirement, row, offer)
            objections = [objections_to(case) if case else () for case in cases]
            whole = [place for place, against in enumerate(objections) if not against]
            # Without anybody's whole capacity, one statement gives what it has free.
            kept = whole or _part(objections)
            if kept:
                left = replace(offer, fits=tuple(offer.fits[place] for place in kept))
                case = cases[kept[0]]
                remarks = remarks_on(case) if case else ()
                id_ = offer.projection.organisations.ids[row]
                free = None if whole else objections[kept[0]][0].free
                held = held_for_others(case) if case else ()
                offered[requirement][id_] = Offered(row, left, score(left), remarks, free, held)
            else:
                name = offer.projection.organisations.names[row]
                least = min(objections, key=len)
                missed[requirement].append(NearMiss(row, name, score(offer), least))
        return Pool(offered, {id_: sorted(m, key=_nearest_first) for id_, m in missed.items()})

    def _admissible(self, offers: Offers) -> Iterator[tuple[int, str, Offer]]:
        """Each offer with its organisation and requirement, but of those who are excluded."""
        for row, by_requirement in offers.items():
            for requirement, offer in by_requirement.items():
                if offer.projection.organisations.ids[row] not in self.asked.excluded:
                    yield row, requirement, offer

    def _cases(self, requirement: str, row: int, offer: Offer) -> Sequence[Case | None]:
        """Each statement of an offer as a case; None where the requirement has no conditions."""
        terms = self.asked.terms.get(requirement)
        if terms is None:
            return [None] * len(offer.fits)
        texts = _texts(offer.projection, row) if terms.excludes else ()
        return [self._case(terms, row, offer, fit.capability, texts) for fit in offer.fits]

    def _case(
        self,
        terms: OpportunityRequirement,
        row: int,
        offer: Offer,
        capability: int,
        texts: tuple[str, ...],
    ) -> Case:
        projection, organisation = offer.projection, offer.projection.organisations[row]
        level = int(projection.capabilities.level[capability])
        return Case(
            terms,
            offer.today,
            organisation.region,
            None if level == UNKNOWN else level,
            texts,
            self.facts.certificates.get(organisation.id, ()),
            self.facts.capacities.get(projection.capabilities.ids[capability]),
            self.facts.languages.get(organisation.id, frozenset()),
            self.stems,
            self.asked.work_begins,
            self._objections(terms.id, row, organisation.id),
            self.facts.holds.get(projection.capabilities.ids[capability], ()),
        )

    def _objections(self, requirement: str, row: int, id_: str) -> tuple[Objection, ...]:
        """What speaks against an organisation as a whole, such as its seat."""
        outcomes = (
            (condition, check.outcome(row))
            for condition, check in self.checks
            if condition.requirement in (None, requirement)
        )
        failed = (
            Objection(condition.kind, outcome.reason, outcome.change, wanted=wanted_by(condition))
            for condition, outcome in outcomes
            if outcome.value == 0
        )
        return (*failed, *self.standings.objections(id_), *self.assessing.objections(id_))


def seat_checks(need: Need, checker: Checker) -> list[tuple[Condition, Check]]:
    """The checks of where a partner is seated, of its size and its sector, as far as musts ask."""
    kinds = RegionCondition | DistanceCondition | SizeCondition | SectorCondition
    found = ((c, checker.check(c)) for c in need.conditions if isinstance(c, kinds) and c.must)
    return [(condition, check) for condition, check in found if check is not None]


def wanted_by(condition: Condition) -> str:
    """A condition on the organisation as a whole, in words."""
    match condition:
        case DistanceCondition():
            return f"within {condition.km:,.0f} km of {condition.place}"
        case RegionCondition():
            places = " or ".join(condition.regions)
            return f"no seat in {places}" if condition.excluded else f"a seat in {places}"
        case SizeCondition():
            return "the size"
        case _:
            return "the sector"


def score(offer: Offer) -> float:
    """The weighted features of an offer, in 0..1, as partners are ranked by."""
    total = sum(feature.weight * feature.measure(offer).value for feature in RANKING)
    return min(1.0, max(0.0, total))


def _part(objections: Sequence[Sequence[Objection]]) -> list[int]:
    """The statement with most free of the quantity, where nothing else speaks against it."""
    free = {
        place: against[0].free or 0.0
        for place, against in enumerate(objections)
        if len(against) == 1 and against[0].free
    }
    return [max(free, key=lambda place: free[place])] if free else []


def _texts(projection: Projection, row: int) -> tuple[str, ...]:
    """What the organisation says of itself."""
    own = projection.organisations.capabilities[row]
    return tuple(projection.statements.texts[int(projection.capabilities.text[c])] for c in own)


def _nearest_first(missed: NearMiss) -> tuple[int, float, int]:
    return (len(missed.objections), -missed.fit, missed.organisation)
