"""An entity or an article as RDF or as a table, for who goes on computing: calls for the workers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyoxigraph as ox

from kgraph.publish.jsonld import write_jsonld
from kgraph.query import ask
from kgraph.store import Store
from kgraph.views import Missing
from kgraph.vocab import PREFIXES, article_id, article_iri, entity_iri

_ENTITY = """
CONSTRUCT { ?s ?p ?o } WHERE {
  VALUES ?thing { UNDEF }
  { ?thing ?p ?o BIND(?thing AS ?s) }
  UNION {
    { GRAPH ?article { ?s rdf:subject ?thing } } UNION { GRAPH ?article { ?s rdf:object ?thing } }
    GRAPH ?article { ?s ?p ?o }
    FILTER NOT EXISTS { GRAPH ?article { ?s kg:suppressed ?true } }
  }
}"""
_ARTICLE = """
CONSTRUCT { ?s ?p ?o } WHERE {
  VALUES ?thing { UNDEF }
  GRAPH ?thing { ?s ?p ?o FILTER NOT EXISTS { ?s kg:suppressed ?true } }
}"""
_STATED_IN = "SELECT ?article WHERE { VALUES ?statement { UNDEF } GRAPH ?article { ?statement kg:quote ?quote } }"


def described(store: Store, key: str, ending: str, most: int) -> str | Missing:
    """What the graph says of an entity or an article, with the evidence.

    Args:
        store: Whom to ask.
        key: Of an entity; `article/ID` is an article.
        ending: `.ttl`, `.jsonld` or `.csv` (of an entity only).
        most: Triples or rows at most.
    """
    id = key.removeprefix("article/") if key.startswith("article/") else None
    node = ox.NamedNode(article_iri(store.base, id) if id else entity_iri(store.base, key))
    if ending == ".csv":
        name, given = ("article", {"article": id}) if id else ("about", {"entity": key})
        return ask(store, name, given, max_rows=most).as_csv(safe=True)
    result = store.query(_ARTICLE if id else _ENTITY, {"thing": node}, max_rows=most)
    if not result:
        return Missing(key)
    return result.as_turtle(PREFIXES) if ending == ".ttl" else _jsonld(result.triples)


def article_of(store: Store, statement: str) -> str:
    """Id of the article that makes a statement; empty if none does.

    Args:
        store: Whom to ask.
        statement: The statement's key.
    """
    node = ox.NamedNode(entity_iri(store.base, statement))
    for row in store.query(_STATED_IN, {"statement": node}).texts():
        return article_id(store.base, row["article"]) or ""
    return ""


def _jsonld(triples: Sequence[ox.Triple]) -> str:
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples if not isinstance(t.subject, ox.Triple)]
    out = io.BytesIO()
    write_jsonld(sorted(quads, key=lambda quad: (str(quad.subject), str(quad.predicate), str(quad.object))), out)
    return out.getvalue().decode()
