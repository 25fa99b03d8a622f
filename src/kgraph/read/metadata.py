"""What an HTML page says of itself: title, date and address from JSON-LD, `meta`, `link` and `time` elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgraph.read.dates import iso_date
from kgraph.read.markup import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLE_TYPES = re.compile(r"(?:^|/|:)(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting)$")
_DATE_NAMES = (
    'meta[property="article:published_time"]',
    'meta[itemprop="datePublished"]',
    'meta[name="date" i]',
    'meta[name="dc.date" i]',
    'meta[name="dcterms.date" i]',
    'meta[name="dcterms.issued" i]',
    'meta[name="dc.date.issued" i]',
    'meta[name="pubdate" i]',
    'meta[name="publish-date" i]',
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that is known; `is_article`: the page calls itself one article, not a list."""

    title: str = ""
    published: str | None = None
    url: str | None = None
    is_article: bool = False


def metadata_of(tree: LexborHTMLParser) -> Metadata:
    """Read the metadata; where several say the same thing, JSON-LD comes first."""
    node = next(_linked_articles(tree), {})
    kind = _content(tree, 'meta[property="og:type"]')
    address = node.get("url") or node.get("mainEntityOfPage")
    if isinstance(address, dict):
        address = address.get("@id")
    canonical = tree.css_first('link[rel="canonical"]')
    candidates = (
        address,
        canonical.attributes.get("href") if canonical else None,
        _content(tree, 'meta[property="og:url"]'),
    )
    url = next(
        (item for item in candidates if isinstance(item, str) and item.startswith(("http://", "https://"))), None
    )
    dates = [str(node.get("datePublished") or node.get("dateCreated") or "")]
    dates += [_content(tree, name) for name in _DATE_NAMES]
    moment = tree.css_first(
        'time[itemprop="datePublished"], time[pubdate], article time[datetime], main time[datetime]'
    )
    dates.append((moment.attributes.get("datetime") or moment.text()) if moment else "")
    title = node.get("headline") or _content(tree, 'meta[property="og:title"]')
    return Metadata(
        clean(str(title)),
        next((iso for value in dates if value and (iso := iso_date(value))), None),
        url,
        bool(node) or kind == "article",
    )


def _linked_articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The news articles that the page describes in JSON-LD."""
    for script in tree.css('script[type="application/ld+json"]')[:50]:
        try:
            pending: list[Any] = [json.loads(script.text() or "null", strict=False)]
        except (ValueError, RecursionError):
            # Broken JSON-LD is common and says nothing about the article itself.
            continue
        while pending:
            node = pending.pop(0)
            if isinstance(node, list):
                pending += node[:100]
            elif isinstance(node, dict):
                pending += [node[key] for key in ("@graph", "mainEntity") if key in node][:100]
                types = node.get("@type")
                if any(_ARTICLE_TYPES.search(str(kind)) for kind in (types if isinstance(types, list) else [types])):
                    yield node


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "").strip() if node else ""
