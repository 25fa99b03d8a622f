"""The ledger held against itself, and what it wants to be in the default graph: for `kgraph.store.integrity`."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pyoxigraph as ox

from kgraph.errors import StoreError
from kgraph.store.article import StoredArticle, unpack_text
from kgraph.store.counts import Said, digest_of, said_in
from kgraph.store.election import elect
from kgraph.store.ledger import Ledger
from kgraph.store.loading import COPY_OF
from kgraph.store.schema import checksum
from kgraph.vocab import article_iri


class Audit:
    """A ledger, opened for reading once more; use it as a context manager."""

    def __init__(self, path: Path, base: str) -> None:
        self.ledger = Ledger(path, write=False)
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._base = base
        self._supports = self._votes = 0

    def __enter__(self) -> Audit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ledger.close()
        self._connection.close()

    def damage(self) -> list[str]:
        """What SQLite says is wrong with the file."""
        return [text for (text,) in self._connection.execute("PRAGMA integrity_check(3)") if text != "ok"]

    def fault_of(self, article: StoredArticle) -> str:
        """What is wrong with an article's row; empty if nothing is. Call it once for each article."""
        (kept,) = self._one("SELECT checksum FROM article WHERE id=?", article.id)
        if kept != checksum(article.packed, article.graph, article.facts):
            return "its checksum is wrong"
        try:
            # One that was pulled from a server has no text.
            digest = article.extraction().article.digest if article.packed else article.digest
            said, _, _ = said_in(unpack_text(article.facts)), article.fact_quads(), article.graph_quads()
        except (StoreError, ValueError, zlib.error) as fault:
            return f"it does not unpack ({fault})"
        if digest != article.digest:
            return "the checksum of its text is wrong"
        return self._index_fault(said)

    def index_faults(self) -> Iterator[str]:
        """What the tables of support and names hold beyond what the articles say; after all of these."""
        for table, expected in (("support_count", self._supports), ("vote_count", self._votes)):
            (found,) = self._one(f"SELECT coalesce(sum(articles), 0) FROM {table}")
            if found != expected:
                yield f"the table {table} counts {found} times that an article says something, not {expected}"

    def facts(self) -> int:
        """How many facts some article supports."""
        return int(self._one("SELECT count(*) FROM support_count")[0])

    def derived(self) -> set[ox.Quad]:
        """What else belongs into the default graph: elected names and types, and links from copies."""
        found: set[ox.Quad] = set()
        named = self._connection.execute("SELECT DISTINCT entity FROM vote_count")
        for entity, votes in self.ledger.votes(entity for (entity,) in named).items():
            found |= elect(ox.NamedNode(entity[1:-1]), votes)
        for id, first in self._connection.execute(
            "SELECT a.id, f.id FROM copy c JOIN article a ON a.number = c.article JOIN article f ON f.number = c.first "
            "WHERE a.number <> f.number"
        ):
            ends = [ox.NamedNode(article_iri(self._base, one)) for one in (id, first)]
            found.add(ox.Quad(ends[0], COPY_OF, ends[1], ox.DefaultGraph()))
        return found

    def _index_fault(self, said: Said) -> str:
        supports = list(map(digest_of, said.facts))
        self._supports += len(supports)
        self._votes += len(said.votes)
        missing = sum(not self._has("SELECT 1 FROM support_count WHERE fact=?", fact) for fact in supports)
        named = "SELECT 1 FROM vote_count WHERE entity=? AND predicate=? AND value=?"
        missing += sum(not self._has(named, *vote) for vote in said.votes)
        return f"{missing} of its facts are not counted as supported" if missing else ""

    def _one(self, sql: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._connection.execute(sql, values).fetchone()
        return row

    def _has(self, sql: str, *values: object) -> bool:
        return self._connection.execute(sql, values).fetchone() is not None
