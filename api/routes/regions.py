"""How regions are linked."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.deps import Asked
from api.schemas import PROBLEMS
from api.schemas_regions import LinksQuestion, RegionLinks
from kg.query.links.days import read_period
from kg.query.links.present import links_json
from kg.query.links.question import LinkQuestion

router = APIRouter(tags=["regions"])


@router.get("/regions/links", responses={200: {"model": RegionLinks}, **PROBLEMS})
def region_links(asked: Annotated[LinksQuestion, Query()], product: Asked) -> JSONResponse:
    """The pairs of regions that are linked more than their size explains."""
    with product.services() as services:
        answer = services.region_linker.link(_question(asked))
    return JSONResponse(links_json(answer))


def _question(asked: LinksQuestion) -> LinkQuestion:
    return LinkQuestion(
        level=asked.level,
        types=tuple(asked.type),
        region=asked.region,
        start=asked.from_,
        end=asked.to,
        period=read_period(asked.since, asked.until),
        firms_only=asked.firms_only,
        doubted=asked.doubted,
        within=asked.within,
        order=asked.by,
        limit=asked.limit,
    )
