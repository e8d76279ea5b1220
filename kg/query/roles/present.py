"""Roles as JSON has them."""

from typing import Any

from kg.query.links.present import day_text, rounded
from kg.query.roles.find import Change, Effect, Role, RolesAnswer
from kg.query.roles.measures import Cohesion

DIGITS = 6


def roles_json(answer: RolesAnswer, most: int) -> dict[str, Any]:
    """The answer with at most so many roles and changes."""
    asked = answer.question
    return {
        "of": asked.nodes,
        "level": asked.links.level if asked.nodes == "regions" else None,
        "types": list(asked.links.types),
        "since": day_text(asked.links.period.since),
        "until": day_text(asked.links.period.until),
        "firmsOnly": asked.links.firms_only or asked.nodes == "firms",
        "leastLinks": asked.least,
        "roles": [_role(role) for role in answer.roles[:most]],
        "cohesion": _cohesion(answer.cohesion),
        "betweennessFrom": answer.pivots,
        "whatIf": _effect(answer.effect, answer, most) if answer.effect else None,
        "revision": answer.revision,
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "id": role.id,
        "name": role.name or None,
        "partners": role.partners,
        "betweenness": round(role.betweenness, DIGITS),
        "constraint": rounded(role.constraint),
        "position": "core" if role.is_core else "periphery",
    }


def _cohesion(found: Cohesion) -> dict[str, Any]:
    return {
        "nodes": found.nodes,
        "linkedPairs": found.pairs,
        "density": rounded(found.density),
        "components": found.components,
        "largestComponent": found.largest,
        "isolated": found.isolated,
        "transitivity": rounded(found.transitivity),
    }


def _effect(effect: Effect, answer: RolesAnswer, most: int) -> dict[str, Any]:
    return {
        "without": list(answer.question.without),
        "added": [list(pair) for pair in answer.question.added],
        "cohesion": _cohesion(effect.cohesion),
        "changes": [_change(change) for change in effect.changes[:most]],
        "changed": len(effect.changes),
        "cutOff": list(effect.cut_off),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "name": change.name or None,
        "before": None if change.before is None else round(change.before, DIGITS),
        "after": None if change.after is None else round(change.after, DIGITS),
    }
