"""Plain text in, articles out: one news item, or a list page of many.

A list page is what one gets by copying a portal's page: perhaps one long article, then
teasers, each with a title line and a date. Every article's text is an exact slice of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kgraph.errors import InputError
from kgraph.names import slug
from kgraph.read import lines as form
from kgraph.read.layout import Hints, make_article
from kgraph.read.pages import cut, kicker_line
from kgraph.records import Article

MAX_ARTICLE = 2_000_000
"""Longest article, in code points; a longer one is a book or a data dump."""


def normal(text: str) -> str:
    """NFC with line feeds only: the form in which articles are kept and offsets count.

    Raises:
        InputError: The text has NUL characters or halves of surrogate pairs, which no RDF format can carry.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for bad in re.finditer("[\x00\ud800-\udfff]", text):
        what = "a NUL character" if bad.group() == "\0" else f"half a surrogate pair (U+{ord(bad.group()):04X})"
        raise InputError(
            f"{what} at character {bad.start()}", hint="save the text as UTF-8 again, or remove the character"
        )
    return text


def article_from_text(text: str, id: str, *, source: str = "") -> Article:
    """Read one plain-text news item.

    Args:
        text: Title line, perhaps a `[DD.MM.YYYY]` line and captions, then the paragraphs; brought to `normal` form.
        id: Name of the article, unique in a store.
        source: File name or address that it came from.

    Raises:
        InputError: There is nothing in it, it is too long, or it holds characters that cannot be kept.
    """
    text = normal(text)
    check_size(text)
    article = make_article(text, id, source=source)
    check_content(article)
    return article


def articles_from_page(text: str, *, stem: str | None, source: str) -> list[Article]:
    """Read a text of one or many news items.

    Args:
        text: In `normal` form.
        stem: Id of the article if the page holds only one; without it the id is made from date and title.
        source: File name for `Article.source`.

    Raises:
        InputError: As `article_from_text`.
    """
    items = cut(text)
    if len(items) < 2:
        article = article_from_text(text, stem or "", source=source)
        return [article if stem else named(article)]
    expected = _have_kickers(text, items)
    above = sum(kicker_line(text, start, end) for start, end in items) * 3 > len(items) * 2
    articles = []
    for start, end in items:
        check_size(text[start:end])
        hints = Hints(
            prose="teaser" if _is_teaser(text, start, end) else "body",
            kickers_expected=expected,
            known={0: "kicker"} if above and kicker_line(text, start, end) else {},
        )
        articles.append(named(make_article(text[start:end], "", source=source, hints=hints)))
    return articles


def named(article: Article) -> Article:
    """The article with an id made from its date and title, so that it does not depend on its place in the page."""
    id = "-".join(filter(None, (article.published, slug(article.title))))
    return Article(
        id,
        article.text,
        article.blocks,
        article.title,
        article.published,
        article.source,
        article.url,
        article.dated_by,
    )


def check_size(text: str) -> None:
    """Raise `InputError` if a text is too long for an article."""
    if len(text) > MAX_ARTICLE:
        raise InputError(
            f"an article of {len(text):,} characters; at most {MAX_ARTICLE:,} are read",
            hint="split the file into articles, one a file or with a title and a [DD.MM.YYYY] line each",
        )


def check_content(article: Article) -> None:
    """Raise `InputError` if an article says nothing."""
    if not any(block.kind not in ("residue", "date", "credit") for block in article.blocks):
        raise InputError("no text in it", hint="give a file with a title and at least one paragraph")


def _is_teaser(text: str, start: int, end: int) -> bool:
    prose = [line for line in form.lines_of(text, start, end)[1:] if not form.is_furniture(line.text)]
    return len(prose) <= 2


def _have_kickers(text: str, items: Sequence[tuple[int, int]]) -> bool:
    titles = [text[start : start + 80] for start, _ in items[1:]]
    return sum(1 for title in titles if ": " in title.split("\n")[0]) * 3 > len(titles) * 2
