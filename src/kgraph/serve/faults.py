"""Faults as answers: which status a `KgraphError` has, and how it reads for programs and for people."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kgraph.errors import (
    BusyError,
    KgraphError,
    LimitError,
    NotFoundError,
    QueryError,
    RemoteError,
    StoreError,
    UsageError,
)
from kgraph.serve.headers import SECURITY

_STATUS: tuple[tuple[type[KgraphError], int], ...] = (
    (BusyError, 503),
    (LimitError, 504),
    (QueryError, 400),
    (UsageError, 400),
    (NotFoundError, 404),
    (RemoteError, 502),
    (StoreError, 503),
)
_AGAIN = "5"  # seconds after which a busy server may be asked again


def status_of(fault: KgraphError) -> int:
    """The HTTP status that says what kind of fault it is."""
    return next((status for kind, status in _STATUS if isinstance(fault, kind)), 500)


def told(request: Request, status: int, message: str, hint: str = "") -> Response:
    """A fault as an answer: problem details (RFC 9457) for who accepts JSON, a page for browsers, else text."""
    headers = {"cache-control": "no-store", "vary": "accept"}
    if status == 503:
        headers["retry-after"] = _AGAIN
    if "json" in request.headers.get("accept", ""):
        problem = {"status": status, "title": HTTPStatus(status).phrase, "detail": message}
        document = json.dumps(problem | ({"hint": hint} if hint else {}), ensure_ascii=False)
        return Response(document, status, headers, "application/problem+json")
    # A program that takes anything (`*/*`) is better served by two lines than by a page.
    if "text/html" in request.headers.get("accept", ""):
        shown: Response = request.app.state.fault_page(request, status, message, hint)
        shown.headers.update(headers)
        return shown
    return PlainTextResponse(f"{message}\n" + (f"{hint}\n" if hint else ""), status, headers)


async def kgraph_fault(request: Request, fault: Exception) -> Response:
    """Answer a `KgraphError`."""
    assert isinstance(fault, KgraphError)
    return told(request, status_of(fault), str(fault), fault.hint)


async def http_fault(request: Request, fault: Exception) -> Response:
    """Answer what Starlette or a handler refuses by status."""
    assert isinstance(fault, HTTPException)
    response = told(request, fault.status_code, fault.detail)
    response.headers.update(fault.headers or {})
    return response


async def program_fault(request: Request, fault: Exception) -> Response:
    """Answer a fault of the program: nothing of it is told, its traceback stands in the log."""
    response = told(request, 500, "the server has failed; its log tells how")
    # This answer is made outside of all that would add them.
    response.headers.update(SECURITY)
    return response
