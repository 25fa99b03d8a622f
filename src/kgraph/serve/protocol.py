"""SPARQL 1.1 Protocol: a request in, the query operation out, or the status that refuses it.

https://www.w3.org/TR/sparql11-protocol/ – the query operation by GET, by POST of a form and by POST of the query
itself. Updates are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kgraph.serve.fields import FORM, decoded, pairs_of

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation.

    Attributes:
        query: The text; None where the request has none, so that it asks for the service itself.
        default_graphs: As the request chooses them; None if it chooses no graphs at all.
        named_graphs: Likewise.
        format: Name of a format that stands for the Accept header; empty if there is none.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""


async def read_operation(request: Request) -> Operation:
    """Read a request.

    Raises:
        HTTPException: 400 it is malformed; 403 it is an update; 415 its body is of another kind.
    """
    fields = pairs_of(request.url.query)
    if request.method != "POST":
        return _operation(fields)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.partition("charset=")[2].strip(' "').lower()
    if charset not in ("", "utf-8", "utf8"):
        raise HTTPException(415, f"text must be in UTF-8, not in {charset[:40]!r}")
    kind = kind.strip().lower()
    if kind == UPDATE:
        raise HTTPException(403, "this endpoint is read-only: updates are refused")
    body = await request.body()
    if kind == FORM:
        # Fields of the address are no part of this form of the operation.
        return _operation(pairs_of(decoded(body)), needed=True)
    if kind == QUERY:
        return _operation([("query", decoded(body)), *((key, value) for key, value in fields if key != "query")])
    raise HTTPException(415, f"a query is posted as {FORM} or {QUERY}")


def _operation(fields: Sequence[tuple[str, str]], *, needed: bool = False) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    if all_of("update"):
        raise HTTPException(403, "this endpoint is read-only: updates are refused")
    queries, formats = all_of("query"), all_of("format")
    if len(queries) > 1:
        raise HTTPException(400, "there is more than one query")
    if needed and not queries:
        raise HTTPException(400, "there is no query")
    default, named = all_of("default-graph-uri"), all_of("named-graph-uri")
    chosen = bool(default or named)
    return Operation(
        queries[0] if queries else None,
        default if chosen else None,
        named if chosen else None,
        formats[0] if formats else "",
    )
