"""What the page shows for a question: partners and a team, as the API has them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kg.graph.opportunities import Opportunity
from kg.query.match import MatchRequest
from kg.query.present import match_json
from kg.query.present_team import team_json
from kg.query.team.answer import TeamRequest
from kg.query.team.brief.export import picture_of
from kg.query.team.reading import for_reading
from kg.wiring import Services

SHOWN_PARTNERS = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What stands in the form; `opportunity` is the one whose text was put into the box."""

    need: str = ""
    region: str = ""
    opportunity: str = ""


def answer_question(services: Services, question: Question, day: dt.date) -> dict[str, Any]:
    """The values of the page: how the need was understood, partners, and a team.

    `picture` is that of the team; `recorded` is the opportunity whose requirements the team is
    for; `places` names regions.
    """
    projection = services.projection()
    region = question.region or None
    matched = services.matcher.match(
        MatchRequest(question.need, SHOWN_PARTNERS, region), projection, day
    )
    recorded = _recorded(services, question)
    request = (
        TeamRequest(opportunity=recorded.id, region=region)
        if recorded
        else TeamRequest(question.need, region=region)
    )
    team = services.team_former.form(request, projection, day)
    names = (name.partition("\n")[0] for name in projection.regions.names)
    return {
        "match": match_json(matched),
        "team": team_json(for_reading(team)),
        "picture": Markup(picture_of(team, alone=False)),  # noqa: S704  # our own, escaped SVG
        "recorded": recorded,
        "places": dict(zip(projection.regions.ids, names, strict=True)),
        "day": day,
    }


def _recorded(services: Services, question: Question) -> Opportunity | None:
    """The opportunity as long as its text is unchanged; None for what was typed."""
    if not question.opportunity:
        return None
    found = services.opportunities.opportunity(question.opportunity)
    return found if found and found.text.split() == question.need.split() else None
