"""Rules for every answer: nothing is loaded from elsewhere, and no body is endless."""

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import headers_for
from api.problems import problem

# A need is a text of a page or two; this leaves room for any encoding of it.
LARGEST_BODY = 1_000_000


def include(app: FastAPI) -> None:
    """Puts the rules around every route."""
    app.add_middleware(Protection)


class Protection:
    """Adds the headers and refuses a body above the limit before it is read to its end."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request (ASGI 3.0)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in headers_for(request.url.path).items():
                    headers[name] = value
            await send(message)

        body = await _body(request, receive)
        if body is None:
            detail = f"the request is larger than {LARGEST_BODY:,} bytes; next step: shorten it"
            refused = problem(request, 413, "The request is too large", detail)
            await refused(scope, receive, send_protected)
            return
        await self._app(scope, _again(body, receive), send_protected)


async def _body(request: Request, receive: Receive) -> bytes | None:
    """The whole body, or None when it is too large."""
    stated = request.headers.get("content-length", "0")
    if stated.isdecimal() and int(stated) > LARGEST_BODY:
        return None
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if sum(map(len, parts)) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read to whom it is for; then whatever comes after it."""
    is_given = False

    async def receive_again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
