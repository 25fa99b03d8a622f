"""What the store holds of each entity that articles name: its names, articles, offices and neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kgraph.names import fold
from kgraph.offices import office_key
from kgraph.register import default_register
from kgraph.store import Store
from kgraph.vocab import KG, key_of, schema

_MENTIONS = "SELECT ?article ?entity WHERE { GRAPH ?article { ?article kg:mentions ?entity } }"
_NAMES = """
SELECT ?entity ?type ?label ?name WHERE {
  ?entity a ?type ; rdfs:label ?label . OPTIONAL { ?entity skos:altLabel ?name }
}"""
_STATEMENTS = """
SELECT ?subject ?object ?role WHERE {
  GRAPH ?article {
    ?statement rdf:subject ?subject ; rdf:object ?object ; kg:quote ?quote . OPTIONAL { ?statement kg:role ?role }
  }
}"""


@dataclass(frozen=True)
class Subject:
    """An entity as something to be compared.

    Attributes:
        names: The preferred name first, then the others, sorted.
        articles: Keys of the articles that mention it.
        statements: Number of statements that it is an end of.
        context: What tells it from namesakes: keys of its neighbours, and `office:` with the offices it holds.
    """

    key: str
    type: str
    names: tuple[str, ...]
    registered: bool
    articles: frozenset[str]
    statements: int
    context: frozenset[str]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Its names in their normal form, each once, the preferred one first."""
        return tuple(self.spelt)

    @cached_property
    def spelt(self) -> dict[str, str]:
        """Each name in its normal form → as it is spelt, the preferred one first."""
        return _first_of_each(self.names)

    @cached_property
    def coarse(self) -> str:
        """Its coarse type."""
        return schema().coarse(self.type)


def _first_of_each(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return found


def subjects(store: Store) -> list[Subject]:
    """Every entity that an article mentions, by key."""
    articles: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_MENTIONS).texts():
        articles[row["entity"]].add(row["article"])
    types, names = _names(store, articles)
    counts: dict[str, int] = defaultdict(int)
    context: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_STATEMENTS).texts():
        one, other = row["subject"], row["object"]
        for entity, neighbour in ((one, other), (other, one)):
            counts[entity] += 1
            context[entity].add(key_of(store.base, neighbour) or neighbour)
        if row["role"]:
            context[one].add(f"office:{office_key(row['role'])}")
    entries = default_register().entries
    found = []
    for iri in articles.keys() & types.keys():
        key = key_of(store.base, iri) or iri
        found.append(
            Subject(
                key,
                types[iri],
                tuple(names[iri]),
                key in entries,
                frozenset(articles[iri]),
                counts[iri],
                frozenset(context[iri]),
            )
        )
    return sorted(found, key=lambda subject: subject.key)


def _names(store: Store, wanted: Iterable[str]) -> tuple[dict[str, str], dict[str, dict[str, None]]]:
    """Type and names of the entities, the preferred name first."""
    known = set(wanted)
    types: dict[str, str] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in sorted(store.query(_NAMES).texts(), key=lambda row: (row["entity"], row["name"])):
        if row["entity"] in known and row["type"].startswith(KG):
            types[row["entity"]] = row["type"].removeprefix(KG)
            names[row["entity"]].update(dict.fromkeys(filter(None, (row["label"], row["name"]))))
    return types, names
