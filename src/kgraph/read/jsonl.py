"""JSON Lines in, one article a line out: `{"id", "title", "text", "published", "url"}`, only `text` being needed.

An array of such objects, or a single one, over several lines is read too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kgraph.errors import InputError
from kgraph.read.dates import iso_date
from kgraph.read.feed import keyed_id
from kgraph.read.layout import make_article
from kgraph.read.plain import check_content, check_size, named, normal
from kgraph.records import Article

_FIELDS = ("id", "title", "text", "published", "url")
_DATES = ("published", "date", "datePublished")  # the first that is given; other names would lose the date silently
_EXAMPLE = '{"id": "a1", "title": "Kreis X: …", "text": "…", "published": "2025-02-13"}'


def articles_from_jsonl(text: str, *, source: str) -> Iterator[Article | InputError]:
    """Read one article a line.

    The article's text is the title, a blank line and the text; or the text alone, if it begins with the title.

    Args:
        text: The file, decoded.
        source: File name for `Article.source`.

    Yields:
        In file order an article, or the fault of a line with its number; a second text under one id is a fault.
    """
    first: dict[str, tuple[str, str]] = {}
    for place, found in _placed(text, source):
        if isinstance(found, Article):
            before, digest = first.setdefault(found.id, (place, found.digest))
            if digest != found.digest:
                fault = f"{place}: article {found.id!r} has another text than the one in {before}"
                yield InputError(fault, hint="give one of them another id, or only the newer one")
                continue
        yield found


def _placed(text: str, source: str) -> Iterator[tuple[str, Article | InputError]]:
    """What each object or line gives, with where it stands."""
    whole = _document(text)
    if whole is not None:
        for number, value in enumerate(whole, 1):
            yield f"item {number}", _read(value, f"item {number}", source)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as fault:
            hint = f"write one object a line, such as {_EXAMPLE}"
            yield f"line {number}", InputError(f"line {number}: not JSON ({fault})", hint=hint)
            continue
        yield f"line {number}", _read(value, f"line {number}", source)


def _document(text: str) -> list[Any] | None:
    """The objects of a file that is one JSON document over several lines, not one a line."""
    first = text.lstrip().split("\n", 1)[0].rstrip()
    if first not in ("[", "{") and not first.startswith("[{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _read(value: Any, place: str, source: str) -> Article | InputError:
    try:
        return _article(_record(value), source)
    except InputError as fault:
        return InputError(f"{place}: {fault}", hint=fault.hint)


def _record(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise InputError(f"{type(value).__name__} instead of an object", hint=f"write lines such as {_EXAMPLE}")
    fields = {name: value[name] for name in _FIELDS if value.get(name) is not None}
    dates = [value[name] for name in _DATES if value.get(name) is not None]
    if dates:
        fields["published"] = dates[0]
    if isinstance(fields.get("id"), int):
        fields["id"] = str(fields["id"])
    for name, content in fields.items():
        if not isinstance(content, str):
            raise InputError(f"{name!r} is {type(content).__name__}, not a string", hint=f"write {_EXAMPLE}")
    if not fields.get("text", "").strip():
        raise InputError("no text in it", hint='give the article in the field "text"')
    return {name: normal(content) for name, content in fields.items()}


def _article(record: Mapping[str, str], source: str) -> Article:
    published = record.get("published")
    date = iso_date(published) if published else None
    if published and date is None:
        raise InputError(f"published {published!r} is no date", hint="write it as 2025-02-13, 2025-02 or 2025")
    title = " ".join(record.get("title", "").split())
    text = record["text"]
    if title and not " ".join(text[: 2 * len(title) + 80].split()).startswith(title):
        text = f"{title}\n\n{text}"
    check_size(text)
    article = make_article(text, "", source=source, published=date)
    check_content(article)
    url, title = record.get("url"), title_of(title, article)
    key = record.get("id") or url
    article = replace(article, id=keyed_id(key, title) if key else "", url=url, title=title)
    return article if key else named(article)


def title_of(given: str, article: Article) -> str:
    """The title as laid out, or the given one where the text shows none."""
    return article.title or given
