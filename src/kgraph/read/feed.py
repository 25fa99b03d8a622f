"""RSS and Atom in, one article an entry out.

Nothing is fetched, and a feed that declares entities is refused before it is parsed, since
their expansion can grow without bound.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import ParseError

from kgraph.errors import InputError
from kgraph.names import slug
from kgraph.read.dates import iso_date
from kgraph.read.html import parts_of_fragment
from kgraph.read.layout import Hints, dated, lay_out
from kgraph.read.markup import Part, compose
from kgraph.read.plain import check_size, named
from kgraph.records import Article, BlockKind

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def articles_from_feed(xml: str, *, source: str) -> Iterator[Article | InputError]:
    """Read a feed.

    Args:
        xml: The feed, decoded.
        source: File name for `Article.source`.

    Yields:
        An article for each entry, or the fault of that entry.

    Raises:
        InputError: The feed declares entities, or it is no feed, or it has no entries.
    """
    import feedparser

    body = _DECLARATION.sub("", xml)
    _refuse_entities(body)
    # As a stream: a string might be taken for an address or a file name and be opened.
    parsed = feedparser.parse(
        io.BytesIO(body.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not parsed.entries:
        fault = parsed.get("bozo_exception")
        raise InputError(
            f"no entries in the feed{f' ({fault})' if fault else ''}", hint="give an RSS or Atom file with items"
        )
    for number, entry in enumerate(parsed.entries, 1):
        try:
            yield _article(entry, source)
        except InputError as fault:
            yield InputError(f"entry {number}: {fault}", hint=fault.hint)


def keyed_id(key: str, title: str) -> str:
    """An id made from what a feed or record calls the item (id or address) and its title."""
    if is_safe_id(key):
        return key
    name = re.sub(r"^(?:https?://(?:www\.)?|urn:(?:uuid:)?|tag:)", "", key)
    return f"{slug(name, 60)}-{slug(title, 60)}" if title else slug(name, 120)


def is_safe_id(name: str) -> bool:
    """True if a name can stand in an IRI as it is."""
    return _SAFE_ID.fullmatch(name) is not None


def _refuse_entities(xml: str) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    hint = "remove the DOCTYPE with its entities, or save the feed again from its source"
    if re.search(r"<!ENTITY", xml, re.IGNORECASE):
        raise InputError("the feed declares entities, which can expand without bound", hint=hint)
    try:
        fromstring(xml, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as fault:
        raise InputError(f"the feed uses XML that is not safe to read ({type(fault).__name__})", hint=hint) from fault
    except (ParseError, ValueError, RecursionError):
        # Not well-formed, as many feeds are; feedparser reads those leniently and without expanding anything.
        return


def _article(entry: Any, source: str) -> Article:
    contents = [item.get("value", "") for item in entry.get("content", ())]
    full = max(contents, key=len, default="")
    summary = entry.get("summary", "")
    title = " ".join(part.text.replace("\n", " ") for part in parts_of_fragment(entry.get("title", "")))
    body = parts_of_fragment(full if len(full) > len(summary) else summary)
    text, known = compose([*([Part(title)] if title else []), *body])
    if not text:
        raise InputError("neither title nor text", hint="nothing to read there; the other entries go on")
    check_size(text)
    prose: BlockKind = "body" if len(body) > 1 else "teaser"
    blocks, cleaned, stated = lay_out(text, Hints(prose=prose, known=known, find_subheadings=False))
    date = next(
        (iso for key in ("published", "issued", "created", "updated") if (iso := iso_date(entry.get(key, "")))), None
    )
    link = entry.get("link")
    url = link if isinstance(link, str) and link.startswith(("http://", "https://")) else None
    article = dated(Article("", text, blocks, cleaned, date or stated, source, url))
    key = str(entry.get("id") or url or "")
    return replace(article, id=keyed_id(key, cleaned)) if key else named(article)
