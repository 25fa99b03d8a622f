"""What the tests of the worker pool have workers do; workers import it."""

import os
import time
from pathlib import Path

from kgraph.errors import NotFoundError, StoreError
from kgraph.store import Store
from kgraph.views import names


def opened(name: str) -> str:
    """A stand-in for a store."""
    return name


def opener_of(name: str) -> tuple[str, int]:
    """A stand-in for a store that tells which process opened it."""
    return name, os.getpid()


def refused(path: Path, origin: Path) -> None:
    raise StoreError("there is no room")


def echo(store: str, *values: object) -> tuple[object, ...]:
    return (store, *values)


def process(store: Store) -> int:
    return os.getpid()


def parent(store: Store) -> int:
    return os.getppid()


def sleep(store: Store, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def not_found(store: Store) -> None:
    raise NotFoundError("there is no Bielefeld", hint="look in Lippe")


def break_down(store: Store) -> None:
    raise ValueError("a fault of the program")


def allocate(store: Store, size: int) -> int:
    return len(bytearray(size))


def articles(store: Store) -> list[str]:
    rows = store.query("SELECT ?title { GRAPH ?g { ?a dcterms:title ?title } } ORDER BY ?title").texts()
    return [row["title"] for row in rows]


def slow_articles(store: Store, seconds: float) -> list[str]:
    time.sleep(seconds)
    return articles(store)


def knows_names(store: Store) -> bool:
    """Whether this process has an index of the store's names already."""
    return store in names._INDEXES


def found(store: Store, text: str) -> list[str]:
    """What the search of the pages finds."""
    return [hit.label for hit in names.index_of(store).search(text)]
