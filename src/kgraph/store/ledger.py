"""The ledger beside the quads: every article with its text and quads, and which article supports which fact.

SQLite with `synchronous=FULL`: what is committed here survives a power cut, and only that counts as
acknowledged. A row is `pending` from its commit until its quads are in the quad store *and flushed*
there; loading is idempotent, so a run that finds pending rows simply loads them again. Nothing else
is needed for recovery, and a lost quad store is rebuilt by marking every row pending.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kgraph.store.article import StoredArticle, pack_quads, pack_triples, unpack_text, unpack_triples
from kgraph.store.copies import Copies
from kgraph.store.counts import Counts, Said, digest_of, said_in
from kgraph.store.election import Votes
from kgraph.store.restamp import is_loaded, restamp
from kgraph.store.schema import checksum, create_tables, generation, migrate, renew

_PATIENCE = 120.0
"""Seconds to wait for SQLite's own lock: a backup beside a build reads the file meanwhile."""

_CACHE = 65_536  # KiB of pages: the counts of a large archive are hit all over, and reading them again took most time

_BATCH = 1_000  # articles, of which each says some 5 kB
_TOGETHER = 500  # entities that are looked up at once
_PLAIN = re.compile(r'"([^"\\]*)"(?:@([A-Za-z0-9-]+))?')
_COLUMNS = tuple(item.name for item in fields(StoredArticle) if item.name not in ("decided", "sketch"))


@dataclass(frozen=True, slots=True)
class Pending:
    """An acknowledged article whose quads are not yet safely loaded.

    Attributes:
        graph: The N-Quads of its named graph.
        said: What it adds to the default graph.
        stale: What earlier versions added.
        replaced: True if quads of an earlier version may be in the quad store.
        withdrawn: True if it is to leave the store.
    """

    id: str
    graph: bytes
    said: Said
    stale: Said
    replaced: bool
    withdrawn: bool


