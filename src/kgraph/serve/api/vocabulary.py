"""`/api/vocabulary`: prefixes, classes, properties and named queries, for whoever writes SPARQL."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph.query import named_queries
from kgraph.serve.site import Site
from kgraph.vocab import KG, PREFIXES, schema

# What the model uses of other vocabularies; see docs/model.md.
_OTHERS = (
    "rdf:type", "rdfs:label", "skos:altLabel", "skos:prefLabel", "skos:broader", "dcterms:title", "dcterms:issued",
    "dcterms:subject", "dcterms:source", "prov:wasDerivedFrom", "rdf:subject", "rdf:predicate", "rdf:object",
    "owl:sameAs",
)  # fmt: skip


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def vocabulary_(request: Request) -> Response:
        return JSONResponse(vocabulary(), headers={"cache-control": "no-cache", "access-control-allow-origin": "*"})

    return [Route("/api/vocabulary", vocabulary_)]


@cache
def vocabulary() -> dict[str, object]:
    """`prefixes`; `classes` and `properties` with their labels; `examples`, the named queries as they stand."""
    names = schema().named
    return {
        "prefixes": dict(PREFIXES),
        "classes": [_term(KG + name) for name in names if name[0].isupper()],
        "properties": [
            *(_term(KG + name) for name in names if name[0].islower()),
            *(_term(_full(name)) for name in _OTHERS),
        ],
        "examples": [{"name": name, "query": query.sparql} for name, query in named_queries().items()],
    }


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _term(iri: str) -> dict[str, str]:
    name = iri.removeprefix(KG)
    return {"iri": iri, "label_de": schema().label(name, "de"), "label_en": schema().label(name, "en")}
