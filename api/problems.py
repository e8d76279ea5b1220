"""Every error as problem+json (RFC 9457) under /v1, and as a page elsewhere."""

import http
import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.headers import headers_for
from api.ui.pages import error_page
from kg.errors import KgError

log = logging.getLogger(__name__)
API = "/v1/"
MEDIA_TYPE = "application/problem+json"


def include(app: FastAPI) -> None:
    """Registers the handlers; what is not ours to explain is logged and answered plainly."""
    app.add_exception_handler(KgError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unknown)


def problem(request: Request, status: int, title: str, detail: str, **more: Any) -> Response:
    """An error as the reader of the address can use it."""
    if not request.url.path.startswith(API):
        return error_page(request, status, title, detail)
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)  # noqa: S101  # what it is registered for
    return problem(request, error.status, error.title, str(error))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # what it is registered for
    faults = [
        {"pointer": "/".join(map(str, fault["loc"])), "detail": fault["msg"]}
        for fault in error.errors()
    ]
    first = faults[0]
    detail = f"{first['pointer']}: {first['detail']}; next step: see /docs"
    return problem(request, 422, "The request is not well formed", detail, errors=faults)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # what it is registered for
    title = http.HTTPStatus(error.status_code).phrase
    told = title.lower() if error.detail == title else error.detail[:1].lower() + error.detail[1:]
    detail = f"{request.method} {request.url.path}: {told}; next step: see /docs"
    answer = problem(request, error.status_code, title, detail)
    answer.headers.update(error.headers or {})
    return answer


async def _unknown(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    detail = "this is a fault of the service; next step: look into its log"
    answer = problem(request, 500, "The request failed", detail)
    # Starlette answers this outside of api/protection.py.
    answer.headers.update(headers_for(request.url.path))
    return answer