class Ledger:
    """One SQLite file; a reader's connection cannot write."""

    def __init__(self, path: Path, *, write: bool) -> None:
        mode = "rwc" if write else "ro"
        # Whatever thread may read, as SQLite lets one in at a time; a transaction belongs to the thread that began it.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE,
            check_same_thread=write,
        )
        self._copies = Copies(self._connection)
        if write:
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute(f"PRAGMA cache_size=-{_CACHE}")
            create_tables(self._connection)

    def migrate(self, version: int) -> None:
        """Bring a ledger of an earlier format up to date, wholly or not at all."""
        with self._transaction():
            migrate(self._connection, version)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def enter(self, articles: Iterable[StoredArticle]) -> None:
        """Acknowledge articles, all or none; each takes the place of the one with its id."""
        with self._changing() as counts:
            for article in articles:
                self._enter(article, counts)

    def restamp(self, articles: Iterable[StoredArticle]) -> list[StoredArticle]:
        """Acknowledge those that are loaded just so, without touching what they say; the others are returned."""
        same: list[StoredArticle] = []
        others: list[StoredArticle] = []
        for article in {article.id: article for article in articles}.values():
            (same if is_loaded(self._connection, article) else others).append(article)
        with self._transaction():
            restamp(self._connection, same)
        return others

    def withdraw(self, id: str) -> None:
        """Acknowledge that an article is to leave the store."""
        empty = pack_quads(())
        with self._changing() as counts:
            number, stale = self._leave(id, counts)
            self._connection.execute(
                "UPDATE article SET state='withdrawn', stale=?, packed=?, facts=?, graph=?, checksum=? WHERE number=?",
                (stale, b"", empty, empty, checksum(b"", empty, empty), number),
            )

    def pending(self, ids: Iterable[str]) -> list[Pending]:
        """What is to be done for those articles that are acknowledged and not settled."""
        found = []
        for id in ids:
            row = self._connection.execute(
                "SELECT graph, facts, stale, state FROM article WHERE id=? AND state <> 'loaded'", (id,)
            ).fetchone()
            if row is not None:
                graph, facts, stale, state = row
                said, former = _said(facts), _said(stale or b"")
                found.append(Pending(id, unpack_text(graph), said, former, stale is not None, state == "withdrawn"))
        return found

    def settle(self) -> None:
        """Mark everything pending as loaded; call it only after the quad store was flushed."""
        with self._transaction():
            self._connection.execute("DELETE FROM article WHERE state = 'withdrawn'")
            self._connection.execute("UPDATE article SET state='loaded', stale=NULL WHERE state = 'pending'")
            self._copies.settle()

    def unsettle(self) -> None:
        """Mark every article as pending, to be loaded into an empty quad store."""
        with self._transaction():
            self._connection.execute("UPDATE article SET state='pending' WHERE state = 'loaded'")
            self._copies.unsettle()

    def unsettled_ids(self) -> list[str]:
        """Ids of the articles that are acknowledged and not settled, in the order of their first arrival."""
        return [
            id for (id,) in self._connection.execute("SELECT id FROM article WHERE state <> 'loaded' ORDER BY number")
        ]

    def supported(self, triple: bytes) -> bool:
        """True if some article supports that fact."""
        row = self._connection.execute("SELECT 1 FROM support_count WHERE fact=?", (digest_of(triple),)).fetchone()
        return row is not None

    def votes(self, entities: Iterable[str]) -> dict[str, list[Votes]]:
        """What the articles call entities, each given as a term, for `election.elect`."""
        found: dict[str, list[Votes]] = {entity: [] for entity in entities}
        waiting = iter(found)
        while some := list(islice(waiting, _TOGETHER)):
            rows = self._connection.execute(
                "SELECT entity, predicate, value, articles FROM vote_count "
                f"WHERE entity IN ({', '.join('?' * len(some))})",
                some,
            )
            for entity, predicate, value, count in rows:
                found[entity].append((ox.NamedNode(predicate), _value(value), count))
        return found

    def fingerprints(self) -> Mapping[str, str]:
        """Article id → fingerprint, for all articles that are in the store."""
        return dict(self._connection.execute("SELECT id, fingerprint FROM article WHERE state <> 'withdrawn'"))

    def relinked(self) -> Mapping[str, str | None]:
        """Articles whose link to the first copy of their text may be out of date, and that; see `Copies.changed`."""
        return self._copies.changed()

    def decided(self) -> frozenset[str]:
        """Ids of the decisions that had an effect on some article."""
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'decided'").fetchone():
            return frozenset()  # a ledger that was last written before there was such a table
        return frozenset(id for (id,) in self._connection.execute("SELECT DISTINCT decision FROM decided"))

    def generation(self) -> str | None:
        """The token of what the articles say now; None in a ledger that was last changed before there was one."""
        return generation(self._connection)

    def remember(self, recipes: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what versions consist of, as the latest; those that are so already cost no commit."""
        latest = list(self.recipes())[: len(recipes)]
        if set(latest) != set(recipes):
            rows = [(version, json.dumps(parts)) for version, parts in recipes.items()]
            with self._transaction():
                # What replaces a row stands behind all others: whoever takes a decision back is where they were.
                self._connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?)", rows)

    def recipes(self) -> dict[str, dict[str, str]]:
        """Version → part → hash, the latest first."""
        rows = self._connection.execute("SELECT version, parts FROM recipe ORDER BY rowid DESC")
        return {version: json.loads(parts) for version, parts in rows}

    def article(self, id: str) -> StoredArticle | None:
        """The article with that id, or None; without decisions and sketch, which stand in tables of their own."""
        columns = ", ".join(_COLUMNS)
        row = self._connection.execute(
            f"SELECT {columns} FROM article WHERE id=? AND state <> 'withdrawn'", (id,)
        ).fetchone()
        return None if row is None else StoredArticle(*row)

    def articles(self) -> Iterator[StoredArticle]:
        """Yield all articles, by id."""
        for id in sorted(self.fingerprints()):
            article = self.article(id)
            if article is not None:
                yield article

    def graphs(self) -> Iterator[bytes]:
        """Yield the N-Quads of each article's graph, by its id; not while articles are entered."""
        rows = self._connection.execute("SELECT graph FROM article WHERE state <> 'withdrawn' ORDER BY id")
        return (unpack_text(graph) for (graph,) in rows)

    def _enter(self, article: StoredArticle, counts: Counts) -> None:
        number, stale = self._leave(article.id, counts)
        names = ", ".join((*_COLUMNS, "stale", "number", "checksum"))
        marks = ", ".join("?" * (len(_COLUMNS) + 3))
        check = checksum(article.packed, article.graph, article.facts)
        self._connection.execute(
            f"INSERT OR REPLACE INTO article ({names}) VALUES ({marks})",
            (*(getattr(article, name) for name in _COLUMNS), stale, number, check),
        )
        if number is None:
            number = self._connection.execute("SELECT last_insert_rowid()").fetchone()[0]
        counts.add(_said(article.facts))
        self._connection.executemany("INSERT INTO decided VALUES (?, ?)", {(number, id) for id in article.decided})
        self._copies.enter(number, article.sketch)

    def _leave(self, id: str, counts: Counts) -> tuple[int | None, bytes | None]:
        """Take an article's support back; its number and the facts that may be loaded, None where it is new."""
        row = self._connection.execute("SELECT number, facts, stale FROM article WHERE id=?", (id,)).fetchone()
        if row is None:
            return None, None
        number, facts, stale = row
        counts.take(_said(facts))
        self._connection.execute("DELETE FROM decided WHERE article=?", (number,))
        self._copies.leave(number)
        return number, pack_triples([*unpack_triples(facts), *unpack_triples(stale or b"")])

    @contextmanager
    def _changing(self) -> Iterator[Counts]:
        """A transaction that changes what the articles say; what is counted is written at its end."""
        with self._transaction():
            renew(self._connection)
            counts = Counts(self._connection)
            yield counts
            counts.write()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk may have rolled back already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@lru_cache(maxsize=_BATCH)
def _said(facts: bytes) -> Said:
    """What packed facts say; asked for when an article is entered, and again when it is loaded."""
    return said_in(unpack_text(facts))


def _value(text: str) -> ox.NamedNode | ox.Literal:
    """Read back the serialised value of a vote."""
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if plain := _PLAIN.fullmatch(text):  # most are; a parser for each takes five times as long
        return ox.Literal(plain[1], language=plain[2])
    quad = next(iter(ox.parse(f"<x:s> <x:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    if not isinstance(quad.object, ox.Literal):
        raise TypeError(f"{text} is no literal")
    return quad.object
