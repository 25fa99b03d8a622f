"""Sentences with marked entities: `[Type Name|key]` becomes text, article and entities."""

import re

from kgraph.records import Article, ArticleEntity, Block, Mention, Relation
from kgraph.relate import relate

_MARK = re.compile(r"\[(\w+) ([^|\]]+)\|(\w)(\d?)\]")
_HEADLINE = "Meldung des Tages"


def marked(
    text: str, headline: str = _HEADLINE, published: str | None = None
) -> tuple[Article, tuple[ArticleEntity, ...]]:
    """Article and entities of a marked text; marks of one key and name are one entity, named keys by their order."""
    plain, found = f"{headline}\n\n", {}
    position = 0
    for mark in _MARK.finditer(text):
        plain += text[position : mark.start()]
        key = (mark[3], mark[1], mark[2])
        mention = Mention(len(plain), len(plain) + len(mark[2]), "name", "marked")
        found.setdefault(key, []).append(mention)
        plain += mark[2]
        position = mark.end()
    plain += text[position:]
    start = len(headline) + 2
    blocks = (Block("headline", 0, len(headline)), Block("body", start, len(plain)))
    counts: dict[str, int] = {}
    entities = []
    for (key, type, name), mentions in found.items():
        counts[key] = counts.get(key, 0) + 1
        entities.append(ArticleEntity(f"{key}{counts[key]}", type, name, (), tuple(mentions)))
    return Article(id="marked", text=plain, blocks=blocks, title=headline, published=published), tuple(entities)


def relations(text: str, published: str | None = None) -> tuple[Relation, ...]:
    """What `relate` finds in a marked text."""
    return relate(*marked(text, published=published))


def told(text: str, published: str = "2024-05-10") -> set[tuple[str, str, str | None, str | None]]:
    """Predicate, status, beginning and end of what is found between entities with the keys `s` and `o`."""
    return {
        (r.predicate, r.status, r.valid_from, r.valid_until)
        for r in relations(text, published)
        if r.subject[0] == "s" and r.object[0] == "o"
    }


def stated(text: str) -> set[tuple[str, str, str]]:
    """Triples of keys without numbers, denied ones left out: `("s", "funds", "o")`."""
    return {(r.subject[0], r.predicate, r.object[0]) for r in relations(text) if r.status != "denied"}
