"""The pages for people: start, search, entities, articles, questions, review; each with a twin in JSON.

Records of `kgraph.views` come in from the workers; HTML goes out, in German or English, by `templates/`, `texts/` and
`static/`. All of it works without script.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kgraph.serve.pages import ask, assets, review, start, things
from kgraph.serve.pages.render import Reader, page
from kgraph.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the pages."""
    modules = (assets, start, ask, review, things)
    return [route for module in modules for route in module.routes(site)]


_WORDS = {403: "review.forbidden", 500: "fault.failed", 503: "fault.busy", 504: "fault.too_long"}


def fault_page(site: Site) -> Callable[[Request, int, str, str], Response]:
    """What tells a person of a fault: status, message and hint go in."""

    def shown(request: Request, status: int, message: str, hint: str) -> Response:
        reader = Reader.of(site, request)
        words = reader.text(_WORDS[status]) if status in _WORDS else ""
        return page(reader, "fault.html", status, status=status, words=words, message=message, hint=hint)

    return shown
