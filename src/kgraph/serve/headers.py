"""What every answer bears, and which requests are not answered at all.

`Guarded` wraps the whole application: security headers on every answer, the path prefix of a proxy, and a refusal of
requests with two lengths, a strange host or an endless body. It speaks plain ASGI, so it costs next to nothing.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgraph.serve.site import LOOPBACK, Options

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content security policy of every answer: nothing inline, nothing from elsewhere."""

SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SECURITY = [(name.encode(), value.encode()) for name, value in SECURITY.items()]
MAX_BODY = 1 << 20
"""Bytes of a request's body."""
MAX_HEAD = 32 << 10
"""Bytes of a request's address and headers."""
_MOST_HEADERS = 100
BODY_SECONDS = 30.0
"""From the end of a request's head to the end of its body."""


class Guarded:
    """Wraps an application.

    Args:
        app: What is guarded.
        options: Name the host, the base URL and its prefix.
    """

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._prefix = options.prefix
        self._hosts = _hosts(options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _bearing(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(self._below_prefix(scope), _limited(receive), send)

    def _below_prefix(self, scope: Scope) -> Scope:
        """The scope as ASGI wants it behind a proxy, whether that takes the prefix off or not."""
        if not self._prefix:
            return scope
        path = scope["path"]
        if path != self._prefix and not path.startswith(f"{self._prefix}/"):
            path = self._prefix + path
        return {**scope, "root_path": self._prefix, "path": path}

    def _refusal(self, scope: Scope) -> Response | None:
        names = [name for name, _ in scope["headers"]]
        values = dict(scope["headers"])
        lengths = names.count(b"content-length") + names.count(b"transfer-encoding")
        if lengths > 1 or names.count(b"host") > 1:
            # Proxies may disagree with this server on which one counts, and so on where the next request begins.
            return _refused(400, "the request gives its length or its host twice")
        if self._hosts and _name(values.get(b"host", b"")) not in self._hosts:
            # A foreign site whose name has been pointed at this address would read as if it were this one.
            return _refused(421, "this server is not known by that host name; see --base-url")
        # uvicorn limits a head that is still incomplete, not one that comes at once.
        size = len(scope["path"]) + len(scope["query_string"]) + sum(len(n) + len(v) for n, v in scope["headers"])
        if size > MAX_HEAD or len(names) > _MOST_HEADERS:
            return _refused(431, "the head of the request is too large")
        length = values.get(b"content-length", b"0")
        if length.isdigit() and int(length) > MAX_BODY:
            return _refused(413, f"the body has more than {MAX_BODY:,} bytes")
        return None


def _hosts(options: Options) -> frozenset[str]:
    """Names that requests may give; none: all, since somebody made the server reachable and gave no address."""
    if options.base_url:
        return frozenset({str(urlsplit(options.base_url).hostname), options.host, *LOOPBACK})
    return frozenset(LOOPBACK) if options.host in LOOPBACK else frozenset()


def _name(host: bytes) -> str:
    """The name in a Host header, without its port."""
    text = host.decode("latin-1").lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status, {"connection": "close"})


def _bearing(send: Send) -> Send:
    """Send with those headers of `SECURITY` that the answer does not have already."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            names = {name for name, _ in own}
            message["headers"] = own + [header for header in _SECURITY if header[0] not in names]
        await send(message)

    return sending


def _limited(receive: Receive) -> Receive:
    """Receive a body up to its limits of size and time."""
    taken, complete = 0, False
    deadline = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receiving() -> Message:
        nonlocal taken, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, "the body did not come in time", {"connection": "close"}) from None
        taken += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if taken > MAX_BODY:
            raise HTTPException(413, f"the body has more than {MAX_BODY:,} bytes", {"connection": "close"})
        return message

    return receiving
