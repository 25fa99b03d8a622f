"""What is done before the first question: open the store, and read what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kgraph.clocks import AsOf, Clocks
from kgraph.network.projection import projection_of
from kgraph.store import Store
from kgraph.store.frozen import FrozenStore
from kgraph.views.names import index_of


def opened_as_of(clocks: Clocks, opener: Callable[..., Store], arguments: tuple[Any, ...]) -> AsOf:
    """What a worker opens where a time is meant, made before the first question."""
    store = AsOf(opener(*arguments), clocks)
    _ = store.engine
    return store


def opened_in_memory(path: Path, origin: Path) -> FrozenStore:
    """What workers share: a snapshot in memory, with all that the first visitor would have to wait for."""
    store = FrozenStore(path, origin, in_memory=True)
    warm(store)
    return store


def warm(store: Store) -> None:
    """Read all that the first visitor would have to wait for: the names and the network's columns."""
    index_of(store)
    projection_of(store)
