"""How many articles support each fact, and how many give an entity each name or type: triples as text in, counts out.

A count is one row, however many articles stand behind it: so what is said of a well-known body costs one more article
no more than what is said of an unknown one. A *triple* is `SUBJECT PREDICATE OBJECT` in the terms of N-Triples.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.store.election import ELECTED

SCHEMA = """
-- 16 bytes of SHA-256 of a triple: ten billion triples collide with probability 10^-19.
CREATE TABLE IF NOT EXISTS support_count (fact BLOB PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vote_count (
    entity TEXT, predicate TEXT, value TEXT, articles INTEGER NOT NULL, PRIMARY KEY (entity, predicate, value)
) WITHOUT ROWID;
"""
_NAMING = frozenset(str(predicate).encode() for predicate in ELECTED)
_END = b" .\n"  # of a line; line feeds within literals are escaped

Vote = tuple[str, str, str]
"""Entity as a term, IRI of the predicate, value as a term."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an article adds to the facts, each once: names and types, which are put to the vote, and other triples."""

    votes: list[Vote]
    facts: list[bytes]


class Counts:
    """Changes of the two tables, kept until they are written; part of a transaction of the ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._facts: Counter[bytes] = Counter()
        self._votes: Counter[Vote] = Counter()

    def add(self, said: Said) -> None:
        """Count what one article says."""
        self._votes.update(said.votes)
        self._facts.update(map(digest_of, said.facts))

    def take(self, said: Said) -> None:
        """Count what one article no longer says."""
        self._votes.subtract(said.votes)
        self._facts.subtract(map(digest_of, said.facts))

    def write(self) -> None:
        """Bring the tables up to date."""
        facts = sorted((fact, articles) for fact, articles in self._facts.items() if articles)
        votes = sorted((*vote, articles) for vote, articles in self._votes.items() if articles)
        run = self._connection.executemany
        more = "DO UPDATE SET articles = articles + excluded.articles"
        run(f"INSERT INTO support_count VALUES (?, ?) ON CONFLICT (fact) {more}", facts)
        run(f"INSERT INTO vote_count VALUES (?, ?, ?, ?) ON CONFLICT (entity, predicate, value) {more}", votes)
        run("DELETE FROM support_count WHERE fact=? AND articles=0", (row[:1] for row in facts if row[-1] < 0))
        run(
            "DELETE FROM vote_count WHERE entity=? AND predicate=? AND value=? AND articles=0",
            (row[:3] for row in votes if row[-1] < 0),
        )


def said_in(text: bytes) -> Said:
    """Take apart the N-Quads of an article's facts."""
    said = Said([], [])
    for triple in text.split(_END)[:-1]:
        entity, predicate, value = triple.split(b" ", 2)
        if predicate in _NAMING:
            said.votes.append((entity.decode(), predicate[1:-1].decode(), value.decode()))
        else:
            said.facts.append(triple)
    return said


def triple_of(quad: ox.Quad) -> bytes:
    """A quad as text, without its graph."""
    return f"{quad.subject} {quad.predicate} {quad.object}".encode()


def digest_of(triple: bytes) -> bytes:
    """By which the ledger knows a fact."""
    return hashlib.sha256(triple).digest()[:16]


def count_anew(connection: sqlite3.Connection) -> None:
    """Make the counts of the tables of formats 1 and 2, which had a row for each article; part of a transaction."""
    for table, columns in (("support", "fact"), ("vote", "entity, predicate, value")):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name=?", (table,)).fetchone():
            connection.execute(f"INSERT INTO {table}_count SELECT {columns}, count(*) FROM {table} GROUP BY {columns}")
            connection.execute(f"DROP TABLE {table}")
