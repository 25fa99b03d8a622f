"""A store in memory after `kgraph.store`'s interface, and networks made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph_samples import BASE, extraction_of, quads_of
from kgraph.store import Result
from kgraph.store.result import collect
from kgraph.vocab import PREFIXES


class MemoryStore:
    """What the network asks of a store."""

    base = BASE

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.extend(quads)

    def query(self, sparql: str) -> Result:
        return collect(self._store.query(sparql, prefixes=dict(PREFIXES)))


def store_of(*documents: dict) -> MemoryStore:
    """A store of annotated articles."""
    quads = [quad for document in documents for part in quads_of(extraction_of(document)) for quad in part]
    return MemoryStore(quads)
