"""Decoded text in, articles out: which format it is in is seen from its beginning, not from the file's name alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kgraph.errors import InputError
from kgraph.read.feed import articles_from_feed
from kgraph.read.html import articles_from_html
from kgraph.read.jsonl import articles_from_jsonl
from kgraph.read.plain import articles_from_page
from kgraph.records import Article

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|\w+:feed)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def read_text(text: str, *, stem: str | None, suffix: str, source: str) -> Iterator[Article | InputError]:
    """Read the articles of one file.

    Args:
        text: The file, decoded and in `normal` form.
        stem: The file's name without suffix, the id of a single article; `None` for stdin.
        suffix: Of the file, lower case, a hint where the text itself does not tell.
        source: File name for `Article.source`.

    Yields:
        Articles, and faults of single entries or lines.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    form = sniff(text, suffix)
    if form == "feed":
        yield from articles_from_feed(text, source=source)
    elif form == "jsonl":
        yield from articles_from_jsonl(text, source=source)
    elif form == "html":
        yield from articles_from_html(text, stem=stem, source=source)
    else:
        yield from articles_from_page(text, stem=stem, source=source)


def sniff(text: str, suffix: str = "") -> str:
    """`feed`, `html`, `jsonl` or `text`.

    Raises:
        InputError: XML that is neither a feed nor a page.
    """
    head = text[:4096].lstrip()
    if head.startswith("<"):
        feed, page = _FEED.search(head), _HTML.search(head)
        if feed and not (page and page.start() < feed.start()):
            return "feed"
        if page:
            return "html"
        if head.startswith("<?xml"):
            raise InputError("XML, but neither RSS nor Atom nor a page", hint="give a feed, a page or the text")
    if suffix in _HTML_SUFFIXES:
        return "html"
    if suffix in _JSON_SUFFIXES or _is_json(text):
        return "jsonl"
    return "text"


def _is_json(text: str) -> bool:
    line = text.lstrip().split("\n", 1)[0]
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
