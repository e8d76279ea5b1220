"""Regions that complete one."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.schemas import PROBLEMS
from api.schemas_region_partners import PartnersQuery, RegionPartners
from kg.query.potential.answer import PartnersQuestion
from kg.query.potential.present import partners_json

router = APIRouter(tags=["regions"])


@router.get("/regions/{code}/partners", responses={200: {"model": RegionPartners}, **PROBLEMS})
def region_partners(
    code: Annotated[str, Path(examples=["PL51"])],
    asked: Annotated[PartnersQuery, Query()],
    product: Asked,
) -> JSONResponse:
    """The regions that one should talk to, about what, and who with whom."""
    question = PartnersQuestion(
        code, asked.level, asked.need, asked.limit, asked.pairs, asked.firmsOnly
    )
    with product.services() as services:
        answer = services.potential_finder.find(
            question, services.projection(), services.network(), today()
        )
    return JSONResponse(partners_json(answer))
