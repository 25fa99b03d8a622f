"""The plain page of `/sparql`: a form that needs no script, and the answer below it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

from kgraph.serve.answers import Document
from kgraph.serve.formats import NAMES
from kgraph.serve.site import Site

if TYPE_CHECKING:
    from jinja2 import Template

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
    """A term in a table; `link` if its text is an address that a browser may follow."""

    text: str
    link: bool = False


def query_page(site: Site, query: str = _EXAMPLE, document: Document | None = None) -> Response:
    """The form, and the answer if there is one: rows in SPARQL JSON, or triples in Turtle."""
    shown: dict[str, object] = {"text": None, "boolean": None, "variables": None, "rows": [], "cut": 0}
    if document is not None and document.kind == "graph":
        shown["text"] = document.content.decode()
    elif document is not None:
        answer = json.loads(document.content)
        shown["boolean"] = answer.get("boolean")
        if "results" in answer:
            names = answer["head"]["vars"]
            rows = [[_cell(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
            shown |= {"variables": names, "rows": rows, "cut": document.cut}
    text = _template().render(action=site.path("/sparql"), query=query, formats=tuple(NAMES), **shown)
    return HTMLResponse(text)


def _cell(term: dict[str, object] | None) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "triple":
        return Cell(json.dumps(term["value"], ensure_ascii=False))
    text = str(term["value"])
    # Any other scheme, such as javascript:, stays text.
    return Cell(text, term["type"] == "uri" and text.startswith(("https://", "http://")))


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined).get_template(
        "sparql.html"
    )
