"""Builds the application: routes, pages, errors and the rules for every answer."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from importlib import metadata

from fastapi import FastAPI

from api import problems, protection, terms
from api.deps import Product
from api.routes import (
    chains,
    clusters,
    documents,
    feedback,
    firms,
    health,
    matches,
    needs,
    opportunities,
    region_partners,
    regions,
    teams,
)
from api.ui import pages
from api.ui import regions as region_pages

DESCRIPTION = """\
Knowledge graph and semantic search for virtual business clusters.

Answers are the same as those of the command line with `--json`. Every error is a problem document
(RFC 9457) whose `detail` says what to do. An answer carries the revision of the graph that it was
computed on. Private values are never part of an answer.
"""


def create_app(product: Product, names: Collection[str] = ()) -> FastAPI:
    """The application over a product, which it closes at its end.

    `names` are those under which it may be asked; without any, under all.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        product.close()

    app = FastAPI(
        title="Virtual cluster",
        summary="Partners and teams for needs in plain language.",
        description=DESCRIPTION,
        version=metadata.version("virtual-cluster-kg"),
        lifespan=lifespan,
        # FastAPI's own pages load their scripts from elsewhere; api/routes/documents.py has ours.
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.product = product
    found = firms, regions, region_partners, clusters, chains
    for route in (health, needs, matches, teams, opportunities, *found, feedback):
        app.include_router(route.router, prefix="/v1")
    app.include_router(documents.router)
    pages.include(app)
    region_pages.include(app)
    problems.include(app)
    terms.include(app)
    protection.include(app, names)
    return app
