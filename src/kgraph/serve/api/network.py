"""Pieces of the network: `/api/network`, `/api/path`, `/api/statement/…`, and statements as Turtle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph import explore
from kgraph.dates import is_day
from kgraph.errors import UsageError
from kgraph.explore.answers import MOST_HOPS, MOST_NODES, NEIGHBOURS
from kgraph.serve.fields import number_of
from kgraph.serve.site import Site
from kgraph.store import Store

_HOPS = 4
_LONGEST = 300  # letters of a name or key


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def network(request: Request) -> Response:
        function, *arguments = _asked(request)
        return _json(request, await site.graph.call(_content, function, *arguments))

    async def path(request: Request) -> Response:
        start, goal, day = (_text(request, name) for name in ("from", "to", "valid"))
        if not start or not goal:
            raise UsageError("a path needs both ends", hint="such as /api/path?from=BMI&to=Bremen")
        if day and not is_day(day):
            raise UsageError(f"valid: {day!r} is no day", hint="write 2023-11-20")
        hops = _number(request, "hops", _HOPS, MOST_HOPS)
        return _json(request, await site.graph.call(_content, explore.connection, start, goal, hops, day or None))

    async def statement(request: Request) -> Response:
        key = f"statement/{request.path_params['id']}"
        found = await site.graph.call(explore.statement, key[:_LONGEST])
        return JSONResponse(dict(found), headers={"cache-control": "no-cache", "access-control-allow-origin": "*"})

    async def turtle(request: Request) -> Response:
        content = await site.graph.call(explore.turtle, await _statements(request))
        named = {"content-disposition": 'attachment; filename="kgraph.ttl"'}
        return Response(content, media_type="text/turtle", headers=named)

    async def quotes(request: Request) -> Response:
        found = await site.graph.call(explore.quotes, await _statements(request))
        return JSONResponse(found, headers={"cache-control": "no-cache", "access-control-allow-origin": "*"})

    return [
        Route("/api/network", network),
        Route("/api/path", path),
        Route("/api/statement/{id}", statement),
        Route("/api/statements.ttl", turtle, methods=["GET", "POST"]),
        Route("/api/quotes", quotes, methods=["GET", "POST"]),
    ]


async def _statements(request: Request) -> tuple[str, ...]:
    """The keys of the statements that a request names, by its address or, as they may be many, by a form."""
    given: ImmutableMultiDict[str, Any] = request.query_params
    if request.method == "POST":
        given = await request.form(max_fields=explore.answers.MOST_STATEMENTS, max_files=0)
    keys = [str(value) for value in given.getlist("statement")]
    if not keys:
        raise UsageError("no statement is given", hint="such as ?statement=statement/0a00a66dd7486f9571e275e1")
    return tuple(dict.fromkeys(keys))


def _content(store: Store, function: Callable[..., Any], *arguments: Any) -> bytes:
    """A piece as JSON, made where the piece is made: a large one would hold up everybody in the web process."""
    content: bytes = function(store, *arguments).as_json()
    return content


def _asked(request: Request) -> tuple[Any, ...]:
    """The function that answers, and its arguments."""
    given = request.query_params
    name = _text(request, "query")
    if name:
        values = {key.removeprefix("q."): value[:_LONGEST] for key, value in given.items() if key.startswith("q.")}
        return explore.result_of, name, _Values(values), _number(request, "limit", 500, MOST_NODES)
    entities = tuple(value[:_LONGEST] for value in given.getlist("entity") if value)
    among = tuple(key[:_LONGEST] for key in given.get("keys", "").split(",") if key)
    if entities or among:
        return explore.around, entities, _number(request, "limit", NEIGHBOURS, MOST_NODES), among
    if given.get("all") == "1":
        return explore.overview, _number(request, "limit", MOST_NODES, MOST_NODES)
    raise UsageError("nothing is asked for", hint="give entity=…, query=… or all=1, such as ?entity=land/bremen")


class _Values(dict[str, str]):
    """Parameters of a query, as an argument that is the same for the same values: in the order of their names."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(sorted(values.items()))


def _text(request: Request, name: str) -> str:
    return request.query_params.get(name, "")[:_LONGEST].strip()


def _number(request: Request, name: str, usual: int, most: int) -> int:
    return number_of(request.query_params.get(name, ""), usual, most)


def _json(request: Request, content: bytes) -> Response:
    """JSON that caches may keep for as long as it is the same."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": "no-cache", "access-control-allow-origin": "*"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)
