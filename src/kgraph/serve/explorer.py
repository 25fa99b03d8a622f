"""The page of the explorer: all that its script needs to know stands in one attribute, as JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kgraph.draw.texts import look
from kgraph.serve.pages import texts
from kgraph.serve.pages.render import Reader, page, stamp
from kgraph.serve.site import Site
from kgraph.vocab import schema

_STATUSES = ("fact", "planned", "ended", "denied")
_SECTION = "explore."


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def explorer(request: Request) -> Response:
        reader = Reader.of(site, request)
        return page(reader, "explore.html", config=json.dumps(config(reader), ensure_ascii=False), columns=_COLUMNS)

    return [Route("/explore", explorer)]


_COLUMNS = ("subject", "predicate", "object", "status", "date", "sentence", "confidence")


def config(reader: Reader) -> dict[str, Any]:
    """Addresses, words in the reader's language, and the labels of the ontology."""
    language, known = reader.language, schema()
    words = texts.catalogue(language)
    return {
        "language": language,
        "addresses": {
            "network": reader.path("/api/network"),
            "path": reader.path("/api/path"),
            "statement": reader.path("/api/statement/"),
            "turtle": reader.path("/api/statements.ttl"),
            "quotes": reader.path("/api/quotes"),
            "suggest": reader.path("/api/suggest"),
            "entity": reader.path("/id/"),
            "article": reader.path("/id/article/"),
            "worker": reader.path("/static/bundle/layout.js", v=stamp()),
        },
        "texts": {key.removeprefix(_SECTION): text for key, text in words.items() if key.startswith(_SECTION)},
        "types": {name: known.label(name, language) for name in known.classes},
        "coarse": {name: _coarse(name) for name in known.classes},
        "predicates": {name: _predicate(name, language) for name in known.predicates},
        "statuses": {name: texts.text(language, f"status.{name}") for name in _STATUSES},
    }


def _coarse(type: str) -> str:
    return next((name for name in schema().above(type) if name in look()), "Entity")


def _predicate(name: str, language: str) -> dict[str, Any]:
    term = schema().predicates[name]
    german = language == "de"
    return {
        "label": term.label_de if german else term.label_en,
        "inverse": term.inverse_label_de if german else term.inverse_label_en,
        "symmetric": term.symmetric,
    }
