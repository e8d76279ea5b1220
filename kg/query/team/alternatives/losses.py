"""What breaks when a member leaves, and who replaces it best while all others stay."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Organisation
from kg.query.team.alternatives.choices import Named
from kg.query.team.plan import Plan
from kg.query.team.problem import TeamProblem
from kg.query.team.robustness import left_without
from kg.query.team.solve import SECONDS, Solution, best_team


@dataclass(frozen=True, slots=True)
class Loss:
    """The demands that nobody who stays could cover, by place, and the team that is best then.

    That team has all who stay and one more, or nobody more where nobody is of use. It is None
    where no such team obeys the rules.
    """

    breaks: tuple[int, ...]
    after: Solution | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A loss as it is told: ids of requirements, and how much more the team costs then, in units.

    `opens` stay open with the best `replacement` too, or without any. `cost` is None where no team
    obeys the rules then.
    """

    breaks: tuple[str, ...]
    replacement: Organisation | None
    cost: int | None
    opens: tuple[str, ...]
    is_proven: bool


def losses(problem: TeamProblem, team: Plan, seconds: float = SECONDS) -> Mapping[str, Loss]:
    """For each member what its loss means; after so many seconds the best that is known."""
    ends = time.monotonic() + seconds
    covered = [place for place, parts in enumerate(team.covers) if parts]
    found = {}
    for row, member in enumerate(team.members):
        kept = set(left_without(problem, team.members, covered, row))
        after = best_team(replacing(problem, team, member.id), max(0.0, ends - time.monotonic()))
        found[member.id] = Loss(
            tuple(place for place in covered if place not in kept),
            after if after.bound is not None else None,
        )
    return found


def replacing(problem: TeamProblem, team: Plan, leaves: str) -> TeamProblem:
    """The problem to replace one member: the others must stay, and one more may come."""
    stay = frozenset(team.ids) - {leaves}
    without = problem.without({leaves})
    rules = replace(without.rules, required=stay, most_members=len(team.members))
    return replace(without, rules=rules)


def told_losses(
    team: Plan, found: Mapping[str, Loss], requirements: Sequence[str], named: Named
) -> Mapping[str, Lost]:
    """The losses of the members of a team by their ids; requirements are ids by place."""

    def told(loss: Loss) -> Lost:
        breaks = tuple(requirements[place] for place in loss.breaks)
        if loss.after is None:
            return Lost(breaks, None, None, breaks, is_proven=True)
        plan = loss.after.plan
        came = [id_ for id_ in plan.ids if id_ not in team.ids]
        rows = zip(requirements, team.covers, plan.covers, strict=True)
        return Lost(
            breaks,
            named(came[0]) if came else None,
            plan.cost.total - team.cost.total,
            tuple(id_ for id_, now, then in rows if now and not then),
            loss.after.is_proven,
        )

    return {id_: told(loss) for id_, loss in found.items()}
