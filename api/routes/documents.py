"""The description of the API, as a page with our own copy of its scripts."""

from importlib import resources
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from api.ui.pages import render

router = APIRouter(include_in_schema=False)
# What fastapi-offline brings of Swagger UI 5 (Apache-2.0); its own pages load scripts inline.
FILES: Final = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})


@router.get("/docs")
def docs(request: Request) -> Response:
    """Swagger UI over /v1/openapi.json."""
    return render(request, "docs.html")


@router.get("/static/docs/{name}")
def docs_file(name: str) -> Response:
    """A file of Swagger UI."""
    if name not in FILES:
        raise HTTPException(404)
    with resources.as_file(resources.files("fastapi_offline") / "static" / name) as path:
        return FileResponse(Path(path))
