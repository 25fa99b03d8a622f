"""`/sparql`: the endpoint of SPARQL 1.1 Protocol, its service description, and a plain form for people.

A query is answered by a worker (`kgraph.serve.answers`), which is stopped at the time limit and when the client has
gone. SPARQL queries never occupy all workers, so pages are answered beside the heaviest of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kgraph.errors import KgraphError
from kgraph.serve.answers import Document, Question, answer
from kgraph.serve.description import describe
from kgraph.serve.faults import http_fault, kgraph_fault, status_of
from kgraph.serve.formats import GRAPHS, HTML, NAMES, TABLES
from kgraph.serve.lane import Lane
from kgraph.serve.negotiate import best
from kgraph.serve.protocol import Operation, read_operation
from kgraph.serve.query_page import MAX_ROWS, query_page
from kgraph.serve.site import Site

CORS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, X-Kgraph-Cut, Retry-After",
}
_PREFLIGHT = {
    **CORS,
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "accept, content-type, if-none-match",
    "access-control-max-age": "86400",
}
_GONE = 499
_SHORT = 1.0  # seconds until anybody looks whether a query's client has gone; about what another worker costs
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


def routes(site: Site) -> list[Route]:
    """The routes of this module."""
    endpoint = _Endpoint(site, Lane(max(1, site.options.workers - 1), site.options.waiting))

    async def well_known(request: Request) -> Response:
        return RedirectResponse(site.path("/void"), 303, CORS)

    return [
        Route("/sparql", endpoint.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/.well-known/void", well_known),
        Route("/void", endpoint.void),
    ]


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """Answers the requests of one site."""

    site: Site
    lane: Lane

    async def sparql(self, request: Request) -> Response:
        """A query, or what there is to say of the endpoint; faults, too, can be read from other sites."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        try:
            response = await self._served(request)
        except KgraphError as fault:
            response = await self._told(request, fault)
        except HTTPException as fault:
            response = await http_fault(request, fault)
        response.headers.update(CORS)
        response.headers.setdefault("vary", "accept")
        return response

    async def _served(self, request: Request) -> Response:
        operation = await read_operation(request)
        if operation.query is not None:
            return await self._answered(request, operation, operation.query)
        if best(request.headers.get("accept", ""), (*GRAPHS, HTML)) == HTML:
            return query_page(self.site, request)
        return await self.void(request)

    async def _told(self, request: Request, fault: KgraphError) -> Response:
        """A fault: to a browser below the query that it concerns, so that it can be mended there."""
        query = request.query_params.get("query")
        if query is None or best(request.headers.get("accept", ""), (*TABLES, HTML)) != HTML:
            return await kgraph_fault(request, fault)
        return query_page(self.site, request, query, fault=fault, status=status_of(fault))

    async def void(self, request: Request) -> Response:
        """The service description with the description of the dataset (VoID), as a graph."""
        form = best(request.headers.get("accept", ""), tuple(GRAPHS))
        if form is None:
            raise HTTPException(406, f"a description is sent as {', '.join(GRAPHS)}", CORS)
        root = self.site.url(request, "")
        content = await self.site.graph.call(describe, root, form, self.site.options.max_rows)
        return Response(content, headers={**CORS, "vary": "accept"}, media_type=form)

    async def _answered(self, request: Request, operation: Operation, query: str) -> Response:
        table, graph = self._wanted(request, operation)
        question = self._question(operation, query, table, graph)
        tag = self._tag(question, table, graph)
        headers = {"cache-control": "no-cache", "etag": tag} if tag else {"cache-control": "no-store"}
        if tag and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        call = self.site.graph.call(answer, question, lane=self.lane, kept=bool(tag))
        document = await _while_connected(request, call)
        if document is None:
            return Response(status_code=_GONE)
        if not document.media_type:
            offered = GRAPHS if document.kind == "graph" else TABLES
            raise HTTPException(406, f"an answer of this kind is sent as {', '.join(offered)}")
        if document.cut:
            headers["x-kgraph-cut"] = f"{document.cut} {'triples' if document.kind == 'graph' else 'rows'}"
        if HTML == (graph if document.kind == "graph" else table):
            page = query_page(self.site, request, query, document=document)
            page.headers.update(headers)
            return page
        return Response(document.content, headers=headers, media_type=document.media_type)

    def _wanted(self, request: Request, operation: Operation) -> tuple[str, str]:
        """The media types for rows and for triples; one of them may be empty."""
        # Clients send names of their own along with the header: what is not known here is passed over.
        if operation.format in NAMES:
            return NAMES[operation.format]
        accept = request.headers.get("accept", "")
        table, graph = best(accept, (*TABLES, HTML)) or "", best(accept, (*GRAPHS, HTML)) or ""
        if not (table or graph):
            raise HTTPException(406, f"answers are sent as {', '.join((*TABLES, *GRAPHS))}")
        return table, graph

    def _question(self, operation: Operation, query: str, table: str, graph: str) -> Question:
        options = self.site.options
        shown = HTML in (table, graph)
        return Question(
            query,
            next(iter(TABLES)) if table == HTML else table,
            next(iter(GRAPHS)) if graph == HTML else graph,
            operation.default_graphs,
            operation.named_graphs,
            min(options.max_rows, MAX_ROWS) if shown else options.max_rows,
            options.max_bytes,
            options.timeout,
        )

    def _tag(self, question: Question, *wanted: str) -> str:
        """The ETag of an answer; empty if the same question may have another answer now."""
        if not self.site.graph.generation or _CHANGING.search(question.query):
            return ""
        digest = hashlib.sha256(repr((question, wanted)).encode()).hexdigest()[:16]
        return f'"{self.site.graph.generation}-{digest}"'


async def _while_connected(request: Request, call: Awaitable[Document]) -> Document | None:
    """What a call answers; None, and the call is given up, if the client goes while it takes long.

    A short one is finished for nobody: that costs less than another worker.
    """
    answering: asyncio.Future[Document] = asyncio.ensure_future(call)
    try:
        if not (await asyncio.wait((answering,), timeout=_SHORT))[0]:
            leaving = asyncio.ensure_future(_left(request.receive))
            try:
                await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
                with suppress(asyncio.CancelledError):
                    await leaving
        return await answering if answering.done() else None
    finally:
        answering.cancel()
        with suppress(asyncio.CancelledError):
            await answering


async def _left(receive: Callable[[], Awaitable[object]]) -> None:
    message = await receive()
    while isinstance(message, dict) and message.get("type") != "http.disconnect":
        message = await receive()
