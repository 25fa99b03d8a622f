"""Find what an article names: text in, `ArticleEntity` records with all their mentions out.

Finders (`gazetteer`, `heads`, `persons`, `definitions`) propose candidates sentence by sentence, `candidates`
chooses among overlapping ones, `link` brings those of the whole article together. Who does what
with whom is `kgraph.relate`'s business, which register entry a name stands for across articles
`kgraph.resolve`'s.
"""

from __future__ import annotations

from kgraph.parts import WHOLE, Parts
from kgraph.recognise import (
    acting,
    applied,
    definitions,
    explained,
    gazetteer,
    heads,
    introduced,
    lists,
    persons,
    products,
    quotes,
    recurring,
)
from kgraph.recognise.attributes import set_dates, set_owners
from kgraph.recognise.candidates import Candidate, choose
from kgraph.recognise.link import drafts, entities
from kgraph.records import Article, ArticleEntity
from kgraph.segment import sentences, tokens

_READ = ("kicker", "headline", "subheading", "body", "teaser", "caption")


def recognise(article: Article, parts: Parts = WHOLE) -> tuple[ArticleEntity, ...]:
    """The entities that an article names, in the order of their first mention.

    Blocks are read apart, so no name crosses from a kicker into a headline; credits, links and
    other residue are not read. Entities have at least one mention of kind `name`. `parts` says which finders are
    asked.
    """
    chosen: list[Candidate] = []
    again = recurring.compounds(article) if parts.forms else {}
    for block in article.blocks:
        if block.kind in _READ:
            for start, end in sentences(article.text, block.start, block.end):
                here = choose(_candidates(article, start, end, parts, again))
                listed = list(lists.find(article.text, here, start, end)) if parts.forms else []
                chosen += choose([*here, *listed]) if listed else here
    found = drafts(article, chosen, again=parts.second_pass)
    set_owners(article, found)
    set_dates(article, found)
    return entities(found)


def _candidates(article: Article, start: int, end: int, parts: Parts, again: dict[str, str]) -> list[Candidate]:
    words = tokens(article.text, start, end)
    found: list[Candidate] = []
    if parts.register:
        found += gazetteer.find(article.text, start, end, date=article.published)
    if parts.persons:
        found += persons.find(article.text, words)
    if parts.forms:
        found += heads.find(article.text, words, start, end)
        found += definitions.find(article.text, words, start, end)
        found += quotes.find(article.text, words, start, end)
        found += introduced.find(article.text, words, start, end)
        found += products.find(article.text, words, start, end)
        found += explained.find(article.text, words, start, end)
        found += acting.find(article.text, words, start, end)
        found += applied.find(article.text, words, start, end)
        found += recurring.find(words, again)
    return found
