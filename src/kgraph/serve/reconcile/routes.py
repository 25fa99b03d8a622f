"""The reconciliation service over HTTP: manifest and batches at one address, suggestions and previews beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kgraph.errors import KgraphError
from kgraph.serve.faults import kgraph_fault
from kgraph.serve.fields import field_of, fields_of
from kgraph.serve.headers import POLICY
from kgraph.serve.lane import Lane
from kgraph.serve.pages.render import environment
from kgraph.serve.reconcile import manifest
from kgraph.serve.reconcile.matching import matched, previewed, suggested
from kgraph.serve.reconcile.queries import read_batch, read_single
from kgraph.serve.site import Site

_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "accept, content-type",
}
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}", re.ASCII)
_SUGGESTED = 20
# OpenRefine shows it in a frame of its own page.
_FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def routes(site: Site) -> list[Route]:
    """The routes of this module."""
    service = _Service(site, Lane(max(1, site.options.workers - 1), site.options.waiting))
    return [
        Route("/reconcile", service.reconcile, methods=["GET", "POST", "OPTIONS"]),
        Route("/reconcile/suggest/{kind}", service.suggest),
        Route("/reconcile/flyout/{kind}", service.flyout),
        Route("/reconcile/preview", service.preview),
    ]


@dataclass(frozen=True, slots=True)
class _Service:
    """Answers the requests of one site."""

    site: Site
    lane: Lane

    async def reconcile(self, request: Request) -> Response:
        """A batch of queries, one query, or the manifest."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_CORS)
        try:
            return await self._reconciled(request)
        except KgraphError as fault:
            response = await kgraph_fault(request, fault)
            response.headers.update(_CORS)
            return response

    async def suggest(self, request: Request) -> Response:
        """What somebody may mean who types: an entity, a class, a property."""
        prefix = field_of(await fields_of(request), "prefix")[:200]
        match request.path_params["kind"]:
            case "entity":
                found = await self.site.graph.call(suggested, prefix, _SUGGESTED)
                listed = [manifest.suggestion(item, self._language) for item in found]
            case "type":
                listed = list(manifest.classes(prefix, self._language))
            case "property":
                listed = list(manifest.properties(prefix, self._language))
            case _:
                raise HTTPException(404)
        return _json(request, {"result": listed[:_SUGGESTED]})

    async def flyout(self, request: Request) -> Response:
        """A few words on a suggestion, as HTML within JSON."""
        id = field_of(await fields_of(request), "id")[:500]
        if request.path_params["kind"] == "entity":
            return _json(request, {"id": id, "html": _filled("told.html", **await self._told(id))})
        if request.path_params["kind"] in ("type", "property"):
            named = manifest.named(id, self._language)
            html = _filled("flyout.html", name=named["name"], comment=manifest.comment(id))
            return _json(request, {"id": id, "html": html})
        raise HTTPException(404)

    async def preview(self, request: Request) -> Response:
        """A small page on an entity."""
        id = field_of(await fields_of(request), "id")[:500]
        style = self.site.path("/static/site.css")
        page = _filled("preview.html", language=self._language, style=style, **await self._told(id))
        return HTMLResponse(page, headers={**_CORS, "content-security-policy": _FRAMED})

    @property
    def _language(self) -> str:
        return self.site.settings.language

    async def _reconciled(self, request: Request) -> Response:
        fields = await fields_of(request)
        if "queries" in fields:
            batch = read_batch(field_of(fields, "queries"))
            found = await self.site.graph.call(matched, tuple(batch.values()), lane=self.lane)
            results = ([manifest.result(item, self._language) for item in items] for items in found)
            return _json(request, {key: {"result": listed} for key, listed in zip(batch, results, strict=True)})
        if "query" in fields:
            (items,) = await self.site.graph.call(matched, (read_single(field_of(fields, "query")),), lane=self.lane)
            return _json(request, {"result": [manifest.result(item, self._language) for item in items]})
        root = self.site.url(request, "")
        return _json(request, manifest.manifest(root, self.site.settings.base, self._language))

    async def _told(self, key: str) -> dict[str, object]:
        """What the templates tell of an entity."""
        found = await self.site.graph.call(previewed, key)
        if found is None:
            raise HTTPException(404, "there is no such entity", _CORS)
        return {
            "name": found.candidate.name,
            "about": manifest.description(found.candidate, self._language),
            "names": found.names,
            "facts": [(manifest.named(name, self._language)["name"], value) for name, value in found.facts],
        }


def _filled(template: str, **values: object) -> str:
    """A template that stands on its own, filled in."""
    return environment().get_template(template).render(values)


def _json(request: Request, document: Mapping[str, Any]) -> Response:
    """JSON, or a call of the function that the request names, which older clients load as a script."""
    text = json.dumps(document, ensure_ascii=False)
    callback = request.query_params.get("callback")
    if callback is None:
        return Response(text, headers=_CORS, media_type="application/json")
    if not _CALLBACK.fullmatch(callback):
        raise HTTPException(400, "callback is no name of a function", _CORS)
    # In a script, these two end a line.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Response(f"/**/{callback}({text});", headers=_CORS, media_type="text/javascript")
