"""Compose the application: routes of the modules, one life for the graph, faults, and what wraps it all.

A module of the site exports `routes(site)`; it is added to `_MODULES`. The first route that fits is taken, so what
catches any path comes last.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TextIO
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph.errors import KgraphError
from kgraph.serve import api, explorer, faults, openapi, operations, pages, reconcile, sparql
from kgraph.serve.headers import Guarded
from kgraph.serve.operations import Meters, Observed
from kgraph.serve.site import Site

_MODULES: tuple[Callable[[Site], Sequence[BaseRoute]], ...] = (
    operations.routes,
    openapi.routes,
    sparql.routes,
    reconcile.routes,
    api.routes,
    explorer.routes,
    pages.routes,
)


def create_app(site: Site, log: TextIO | None = None) -> Starlette:
    """The application of a site; the graph is opened when it starts and closed when it ends.

    Args:
        site: Options and graph.
        log: Takes the access log, one JSON object a line; None: there is none.
    """
    meters = Meters(site.graph)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with site.graph:
            yield

    app = Starlette(
        routes=[*(route for routes in _MODULES for route in routes(site)), _without_slash(site)],
        middleware=[Middleware(Observed, meters=meters, log=log), Middleware(Guarded, options=site.options)],
        exception_handlers={
            KgraphError: faults.kgraph_fault,
            HTTPException: faults.http_fault,
            Exception: faults.program_fault,
        },
        lifespan=life,
    )
    app.router.redirect_slashes = False  # to whole addresses, which behind a proxy with TLS begin with http:
    app.state.meters = meters
    app.state.fault_page = pages.fault_page(site)
    return app


def _without_slash(site: Site) -> Route:
    """Whoever writes a slash too many is led to the address without it."""

    async def leading(request: Request) -> Response:
        # No path of ours has several slashes in front; a browser would take //example.org for another server.
        path, query = request.path_params["path"].strip("/"), request.url.query
        return RedirectResponse(site.path(f"/{quote(path, safe='/-._~')}") + (f"?{query}" if query else ""), 307)

    return Route("/{path:path}/", leading, methods=["GET", "POST"])
