"""A team as a problem: who could cover which requirement, and what a team must obey."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

# The work that is shared out, in basis points.
WHOLE = 10_000
# Into how many equal parts the quantity of a requirement is cut when several share it.
PARTS = 100


@dataclass(frozen=True, slots=True)
class Demand:
    """One requirement; its importance is 1 for a must, less for a wish.

    `quantity` is what free capacities must add up to, in whole amounts; None: one covers it all.
    `weight` is how much of the work it is, beside the weights of the others.
    """

    id: str
    is_must: bool = True
    importance: float = 1.0
    quantity: int | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that could take part.

    `fits` has a place for each demand: the fit in 0..1, or None where it has nothing credible.
    So have the others, or they are empty: `free`, what it has free of the quantity, None for
    enough; `risks`, the part of a misfit that is due to missing proof; `prices`, what it asks for
    all of the demand, in whole money. `distance` is in km. `group` is shared by all organisations
    under one control.
    """

    id: str
    fits: tuple[float | None, ...]
    group: str
    free: tuple[int | None, ...] = ()
    risks: tuple[float, ...] = ()
    prices: tuple[int, ...] = ()
    distance: float = 0.0
    is_local: bool = False

    def has_free(self, place: int, quantity: int) -> int:
        """What it has free of a quantity, at most all."""
        free = self.free[place] if self.free else None
        return quantity if free is None else min(max(free, 0), quantity)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a team obeys; shares are of the work that is covered, in basis points.

    `least_robust` is the work that those who stay could still do, whoever leaves. `budget` is in
    whole money. Who is `required` is in the team, whatever it costs.
    """

    most_members: int | None = None
    budget: int | None = None
    least_local: int = 0
    most_share: int = WHOLE
    required: frozenset[str] = frozenset()
    least_robust: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """Two candidates, by id, that may not both work on some demands, by place; None: on any."""

    one: str
    other: str
    places: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class TeamProblem:
    """What is asked; candidates are ordered by id, which also breaks ties.

    `bonds` say how well two candidates know one another, in 0..1. `money` weighs one misfit in
    the cost, where it is not 0.
    """

    demands: tuple[Demand, ...]
    candidates: tuple[Candidate, ...]
    rules: Rules = field(default_factory=Rules)
    apart: tuple[Apart, ...] = ()
    bonds: Mapping[tuple[str, str], float] = field(default_factory=dict)
    money: int = 0
    parts: int = PARTS

    def without(self, ids: Collection[str]) -> "TeamProblem":
        """The same problem where some may not take part."""
        others = tuple(c for c in self.candidates if c.id not in ids)
        rules = replace(self.rules, required=self.rules.required - set(ids))
        return replace(self, candidates=others, rules=rules)

    @property
    def least_part(self) -> int:
        """The smallest share that is given to somebody, in parts; who has less free gives all."""
        return max(1, self.parts // 20)

    def most_parts(self, candidate: Candidate, place: int) -> int:
        """The parts of a demand that a candidate has free; a part that is begun counts."""
        quantity = self.demands[place].quantity
        if not quantity:
            return self.parts
        return -(-candidate.has_free(place, quantity) * self.parts // quantity)

    def is_shared(self, place: int) -> bool:
        """Whether several may work on a demand: who fits has only a part, or a rule asks for it."""
        quantity, rules = self.demands[place].quantity, self.rules
        if not quantity:
            return False
        if rules.budget is not None or rules.most_share < WHOLE:
            return True
        if rules.least_local > 0 or rules.least_robust > 0:
            return True
        able = (c for c in self.candidates if c.fits[place] is not None)
        return any(c.has_free(place, quantity) < quantity for c in able)
