"""What of a store has no link yet: the store in, `Thing`s out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.link.model import Thing
from kgraph.resolve import Decisions
from kgraph.store import Store, text_of
from kgraph.vocab import KG, entity_iri, key_of, schema

_PRIVATE = "Person"  # whom nobody else is asked about unasked
_UNLINKED = """
SELECT ?entity ?type (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  GRAPH ?article { ?article kg:mentions ?entity }
  ?entity a ?type .
  FILTER NOT EXISTS { ?entity owl:sameAs ?item }
} GROUP BY ?entity ?type ORDER BY DESC(?articles) ?entity"""
_NAMES = "SELECT ?name WHERE { VALUES ?entity { UNDEF } ?entity rdfs:label|skos:altLabel ?name }"
_LABEL = "SELECT ?name ?type WHERE { VALUES ?entity { UNDEF } ?entity rdfs:label ?name ; a ?type }"
_CODES = "SELECT ?scheme ?code WHERE { VALUES ?entity { UNDEF } ?entity ?scheme ?code }"
_ABOVE = """
SELECT DISTINCT ?name WHERE {
  VALUES ?entity { UNDEF }
  ?entity (kg:subdivisionOf|kg:partOf|kg:responsibilityOf|kg:holdsRole)+ ?place . ?place rdfs:label|skos:altLabel ?name
} ORDER BY ?name"""


def unlinked(store: Store, decisions: Decisions, types: Sequence[str] = (), before: Collection[str] = ()) -> list[str]:
    """Keys of what articles mention and no link is accepted for, the most mentioned first.

    Args:
        store: The store.
        decisions: Links accepted and entities suppressed since it was built count.
        before: Keys that were looked up there before; they come last.
        types: Only these types, fine or coarse; all but persons if not given.

    Raises:
        UsageError: There is no such type.
    """
    classes = schema().classes
    for type in types:
        if type not in classes:
            raise UsageError(f"there is no type {type!r}", hint=f"types are {', '.join(sorted(classes))}")
    wanted = {type for type in classes if set(schema().above(type)) & set(types)} if types else {*classes} - {_PRIVATE}
    keys = []
    for row in store.query(_UNLINKED).texts():
        key = key_of(store.base, row["entity"])
        if (
            key
            and row["type"].removeprefix(KG) in wanted
            and not decisions.links(key)
            and key not in decisions.withheld
        ):
            keys.append(key)
    return sorted(keys, key=lambda key: key in before)


def things(store: Store, keys: Iterable[str]) -> Iterator[Thing]:
    """Read what the store knows of these entities; keys that it lacks are passed over."""
    for key in keys:
        entity = {"entity": ox.NamedNode(entity_iri(store.base, key))}
        described = next(iter(store.query(_LABEL, entity).texts()), None)
        if described is None:
            continue
        others = (row["name"] for row in store.query(_NAMES, entity).texts())
        yield Thing(
            key=key,
            type=described["type"].removeprefix(KG),
            names=tuple(dict.fromkeys((described["name"], *sorted(others)))),
            identifiers={
                scheme: text_of(row[1])
                for row in store.query(_CODES, entity).rows
                if (scheme := text_of(row[0]).removeprefix(KG)) in schema().identifiers
            },
            places=tuple(row["name"] for row in store.query(_ABOVE, entity).texts()),
        )
