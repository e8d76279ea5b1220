"""The page of a pair of regions."""

from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import Response

from api.deps import Asked
from api.routes.regions import counted_links
from api.schemas_regions import PairQuestion
from api.ui.pages import render
from kg.query.links.present_pair import pair_page_json
from kg.query.links.question import LinkQuestion

router = APIRouter(include_in_schema=False)


def include(app: FastAPI) -> None:
    """Puts the page into the application."""
    app.include_router(router)


@router.get("/regions/pairs/{a}/{b}")
def region_pair(
    request: Request, product: Asked, a: str, b: str, asked: Annotated[PairQuestion, Query()]
) -> Response:
    """Who carries the links of two regions, who bridges them, and what breaks without them."""
    with product.services() as services:
        page = services.pair_reader.read(a, b, LinkQuestion(**counted_links(asked)))
    return render(request, "region_pair.html", page=pair_page_json(page, asked.limit))
