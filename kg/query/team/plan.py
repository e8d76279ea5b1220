"""A team with who covers what, what it costs term by term, and which rules it breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations

from kg.query.team.costs import (
    COORDINATION,
    SPLIT,
    bond_price,
    cover_prices,
    gap_price,
    overlap_price,
    units,
)
from kg.query.team.problem import WHOLE, Candidate, TeamProblem
from kg.query.team.robustness import least_left


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a demand that a member, by its place in the team, covers."""

    member: int
    parts: int


Covers = tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a team costs, as a sum of named terms in units; what it gains is less than nothing."""

    misfit: int = 0
    risk: int = 0
    coordination: int = 0
    overlap: int = 0
    distance: int = 0
    price: int = 0
    familiarity: int = 0
    local: int = 0
    gaps: int = 0

    @property
    def total(self) -> int:
        """The sum, which the best team has least of."""
        return sum(astuple(self))


@dataclass(frozen=True, slots=True)
class Plan:
    """A team with who covers what: for each demand its members' parts; none where it is open."""

    members: tuple[Candidate, ...]
    covers: Covers
    cost: Cost

    @property
    def ids(self) -> tuple[str, ...]:
        """The members' ids in order."""
        return tuple(member.id for member in self.members)


def plan(
    problem: TeamProblem, members: tuple[Candidate, ...], covers: Covers | None = None
) -> Plan:
    """A team with its cost; without covers each demand goes to whoever saves most, the first."""
    chosen = _covers(problem, members) if covers is None else covers
    terms = {"coordination": units(COORDINATION) * max(0, len(members) - 1)}
    for place, (demand, parts) in enumerate(zip(problem.demands, chosen, strict=True)):
        if not parts:
            _add(terms, {"gaps": gap_price(demand)})
        else:
            _add(terms, {"coordination": units(SPLIT) * (len(parts) - 1)})
        for part in parts:
            prices = cover_prices(problem, members[part.member], place)
            _add(terms, {k: v * part.parts // problem.parts for k, v in prices.items()})
        busy = {part.member for part in parts}
        for row, member in enumerate(members):
            fit = member.fits[place]
            if fit is not None and row not in busy:
                _add(terms, {"overlap": overlap_price(demand, fit)})
    for one, other in combinations(members, 2):
        _add(terms, {"familiarity": bond_price(problem, one.id, other.id)})
    return Plan(members, chosen, Cost(**terms))


def broken(problem: TeamProblem, found: Plan) -> Iterator[str]:
    """The rules that a team breaks, in words of the model."""
    rules, members = problem.rules, found.members
    if rules.most_members is not None and len(members) > rules.most_members:
        yield "size"
    if len({m.group for m in members}) < len(members):
        yield "group"
    if not rules.required <= set(found.ids):
        yield "required"
    if rules.budget is not None and spent(found) > rules.budget * problem.parts:
        yield "budget"
    works = [work_of(problem, found, row) for row in range(len(members))]
    local, done = locality(problem, found)
    if local * WHOLE < rules.least_local * done:
        yield "local"
    if any(work * WHOLE > rules.most_share * sum(works) for work in works):
        yield "share"
    left, covered = robustness(problem, found)
    if left * WHOLE < rules.least_robust * covered:
        yield "robust"
    if any(_lacks(problem, found, place) for place in range(len(problem.demands))):
        yield "capacity"
    if any(_clash(found, pair) for pair in _rows_apart(problem, found.ids)):
        yield "apart"


def robustness(problem: TeamProblem, found: Plan) -> tuple[int, int]:
    """The work that the worst loss of one member leaves to the others, and all that is covered."""
    places = [place for place, parts in enumerate(found.covers) if parts]
    return least_left(problem, found.members, places)


def locality(problem: TeamProblem, found: Plan) -> tuple[int, int]:
    """The work that is done in the chosen regions, and all of it, in weights times parts."""
    works = [work_of(problem, found, row) for row in range(len(found.members))]
    local = sum(w for w, m in zip(works, found.members, strict=True) if m.is_local)
    return local, sum(works)


def share_of(part: int, whole: int) -> float:
    """A part of the work as a share, 0 where there is none."""
    return part / whole if whole else 0.0


def spent(found: Plan) -> int:
    """What a team asks for together, in money times parts."""
    return sum(
        found.members[part.member].prices[place] * part.parts
        for place, parts in enumerate(found.covers)
        for part in parts
        if found.members[part.member].prices
    )


def work_of(problem: TeamProblem, found: Plan, row: int) -> int:
    """How much of the work a member does, in weights times parts."""
    return sum(
        demand.weight * part.parts
        for demand, parts in zip(problem.demands, found.covers, strict=True)
        for part in parts
        if part.member == row
    )


def _add(terms: dict[str, int], more: dict[str, int]) -> None:
    for name, amount in more.items():
        terms[name] = terms.get(name, 0) + amount


def _covers(problem: TeamProblem, members: Sequence[Candidate]) -> Covers:
    return tuple(_cheapest(problem, members, place) for place in range(len(problem.demands)))


def _cheapest(problem: TeamProblem, members: Sequence[Candidate], place: int) -> tuple[Part, ...]:
    demand = problem.demands[place]
    prices = [
        (sum(cover_prices(problem, member, place).values()) - overlap_price(demand, fit), row)
        for row, member in enumerate(members)
        if (fit := member.fits[place]) is not None
    ]
    return (Part(min(prices)[1], problem.parts),) if prices else ()


def _lacks(problem: TeamProblem, found: Plan, place: int) -> bool:
    quantity, parts = problem.demands[place].quantity, found.covers[place]
    if not quantity or not parts:
        return False
    members = [(found.members[part.member], part.parts) for part in parts]
    together = sum(member.has_free(place, quantity) for member, _ in members)
    too_much = any(n > problem.most_parts(member, place) for member, n in members)
    return together < quantity or too_much


def _rows_apart(
    problem: TeamProblem, ids: Sequence[str]
) -> Iterator[tuple[int, int, frozenset[int] | None]]:
    rows = {id_: row for row, id_ in enumerate(ids)}
    for pair in problem.apart:
        if pair.one in rows and pair.other in rows:
            yield rows[pair.one], rows[pair.other], pair.places


def _clash(found: Plan, pair: tuple[int, int, frozenset[int] | None]) -> bool:
    one, other, places = pair
    if places is None:
        return True
    busy = {part.member for place in places for part in found.covers[place]}
    return one in busy and other in busy
