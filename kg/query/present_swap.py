"""Two teams beside one another, and a member that is replaced, as JSON objects."""

from collections.abc import Sequence

from kg.model import Organisation
from kg.query.json_values import Json
from kg.query.present_team import team_json
from kg.query.team.alternatives.difference import Difference, difference
from kg.query.team.alternatives.swap import Swap
from kg.query.team.answer import TeamAnswer
from kg.query.team.costs import UNITS


def swap_json(found: Swap) -> Json:
    """A team before and after, with what changes, and who else could come."""
    return {
        "before": team_json(found.before),
        "after": team_json(found.after),
        "difference": difference_json(found.difference),
        "further": [
            {
                "id": other.id,
                "name": other.name,
                "cost": other.cost / UNITS,
                "isProven": other.is_proven,
            }
            for other in found.further
        ],
    }


def compared_json(one: TeamAnswer, other: TeamAnswer) -> Json:
    """Two teams, and what the second has more than the first."""
    return {
        "one": team_json(one),
        "other": team_json(other),
        "difference": difference_json(difference(one, other)),
    }


def difference_json(found: Difference) -> Json:
    """What changes; costs in whole misfits."""
    return {
        "cost": found.cost / UNITS,
        "terms": {term: amount / UNITS for term, amount in found.terms.items()},
        "localShare": found.local,
        "robustness": found.robust,
        "left": _named(found.left),
        "came": _named(found.came),
        "opened": list(found.opened),
        "closed": list(found.closed),
        "moved": [
            {"requirement": m.requirement, "before": list(m.before), "after": list(m.after)}
            for m in found.moved
        ],
    }


def _named(organisations: Sequence[Organisation]) -> list[Json]:
    return [{"id": one.id, "name": one.name} for one in organisations]
