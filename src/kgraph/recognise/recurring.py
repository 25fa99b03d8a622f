"""Find initiatives that an article calls by an ordinary compound, again and again: "das Bürgerportal".

A compound whose head says what it is is a name if the text comes back to it and speaks of it as of the one there is.
What only describes something with a name of its own ("der KI-Assistent LLMoin", "Qumbra, eine Lernplattform") is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.lexicon import word_list, word_table
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.records import Article
from kgraph.segment import Token

_COMPOUND = re.compile(r"(?<![\w.@/-])[A-ZÄÖÜ][\w-]{6,}(?!@)")
_SINGULAR = re.compile(
    r"\b(?:[Dd](?:er|as|em|en|es)|[Ii]m|[Zz]um|[Vv]om|[Bb]eim|[Aa]ns|[Ii]ns|[Aa]ufs|[Üü]bers|[Dd]ie|[Zz]ur|"
    r"(?:[Ii]hr|[Ss]ein|[Uu]nser)(?:e[mnrs]?)?|[A-ZÄÖÜ][a-zäöüß]{3,}er)\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s)?\Z"
)
_DESCRIBES = re.compile(
    r"(?:(?:,|\s[–-]|\b(?:ist|war|als|zu|wird))\s(?:ein(?:e[rmns]?)?|de[rmn]|das|die)|\b(?:kein|jede|viele|mehrere|diverse|solche)[a-z]*)"
    r"\s(?:[a-zäöüß-]+\s){0,3}\Z"
)
_NAMED = re.compile(
    r"\s(?:[„“\"»«‚]|namens\b|[A-Za-zäöü]*[a-zäöü][A-ZÄÖÜ]\w|[A-ZÄÖÜ]{3,}\b|[A-ZÄÖÜ]\w+\s?(?:[.,]|\s[a-zäöü]))"
)
_REACH = 60  # code points before a compound that are read
_SHORTEST = 4  # letters before the head
_READ = ("headline", "subheading", "body", "teaser")


def compounds(article: Article) -> dict[str, str]:
    """The compounds that name an initiative of the article, with their types."""
    seen: Counter[str] = Counter()
    certain: set[str] = set()
    described: set[str] = set()
    for block in article.blocks:
        if block.kind not in _READ:
            continue
        for found in _COMPOUND.finditer(article.text, block.start, block.end):
            word = _stem(found.group())
            if type_of(word) is None:
                continue
            seen[word] += 1
            before = article.text[max(block.start, found.start() - _REACH) : found.start()]
            if _DESCRIBES.search(before) or _NAMED.match(article.text, found.end(), block.end):
                described.add(word)
            elif _SINGULAR.search(before):
                certain.add(word)
    names = (word for word, times in seen.items() if times > 1 and word in certain - described)
    return {word: type for word in names if (type := type_of(word))}


def find(words: Sequence[Token], known: dict[str, str]) -> Iterator[Candidate]:
    """Yield where one sentence has such a compound."""
    for word in words if known else ():
        type = known.get(_stem(word.text))
        if type:
            score = weigh(0.6, len(word.text))
            yield Candidate(word.start, word.end, type, "recurring", score, word.start, word.end)


@lru_cache(maxsize=32768)
def type_of(word: str) -> str | None:
    """What a compound names by its head, if it has one and more before it."""
    low = word.casefold()
    if low in word_list("no_recurring"):
        return None
    for type, heads in word_table("recurring_heads").items():
        if any(low.endswith(head) and len(low) >= len(head) + _SHORTEST for head in heads):
            return type
    return None


@lru_cache(maxsize=32768)
def _stem(word: str) -> str:
    """A compound without the ending of a genitive."""
    for ending in ("es", "s"):
        if word.endswith(ending) and type_of(stem := word.removesuffix(ending)):
            return stem
    return word
