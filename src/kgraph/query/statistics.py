"""Counts: what a store holds, by type, predicate, status and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kgraph.store import Result, Store
from kgraph.vocab import KG

_ARTICLES = "SELECT (COUNT(*) AS ?number) WHERE { GRAPH ?article { ?article a schema:NewsArticle } }"
# Apart from the count: an article without a date would leave the least and greatest date undefined.
_DATES = """
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  GRAPH ?article { ?article dcterms:issued ?issued }
  BIND(STR(?issued) AS ?day)
}"""
_LIST = """
SELECT ?article ?published ?title (COUNT(?statement) AS ?statements) WHERE {
  GRAPH ?article {
    ?article a schema:NewsArticle ; dcterms:title ?title .
    OPTIONAL { ?article dcterms:issued ?published }
    OPTIONAL { ?statement a kg:Statement }
  }
} GROUP BY ?article ?published ?title ORDER BY DESC(STR(?published)) ?article"""
_TYPES = """
SELECT ?key (COUNT(*) AS ?number) WHERE { ?entity a ?key FILTER(STRSTARTS(STR(?key), STR(kg:))) } GROUP BY ?key"""
_PREDICATES = (
    "SELECT ?key (COUNT(*) AS ?number) WHERE { GRAPH ?article { ?statement rdf:predicate ?key } } GROUP BY ?key"
)
_STATUSES = "SELECT ?key (COUNT(*) AS ?number) WHERE { GRAPH ?article { ?statement kg:status ?key } } GROUP BY ?key"
_FACTS = "SELECT (COUNT(*) AS ?number) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a store holds.

    Attributes:
        first: Earliest date of an article, as precise as known; empty where none has one. So is `last`.
        facts: Triples of the default graph.
        entities: Type → number, most frequent first; likewise `statements` by predicate and `statuses`.
    """

    articles: int
    first: str
    last: str
    facts: int
    entities: Mapping[str, int]
    statements: Mapping[str, int]
    statuses: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The counts as plain JSON values."""
        return asdict(self)


def statistics(store: Store) -> Statistics:
    """Count what a store holds."""
    articles = next(store.query(_ARTICLES).texts())
    dates = next(store.query(_DATES).texts())
    facts = next(store.query(_FACTS).texts())
    return Statistics(
        int(articles["number"]),
        dates["first"],
        dates["last"],
        int(facts["number"]),
        _counts(store, _TYPES),
        _counts(store, _PREDICATES),
        _counts(store, _STATUSES),
    )


def articles(store: Store) -> Result:
    """The articles of a store with date, title and number of statements, the newest first."""
    return store.query(_LIST)


def _counts(store: Store, sparql: str) -> Mapping[str, int]:
    found = {row["key"].removeprefix(KG): int(row["number"]) for row in store.query(sparql).texts()}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
