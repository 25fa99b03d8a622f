"""The embedded store: a directory with pyoxigraph's quads and the ledger.

The order of writing makes it survive a kill or a power cut at any moment (the files: `kgraph.store.layout`):

1. the ledger commits the articles as pending, with fsync: from here they are acknowledged;
2. their quads go into pyoxigraph, whose commits are not fsynced;
3. pyoxigraph is flushed, then the ledger marks them as loaded.

Loading sets the state that the ledger asks for and may be repeated, so opening a store with pending
rows loads them again. If `quads/` is lost, it is rebuilt from the ledger.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.errors import NotFoundError, StoreError
from kgraph.store.article import StoredArticle
from kgraph.store.base import Store
from kgraph.store.engine import as_rdflib, ask, copied, each_quad, fact_lines, open_quads, replace_graph, texts
from kgraph.store.layout import FORMAT, clear_answers, create, faults, read_format, require, write_format
from kgraph.store.ledger import Ledger
from kgraph.store.lines import Part, split
from kgraph.store.loading import load
from kgraph.store.lock import Lock
from kgraph.store.recovery import has_quads, is_undone
from kgraph.store.restore import finish_restore
from kgraph.store.result import Result, Term
from kgraph.store.sparql import check_readable
from kgraph.store.worker import ask_in_worker
from kgraph.vocab import inferred_iri

if TYPE_CHECKING:
    import rdflib

_FLUSH_EVERY = 5_000  # articles between two flushes: bounds what the run after a killed one loads again
_CHUNK = 500  # articles loaded at once: bounds memory
_MANY = 2_000  # articles from which on a run may be worth …
_SHARE = 4  # … putting the engine's files in order, if it brought one in so many


class EmbeddedStore(Store):
    """A store in a directory.

    Args:
        directory: Where it is; made if it does not exist and `write` is true.
        base: Base IRI of a new store; None takes what the store has.
        write: Open for loading; keeps everybody else out.
        wait: Seconds to wait for another holder.

    Raises:
        StoreError: There is none, it is held, damaged, of a newer version or of another base.
    """

    def __init__(self, directory: Path, base: str, *, base_given: bool, write: bool, wait: float = 0.0) -> None:
        self.place = str(directory)
        self.cache = self.lasting = self._directory = directory
        self._write = write
        self._quads: ox.Store | None = None
        self._unflushed, self._loaded, self._closed = 0, 0, False
        finish_restore(directory, wait)
        if write:
            create(directory, base)
        require(directory)
        with faults(directory):
            self._lock = Lock(directory / "lock", write=write, wait=wait)
        try:
            self._version, self.base = read_format(directory, base if base_given else None)
            with faults(directory):
                self._open(wait)
        except BaseException:
            self._lock.release()
            raise

    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """See `Store.query`."""
        return ask(self._store(), self._directory, sparql, substitutions, max_rows)

    def texts(self, sparql: str) -> Iterator[Sequence[str]]:
        """See `Store.texts`."""
        return texts(self._store(), self._directory, sparql)

    def generation(self) -> str | None:
        """See `Store.generation`."""
        return self._ledger.generation()

    def files(self) -> Path | None:
        """See `Store.files`; what is being written is nobody else's."""
        return None if self._write else self._directory / "quads"

    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """See `Store.query_guarded`; a second process may read the store beside this one, but not beside a writer."""
        check_readable(sparql)
        if self._write:
            return self.query(sparql, max_rows=max_rows)
        return ask_in_worker(self._directory / "quads", sparql, timeout=timeout, max_rows=max_rows)

    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """See `Store.replace_articles`."""
        ledger = self._writable()
        with faults(self._directory):
            if not (batch := ledger.restamp(articles)):
                return
            self._change()
            ledger.enter(batch)
            self._load(article.id for article in batch)
            # All that is entered is loaded here, so a flush may settle the lot.
            if self._unflushed >= _FLUSH_EVERY:
                self._settle()

    def forget(self, id: str) -> None:
        """See `Store.forget`."""
        ledger = self._writable()
        if ledger.article(id) is None:
            raise NotFoundError(f"the store {self.place} has no article {id!r}", hint="see `kgraph stats --articles`")
        with faults(self._directory):
            self._change()
            ledger.withdraw(id)
            self._load([id])

    def fingerprints(self) -> Mapping[str, str]:
        """See `Store.fingerprints`."""
        return self._ledger.fingerprints()

    def decided(self) -> frozenset[str]:
        """See `Store.decided`."""
        return self._ledger.decided()

    def remember(self, recipes: Mapping[str, Mapping[str, str]]) -> None:
        """See `Store.remember`."""
        with faults(self._directory):
            self._writable().remember(recipes)

    def recipes(self) -> Mapping[str, Mapping[str, str]]:
        """See `Store.recipes`."""
        return self._ledger.recipes()

    def article(self, id: str) -> StoredArticle | None:
        """See `Store.article`."""
        found = self._ledger.article(id)
        return found if found and found.packed else None

    def kept(self, id: str) -> StoredArticle | None:
        """What is kept of an article, though its text may not be: of one that was pulled from a server."""
        return self._ledger.article(id)

    def articles(self) -> Iterator[StoredArticle]:
        """Yield all articles with their texts, by id."""
        return self._ledger.articles()

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        return each_quad(self._store(), self._directory, self.base)

    def lines(self, part: Part = "all") -> Iterator[list[bytes]]:
        """See `Store.lines`; the articles' graphs as the ledger keeps them, which is five times as quick."""
        if part != "evidence":
            yield from fact_lines(self._store(), self._directory)
        if part != "facts":
            with faults(self._directory):
                yield from map(split, self._ledger.graphs())

    def keep_inferred(self, triples: Iterable[ox.Triple]) -> None:
        """See `Store.keep_inferred`."""
        self._writable()
        with faults(self._directory):
            self._change(triples)

    def copied(self) -> ox.Store:
        """See `Store.copied`."""
        return copied(self._store(), self._directory, self.base)

    def as_rdflib(self) -> rdflib.Dataset:
        """See `Store.as_rdflib`."""
        return as_rdflib(self._store())

    def close(self) -> None:
        """See `Store.close`."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._write:
                with faults(self._directory):
                    self._settle()
                    self._tidy()
        finally:
            self._quads = None
            self._ledger.close()
            self._lock.release()

    def _open(self, wait: float) -> None:
        """Open ledger and quads; complete what an earlier run left undone, even if only to read."""
        path = self._directory / "ledger.db"
        if self._write:
            self._ledger = Ledger(path, write=True)
            if self._version < FORMAT:
                self._ledger.migrate(self._version)
                write_format(self._directory, self.base)
            self._recover()
            return
        if is_undone(self._directory, self._version):
            self._lock.release()
            EmbeddedStore(self._directory, self.base, base_given=True, write=True, wait=wait).close()
            self._lock = Lock(self._directory / "lock", write=False, wait=wait)
        self._ledger = Ledger(path, write=False)

    def _recover(self) -> None:
        if not has_quads(self._directory):
            # The engine must not find remains of what it takes for a new store.
            shutil.rmtree(self._directory / "quads", ignore_errors=True)
            self._ledger.unsettle()
            self._store().flush()
        if self._ledger.unsettled_ids():
            self._load(self._ledger.unsettled_ids())
            self._settle()

    def _load(self, ids: Iterable[str]) -> None:
        names = list(ids)
        for start in range(0, len(names), _CHUNK):
            pending = self._ledger.pending(names[start : start + _CHUNK])
            load(self._store(), self._ledger, pending, self.base)
            self._unflushed += len(pending)
            self._loaded += len(pending)

    def _change(self, inferred: Iterable[ox.Triple] = ()) -> None:
        """Take away what was computed of the facts, which are about to change, or put it in the place of what was."""
        clear_answers(self._directory)
        replace_graph(self._store(), ox.NamedNode(inferred_iri(self.base)), inferred)

    def _settle(self) -> None:
        if self._ledger.unsettled_ids():
            self._store().flush()
            self._ledger.settle()
        self._unflushed = 0

    def _tidy(self) -> None:
        """Have the engine merge its files after a large load: what is asked later takes a quarter less."""
        if self._loaded >= max(_MANY, len(self._ledger.fingerprints()) // _SHARE):
            self._store().optimize()

    def _writable(self) -> Ledger:
        if not self._write:
            raise StoreError(f"the store {self.place} is open for reading only")
        return self._ledger

    def _store(self) -> ox.Store:
        if self._quads is None:
            self._quads = open_quads(self._directory / "quads", write=self._write)
        return self._quads
