"""One HTML page in, its articles out.

Title, date and address come from the page's own metadata (JSON-LD, `meta`, `time`), the body from
trafilatura. An HTML page has no text of its own, so one is composed: title line, captions,
paragraphs, blank lines between them. A page that lists news items is read as a list page.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kgraph.errors import InputError
from kgraph.names import slug
from kgraph.read.layout import Hints, dated, lay_out
from kgraph.read.markup import Part, clean, compose, nesting, parts_of
from kgraph.read.metadata import Metadata, metadata_of
from kgraph.read.pages import cut
from kgraph.read.plain import articles_from_page, check_content, check_size, named
from kgraph.read.titles import join_title
from kgraph.records import Article

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_KICKER_CLASS = re.compile(
    r"kicker|dach|roof|overline|topline|spitzmarke|eyebrow|pretitle|vorspann|topic", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENOUGH = 140
"""Fewer characters of body than this are more likely a cookie notice than an article."""

_DEEPEST = 20_000
"""Deepest nesting of tags; the time to parse a page grows with the square of it."""


def articles_from_html(page: str, *, stem: str | None, source: str) -> list[Article]:
    """Read a page.

    Args:
        page: The HTML, decoded.
        stem: Id of the article if the page holds only one; without it the id is made from date and title.
        source: File name for `Article.source`.

    Raises:
        InputError: The page holds no article, or one that is too long.
    """
    from selectolax.lexbor import LexborHTMLParser

    page = _XML_DECLARATION.sub("", page)
    depth = nesting(page)
    if depth > _DEEPEST:
        raise InputError(
            f"tags nested {depth:,} deep; at most {_DEEPEST:,} are read", hint="save the page's text instead"
        )
    tree = LexborHTMLParser(page)
    metadata = metadata_of(tree)
    if not metadata.is_article:
        listed, _ = compose(parts_of(tree.root)) if tree.root else ("", {})
        if len(cut(listed)) > 2:
            return articles_from_page(listed, stem=stem, source=source)
    parts = _title_parts(tree, metadata) + _body_parts(page, tree)
    text, known = compose(_without_repeats(parts))
    if len(text) < 20:
        raise InputError(
            "no article found in the page", hint="save the article's own page, or copy its text into a file"
        )
    check_size(text)
    blocks, title, published = lay_out(text, Hints(known=known, find_subheadings=False))
    article = Article(stem or "", text, blocks, title, metadata.published or published, source, metadata.url)
    check_content(article)
    article = dated(article)
    return [article if stem else named(article)]


def parts_of_fragment(fragment: str) -> list[Part]:
    """The paragraphs of a piece of HTML or plain text, as feeds carry them."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(f"<body>{fragment}</body>")
    return parts_of(tree.body) if tree.body else []


def _title_parts(tree: LexborHTMLParser, metadata: Metadata) -> list[Part]:
    """The title line: the page's main heading, which keeps kicker and headline apart, else what the metadata say."""
    heading = tree.css_first("article h1, main h1") or tree.css_first("h1")
    kicker, headline = _heading_pieces(heading) if heading else ("", "")
    if metadata.title and slug(headline, 400) not in slug(metadata.title, 400) and not kicker:
        headline = metadata.title
    if not headline:
        element = tree.css_first("title")
        headline = re.split(r"\s+[|–—]\s+", clean(element.text() if element else ""))[0]
    title = join_title(kicker, headline)
    return [Part(title)] if title else []


def _heading_pieces(heading: LexborNode) -> tuple[str, str]:
    """Kicker and headline of an `h1`: two pieces, glued, broken by `br`, or the first one marked as a kicker."""
    pieces: list[tuple[str, str, str]] = []
    broken = False
    for child in heading.iter(include_text=True):
        raw = child.text_content if child.tag == "-text" else child.text()
        if child.tag == "br":
            broken = True
        elif raw and raw.strip():
            pieces.append((raw, child.tag or "", child.attributes.get("class") or "" if child.tag != "-text" else ""))
    whole = clean(heading.text()).replace("\n", " ")
    if len(pieces) != 2:
        return "", whole
    (first, tag, name), (second, _, _) = pieces
    glued = not first[-1].isspace() and not second[0].isspace()
    if tag != "-text" and len(first) <= 70 and len(second) >= 8 and (glued or broken or _KICKER_CLASS.search(name)):
        return clean(first).replace("\n", " "), clean(second).replace("\n", " ")
    return "", whole


def _body_parts(page: str, tree: LexborHTMLParser) -> list[Part]:
    """Captions, then the paragraphs that trafilatura takes for the article; all of the page where it finds too few."""
    paragraphs = _extracted(page)
    # Short articles it returns as one run of text, headings and captions within it.
    if len(paragraphs) > 1 and _length(paragraphs) >= _ENOUGH:
        figures = tree.css("article figcaption, main figcaption") or tree.css("figcaption")
        texts = {part.text for part in paragraphs}
        captions = [Part(clean(node.text(separator=" ")).replace("\n", " "), "caption") for node in figures]
        return [part for part in captions if part.text and part.text not in texts] + paragraphs
    for selector in ("article", "main", '[role="main"]', "#content", "body"):
        node = tree.css_first(selector)
        found = parts_of(node) if node else []
        if _length(found) >= _ENOUGH:
            return found
    return max(paragraphs, found, key=_length)


def _length(parts: list[Part]) -> int:
    return sum(len(part.text) for part in parts)


def _extracted(page: str) -> list[Part]:
    import trafilatura

    # It reports each page that it finds nothing in; that is told here by a fault of our own.
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    document = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(document, "body", None)
    if body is None:
        return []
    parts: list[Part] = []
    for element in body.iter("head", "p", "quote", "item", "cell"):
        if any(above.tag in ("p", "quote", "item", "cell", "head") for above in element.iterancestors()):
            continue
        for line_break in element.iter("lb"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = clean("".join(element.itertext()))
        if text:
            parts.append(Part(text.replace("\n", " "), "subheading") if element.tag == "head" else Part(text))
    return parts


def _without_repeats(parts: list[Part]) -> list[Part]:
    """Leave out the heading that repeats the title and paragraphs that stand there twice in a row."""
    kept: list[Part] = []
    title = slug(parts[0].text, 400) if parts else ""
    for part in parts:
        again = part.kind == "subheading" and slug(part.text, 400) == title
        if not again and not (kept and kept[-1].text == part.text):
            kept.append(part)
    # A heading with nothing below it is left over from a box that was cut away.
    while len(kept) > 1 and kept[-1].kind == "subheading":
        kept.pop()
    return [replace(part, kind=None) if index == 0 else part for index, part in enumerate(kept)]
