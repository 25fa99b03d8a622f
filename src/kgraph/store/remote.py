"""A store on a SPARQL 1.1 server: the same interface by query and update.

What the ledger does for an embedded store, an extra graph `<article>#facts` does here: it holds what the
article adds to the default graph. So support is a query, and an article is replaced by one update:
facts that no other such graph holds go, both graphs are dropped and filled, names are elected anew.
Texts are not kept on a server. The server's default graph must not be the union of its graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.config import Settings
from kgraph.errors import NotFoundError, RemoteError
from kgraph.remote import Answer, Limits, SparqlClient
from kgraph.store.article import StoredArticle
from kgraph.store.base import Store
from kgraph.store.election import ELECTED, TYPE, Votes, elect
from kgraph.store.loading import update_text
from kgraph.store.result import Result, Term, text_of
from kgraph.store.sparql import bind, check_readable, with_prefixes
from kgraph.vocab import PROV, SCHEMA, article_id, article_iri, inferred_iri

if TYPE_CHECKING:
    import rdflib

_PIECE = 5_000  # triples an update
_VERSION = ox.NamedNode(f"{SCHEMA}version")
_DECIDED = ox.NamedNode(f"{PROV}wasInfluencedBy")
_ELECTED = " ".join(sorted(map(str, ELECTED)))
_UNSUPPORTED = """DELETE { ?s ?p ?o } WHERE {
  GRAPH %(own)s { ?s ?p ?o } FILTER(?p NOT IN (%(elected)s))
  FILTER NOT EXISTS { GRAPH ?other { ?s ?p ?o } FILTER(?other != %(own)s && STRENDS(STR(?other), "#facts")) }
}"""
_VOTES = """SELECT ?entity ?predicate ?value (COUNT(DISTINCT ?graph) AS ?number) WHERE {
  VALUES ?entity { %s } VALUES ?predicate { %s }
  GRAPH ?graph { ?entity ?predicate ?value } FILTER(?graph != %s && STRENDS(STR(?graph), "#facts"))
} GROUP BY ?entity ?predicate ?value"""
_UNNAMED = "DELETE { ?s ?p ?o } WHERE { VALUES ?s { %s } VALUES ?p { %s } ?s ?p ?o }"


class RemoteStore(Store):
    """A store by URL; see `endpoints` for how it is understood."""

    def __init__(self, settings: Settings) -> None:
        self.base = settings.base
        self.place = settings.store
        self._settings = settings
        self._client = self._connect(settings.timeout)

    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """See `Store.query`."""
        check_readable(sparql)
        return self._ask(self._client, bind(sparql, substitutions or {}), max_rows)

    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """See `Store.query_guarded`; what the server does after the time-out is its own matter."""
        check_readable(sparql)
        return self._ask(self._connect(timeout), sparql, max_rows)

    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """See `Store.replace_articles`; each article is acknowledged on its own."""
        for article in articles:
            self._replace(article.id, article.graph_quads(), article.fact_quads(), article.fingerprint, article.decided)

    def forget(self, id: str) -> None:
        """See `Store.forget`."""
        if id not in self.fingerprints():
            raise NotFoundError(f"the store {self.place} has no article {id!r}", hint="see `kgraph stats --articles`")
        self._replace(id, [], [], "")

    def fingerprints(self) -> Mapping[str, str]:
        """See `Store.fingerprints`."""
        rows = self.query(f"SELECT ?article ?print {{ GRAPH ?graph {{ ?article {_VERSION} ?print }} }}").texts()
        return {article_id(self.base, row["article"]) or row["article"]: row["print"] for row in rows}

    def decided(self) -> frozenset[str]:
        """See `Store.decided`."""
        rows = self.query(f"SELECT DISTINCT ?decision {{ GRAPH ?graph {{ ?article {_DECIDED} ?decision }} }}").texts()
        return frozenset(row["decision"] for row in rows)

    def article(self, id: str) -> StoredArticle | None:
        """None: texts are not kept on a server."""
        return None

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        for row in self.query("SELECT ?s ?p ?o { ?s ?p ?o }").bindings():
            yield ox.Quad(row["s"], row["p"], row["o"])  # type: ignore[arg-type]
        graphs = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
        for name in (row[0] for row in graphs):
            if not text_of(name).endswith("#facts") and text_of(name) != inferred_iri(self.base):
                for row in self.query(f"SELECT ?s ?p ?o {{ GRAPH {name} {{ ?s ?p ?o }} }}").bindings():
                    yield ox.Quad(row["s"], row["p"], row["o"], name)  # type: ignore[arg-type]

    def keep_inferred(self, triples: Iterable[ox.Triple]) -> None:
        """See `Store.keep_inferred`; a server gets it piece by piece."""
        graph = ox.NamedNode(inferred_iri(self.base))
        self._client.update(f"DROP SILENT GRAPH {graph}")
        waiting = iter(triples)
        while piece := [ox.Quad(t.subject, t.predicate, t.object, graph) for t in islice(waiting, _PIECE)]:
            self._client.update(update_text((), (), piece))

    def as_rdflib(self) -> rdflib.Dataset:
        """See `Store.as_rdflib`; each look-up is a request."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return rdflib.Dataset(store=SPARQLStore(endpoints(self.place)[0]))

    def close(self) -> None:
        """Nothing is held."""

    def _replace(
        self, id: str, graph: list[ox.Quad], facts: list[ox.Quad], fingerprint: str, decided: Iterable[str] = ()
    ) -> None:
        name = ox.NamedNode(article_iri(self.base, id))
        own = ox.NamedNode(f"{name.value}#facts")
        support = [ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in facts]
        if fingerprint:
            support.append(ox.Quad(name, _VERSION, ox.Literal(fingerprint), own))
        support += [ox.Quad(name, _DECIDED, ox.Literal(decision), own) for decision in decided]
        former = {row[0] for row in self.query(f"SELECT DISTINCT ?e {{ GRAPH {own} {{ ?e {TYPE} ?type }} }}").rows}
        named = former | {quad.subject for quad in facts if quad.predicate in ELECTED}
        parts = [_UNSUPPORTED % {"own": own, "elected": _ELECTED.replace(" ", ", ")}]
        if named:
            parts.append(_UNNAMED % (" ".join(sorted(map(str, named))), _ELECTED))
        additive = [quad for quad in facts if quad.predicate not in ELECTED]
        inferred = ox.NamedNode(inferred_iri(self.base))
        parts.append(
            update_text([name, own, inferred], (), [*additive, *self._elected(named, facts, own), *graph, *support])
        )
        self._client.update(" ;\n".join(parts))

    def _elected(self, named: Iterable[object], facts: list[ox.Quad], own: ox.NamedNode) -> set[ox.Quad]:
        """Names and types of entities, by the votes of the other articles and the facts of this one."""
        entities = " ".join(sorted(map(str, named)))
        if not entities:
            return set()
        counts: dict[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal], int] = {}
        for entity, predicate, value, number in self.query(_VOTES % (entities, _ELECTED, own)).rows:
            counts[entity, predicate, value] = int(text_of(number))  # type: ignore[index]
        for quad in {quad for quad in facts if quad.predicate in ELECTED}:
            vote = (quad.subject, quad.predicate, quad.object)
            counts[vote] = counts.get(vote, 0) + 1  # type: ignore[index, arg-type]
        votes: dict[ox.NamedNode, list[Votes]] = {}
        for (entity, predicate, value), count in counts.items():
            votes.setdefault(entity, []).append((predicate, value, count))
        return {quad for entity, given in votes.items() for quad in elect(entity, given)}

    def _connect(self, timeout: float) -> SparqlClient:
        query, update = endpoints(self.place)
        return SparqlClient(query, update_url=update, limits=Limits(timeout), agent=self._settings.agent)

    def _ask(self, client: SparqlClient, text: str, max_rows: int | None) -> Result:
        return _result(client.url, client.query(with_prefixes(text)), max_rows)


