"""Which articles are copies of one text, kept in the ledger: signatures in, links from copies to the first of them out.

Two articles are linked if they share a band and their signatures are alike; articles that are linked, directly or
through others, are one *cluster*, whose first is the one published first, then of the least id. All this is a function
of the set of articles. A new article looks up those that share a band with it, one that leaves has its
own cluster looked over again: neither touches the rest, however large the store is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kgraph.copies import alike, bands

SCHEMA = """
CREATE TABLE IF NOT EXISTS sketch (article INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS band (key BLOB, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
-- Members of clusters of two and more; the first is a copy of itself.
CREATE TABLE IF NOT EXISTS copy (article INTEGER PRIMARY KEY, first INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS copies ON copy (first);
-- Articles whose link in the quad store may be out of date, until that is flushed.
CREATE TABLE IF NOT EXISTS relinked (article INTEGER PRIMARY KEY);
"""


class Copies:
    """The tables above; every change belongs into a transaction of the ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: set[int] | None = None  # None: as the table has it, after a run that was killed

    def enter(self, article: int, sketch: bytes) -> None:
        """Take in an article that is not there."""
        if not sketch:
            return
        self._connection.execute("INSERT INTO sketch VALUES (?, ?)", (article, sketch))
        self._connection.executemany("INSERT INTO band VALUES (?, ?)", {(key, article) for key in bands(sketch)})
        near = self._near(article, sketch)
        firsts = {self._first(one) for one in near}
        if len(firsts) == 1 and (first := firsts.pop()) and self._rank(first) < self._rank(article):
            self._set(article, first)  # one more copy of what has copies: the others stay as they are
        elif near:
            self._link({article}.union(*(self._members(one) for one in near)))

    def leave(self, article: int) -> None:
        """Take an article out; what it held together may fall apart."""
        row = self._connection.execute("SELECT value FROM sketch WHERE article=?", (article,)).fetchone()
        if row is None:
            return
        left = self._members(article) - {article}
        self._connection.execute("DELETE FROM sketch WHERE article=?", (article,))
        self._connection.executemany(
            "DELETE FROM band WHERE key=? AND article=?", [(k, article) for k in bands(row[0])]
        )
        for one in (article, *left):
            self._set(one, None)
        while left:
            cluster: set[int] = set()
            waiting = [min(left)]
            while waiting:
                cluster.add(one := waiting.pop())
                waiting += self._near(one) & left - cluster
            left -= cluster
            if len(cluster) > 1:
                self._link(cluster)

    def changed(self) -> dict[str, str | None]:
        """Id of each article whose link may have changed since the last call → id of the first; None for no copy."""
        if self._waiting is None:
            self._waiting = {n for (n,) in self._connection.execute("SELECT article FROM relinked")}
        found: dict[str, str | None] = {}
        for article in sorted(self._waiting):
            row = self._connection.execute(
                "SELECT a.id, f.id FROM article a LEFT JOIN copy c ON c.article = a.number AND c.first <> a.number "
                "LEFT JOIN article f ON f.number = c.first WHERE a.number=?",
                (article,),
            ).fetchone()
            if row is not None:
                found[row[0]] = row[1]
        self._waiting = set()
        return found

    def settle(self) -> None:
        """The quad store was flushed."""
        self._connection.execute("DELETE FROM relinked")

    def unsettle(self) -> None:
        """The quad store was lost: every link is to be made anew."""
        self._connection.execute("INSERT OR REPLACE INTO relinked SELECT article FROM copy")
        self._waiting = None

    def _near(self, article: int, sketch: bytes | None = None) -> set[int]:
        """Those that are alike, among those that share a band."""
        if sketch is None:
            (sketch,) = self._connection.execute("SELECT value FROM sketch WHERE article=?", (article,)).fetchone()
        keys = bands(sketch or b"")
        found: dict[int, bytes] = dict(
            self._connection.execute(
                "SELECT DISTINCT s.article, s.value FROM band b JOIN sketch s ON s.article = b.article "
                f"WHERE b.key IN ({', '.join('?' * len(keys))}) AND b.article <> ?",
                (*keys, article),
            )
        )
        return {one for one, same in zip(found, alike(sketch or b"", found.values()), strict=True) if same}

    def _first(self, article: int) -> int | None:
        """The first of its cluster; None where it stands alone."""
        row = self._connection.execute("SELECT first FROM copy WHERE article=?", (article,)).fetchone()
        return None if row is None else row[0]

    def _members(self, article: int) -> set[int]:
        """Its cluster with itself."""
        rows = self._connection.execute("SELECT article FROM copy WHERE first=?", (self._first(article),))
        return {article, *(one for (one,) in rows)}

    def _rank(self, article: int) -> tuple[str, str]:
        """Sorts the one published first before the others; what has no date comes last."""
        published, id = self._connection.execute(
            "SELECT published, id FROM article WHERE number=?", (article,)
        ).fetchone()
        return published or "9999", id

    def _link(self, cluster: Iterable[int]) -> None:
        members = sorted(cluster)
        first = min(members, key=self._rank)
        for one in members:
            self._set(one, first)

    def _set(self, article: int, first: int | None) -> None:
        if self._first(article) == first:
            return
        if first is None:
            self._connection.execute("DELETE FROM copy WHERE article=?", (article,))
        else:
            self._connection.execute("INSERT OR REPLACE INTO copy VALUES (?, ?)", (article, first))
        self._connection.execute("INSERT OR IGNORE INTO relinked VALUES (?)", (article,))
        if self._waiting is not None:
            self._waiting.add(article)
