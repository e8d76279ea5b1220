"""A team as a problem: who could cover which requirement, what a team costs, what it must obey."""

from collections.abc import Collection
from dataclasses import dataclass

# One whole misfit is this many units. Costs are whole numbers of units, so that sums are exact,
# ties are ties, and a bound that meets a cost proves it.
UNITS = 10_000

# What a requirement costs that is covered without any fit; with full fit it costs nothing.
MISFIT = 1.0
# Each member after the first has to be briefed, contracted and paid. A specialist is worth one
# more contract when the fit gains at least this much: about what verified is worth over claimed.
COORDINATION = 0.10
# What a member could do as well, and another one does: idle competency that was not asked for.
# A third of a contract at most, so that it decides between equals and rarely more.
OVERLAP = 0.03
# A requirement left open. Half of it, a wish, is more than everything else together can cost in
# a team for twenty-five requirements: nobody is left out to save money.
GAP = 100.0


@dataclass(frozen=True, slots=True)
class Demand:
    """One requirement; its importance is 1 for a must, less for a wish."""

    id: str
    is_must: bool = True
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that could take part.

    `fits` has a place for each demand: the fit in 0..1, or None where it has nothing credible.
    `group` is shared by all organisations under one control.
    """

    id: str
    fits: tuple[float | None, ...]
    group: str


@dataclass(frozen=True, slots=True)
class TeamProblem:
    """What is asked; candidates are ordered by id, which also breaks ties."""

    demands: tuple[Demand, ...]
    candidates: tuple[Candidate, ...]
    most_members: int | None = None

    def without(self, ids: Collection[str]) -> "TeamProblem":
        """The same problem where some may not take part."""
        others = tuple(c for c in self.candidates if c.id not in ids)
        return TeamProblem(self.demands, others, self.most_members)

    def is_allowed(self, members: Collection[Candidate]) -> bool:
        """Whether a team obeys: its size, and at most one member of a group."""
        groups = {member.group for member in members}
        fits_in = self.most_members is None or len(members) <= self.most_members
        return fits_in and len(groups) == len(members)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a team costs, as a sum of named terms in units."""

    misfit: int = 0
    coordination: int = 0
    overlap: int = 0
    gaps: int = 0

    @property
    def total(self) -> int:
        """The sum, which the best team has least of."""
        return self.misfit + self.coordination + self.overlap + self.gaps


@dataclass(frozen=True, slots=True)
class Plan:
    """A team with who covers what: for each demand the place of its member, or None."""

    members: tuple[Candidate, ...]
    covers: tuple[int | None, ...]
    cost: Cost

    @property
    def ids(self) -> tuple[str, ...]:
        """The members' ids in order."""
        return tuple(member.id for member in self.members)


def units(amount: float) -> int:
    """An amount in whole units."""
    return round(amount * UNITS)


def misfit_price(demand: Demand, fit: float) -> int:
    """What it costs when a member of this fit covers a demand."""
    return units(MISFIT * demand.importance * (1 - fit))


def overlap_price(demand: Demand, fit: float) -> int:
    """What it costs when a member of this fit is there for others, and not for this demand."""
    return units(OVERLAP * demand.importance * fit)


def gap_price(demand: Demand) -> int:
    """What it costs when nobody covers a demand."""
    return units(GAP * demand.importance)


def plan(problem: TeamProblem, members: tuple[Candidate, ...]) -> Plan:
    """Gives each demand to the member that saves most, the first of equals, and adds up."""
    covers = tuple(_cheapest(members, place, d) for place, d in enumerate(problem.demands))
    misfit = overlap = gaps = 0
    for place, (demand, owner) in enumerate(zip(problem.demands, covers, strict=True)):
        gaps += gap_price(demand) if owner is None else 0
        for row, member in enumerate(members):
            fit = member.fits[place]
            if fit is not None and row == owner:
                misfit += misfit_price(demand, fit)
            elif fit is not None:
                overlap += overlap_price(demand, fit)
    coordination = units(COORDINATION) * max(0, len(members) - 1)
    return Plan(members, covers, Cost(misfit, coordination, overlap, gaps))


def _cheapest(members: tuple[Candidate, ...], place: int, demand: Demand) -> int | None:
    prices = [
        (misfit_price(demand, fit) - overlap_price(demand, fit), row)
        for row, member in enumerate(members)
        if (fit := member.fits[place]) is not None
    ]
    return min(prices)[1] if prices else None
