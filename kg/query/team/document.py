"""A team as it was written to a file, to be asked about again: what was asked for, and who was in.

It is the JSON of `kg team --json`. Of it only the request and the members are read: what else can
be said of a team is found anew, by the graph as it is today.
"""

import json
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from kg.errors import InputError
from kg.query.json_values import Json, camel, read_list, read_object, read_value, written
from kg.query.need_file import LONGEST_FILE, Known, read_need
from kg.query.team.answer import TeamRequest

MOST_MEMBERS = 100
_NEXT = "next step: start from what kg team --json writes"
# The need stands beside the request, as it was understood.
_FIELDS = tuple(field for field in fields(TeamRequest) if field.name != "need")


@dataclass(frozen=True, slots=True)
class TeamDocument:
    """A team that was formed: the request, the ids of its members, and the graph's revision."""

    request: TeamRequest
    members: tuple[str, ...]
    revision: int


def request_json(request: TeamRequest) -> Json:
    """A request without its need, so that it can be asked again."""
    return {camel(field.name): written(getattr(request, field.name)) for field in _FIELDS}


def load_team(text: str, known: Known) -> TeamDocument:
    """The team that a JSON text holds; raises InputError that names what cannot be used."""
    if len(text) > LONGEST_FILE:
        raise InputError(f"the team has {len(text):,} characters, more than {LONGEST_FILE:,}")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the team is no JSON: {error}; {_NEXT}") from error
    return _read_team(value, known)


def _read_team(value: Any, known: Known) -> TeamDocument:
    if not isinstance(value, dict):
        raise InputError(f"a team is a JSON object; {_NEXT}")
    for key in ("request", "need", "members"):
        if key not in value:
            raise InputError(f"team: the key {key!r} is missing; {_NEXT}")
    request = _read_request(value["request"], value["need"], known)
    members = tuple(
        _member(member, f"members[{place}]")
        for place, member in enumerate(read_list(value["members"], "members", MOST_MEMBERS))
    )
    return TeamDocument(request, members, read_value(value.get("revision", 0), int, "revision"))


def _read_request(value: Any, need: Any, known: Known) -> TeamRequest:
    named = {camel(field.name): field.name for field in _FIELDS}
    found = read_object(value, "request", named, (), _NEXT)
    hints = get_type_hints(TeamRequest)
    values = {
        named[key]: read_value(each, hints[named[key]], f"request.{key}")
        for key, each in found.items()
    }
    is_for_opportunity = values.get("opportunity") is not None
    return TeamRequest(None if is_for_opportunity else read_need(need, known), **values)


def _member(value: Any, where: str) -> str:
    if not isinstance(value, dict):
        raise InputError(f"{where}: a member is an object with an id; {_NEXT}")
    id_: str = read_value(value.get("id"), str, f"{where}.id")
    return id_
