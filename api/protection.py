"""Rules for every request: it names this host, its body ends, and nothing is from elsewhere."""

from collections.abc import Collection

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import headers_for
from api.problems import problem

# A need is a text of a page or two; this leaves room for any encoding of it.
LARGEST_BODY = 1_000_000


def include(app: FastAPI, names: Collection[str]) -> None:
    """Puts the rules around every route; `names` are those of this host, none for any."""
    app.add_middleware(Protection, names=frozenset(name.lower() for name in names))


class Protection:
    """Adds the headers; refuses a body above the limit, and another host's name.

    A page of somebody else can have its own name lead to this machine (DNS rebinding) and would
    read answers through the browser of whoever looks at it: its name gives it away.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

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

        if self._names and _host(request) not in self._names:
            detail = "this service has another name; next step: add --name to kg serve"
            refused = problem(request, 421, "The request is for another host", detail)
            await refused(scope, receive, send_protected)
            return
        body = await _body(request, receive)
        if body is None:
            detail = f"the request is larger than {LARGEST_BODY:,} bytes; next step: shorten it"
            refused = problem(request, 413, "The request is too large", detail)
            await refused(scope, receive, send_protected)
            return
        await self._app(scope, _again(body, receive), send_protected)


def _host(request: Request) -> str:
    """The name in the request, without a port: example.org, [::1]."""
    stated = request.headers.get("host", "").lower()
    return stated.partition("]")[0] + "]" if stated.startswith("[") else stated.partition(":")[0]


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
