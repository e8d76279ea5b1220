"""How regions are linked."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.deps import Asked
from api.schemas import PROBLEMS
from api.schemas_regions import CountedLinks, LinksQuestion, PairQuestion, RegionLinks, RegionPair
from api.schemas_roles import RegionRoles, RolesQuestion
from kg.query.links.days import read_period
from kg.query.links.present import links_json
from kg.query.links.present_pair import pair_page_json
from kg.query.links.question import LinkQuestion
from kg.query.roles.find import RoleQuestion
from kg.query.roles.present import roles_json

router = APIRouter(tags=["regions"])


@router.get("/regions/links", responses={200: {"model": RegionLinks}, **PROBLEMS})
def region_links(asked: Annotated[LinksQuestion, Query()], product: Asked) -> JSONResponse:
    """The pairs of regions that are linked more than their size explains."""
    with product.services() as services:
        answer = services.region_linker.link(links_question(asked))
    return JSONResponse(links_json(answer))


@router.get("/regions/pairs/{a}/{b}", responses={200: {"model": RegionPair}, **PROBLEMS})
def region_pair(
    a: str, b: str, asked: Annotated[PairQuestion, Query()], product: Asked
) -> JSONResponse:
    """Who carries the links of two regions, who bridges them, and what breaks without them."""
    with product.services() as services:
        page = services.pair_reader.read(a, b, LinkQuestion(**counted_links(asked)))
    return JSONResponse(pair_page_json(page, asked.limit))


@router.get("/regions/roles", responses={200: {"model": RegionRoles}, **PROBLEMS})
def region_roles(asked: Annotated[RolesQuestion, Query()], product: Asked) -> JSONResponse:
    """Bridges, core and periphery among regions, organisations or firms."""
    question = RoleQuestion(
        LinkQuestion(level=asked.level, **counted_links(asked)),
        asked.of,
        asked.least,
        tuple(asked.without),
    )
    with product.services() as services:
        answer = services.role_finder.find(question)
    return JSONResponse(roles_json(answer, asked.limit))


def counted_links(asked: CountedLinks) -> dict[str, Any]:
    """Which links count, as a LinkQuestion takes it."""
    return {
        "types": tuple(asked.type),
        "period": read_period(asked.since, asked.until),
        "firms_only": asked.firms_only,
        "doubted": asked.doubted,
    }


def links_question(asked: LinksQuestion) -> LinkQuestion:
    """The question as the product takes it."""
    return LinkQuestion(
        level=asked.level,
        region=asked.region,
        start=asked.from_,
        end=asked.to,
        within=asked.within,
        order=asked.by,
        limit=asked.limit,
        **counted_links(asked),
    )
