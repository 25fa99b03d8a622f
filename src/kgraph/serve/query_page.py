"""The page of `/sparql`: a form that needs no script, with the answer or what is wrong below it.

With script, an editor takes the place of the form (`web/src/sparql`); what it needs to know stands in the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kgraph.errors import KgraphError
from kgraph.query import named_queries
from kgraph.serve.answers import Document
from kgraph.serve.formats import NAMES
from kgraph.serve.pages.render import Reader, page
from kgraph.serve.site import Site
from kgraph.templating import web_address

MAX_ROWS = 500
"""Rows or triples that the page shows; programs may have more."""

_EXAMPLE = """SELECT ?who ?what ?quote WHERE {
  GRAPH ?article {
    ?statement rdf:predicate kg:takesOver ; rdf:subject ?who ; rdf:object ?what ; kg:quote ?quote
  }
}
LIMIT 50"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a table; `link` is its address if a browser may follow it."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it: triples as text, a truth value, or rows."""

    text: str | None = None
    boolean: bool | None = None
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    cut: int = 0

    @classmethod
    def of(cls, document: Document) -> Shown:
        """Read rows in SPARQL JSON, or triples in Turtle."""
        if document.kind == "graph":
            return cls(document.content.decode(), cut=document.cut)
        answer = json.loads(document.content)
        if document.kind == "boolean":
            return cls(boolean=answer["boolean"])
        names = tuple(answer["head"]["vars"])
        rows = tuple(tuple(_cell(row.get(name)) for name in names) for row in answer["results"]["bindings"])
        return cls(variables=names, rows=rows, cut=document.cut)


def query_page(
    site: Site,
    request: Request,
    query: str | None = None,
    *,
    document: Document | None = None,
    fault: KgraphError | None = None,
    status: int = 200,
) -> Response:
    """The form with a query, and its answer or its fault if there is one."""
    return page(
        Reader.of(site, request),
        "sparql.html",
        status,
        query=_EXAMPLE if query is None else query,
        shown=Shown.of(document) if document else None,
        fault=(str(fault), fault.hint) if fault else None,
        formats=tuple(NAMES),
        examples=tuple(named_queries().values()),
    )


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "triple":
        return Cell(json.dumps(term["value"], ensure_ascii=False))
    text = str(term["value"])
    # Any other scheme, such as javascript:, stays text.
    return Cell(text, web_address(text) if term["type"] == "uri" else "")
