"""Teams that together cover a need."""

import json

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.deps import Asked, today
from api.routes.needs import given
from api.schemas import PROBLEMS
from api.schemas_export import TeamExport
from api.schemas_team import Team, TeamQuestion
from kg.query.present_team import team_json
from kg.query.team.answer import TeamRequest
from kg.query.team.brief.content import Wording
from kg.query.team.brief.export import FORMATS
from kg.query.team.document import load_team
from kg.query.team.revisit import revisit, with_lead

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
            question.pool,
            question.cluster,
            question.min_assessment,
            question.assessed_within,
            question.near,
        )
        answer = services.team_former.form(request, projection, today())
    return JSONResponse(team_json(answer))


@router.post(
    "/teams/export",
    responses={200: {"content": {media: {} for media in FORMATS.values()}}, **PROBLEMS},
    response_class=Response,
)
def export_team(asked: TeamExport, product: Asked) -> Response:
    """A team as a page for the customer, as Markdown, as a picture or as a table."""
    with product.services() as services:
        projection = services.projection()
        known = services.matcher.reader.known(projection)
        found = revisit(
            load_team(json.dumps(asked.team), known),
            lambda request: services.team_former.form(request, projection, today()),
            today(),
        )
        found = with_lead(found, asked.lead)
        wording = Wording(asked.name, asked.value, asked.contact)
        written = services.team_exporter.export(
            found.answer, asked.format, wording, projection, today()
        )
    # Saved and not shown: our pages allow no styles of their own, and this file brings some.
    headers = {"Content-Disposition": f'attachment; filename="team.{asked.format}"'}
    return Response(written, media_type=FORMATS[asked.format], headers=headers)
