"""Entities and articles at their own addresses: a page, its data, and the way from the thing to its page.

`/id/land/bremen` names the thing and answers 303; `/id/land/bremen.html`, `.ttl`, `.jsonld`, `.json` and `.csv` are
what is known of it. Where the IRIs of a store have a longer path, such as `/kgraph/id/`, that leads here, too.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph import views
from kgraph.serve.fields import clocks_of, number_of
from kgraph.serve.pages import data
from kgraph.serve.pages.drawings import network_drawing, office_bars, year_bars
from kgraph.serve.pages.formats import FORMS, Form, accepted, with_ending
from kgraph.serve.pages.render import Reader, as_json, kept, page
from kgraph.serve.site import Site
from kgraph.views import names
from kgraph.vocab import article_iri, entity_iri

PATH = "/id/"
_STATED = "statement/"
_ARTICLE = "article/"
_MOST_PAGES = 10_000


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def thing(request: Request) -> Response:
        key, form = with_ending(request.path_params["key"])
        reader = Reader.of(site, request)
        if key.startswith(_STATED):
            return await _statement(site, reader, key)
        if form is None:
            return _see_other(site, request, key)
        if form.ending in (".ttl", ".jsonld", ".csv"):
            return await _data(site, reader, key, form)
        if key.startswith(_ARTICLE):
            return await _article(site, reader, key.removeprefix(_ARTICLE), form)
        return await _entity(site, reader, key, form)

    async def api(request: Request) -> Response:
        reader, key = Reader.of(site, request), request.path_params["key"]
        if key.startswith(_ARTICLE):
            return await _article(site, reader, key.removeprefix(_ARTICLE), _JSON)
        return await _entity(site, reader, key, _JSON)

    longer = _path_of(site)
    paths = [PATH] if longer == PATH else [PATH, longer]
    return [*(Route(f"{path}{{key:path}}", thing) for path in paths), Route("/api/thing/{key:path}", api)]


_JSON = next(form for form in FORMS if form.ending == ".json")


def _path_of(site: Site) -> str:
    """The path of the store's IRIs, as far as it lies below the site."""
    path = urlsplit(site.settings.base).path
    below = path.removeprefix(site.options.prefix)
    return below if below.startswith("/") and len(below) > 1 and "{" not in below else PATH


def _see_other(site: Site, request: Request, key: str) -> Response:
    form = accepted(request.headers.get("accept", ""))
    if form is None:
        endings = ", ".join(form.media for form in FORMS)
        raise HTTPException(406, f"there are {endings}", {"vary": "accept"})
    target = site.path(f"{PATH}{quote(key, safe='/-._~')}{form.ending}")
    if asked := urlencode(request.query_params.multi_items()):  # such as the time at which it is to be shown
        target += f"?{asked}"
    return RedirectResponse(target, 303, {"vary": "accept", "access-control-allow-origin": "*"})


async def _statement(site: Site, reader: Reader, key: str) -> Response:
    """A statement stands on the page of its article."""
    article = await site.graph.call(data.article_of, key)
    if not article:
        return await missing(site, reader, key)
    return RedirectResponse(reader.article(article, statement=key), 303)


async def _entity(site: Site, reader: Reader, key: str, form: Form) -> Response:
    name, clocks = reader.request.query_params.get("group", ""), clocks_of(reader.request)
    if name:
        number = number_of(reader.request.query_params.get("page", ""), 1, _MOST_PAGES)
        found = await site.graph.call(views.group, key, name[:60], number, clocks)
    else:
        found = await site.graph.call(views.entity, key, clocks)
    if isinstance(found, views.Missing):
        return await missing(site, reader, key, form)
    if form is _JSON:
        return linked(as_json(reader, found.as_dict()), reader, key)
    if name:
        return linked(page(reader, "group.html", view=found), reader, key)
    values: dict[str, Any] = {
        "years": year_bars(found.years),
        "offices": office_bars(found.offices.tenures),
        "drawing": network_drawing(found.thing, found.neighbours),
    }
    return linked(page(reader, "entity.html", view=found, **values), reader, key)


async def _article(site: Site, reader: Reader, id: str, form: Form) -> Response:
    found = await site.graph.call(views.article, id)
    if isinstance(found, views.Missing):
        return await missing(site, reader, f"{_ARTICLE}{id}", form)
    key = f"{_ARTICLE}{id}"
    if form is _JSON:
        return linked(as_json(reader, found.as_dict()), reader, key)
    return linked(page(reader, "article.html", view=found), reader, key)


async def _data(site: Site, reader: Reader, key: str, form: Form) -> Response:
    found = await site.graph.call(data.described, key, form.ending, site.options.max_rows)
    if isinstance(found, views.Missing):
        return await missing(site, reader, key, form)
    response = Response(found, media_type=f"{form.media}; charset=utf-8")
    response.headers["access-control-allow-origin"] = "*"
    response.headers["vary"] = "accept"
    if form.ending == ".csv":
        response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(key.replace('/', '-'))}.csv"
    return linked(kept(reader, response), reader, key)


def linked(response: Response, reader: Reader, key: str) -> Response:
    """With the links to the thing and to its other forms (RFC 8288)."""
    site = reader.site
    base = site.settings.base
    iri = article_iri(base, key.removeprefix(_ARTICLE)) if key.startswith(_ARTICLE) else entity_iri(base, key)
    links = [f'<{iri}>; rel="describes"']
    for form in FORMS:
        address = f"{site.path(PATH)}{quote(key, safe='/-._~%')}{form.ending}"
        links.append(f'<{address}>; rel="alternate"; type="{form.media}"')
    response.headers["link"] = ", ".join(links)
    return response


async def missing(site: Site, reader: Reader, key: str, form: Form | None = None) -> Response:
    """404, with the names that are near."""
    words = key.rpartition("/")[2].replace("-", " ")[:100]
    hits = await site.graph.call(names.suggest, words, 5)
    if form and form.ending != ".html":
        problem: dict[str, Any] = {"status": 404, "title": "Not Found", "detail": f"there is no {key!r}"}
        return as_json(reader, {**problem, "near": [hit.key for hit in hits]}, 404)
    return page(reader, "missing.html", 404, given=key, hits=hits)
