"""The ledger's tables, how a ledger of an earlier format becomes one of today's, and the checksum of an article."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3

from kgraph.store.copies import SCHEMA as COPIES
from kgraph.store.counts import SCHEMA as COUNTS
from kgraph.store.counts import count_anew

_OWN = """
CREATE TABLE IF NOT EXISTS article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL, fingerprint TEXT NOT NULL, extractor TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT, source TEXT NOT NULL, url TEXT,
    packed BLOB NOT NULL, graph BLOB NOT NULL, facts BLOB NOT NULL,
    stale BLOB,                 -- facts of earlier versions that may still be loaded; NULL: there was none
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'withdrawn', 'loaded')),
    checksum BLOB               -- of packed, graph and facts, see `checksum`
);
CREATE INDEX IF NOT EXISTS unloaded ON article (state) WHERE state <> 'loaded';
CREATE TABLE IF NOT EXISTS decided (article INTEGER, decision TEXT, PRIMARY KEY (article, decision)) WITHOUT ROWID;
-- What the versions of rules and of all else consisted of: tells later what has changed since.
CREATE TABLE IF NOT EXISTS recipe (version TEXT PRIMARY KEY, parts TEXT NOT NULL);
-- One row: a random token, another one after each change of what the articles say.
CREATE TABLE IF NOT EXISTS generation (place INTEGER PRIMARY KEY CHECK (place = 1), token TEXT NOT NULL);
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that are not there, in one commit."""
    connection.executescript(f"BEGIN; {_OWN} {COUNTS} {COPIES} COMMIT;")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an earlier format up to date; part of a transaction, and harmless if repeated."""
    if version < 2 and "checksum" not in {row[1] for row in connection.execute("PRAGMA table_info(article)")}:
        connection.execute("ALTER TABLE article ADD COLUMN checksum BLOB")
        for (number,) in connection.execute("SELECT number FROM article").fetchall():
            row = connection.execute("SELECT packed, graph, facts FROM article WHERE number=?", (number,)).fetchone()
            connection.execute("UPDATE article SET checksum=? WHERE number=?", (checksum(*row), number))
    if version < 3:
        count_anew(connection)


def checksum(packed: bytes, graph: bytes, facts: bytes) -> bytes:
    """Of what an article's row holds: extraction, graph and facts, as they are kept."""
    digest = hashlib.sha256()
    for part in (packed, graph, facts):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def renew(connection: sqlite3.Connection) -> None:
    """Give what the articles say another token; part of the transaction that changes it."""
    # Random, not counted: a backup that was put back must not come to a number that something else had.
    connection.execute("INSERT OR REPLACE INTO generation VALUES (1, ?)", (secrets.token_hex(16),))


def generation(connection: sqlite3.Connection) -> str | None:
    """The token; None in a ledger that was last changed before there was one."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'generation'").fetchone():
        return None
    row = connection.execute("SELECT token FROM generation").fetchone()
    return None if row is None else str(row[0])
