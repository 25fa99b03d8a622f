"""Whether a store is whole: the ledger against its checksums, the quads against the ledger; and what to do if not.

Quads follow from the ledger, so whatever is wrong with them is mended by making them anew. What is wrong with the
ledger, only a backup mends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import HeldError, StoreError
from kgraph.store.audit import Audit
from kgraph.store.base import Store
from kgraph.store.counts import triple_of
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.layout import FORMAT, require
from kgraph.vocab import article_id, article_iri

_BACKUP = "`kgraph restore FILE --force` takes a backup back; without one, build into a new folder"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a store, and what to do."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}\n  → {self.remedy}"


@dataclass(frozen=True, slots=True)
class Integrity:
    """What was found.

    Attributes:
        flaws: What is wrong; the quads are only looked at if the ledger is in order.
        articles: How many were held against their checksums; likewise `quads`, against the ledger.
        version: Format of the store, after a migration if one was due.
    """

    flaws: tuple[Flaw, ...]
    articles: int = 0
    quads: int = 0
    version: int = FORMAT

    @property
    def ok(self) -> bool:
        """True if nothing is wrong."""
        return not self.flaws

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"ok": self.ok, **asdict(self)}

    def __str__(self) -> str:
        count = len(self.flaws)
        verdict = "the store is whole" if self.ok else f"{count} flaw{'s' if count > 1 else ''}"
        return f"{verdict} (format {self.version}, {self.articles} articles, {self.quads} quads)"


def inspect(directory: Path, on_article: Callable[[int], None] | None = None) -> Integrity:
    """Look a store over; as with every command, what a killed one left undone is completed first.

    Args:
        directory: The store.
        on_article: Called with the number of articles looked at, for progress.

    Raises:
        StoreError: There is no store, or somebody writes to it.
    """
    require(directory)
    try:
        with EmbeddedStore(directory, "", base_given=False, write=False) as store:
            return _inspected(store, directory, on_article)
    except HeldError:
        raise
    except StoreError as fault:
        return Integrity((Flaw(str(fault), fault.hint),))


def _inspected(store: Store, directory: Path, on_article: Callable[[int], None] | None) -> Integrity:
    path = directory / "ledger.db"
    articles = 0
    with Audit(path, store.base) as audit:
        try:
            flaws = [Flaw(f"{path}: {text}", _BACKUP) for text in audit.damage()]
            if not flaws:
                for articles, article in enumerate(audit.ledger.articles(), start=1):
                    if fault := audit.fault_of(article):
                        flaws.append(Flaw(f"article {article.id!r}: {fault}", _BACKUP))
                    if on_article:
                        on_article(articles)
                flaws += [Flaw(f"{path}: {text}", _BACKUP) for text in audit.index_faults()]
        except sqlite3.DatabaseError as fault:
            flaws = [Flaw(f"{path}: {fault}", _BACKUP)]
        if flaws:
            return Integrity(tuple(flaws), articles)
        again = f"delete the folder {directory / 'quads'}: the next command makes it anew from the ledger"
        compared = _Compared(audit, store)
        found = [Flaw(text, again) for text in compared.faults()]
        return Integrity(tuple(found), articles, compared.quads)


class _Compared:
    """The quads, in one pass, against what the ledger wants."""

    def __init__(self, audit: Audit, store: Store) -> None:
        self._audit = audit
        self._store = store
        self.quads = 0

    def faults(self) -> Iterator[str]:
        missing = {article_iri(self._store.base, id) for id in self._audit.ledger.fingerprints()}
        derived, facts, strange = self._audit.derived(), 0, 0
        for graph, quads in groupby(self._store.quads(), key=lambda quad: quad.graph_name):
            if isinstance(graph, ox.NamedNode):
                missing.discard(graph.value)
                yield from self._graph_fault(graph, set(quads))
                continue
            for quad in quads:
                self.quads += 1
                if quad in derived:
                    derived.remove(quad)
                elif self._audit.ledger.supported(triple_of(quad)):
                    facts += 1
                else:
                    strange += 1
        # An article has a title and a source at least, so its graph is never empty.
        yield from (f"the graph <{graph}> is missing" for graph in sorted(missing))
        lost = len(derived) + self._audit.facts() - facts
        if lost or strange:
            yield f"of the facts, {lost} are missing, and {strange} have no article that supports them"

    def _graph_fault(self, graph: ox.NamedNode, found: set[ox.Quad]) -> Iterator[str]:
        self.quads += len(found)
        id = article_id(self._store.base, graph.value)
        article = self._audit.ledger.article(id) if id else None
        if article is None:
            yield f"the graph {graph} is of no article"
        elif (wanted := set(article.graph_quads())) != found:
            lost, strange = len(wanted - found), len(found - wanted)
            yield f"article {id!r}: {lost} quads of its graph are missing, {strange} are not its own"
