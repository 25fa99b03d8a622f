"""What a start page shows: how much there is, from when to when, what is new, and questions with an answer here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kgraph.query import Statistics, ask, statistics
from kgraph.store import Store
from kgraph.views.parts import Reference, references
from kgraph.vocab import article_id

EXAMPLES = 3

_NEWEST = """
SELECT ?article ?title ?published WHERE {
  GRAPH ?article { ?article dcterms:title ?title ; dcterms:issued ?published }
} ORDER BY DESC(STR(?published)) ?article LIMIT 8"""

_UNDATED = """
SELECT ?article ?title WHERE { GRAPH ?article { ?article dcterms:title ?title } } ORDER BY ?article LIMIT 8"""

_FREQUENT = """
SELECT ?thing (COUNT(DISTINCT ?article) AS ?n) WHERE {
  ?thing a kg:Land .
  GRAPH ?article { ?article kg:mentions ?thing }
} GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 3"""
_QUESTIONS: tuple[tuple[str, str], ...] = (
    ("takeovers", ""),
    ("cooperations", "of"),
    ("officeholders", "at"),
    ("funding", ""),
    ("agreements", ""),
    ("projects", "land"),
    ("events", ""),
    ("most-connected", ""),
)
"""Named queries worth asking, with the parameter that takes a Land; the first that have an answer are shown."""

_STATED = "ASK { GRAPH ?article { ?statement rdf:predicate kg:%s } }"
_OF_ONE = {"takeovers": "takesOver", "funding": "funds"}
"""Queries that list the statements of one predicate: whether there is one is told without answering them."""


@dataclass(frozen=True, slots=True)
class Recent:
    """An article in a list; `published` is empty where unknown."""

    id: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question that has an answer: a named query, perhaps with one parameter.

    Attributes:
        thing: What the parameter is given; None if there is no parameter.
    """

    query: str
    parameter: str = ""
    thing: Reference | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a start page shows."""

    counts: Statistics
    newest: tuple[Recent, ...]
    examples: tuple[Example, ...]

    def as_dict(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return asdict(self)


def overview(store: Store) -> Overview:
    """What the start page of a store shows."""
    rows = list(store.query(_NEWEST).texts()) or list(store.query(_UNDATED).texts())
    newest = tuple(
        Recent(article_id(store.base, row["article"]) or row["article"], row["title"], row.get("published", ""))
        for row in rows
    )
    return Overview(statistics(store), newest, tuple(_examples(store)))


def _examples(store: Store) -> Iterator[Example]:
    frequent = [row["thing"] for row in store.query(_FREQUENT).texts()]
    things = references(store, frequent)
    found = 0
    for query, parameter in _QUESTIONS:
        for thing in [things[iri] for iri in frequent] if parameter else [None]:
            if found < EXAMPLES and _has_answer(store, query, {parameter: thing.key} if thing else {}):
                found += 1
                yield Example(query, parameter, thing)
                break


def _has_answer(store: Store, query: str, given: dict[str, str | None]) -> bool:
    if query in _OF_ONE:
        return bool(store.query(_STATED % _OF_ONE[query]))
    return bool(ask(store, query, given, max_rows=1))
