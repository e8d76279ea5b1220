"""Teams that together cover a need."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.routes.needs import given
from api.schemas import PROBLEMS
from api.schemas_team import Team, TeamQuestion
from kg.query.present_team import team_json
from kg.query.team.answer import TeamRequest

router = APIRouter(tags=["teams"])


@router.post("/teams", responses={200: {"model": Team}, **PROBLEMS})
def form_team(question: TeamQuestion, product: Asked) -> JSONResponse:
    """The team that covers a need, or an opportunity, at least cost, with the gaps named."""
    with product.services() as services:
        projection = services.projection()
        reader, asked = services.matcher.reader, question.need
        need = None if asked is None else given(asked, reader, projection)
        request = TeamRequest(
            need,
            question.opportunity,
            question.region,
            question.max_members,
            tuple(question.local),
            question.min_local,
            question.max_share,
            tuple(question.require),
            tuple(question.exclude),
            None if question.competitors is None else question.competitors == "apart",
            question.seconds,
            question.alternatives,
            question.differ,
            question.min_robust,
            question.pareto,
        )
        answer = services.team_former.form(request, projection, today())
    return JSONResponse(team_json(answer))
