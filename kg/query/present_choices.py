"""Teams to choose from as JSON objects."""

from kg.query.json_values import Json
from kg.query.team.alternatives.choices import Choices
from kg.query.team.costs import UNITS


def choices_json(found: Choices | None) -> Json | None:
    """Teams with their three figures; costs in whole misfits. None where they were not asked."""
    if found is None:
        return None
    return {
        "isComplete": found.is_complete,
        "teams": [
            {
                "members": [{"id": one.id, "name": one.name} for one in choice.members],
                "cost": choice.cost / UNITS,
                "bound": choice.bound / UNITS,
                "localShare": choice.local,
                "robustness": choice.robust,
                "isProven": choice.cost == choice.bound,
            }
            for choice in found.teams
        ],
    }
