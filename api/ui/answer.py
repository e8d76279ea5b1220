"""What the page shows for a question: partners and a team, as the API has them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kg.query.match import MatchRequest
from kg.query.present import match_json
from kg.query.present_team import team_json
from kg.query.team.answer import TeamRequest
from kg.wiring import Services

SHOWN_PARTNERS = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What stands in the form; `opportunity` is the one whose text was put into the box."""

    need: str = ""
    region: str = ""
    opportunity: str = ""


def answer_question(services: Services, question: Question, day: dt.date) -> dict[str, Any]:
    """The values of the page: how the need was understood, partners, and a team."""
    projection = services.projection()
    region = question.region or None
    matched = services.matcher.match(
        MatchRequest(question.need, SHOWN_PARTNERS, region), projection, day
    )
    team = services.team_former.form(_team_request(services, question), projection, day)
    return {"match": match_json(matched), "team": team_json(team), "day": day}


def _team_request(services: Services, question: Question) -> TeamRequest:
    """For an opportunity as long as its text is unchanged; else for what was typed."""
    region = question.region or None
    if question.opportunity:
        found = services.opportunities.opportunity(question.opportunity)
        if found and found.text.split() == question.need.split():
            return TeamRequest(opportunity=found.id, region=region)
    return TeamRequest(question.need, region=region)
