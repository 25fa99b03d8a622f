"""More articles than were read: those of a store again, about others, as the store is handed them by a build.

The `k`-th time an article has an id of its own, and all that the register does not know bears a name of its own; so it
says as much as the first, of as many bodies that are well known and of as many that nobody knew. It is no copy of it.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import shake_128
from itertools import count, islice
from pathlib import Path

from kgraph.config import Settings
from kgraph.register import default_register
from kgraph.store import StoredArticle, open_store
from kgraph.store.article import unpack_text

_OF_ARTICLES = frozenset({b"article", b"statement", b"figure", b"topic"})


def batches(folder: Path, steps: Iterable[int]) -> Iterator[list[StoredArticle]]:
    """Yield articles in lists of these lengths: those of the store `folder/.kgraph`, as often as is needed."""
    sketches = _sketches(folder / ".kgraph" / "ledger.db")
    with open_store(Settings(store=str(folder / ".kgraph"))) as whole:
        ids = sorted(whole.fingerprints())
        places = ((again, id) for again in count() for id in ids)
        for step in steps:
            articles = ((again, whole.article(id)) for again, id in islice(places, step))
            yield [
                again_as(replace(article, sketch=sketches.get(article.id, b"")), again)
                for again, article in articles
                if article is not None
            ]


def again_as(article: StoredArticle, number: int) -> StoredArticle:
    """The article for that time; the first time itself."""
    if not number:
        return article
    renamed = _renamer(f"-{number}".encode())
    graph, facts = (_packed(renamed(unpack_text(packed))) for packed in (article.graph, article.facts))
    mask = shake_128(str(number).encode()).digest(len(article.sketch))
    sketch = bytes(one ^ other for one, other in zip(article.sketch, mask, strict=True))
    return replace(article, id=f"{article.id}-{number}", graph=graph, facts=facts, sketch=sketch)


def _renamer(suffix: bytes) -> Callable[[bytes], bytes]:
    known = _known()
    own = re.compile(rb"<" + re.escape(Settings().base.encode()) + rb"(([a-z]+)/[^>#]+)([^>]*>)")

    def other(found: re.Match[bytes]) -> bytes:
        if found[1] in known and found[2] not in _OF_ARTICLES:
            return found[0]
        place = found.end(1) - found.start()
        return found[0][:place] + suffix + found[0][place:]

    return lambda text: own.sub(other, text)


@cache
def _known() -> frozenset[bytes]:
    return frozenset(key.encode() for key in default_register().entries)


def _packed(text: bytes) -> bytes:
    # What was sorted is sorted anew, as the names have changed.
    return zlib.compress(b"".join(sorted(text.splitlines(keepends=True))), 6)


def _sketches(ledger: Path) -> dict[str, bytes]:
    with sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True) as connection:
        found: Sequence[tuple[str, bytes]] = connection.execute(
            "SELECT a.id, s.value FROM sketch s JOIN article a ON a.number = s.article"
        ).fetchall()
    return dict(found)
