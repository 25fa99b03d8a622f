"""Changes as an Atom feed: one entry a change, the whole in one file that any feed reader takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from kgraph.changes.compare import Changes
from kgraph.changes.report import TITLES, lines

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIMIT = 500  # entries: readers fetch the whole feed each time


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        iri: Its identity; never changes.
        address: Where it is served; empty if nowhere.
        title: Of the data.
        author: Who publishes.
        day: Of the newer graph, ISO 8601.
        version: Of the newer graph.
    """

    iri: str
    address: str
    title: str
    author: str
    day: str
    version: str


def as_atom(changes: Changes, feed: Feed) -> Iterator[str]:
    """Yield the lines of the feed; beyond 500 changes, the last entry says how many there are in all."""
    updated = f"{feed.day}T00:00:00Z"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
    yield f"<id>{_text(feed.iri)}</id>"
    yield f"<title>{_text(f'Änderungen: {feed.title}')}</title>"
    yield f"<updated>{updated}</updated>"
    yield f"<author><name>{_text(feed.author)}</name></author>"
    if feed.address:
        yield f'<link rel="self" type="application/atom+xml" href={quoteattr(feed.address)}/>'
    total = sum(changes.counts.values())
    for kind, line in islice(lines(changes), _LIMIT):
        yield from _entry(feed, kind, line, updated)
    if total > _LIMIT:
        yield from _entry(feed, "more", f"{total - _LIMIT} weitere Änderungen stehen in changes.json", updated)
    yield "</feed>"


def _entry(feed: Feed, kind: str, line: str, updated: str) -> Iterator[str]:
    digest = hashlib.sha256(f"{feed.version}\n{kind}\n{line}".encode()).hexdigest()[:32]
    yield "<entry>"
    yield f"<id>urn:kgraph:change:{digest}</id>"
    yield f"<title>{_text(line)}</title>"
    yield f"<updated>{updated}</updated>"
    yield f"<category term={quoteattr(kind)} label={quoteattr(TITLES.get(kind, 'weitere'))}/>"
    yield f"<summary>{_text(f'{TITLES.get(kind, kind)}: {line}')}</summary>"
    yield "</entry>"


def _text(value: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", value))
