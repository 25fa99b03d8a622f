"""Match names with entities, for the reconciliation service: what a worker process runs.

Candidates are found by name, see `kgraph.search`. What else is known of the thing (identifiers, what it belongs to,
where it is) makes up to three tenths of a score from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from kgraph.search import Hit, search_key
from kgraph.serve.reconcile.queries import Query
from kgraph.store import Store, text_of
from kgraph.views.names import index_of, suggest
from kgraph.vocab import entity_iri, key_of, schema, term

_SURE = 90.0
_KNOWN = 0.3  # the share of what is known beside the name
_ATTRIBUTES = """SELECT ?thing ?property ?value ?name WHERE {
  VALUES ?thing { %s } VALUES ?property { %s }
  ?thing ?property ?value
  OPTIONAL { ?value rdfs:label|skos:altLabel ?name }
}"""
_SHOWN = """SELECT ?property ?value ?name WHERE {
  VALUES ?thing { UNDEF } ?thing ?property ?value . ?value rdfs:label ?name
} ORDER BY ?property ?name LIMIT 6"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean.

    Attributes:
        key: Its id in the service.
        name: Its preferred name.
        type: Fine type, a local name of the ontology.
        score: 0 to 100.
        sure: Whether it may be taken without being looked at.
        articles: Number of articles that mention it.
    """

    key: str
    name: str
    type: str
    score: float
    sure: bool
    articles: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a few lines tell of an entity.

    Attributes:
        candidate: What it is.
        names: Its other names.
        facts: Local name of a property and the name of its value.
    """

    candidate: Candidate
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


def matched(store: Store, queries: Sequence[Query]) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates for each query, the best first."""
    return tuple(_matched(store, query) for query in queries)


def suggested(store: Store, prefix: str, limit: int) -> tuple[Candidate, ...]:
    """The entities that somebody may mean who has typed so far."""
    return tuple(_candidate(hit) for hit in suggest(store, prefix, limit))


def previewed(store: Store, key: str) -> Preview | None:
    """What there is to tell of an entity; None if there is no such entity."""
    thing = next((item for item in index_of(store).things if item.key == key), None)
    if thing is None:
        return None
    rows = store.query(_SHOWN, {"thing": ox.NamedNode(thing.iri)}).texts()
    facts = [(row["property"].rpartition("#")[2], row["name"]) for row in rows]
    candidate = Candidate(thing.key, thing.label, thing.type, 100.0, True, thing.articles)
    names = tuple(dict.fromkeys(name.text for name in thing.names[1:] if name.kind != "hidden"))
    return Preview(candidate, names, tuple((name, value) for name, value in facts if name in schema().predicates))


def _matched(store: Store, query: Query) -> tuple[Candidate, ...]:
    types = fine_types(query.types)
    # More than are wanted, since what else is known may bring a later one to the front.
    hits = suggest(store, query.text, 2 * query.limit + 5, types) if types or not query.types else ()
    if not hits and not query.strict:
        hits = suggest(store, query.text, 2 * query.limit + 5)
    found = [_candidate(hit) for hit in hits]
    known = [(name, values) for name, values in query.properties if _is_property(name) and any(values)]
    if known and found:
        shares = _shares(store, [candidate.key for candidate in found], known)
        found = [_weighed(candidate, share) for candidate, share in zip(found, shares, strict=True)]
    ranked = sorted(found, key=lambda candidate: (-candidate.score, -candidate.articles, candidate.key))
    return _with_certainty(ranked[: query.limit], ranked)


def fine_types(names: Iterable[str]) -> tuple[str, ...]:
    """The types that entities have, of classes at any height; classes that do not exist have none."""
    wanted = set(names)
    return tuple(type for type in schema().fine_types if wanted & set(schema().above(type)))


def _with_certainty(shown: Sequence[Candidate], ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Only one that no other comes near may be taken unseen."""
    alone = len(ranked) < 2 or ranked[0].score - ranked[1].score >= 5
    return tuple(replace(item, sure=place == 0 and alone and item.score >= _SURE) for place, item in enumerate(shown))


def _candidate(hit: Hit) -> Candidate:
    return Candidate(hit.key, hit.label, hit.type, round(100 * hit.score, 1), False, hit.articles)


def _weighed(candidate: Candidate, share: float) -> Candidate:
    return replace(candidate, score=round((1 - _KNOWN) * candidate.score + _KNOWN * 100 * share, 1))


def _is_property(name: str) -> bool:
    return name in schema().predicates or name in schema().identifiers


def _shares(store: Store, keys: Sequence[str], known: Sequence[tuple[str, tuple[str, ...]]]) -> list[float]:
    """For each entity, how much of what is known it has: the properties of which any value fits."""
    things = " ".join(str(ox.NamedNode(entity_iri(store.base, key))) for key in keys)
    properties = " ".join(str(ox.NamedNode(term(name))) for name in dict(known))
    has: dict[tuple[Any, str], set[str]] = {}
    for row in store.query(_ATTRIBUTES % (things, properties)).bindings():
        place = (key_of(store.base, text_of(row["thing"])), text_of(row["property"]))
        texts = has.setdefault(place, set())
        value = text_of(row["value"])
        texts |= {value, key_of(store.base, value) or "", search_key(text_of(row.get("name")))}
    fitting = [
        sum(any(_forms(value) & has.get((key, term(name)), set()) for value in values) for name, values in known)
        for key in keys
    ]
    return [number / len(known) for number in fitting]


def _forms(value: str) -> set[str]:
    """How a value may stand in the graph: as it is, or as a name is compared."""
    return {value, search_key(value)} - {""}
