"""The check-list of a team, and a team that is explained, as JSON objects."""

from collections.abc import Sequence

from kg.query.json_values import Json
from kg.query.present_team import team_json
from kg.query.team.midas.checklist import Check, Checklist, Known
from kg.query.team.revisit import Revisited


def explained_json(found: Revisited, checklist: Checklist, known: Known) -> Json:
    """A team as `kg team` writes it, with its check-list and the clusters of its members."""
    return {
        **team_json(found.answer),
        "formedAt": found.formed_at,
        "bestToday": list(found.best),
        "clusters": {
            member.organisation.id: [
                {"id": m.cluster, "name": m.name, "role": m.role}
                for m in known.memberships.get(member.organisation.id, ())
            ]
            for member in found.answer.members
        },
        "checklist": checklist_json(checklist),
    }


def checklist_json(checklist: Checklist) -> Json:
    """The principles of Midas and the rules of a cluster, each with its verdict."""
    cluster = (
        None
        if checklist.cluster is None
        else {"id": checklist.cluster, "name": checklist.cluster_name}
    )
    return {
        "principles": _checks(checklist.principles),
        "cluster": cluster,
        "rules": _checks(checklist.rules),
    }


def _checks(checks: Sequence[Check]) -> list[Json]:
    return [
        {
            "name": check.name,
            "statement": check.statement,
            "verdict": check.finding.verdict.value,
            "reason": check.finding.reason,
            "change": check.finding.change,
        }
        for check in checks
    ]
