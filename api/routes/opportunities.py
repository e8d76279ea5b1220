"""What customers ask for."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.deps import Asked
from api.schemas import PROBLEMS
from api.schemas_team import OpportunityHead
from kg.query.present_team import opportunities_json

router = APIRouter(tags=["opportunities"])


@router.get("/opportunities", responses={200: {"model": list[OpportunityHead]}, **PROBLEMS})
def opportunities(product: Asked) -> JSONResponse:
    """All opportunities in short, without their customers."""
    with product.services() as services:
        heads = services.opportunities.list()
    return JSONResponse(opportunities_json(heads))
