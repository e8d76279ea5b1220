"""How regions are linked."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.deps import Asked
from api.schemas import PROBLEMS
from api.schemas_regions import LinksQuestion, RegionLinks
from kg.query.present_regions import region_links_json
from kg.query.regions import RegionQuestion

router = APIRouter(tags=["regions"])


@router.get("/regions/links", responses={200: {"model": RegionLinks}, **PROBLEMS})
def region_links(asked: Annotated[LinksQuestion, Query()], product: Asked) -> JSONResponse:
    """The pairs of regions with most links between their organisations."""
    question = RegionQuestion(asked.level, asked.region, asked.within, asked.limit)
    with product.services() as services:
        answer = services.region_linker.link(question, asked.type)
    return JSONResponse(region_links_json(answer))
