"""Partners for a need."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.routes.needs import given
from api.schemas import PROBLEMS, Match, MatchQuestion
from kg.query.match import MatchRequest
from kg.query.present import match_json

router = APIRouter(tags=["partners"])


@router.post("/match", responses={200: {"model": Match}, **PROBLEMS})
def match(question: MatchQuestion, product: Asked) -> JSONResponse:
    """Partners for a need in plain language, best first, with the reasons for each."""
    with product.services() as services:
        projection = services.projection()
        need = given(question.need, services.matcher.reader, projection)
        partners = tuple(question.partners)
        request = MatchRequest(need, question.limit, question.region, partners)
        answer = services.matcher.match(request, projection, today())
    return JSONResponse(match_json(answer))
