"""Teams that trade cost against local work and robustness, as they are told."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Organisation
from kg.query.team.alternatives.pareto import Front

Named = Callable[[str], Organisation]


@dataclass(frozen=True, slots=True)
class Choice:
    """A team that no other one beats in all figures; costs are in units, shares from 0 to 1.

    `local` is None without chosen regions. No team that is as local and as robust costs less than
    `bound`.
    """

    members: tuple[Organisation, ...]
    cost: int
    bound: int
    local: float | None
    robust: float


@dataclass(frozen=True, slots=True)
class Choices:
    """The teams to choose from, the cheapest first; all, or those that were found in time."""

    teams: tuple[Choice, ...]
    is_complete: bool


def choices_of(front: Front, named: Named, *, has_local: bool) -> Choices:
    """A front with the names of its members."""
    return Choices(
        tuple(
            Choice(
                tuple(named(id_) for id_ in point.solution.plan.ids),
                point.solution.plan.cost.total,
                point.solution.plan.cost.total
                if point.solution.bound is None
                else point.solution.bound,
                float(point.local) if has_local else None,
                float(point.robust),
            )
            for point in front.points
        ),
        front.is_complete,
    )
