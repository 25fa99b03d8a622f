"""`/openapi.json`: what programs may ask of the JSON API, in OpenAPI 3.1.

`OPERATIONS` lists every route below `/api/` and the reconciliation service; a test holds it against the routes
themselves. What SPARQL offers is told by its own service description.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kgraph import __version__
from kgraph.serve.site import Site

_JSON, _PROBLEM, _TURTLE = "application/json", "application/problem+json", "text/turtle"
_DAY = r"^\d{4}-\d{2}-\d{2}$"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter; `place` is `query` or `path`."""

    name: str
    about: str
    schema: dict[str, Any]
    place: str = "query"
    required: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The parameter in OpenAPI."""
        return {
            "name": self.name,
            "in": self.place,
            "description": self.about,
            "required": self.required or self.place == "path",
            "schema": self.schema,
        }


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked by GET at a path."""

    path: str
    about: str
    fields: tuple[Field, ...] = ()
    media_type: str = _JSON

    def as_dict(self) -> dict[str, Any]:
        """The path item in OpenAPI."""
        content = {self.media_type: {"schema": {"type": "object"} if self.media_type == _JSON else {"type": "string"}}}
        return {
            "get": {
                "summary": self.about,
                "operationId": self.path.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
                "parameters": [field.as_dict() for field in self.fields],
                "responses": {
                    "200": {"description": "the answer", "content": content},
                    "default": {"description": "a fault, or 304 if nothing has changed", "content": _FAULT},
                },
            }
        }


def _text(name: str, about: str, example: str, **more: Any) -> Field:
    return Field(name, about, {"type": "string", "examples": [example]}, **more)


def _number(name: str, about: str, most: int) -> Field:
    return Field(name, about, {"type": "integer", "minimum": 1, "maximum": most})


_FAULT = {
    media_type: {
        "schema": {
            "type": "object",
            "required": ["status", "title", "detail"],
            "properties": {
                "status": {"type": "integer"},
                "title": {"type": "string"},
                "detail": {"type": "string"},
                "hint": {"type": "string"},
            },
        }
    }
    for media_type in (_PROBLEM, _JSON)
}

OPERATIONS = (
    Operation("/api/overview", "What is in the graph: counts, dates, newest articles."),
    Operation(
        "/api/suggest",
        "Entities that somebody may mean who has typed so far.",
        (
            _text("q", "What was typed.", "Brem"),
            _number("limit", "Entities at most.", 50),
            _text("type", "Only of this fine type.", "Land"),
        ),
    ),
    Operation(
        "/api/thing/{key}",
        "All that is known of an entity, or of an article (`article/ID`), with the sentences.",
        (
            _text("key", "Path of its IRI below the base.", "land/bremen", place="path"),
            _text("group", "Only the statements of this group, all of them.", "develops"),
            _number("page", "Which page of the group.", 10_000),
            _text("valid", "Of an entity: only what held, or may have held, on this day.", "2023-11-20"),
            _text("known", "Of an entity: only what was known by the end of this day, month or year.", "2023-11"),
        ),
    ),
    Operation("/api/ask", "The named questions with their parameters."),
    Operation(
        "/api/ask/{name}",
        "The answer to a named question; its parameters are those that /api/ask lists.",
        (
            _text("name", "Of the question.", "takeovers", place="path"),
            *(_text(name, "A parameter of some questions.", "Bremen") for name in ("entity", "party", "since")),
            _number("page", "Which page of the answer.", 10_000),
        ),
    ),
    Operation("/api/vocabulary", "Prefixes, classes, properties and examples, for whoever writes SPARQL."),
    Operation(
        "/api/network",
        "A piece of the network: around entities, of a question's answer, or all of it.",
        (
            _text("entity", "Key of an entity.", "land/bremen"),
            _text("keys", "Keys of entities between which statements are wanted too, with commas.", "state/bund"),
            _text("query", "Name of a question; its parameters begin with `q.`.", "takeovers"),
            _text("all", "1: all of it.", "1"),
            _number("limit", "Entities at most.", 10_000),
        ),
    ),
    Operation(
        "/api/path",
        "The shortest connection of two entities, with the sentence of each step.",
        (
            _text("from", "Name or key of one end.", "Bremen", required=True),
            _text("to", "Name or key of the other.", "Bund", required=True),
            _number("hops", "Steps at most.", 6),
            Field("valid", "Only what held on this day.", {"type": "string", "pattern": _DAY}),
        ),
    ),
    Operation(
        "/api/statement/{id}",
        "One statement with its sentence.",
        (_text("id", "Its key without `statement/`.", "0a00a66dd7486f9571e275e1", place="path"),),
    ),
    Operation(
        "/api/statements.ttl",
        "Statements as RDF.",
        (_text("statement", "Key of a statement.", "statement/0a00a66dd7486f9571e275e1", required=True),),
        _TURTLE,
    ),
    Operation(
        "/api/quotes",
        "The sentences of statements, by their keys.",
        (_text("statement", "Key of a statement.", "statement/0a00a66dd7486f9571e275e1", required=True),),
    ),
    Operation(
        "/reconcile",
        "The reconciliation service: a batch of names as JSON, or its manifest.",
        (_text("queries", "The batch.", '{"q0": {"query": "Bremen"}}'), _text("query", "One name.", "Bremen")),
    ),
    Operation(
        "/reconcile/suggest/{kind}",
        "Entities, classes or properties that somebody may mean.",
        (
            Field("kind", "Of what.", {"enum": ["entity", "type", "property"]}, "path"),
            _text("prefix", "What was typed.", "Brem"),
        ),
    ),
)
"""Every operation of the JSON API."""


def routes(site: Site) -> list[Route]:
    """The routes of this module."""

    async def described(request: Request) -> Response:
        return JSONResponse(description(site.url(request, "")), headers={"access-control-allow-origin": "*"})

    return [Route("/openapi.json", described)]


def description(root: str) -> dict[str, Any]:
    """The API at a site's address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kgraph",
            "version": __version__,
            "description": f"Who does what in digital government, with the sentences. SPARQL: {root}/sparql",
        },
        "servers": [{"url": root}],
        "paths": {operation.path: operation.as_dict() for operation in OPERATIONS},
    }
