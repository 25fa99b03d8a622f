"""A web archive in, articles out: the pages of a WARC file that are German and about the subject.

Each answer of a web server is unpacked, screened (`kgraph.read.screen`), and only then read as a page. What is passed
over is counted, not reported: most of a crawl is about something else.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kgraph.errors import InputError
from kgraph.read.decode import decode
from kgraph.read.feed import keyed_id
from kgraph.read.html import articles_from_html
from kgraph.read.screen import default_screen
from kgraph.read.warc import MAX_RECORD, answers
from kgraph.records import Article

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? 200\b")
_HEADER = re.compile(rb"^([\w-]+):[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_HTML = (b"text/html", b"application/xhtml+xml")


class Marks:
    """How far archives have been read, for one who wants to go on from there; this one forgets.

    Attributes:
        counts: Pages by what became of them: `pages` in all, of these `foreign`, `other` (about something else),
            `empty` (no article in it), and `articles` read.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def start(self, path: Path) -> int:
        """The byte at which to begin."""
        return 0

    def reached(self, path: Path, place: int) -> None:
        """All records before that byte have been read, and their articles taken."""

    def failed(self, path: Path) -> None:
        """A record could not be read."""


def articles_from_archive(path: Path, *, source: str, marks: Marks) -> Iterator[Article | InputError]:
    """Read a WARC file.

    Args:
        path: The file.
        source: File name for `Article.source`.
        marks: Where to begin; is told how far it got.

    Yields:
        An article for each page that is worth it, named by its address, and the faults of broken records.

    Raises:
        InputError: fastwarc is not installed.
        OSError: The file cannot be read.
    """
    for step, following in answers(path, marks.start(path)):
        if isinstance(step, InputError):
            marks.failed(path)
            yield step
        elif step is not None and (page := page_of(step.raw)) is not None:
            yield from _articles(step.url, page, source, marks.counts)
        if following is not None:
            marks.reached(path, following)


def page_of(raw: bytes) -> bytes | None:
    """The HTML of an HTTP message, unpacked; `None` if it holds none, or no success."""
    head, _, body = raw.partition(b"\r\n\r\n")
    if not _STATUS.match(head):
        return None
    fields = {name.lower(): value.lower() for name, value in _HEADER.findall(head)}
    if not fields.get(b"content-type", b"").startswith(_HTML):
        return None
    # Many crawlers keep the header and store the body unpacked: what does not unpack is taken as it is.
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        body = _joined(body) or body
    return _unpacked(body, fields.get(b"content-encoding", b""))


def _articles(url: str, page: bytes, source: str, counts: Counter[str]) -> list[Article]:
    counts["pages"] += 1
    verdict = default_screen().verdict(url, page)
    if verdict != "worth":
        counts[verdict] += 1
        return []
    try:
        found = articles_from_html(decode(page), stem=None, source=source)
    except InputError:
        # Overviews, forms and broken encodings: no fault of the archive.
        counts["empty"] += 1
        return []
    if len(found) == 1:
        article = found[0]
        address = article.url or (url if url.startswith(("http://", "https://")) else None)
        found = [replace(article, id=keyed_id(address, article.title) if address else article.id, url=address)]
    counts["articles"] += len(found)
    return found


def _joined(body: bytes) -> bytes | None:
    """A body without the lengths of its chunks; `None` if it is not in chunks."""
    pieces: list[bytes] = []
    place = 0
    while True:
        line = body.find(b"\r\n", place, place + 100)
        try:
            length = int(body[place:line].split(b";")[0], 16) if line >= 0 else -1
        except ValueError:
            return None
        if length < 0:
            return None
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[line + 2 : line + 2 + length])
        place = line + 2 + length + 2


def _unpacked(body: bytes, encoding: bytes) -> bytes:
    if encoding == b"br":
        return _from_brotli(body)
    if encoding in (b"gzip", b"x-gzip", b"deflate"):
        try:
            return zlib.decompressobj(wbits=47).decompress(body, MAX_RECORD) or body
        except zlib.error:
            return body
    return body


def _from_brotli(body: bytes) -> bytes:
    import brotli  # comes with fastwarc

    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_RECORD)) or body
    except brotli.error:
        return body
