"""A snapshot as a `Store` for reading: what a server's worker processes open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pyoxigraph as ox

from kgraph.errors import StoreError
from kgraph.store.article import StoredArticle
from kgraph.store.base import Store
from kgraph.store.engine import as_rdflib, ask, copied, each_quad, held, open_quads, texts
from kgraph.store.layout import GENERATION, faults, read_format
from kgraph.store.ledger import Ledger
from kgraph.store.lock import locked
from kgraph.store.result import Result, Term

if TYPE_CHECKING:
    import rdflib


class FrozenStore(Store):
    """The quads of a snapshot; what only the ledger knows is asked of the store's own, while no build is at work.

    Args:
        path: The snapshot's folder.
        origin: The directory of the store that it was taken of.
        in_memory: Whether its quads are read into memory, where they are found twice as fast; then no file stays open.

    Raises:
        StoreError: It cannot be opened.
    """

    known_as = "the graph"

    def __init__(self, path: Path, origin: Path, in_memory: bool = False) -> None:
        self.place = str(origin)
        self.cache, self.lasting = path, origin
        self._path, self._origin = path, origin
        _, self.base = read_format(path)
        with faults(path):
            self.engine = open_quads(path / "quads")
            if in_memory:
                self.engine = held(self.engine)
            self._generation = (path / GENERATION).read_text("utf-8") or None

    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """See `Store.query`."""
        return ask(self.engine, self._origin, sparql, substitutions, max_rows)

    def texts(self, sparql: str) -> Iterator[Sequence[str]]:
        """See `Store.texts`."""
        return texts(self.engine, self._origin, sparql)

    def generation(self) -> str | None:
        """See `Store.generation`; of what was frozen."""
        return self._generation

    def files(self) -> Path | None:
        """See `Store.files`; those of the snapshot."""
        return self._path / "quads"

    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """See `Store.query_guarded`; the time limit is kept by whoever started this process, by ending it."""
        return self.query(sparql, max_rows=max_rows)

    def fingerprints(self) -> Mapping[str, str]:
        """See `Store.fingerprints`."""
        with self._ledger() as ledger:
            return ledger.fingerprints()

    def decided(self) -> frozenset[str]:
        """See `Store.decided`."""
        with self._ledger() as ledger:
            return ledger.decided()

    def recipes(self) -> Mapping[str, Mapping[str, str]]:
        """See `Store.recipes`."""
        with self._ledger() as ledger:
            return ledger.recipes()

    def article(self, id: str) -> StoredArticle | None:
        """See `Store.article`."""
        with self._ledger() as ledger:
            found = ledger.article(id)
        return found if found and found.packed else None

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        return each_quad(self.engine, self._origin, self.base)

    def copied(self) -> ox.Store:
        """See `Store.copied`."""
        return copied(self.engine, self._origin, self.base)

    def as_rdflib(self) -> rdflib.Dataset:
        """See `Store.as_rdflib`."""
        return as_rdflib(self.engine)

    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """Refused: a snapshot does not change."""
        self._refuse()

    def forget(self, id: str) -> None:
        """Refused: a snapshot does not change."""
        self._refuse()

    def close(self) -> None:
        """Nothing is held: whoever took the snapshot removes it."""

    @contextmanager
    def _ledger(self) -> Iterator[Ledger]:
        with locked(self._origin / "lock", write=False), faults(self._origin):
            ledger = Ledger(self._origin / "ledger.db", write=False)
            try:
                yield ledger
            finally:
                ledger.close()

    def _refuse(self) -> NoReturn:
        raise StoreError(f"the snapshot of {self.place} does not change", hint="the graph is changed by `kgraph build`")
