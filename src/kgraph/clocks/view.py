"""A store as of a time: any `Store` and `Clocks` in, a `Store` for reading out that holds only what was known and held.

Who asks it needs to know nothing of clocks: it is a copy, made when it is first asked (of a large store on disk, and
kept: `kgraph.clocks.kept`; else in memory), in which

- articles that were not known by then are missing, with what only they mention;
- statements that did not hold on the day are missing; those that did, or may have, say so by `kg:held`;
- a fact is missing if every statement of it is, and the register does not hold it either;
- of entities that the register dates, `kg:held` tells whether they existed on the day; what is said of one that did
  not is missing, and a registered body bears the name that it had.

A name is no statement: one that an entity owes to a later article stays, as long as an earlier one mentions it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.clocks.choice import Clocks
from kgraph.clocks.kept import Extract, extract_of
from kgraph.clocks.sieve import Sieve
from kgraph.errors import StoreError
from kgraph.store import Result, Store, StoredArticle, Term
from kgraph.store.engine import as_rdflib, ask, texts
from kgraph.store.sparql import check_readable
from kgraph.store.worker import ask_in_worker
from kgraph.vocab import article_iri

if TYPE_CHECKING:
    import rdflib


def as_of(store: Store, clocks: Clocks) -> Store:
    """The store as of that time; itself if none is meant."""
    return AsOf(store, clocks) if clocks else store


class AsOf(Store):
    """See the module. Closing it closes the store that it is made of."""

    def __init__(self, store: Store, clocks: Clocks) -> None:
        self.base, self.place, self.known_as = store.base, store.place, store.known_as
        self.valid_on = clocks.valid_on
        self._store = store
        self._clocks = clocks

    @property
    def whole(self) -> Store:
        """The store with all times together."""
        return self._store

    @property
    def clocks(self) -> Clocks:
        """The time that is meant."""
        return self._clocks

    @property
    def cache(self) -> Path | None:  # type: ignore[override]
        """See `Store`; beside what is kept of it."""
        return self._kept.folder if self._kept else None

    @property
    def lasting(self) -> Path | None:  # type: ignore[override]
        """See `Store`; likewise."""
        return self.cache

    def generation(self) -> str | None:
        """See `Store.generation`; what is kept is of one time and never changes."""
        return self._kept.folder.name if self._kept else None

    @property
    def engine(self) -> ox.Store:
        """The copy, for whoever asks it in a process that is stopped from outside."""
        return self._quads

    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """See `Store.query`."""
        return ask(self._quads, Path(self.place), sparql, substitutions, max_rows)

    def texts(self, sparql: str) -> Iterator[Sequence[str]]:
        """See `Store.texts`."""
        return texts(self._quads, Path(self.place), sparql)

    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """See `Store.query_guarded`: only a process of its own can be stopped, so it is given the copy as files."""
        check_readable(sparql)
        if self._kept:
            return ask_in_worker(self._kept.files, sparql, timeout=timeout, max_rows=max_rows)
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "quads"
            copy = ox.Store(place)
            copy.bulk_extend(self._quads)
            copy.flush()
            del copy
            return ask_in_worker(place, sparql, timeout=timeout, max_rows=max_rows)

    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """Refused: the past is not written."""
        raise self._refused()

    def forget(self, id: str) -> None:
        """Refused, likewise."""
        raise self._refused()

    def fingerprints(self) -> Mapping[str, str]:
        """See `Store.fingerprints`; of the articles that were known."""
        return {id: mark for id, mark in self._store.fingerprints().items() if self._is_known(id)}

    def decided(self) -> frozenset[str]:
        """See `Store.decided`."""
        return self._store.decided()

    def article(self, id: str) -> StoredArticle | None:
        """See `Store.article`; None if it was not known."""
        return self._store.article(id) if self._is_known(id) else None

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        yield from self._quads.quads_for_pattern(None, None, None, ox.DefaultGraph())
        for graph in sorted(self._quads.named_graphs(), key=str):
            yield from self._quads.quads_for_pattern(None, None, None, graph)

    def as_rdflib(self) -> rdflib.Dataset:
        """See `Store.as_rdflib`."""
        return as_rdflib(self._quads)

    def close(self) -> None:
        """See `Store.close`."""
        if kept := self.__dict__.get("_kept"):
            kept.close()
        self._store.close()

    @cached_property
    def _kept(self) -> Extract | None:
        return extract_of(self._store, self._clocks)

    @cached_property
    def _quads(self) -> ox.Store:
        return self._kept.quads if self._kept else Sieve(self._store, self._clocks).passed()

    def _is_known(self, id: str) -> bool:
        return self._quads.contains_named_graph(ox.NamedNode(article_iri(self.base, id)))

    def _refused(self) -> StoreError:
        return StoreError(
            f"the store {self.place} as of another time is for reading only",
            hint="leave --valid-on and --known-on out",
        )
