"""Articles that were made again and came out as they were, as most do when a curator has decided something.

The quads of such an article stay where they are, and so does what was computed of them; only by what it was made
is written anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kgraph.store.article import StoredArticle


def is_loaded(connection: sqlite3.Connection, article: StoredArticle) -> bool:
    """Whether the quad store holds the very quads of an article, and the ledger its very text and extraction."""
    row = connection.execute(
        "SELECT packed, graph, facts FROM article WHERE id=? AND state='loaded'", (article.id,)
    ).fetchone()
    return row is not None and tuple(row) == (article.packed, article.graph, article.facts)


def restamp(connection: sqlite3.Connection, articles: Iterable[StoredArticle]) -> None:
    """Write by which rules and decisions they were made; within a transaction, for articles that are loaded."""
    for article in articles:
        number = connection.execute("SELECT number FROM article WHERE id=?", (article.id,)).fetchone()[0]
        connection.execute(
            "UPDATE article SET fingerprint=?, extractor=? WHERE number=?",
            (article.fingerprint, article.extractor, number),
        )
        connection.execute("DELETE FROM decided WHERE article=?", (number,))
        connection.executemany("INSERT INTO decided VALUES (?, ?)", {(number, id) for id in article.decided})
