"""A store in memory after `kgraph.store`'s interface, and networks made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pyoxigraph as ox

from kgraph.network import Network, Node, Source, Statement
from kgraph.store import Result
from kgraph.store.result import collect
from kgraph.vocab import PREFIXES

BASE = "https://w3id.org/kgraph/id/"


class MemoryStore:
    """What the network asks of a store."""

    base = BASE

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.extend(quads)

    def query(self, sparql: str) -> Result:
        return collect(self._store.query(sparql, prefixes=dict(PREFIXES)))


def node(key: str, label: str = "", type: str = "Company", coarse: str = "Organisation", **more) -> Node:
    return Node(BASE + key, key, label or key, type, coarse, **more)


def statement(subject: str, object: str, predicate: str = "cooperatesWith", number: int = 0, **more) -> Statement:
    """A statement between two keys; its IRI tells all three and its number."""
    date = more.pop("date", "2024-05-07")
    source = more.pop("source", Source(f"{BASE}article/a{number}", f"Meldung {number}", date))
    return Statement(
        iri=f"{BASE}statement/{subject}-{predicate}-{object}-{number}",
        subject=BASE + subject,
        predicate=predicate,
        object=BASE + object,
        status=more.pop("status", "fact"),
        quote=more.pop("quote", f"{subject} {predicate} {object}."),
        confidence=more.pop("confidence", 0.9),
        rule=more.pop("rule", "r"),
        source=source,
        **more,
    )


def network(*statements: Statement, nodes: Iterable[Node] = ()) -> Network:
    """A network of these statements; nodes that are not given are companies called by their keys."""
    given = {each.iri: each for each in nodes}
    ends = {end for each in statements for end in (each.subject, each.object)}
    return Network.of({iri: given.get(iri) or node(iri.removeprefix(BASE)) for iri in ends}, statements)


def chain(*keys: str) -> list[Statement]:
    return [statement(a, b) for a, b in pairwise(keys)]