def endpoints(url: str) -> tuple[str, str]:
    """Where queries and where updates go.

    A bare host is Oxigraph's (`/query`, `/update`); `…/query` has its twin `…/update` (Fuseki, Stardog);
    `…/repositories/NAME` takes updates at `…/statements` (GraphDB); anything else takes both (`…/sparql`).
    """
    from urllib.parse import urlsplit

    trimmed = url.rstrip("/")
    path = urlsplit(trimmed).path
    if not path:
        return f"{trimmed}/query", f"{trimmed}/update"
    if path.endswith("/query"):
        return trimmed, f"{trimmed.removesuffix('/query')}/update"
    if "/repositories/" in path:
        return trimmed, f"{trimmed}/statements"
    return url, url


def _result(url: str, answer: Answer, max_rows: int | None) -> Result:
    """Read an answer by its media type, cut to `max_rows`."""
    graph = ox.RdfFormat.from_media_type(answer.media_type)
    table = ox.QueryResultsFormat.from_media_type(answer.media_type)
    try:
        if table is not None:
            found = ox.parse_query_results(answer.content, format=table)
            if isinstance(found, ox.QueryBoolean):
                return Result("boolean", boolean=bool(found))
            names = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(solution[name] for name in names) for solution in found)
            return Result("rows", names, rows[:max_rows], truncated=max_rows is not None and len(rows) > max_rows)
        if graph is not None:
            triples = tuple(dict.fromkeys(quad.triple for quad in ox.parse(answer.content, format=graph)))
            return Result(
                "graph", triples=triples[:max_rows], truncated=max_rows is not None and len(triples) > max_rows
            )
    except (SyntaxError, ValueError) as fault:
        raise RemoteError(f"{url} answers damaged {answer.media_type}: {fault}", hint="try again") from fault
    told = " ".join(answer.content[:80].decode(errors="replace").split())
    raise RemoteError(
        f"{url} answers {answer.media_type or 'something without a type'}, not SPARQL results: {told!r}",
        hint="check that this is the address of its SPARQL endpoint",
    )
