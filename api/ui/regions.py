"""The pages of linked regions, and of a pair of them."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import Response

from api.deps import Asked
from api.routes.regions import counted_links, links_question
from api.schemas_regions import LinksQuestion, PairQuestion
from api.ui.pages import render
from kg.query.links.present import links_json
from kg.query.links.present_pair import pair_page_json
from kg.query.links.question import LinkQuestion

router = APIRouter(include_in_schema=False)


def include(app: FastAPI) -> None:
    """Puts the page into the application."""
    app.include_router(router)


@router.get("/regions")
def regions(request: Request, product: Asked, asked: Annotated[LinksQuestion, Query()]) -> Response:
    """The pairs of regions that are linked more than their size explains."""
    question = replace(links_question(asked), within=False)
    with product.services() as services:
        answer = services.region_linker.link(question)
    shown = {code[:2] for pair in answer.pairs for code in (pair.first, pair.second)}
    unknown = [c for c in answer.coverage.values() if c.country in shown and not c.is_enough]
    return render(request, "regions.html", answer=links_json(answer), unknown=unknown)


@router.get("/regions/pairs/{a}/{b}")
def region_pair(
    request: Request, product: Asked, a: str, b: str, asked: Annotated[PairQuestion, Query()]
) -> Response:
    """Who carries the links of two regions, who bridges them, and what breaks without them."""
    with product.services() as services:
        page = services.pair_reader.read(a, b, LinkQuestion(**counted_links(asked)))
    return render(request, "region_pair.html", page=pair_page_json(page, asked.limit))
