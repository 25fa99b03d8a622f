"""The nearest neighbours of an entity, and which of them facts join with each other: a small network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.store import Store
from kgraph.views.claims import Counted
from kgraph.views.parts import Reference, in_batches, references
from kgraph.vocab import KG, schema

MOST = 12
"""Neighbours that are shown: more would hide each other's names."""

_AMONG = """
SELECT DISTINCT ?one ?predicate ?other WHERE {
  VALUES ?one { %s }
  ?one ?predicate ?other
}"""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity that statements join with the one in question.

    Attributes:
        statements: Number of these statements.
        edges: Keys of the neighbours with which a fact joins it; each pair stands with one of the two.
    """

    thing: Reference
    statements: int
    edges: tuple[str, ...]


def neighbours(store: Store, found: Counted) -> tuple[Neighbour, ...]:
    """Those with whom the most statements join the entity, things of a kind together."""
    counts = Counter({iri: n for iri, n in found.others().items() if iri != found.entity.value})
    chosen = sorted(counts, key=lambda iri: (-counts[iri], iri))[:MOST]
    things = references(store, chosen)
    edges: dict[str, list[str]] = {iri: [] for iri in chosen}
    for one, other in _among(store, chosen):
        edges[one].append(things[other].key)
    order = {name: place for place, name in enumerate(schema().classes)}
    chosen.sort(key=lambda iri: (order.get(things[iri].type, len(order)), -counts[iri], iri))
    return tuple(Neighbour(things[iri], counts[iri], tuple(sorted(edges[iri]))) for iri in chosen)


def _among(store: Store, chosen: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours that a fact joins, each once."""
    known = set(chosen)
    seen = set()
    for row in in_batches(store, _AMONG, chosen):
        one, other = row["one"], row["other"]
        pair = (min(one, other), max(one, other))
        if row["predicate"].startswith(KG) and other in known and one != other and pair not in seen:
            seen.add(pair)
            yield pair
