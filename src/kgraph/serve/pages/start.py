"""The start page and the search: what there is, and where to begin."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph import views
from kgraph.serve.fields import number_of
from kgraph.serve.pages.render import Reader, as_json, page
from kgraph.serve.site import Site
from kgraph.views import names
from kgraph.vocab import schema

_HITS = 30
_SUGGESTED, _MOST = 8, 50
_LONGEST = 200


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def start(request: Request) -> Response:
        view = await site.graph.call(views.overview)
        return page(Reader.of(site, request), "start.html", view=view)

    async def overview(request: Request) -> Response:
        view = await site.graph.call(views.overview)
        return as_json(Reader.of(site, request), view.as_dict())

    async def search(request: Request) -> Response:
        reader = Reader.of(site, request)
        text = _typed(request)
        hits = await site.graph.call(names.suggest, text, _HITS) if text else ()
        # Who types a name as it is written wants its page; `all` is the way to the list.
        exact = [hit for hit in hits if hit.match == "exact"]
        if len(exact) == 1 and not request.query_params.get("all"):
            return RedirectResponse(reader.thing(exact[0].key), 303)
        return page(reader, "search.html", text=text, hits=hits)

    async def suggest(request: Request) -> Response:
        reader = Reader.of(site, request)
        text = _typed(request)
        most = number_of(request.query_params.get("limit", ""), _SUGGESTED, _MOST)
        types = tuple(sorted(t for t in request.query_params.getlist("type") if t in schema().classes))
        hits = await site.graph.call(names.suggest, text, most, types) if text else ()
        found = [
            {**hit.as_dict(), "type_label": schema().label(hit.type, reader.language), "page": reader.thing(hit.key)}
            for hit in hits
        ]
        response = as_json(reader, {"text": text, "hits": found})
        response.headers["vary"] = "accept-language, cookie"
        return response

    return [
        Route("/", start),
        Route("/index.json", overview),
        Route("/api/overview", overview),
        Route("/search", search),
        Route("/search.json", suggest),
        Route("/api/suggest", suggest),
    ]


def _typed(request: Request) -> str:
    return " ".join(request.query_params.get("q", "")[:_LONGEST].split())
