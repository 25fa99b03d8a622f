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
from kgraph.read.dates import Stamp, stamp
from kgraph.read.layout import make_article
from kgraph.read.lines import Line
from kgraph.records import Article, BlockKind

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
    articles = []
    for start, end in items:
        check_size(text[start:end])
        prose: BlockKind = "teaser" if _is_teaser(text, start, end) else "body"
        article = make_article(text[start:end], "", source=source, prose=prose, kickers_expected=expected)
        articles.append(named(article))
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


def cut(text: str) -> list[tuple[int, int]]:
    """Cut a page into the spans of its items; a page of one item gives one span or none."""
    lines = form.lines_of(text)
    stamps = [stamp(line.text) for line in lines]
    starts = sorted(_dated_starts(lines, stamps) | _marked_starts(lines, stamps))
    if starts and _is_article(lines[: starts[0]]):
        starts.insert(0, 0)
    spans: list[tuple[int, int]] = []
    for first, after in zip(starts, [*starts[1:], len(lines)], strict=False):
        if spans and not _has_prose(lines[first:after], stamps[first:after]):
            spans[-1] = (spans[-1][0], lines[after - 1].end)
        else:
            spans.append((lines[first].start, lines[after - 1].end))
    return spans


def _dated_starts(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> set[int]:
    """Lines that begin an item because a date stands below, above or in them; the way used most often decides."""
    below: set[int] = set()
    above: set[int] = set()
    within: set[int] = set()
    for index, mark in enumerate(stamps):
        if mark is None:
            continue
        line = lines[index]
        alone = mark.rest == len(line.text)
        title = _title_above(lines, stamps, index)
        follows = index + 1 < len(lines) and stamps[index + 1] is None and form.like_title(lines[index + 1].text)
        if title is not None:
            below.add(title)
        elif alone and follows:
            above.add(index)
        elif not alone and form.like_title(line.text[mark.rest :]):
            within.add(index)
    starts = max((below, above, within), key=len)
    bracketed = any(mark is not None and mark.bracketed for mark in stamps)
    # A single date without brackets may stand in any article; it takes two to make a list.
    return starts if len(starts) > 1 or (starts is below and bracketed) else set()


def _title_above(lines: Sequence[Line], stamps: Sequence[Stamp | None], index: int) -> int | None:
    """The title line to which the date in line `index` belongs, pictures between them skipped."""
    for place in range(index - 1, max(-1, index - 4), -1):
        if form.is_image(lines[place].text):
            continue
        if stamps[place] is None and form.like_title(lines[place].text):
            return place
        return None
    return None


def _marked_starts(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> set[int]:
    """Lines that begin an item because the one before it ends in "mehr ..." or is a drawn rule."""
    starts: set[int] = set()
    for index in range(1, len(lines)):
        before = lines[index - 1].text
        leads_on = form.is_more(before) or form.more_at_end(before) is not None
        drawn = form.is_rule(before) and len(before) >= 3 and before[0] in "-=_#"
        if (leads_on or drawn) and stamps[index] is None and form.like_title(lines[index].text):
            starts.add(index)
    return starts


def _is_article(lines: Sequence[Line]) -> bool:
    """True if what stands above the first dated item is an article of its own, not the page's heading."""
    return bool(lines) and sum(len(line.text) for line in lines if not form.is_furniture(line.text)) >= 200


def _has_prose(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> bool:
    """True if a title is followed by something that it is the title of."""
    length = 0
    for line, mark in list(zip(lines, stamps, strict=True))[1:]:
        if not form.is_furniture(line.text) and not form.is_credit(line.text):
            length += len(line.text) - (mark.rest if mark else 0)
    return length >= 20


def _is_teaser(text: str, start: int, end: int) -> bool:
    prose = [line for line in form.lines_of(text, start, end)[1:] if not form.is_furniture(line.text)]
    return len(prose) <= 2


def _have_kickers(text: str, items: Sequence[tuple[int, int]]) -> bool:
    titles = [text[start : start + 80] for start, _ in items[1:]]
    return sum(1 for title in titles if ": " in title.split("\n")[0]) * 3 > len(titles) * 2
