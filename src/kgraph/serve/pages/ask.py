"""The gallery of the named queries: forms for their parameters, answers as table, charts, downloads."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kgraph import views
from kgraph.errors import KgraphError, LimitError, NotFoundError, QueryError, UsageError
from kgraph.query import NamedQuery, named_queries
from kgraph.serve.fields import number_of
from kgraph.serve.pages.render import Reader, as_json, kept, page
from kgraph.serve.site import Site
from kgraph.store import Result
from kgraph.views.answer import table

_LONGEST = 300
_MOST_PAGES = 10_000
_ENDINGS = (".json", ".csv", ".srj")


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def gallery(request: Request) -> Response:
        return page(Reader.of(site, request), "ask.html", queries=named_queries())

    async def listed(request: Request) -> Response:
        reader = Reader.of(site, request)
        return as_json(reader, {"queries": [_told(query) for query in named_queries().values()]})

    async def question(request: Request) -> Response:
        reader = Reader.of(site, request)
        name, ending = _named(request.path_params["name"])
        query = named_queries().get(name)
        if query is None:
            raise NotFoundError(f"there is no question {name!r}", hint=", ".join(named_queries()))
        given = _given(query, request.query_params)
        if ending in (".csv", ".srj"):
            return await _download(site, reader, query, given, ending)
        return await _answered(site, reader, query, given, ending)

    async def api(request: Request) -> Response:
        request.path_params["name"] += ".json"
        return await question(request)

    return [
        Route("/ask", gallery),
        Route("/ask.json", listed),
        Route("/api/ask", listed),
        Route("/api/ask/{name}", api),
        Route("/ask/{name}", question),
    ]


def _named(name: str) -> tuple[str, str]:
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), "")
    return name.removesuffix(ending), ending


def _given(query: NamedQuery, typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed into the fields; empty ones count as not given."""
    values = {
        parameter.name: " ".join(typed.get(parameter.name, "")[:_LONGEST].split()) for parameter in query.parameters
    }
    return tuple((name, text) for name, text in values.items() if text)


async def _answered(
    site: Site, reader: Reader, query: NamedQuery, given: tuple[tuple[str, str], ...], ending: str
) -> Response:
    number = number_of(reader.request.query_params.get("page", ""), 1, _MOST_PAGES)
    asked = bool(given) or "go" in reader.request.query_params or not query.parameters
    missing = {parameter.name for parameter in query.parameters if parameter.required} - dict(given).keys()
    view, fault = None, None
    if (asked or ending) and not missing:
        try:
            view = await site.graph.call(views.answer, query.name, given, number)
        except LimitError:
            raise
        except (UsageError, NotFoundError, QueryError) as refused:
            if ending:
                raise
            fault = refused
    if ending:
        if view is None:
            raise UsageError(f"the question {query.name} needs {', '.join(sorted(missing))}")
        return as_json(reader, view.as_dict())
    values = {"query": query, "given": dict(given), "view": view, "fault": _words_of(fault), "asked": asked}
    return page(reader, "question.html", 400 if fault else 200, missing=missing if asked else (), **values)


async def _download(
    site: Site, reader: Reader, query: NamedQuery, given: tuple[tuple[str, str], ...], ending: str
) -> Response:
    found = await site.graph.call(table, query.name, given)
    if not isinstance(found, Result):
        raise UsageError(
            f"{found[0].given!r} may mean several things, or nothing", hint="give a key such as land/bremen"
        )
    if ending == ".srj":
        response = Response(found.as_json(), media_type="application/sparql-results+json")
    else:
        safe = reader.request.query_params.get("safe", "1") != "0"
        response = Response(found.as_csv(safe=safe), media_type="text/csv; charset=utf-8")
        response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(query.name)}.csv"
    if found.truncated:
        response.headers["kgraph-truncated"] = "true"
    response.headers["access-control-allow-origin"] = "*"
    return kept(reader, response)


def _words_of(fault: KgraphError | None) -> tuple[str, str] | None:
    """A fault in the words of a form: options have no dashes there."""
    return (str(fault).replace("--", ""), fault.hint.replace("--", "")) if fault else None


def _told(query: NamedQuery) -> dict[str, object]:
    parameters = [{"name": p.name, "kind": p.kind, "required": p.required, "text": p.text} for p in query.parameters]
    return {
        "name": query.name,
        "title": {"de": query.title_de, "en": query.title},
        "description": query.description,
        "parameters": parameters,
        "sparql": query.sparql,
    }
