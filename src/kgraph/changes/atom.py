"""Changes as an Atom feed: one entry a change, the whole in one file that any feed reader takes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
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
    met: Counter[tuple[str, str]] = Counter()
    for kind, line, quote in islice(lines(changes), _LIMIT):
        # One article may say the same in two sentences; each is an entry with an identity of its own.
        met[kind, line] += 1
        yield from _entry(feed, (kind, line, quote), met[kind, line], updated)
    if total > _LIMIT:
        more = f"{total - _LIMIT} weitere Änderungen stehen in changes.json"
        yield from _entry(feed, ("more", more, ""), 1, updated)
    yield "</feed>"


def _entry(feed: Feed, change: tuple[str, str, str], time: int, updated: str) -> Iterator[str]:
    kind, line, quote = change
    known = "\n".join((feed.version, kind, line, *([str(time)] if time > 1 else [])))
    title = TITLES.get(kind, "weitere")
    said = f"{title}: {line}" + (f"\n„{quote}“" if quote else "")
    yield "<entry>"
    yield f"<id>urn:kgraph:change:{hashlib.sha256(known.encode()).hexdigest()[:32]}</id>"
    yield f"<title>{_text(line)}</title>"
    yield f"<updated>{updated}</updated>"
    yield f"<category term={quoteattr(kind)} label={quoteattr(title)}/>"
    # RFC 4287 wants content where there is no page to link to.
    yield f'<content type="text">{_text(said)}</content>'
    yield "</entry>"


def _text(value: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", value))
