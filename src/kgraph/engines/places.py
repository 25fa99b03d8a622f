"""Find in an article's text what an engine took from it: names and quotes in, offsets out.

Models copy almost exactly: they change line breaks, quotation marks and dashes. Those differences are overlooked in
the search only; what is kept is the slice of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from kgraph.extract.gate import STATING
from kgraph.records import Article
from kgraph.segment import sentences

NAMING = (*STATING, "kicker", "caption")
"""Kinds of blocks in which a name counts as a mention."""

_ALIKE = str.maketrans(dict.fromkeys('„“”‟»«"', '"') | dict.fromkeys("‚‘’‛›‹'", "'") | dict.fromkeys("‐‑‒–—−-", "-"))
_CLASSES = {'"': '[„“”‟»«"]', "'": "[‚‘’‛›‹']", "-": "[‐‑‒–—−-]"}
_ENDING = re.compile(r"(?:e|er|es|en|em|s|n|ns)$")
_SHORTEST = 12  # code points that a quote needs, to be more than a name
_MOST_SENTENCES = 3  # that one quote may run over


def name_places(article: Article, name: str, *, inflected: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where the text has a name, as it is or in the genitive; `inflected` also with other endings."""
    pattern = _name_pattern(name, inflected)
    if pattern is None:
        return
    for block in article.blocks:
        if block.kind in NAMING:
            for match in pattern.finditer(article.text, block.start, block.end):
                yield match.span(1)


def stands_in(article: Article, words: str, *, inflected: bool = False) -> bool:
    """Whether the text has these words, in a block that states something; `inflected` also with other endings.

    They may be the end of a longer word: "Geschäftsführer" stands in "LGV-Geschäftsführern".
    """
    pattern = _pattern(words, inflected)
    return pattern is not None and any(
        pattern.search(article.text, b.start, b.end) for b in article.blocks if b.kind in STATING
    )


def quote_places(article: Article, quote: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that a quote stands in, for each place where the text has it, stating blocks first.

    A quote that is too short to state anything, or runs over more than a few sentences, has no place.
    """
    pattern = _pattern(quote)
    if pattern is None or len(" ".join(quote.split())) < _SHORTEST:
        return
    for block in sorted(article.blocks, key=lambda b: b.kind not in STATING):
        for match in pattern.finditer(article.text, block.start, block.end):
            around = [span for span in sentences(article.text, block.start, block.end) if _overlap(span, match.span())]
            if 0 < len(around) <= _MOST_SENTENCES:
                yield around[0][0], around[-1][1]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@lru_cache(maxsize=4096)
def _pattern(words: str, inflected: bool = False) -> re.Pattern[str] | None:
    """The words with any white space, quotation marks and dashes; None if there are none."""
    parts = unicodedata.normalize("NFC", words).split()
    return re.compile(r"\s+".join(_loose(part, inflected) for part in parts)) if parts else None


@lru_cache(maxsize=4096)
def _name_pattern(name: str, inflected: bool) -> re.Pattern[str] | None:
    parts = unicodedata.normalize("NFC", name).split()
    if not parts or not any(c.isalnum() for c in name):
        return None
    words = [_loose(part, inflected) for part in parts]
    # "Sachsen" is not named by "Sachsen-Anhalt".
    return re.compile(r"(?<![\w-])(" + r"\s+".join(words) + r")(?:s|es|’|')?(?![\w-])")


def _loose(word: str, inflected: bool = False) -> str:
    """A pattern of one word, with any quotation marks and dashes and perhaps any ending of an adjective or noun."""
    stem = _ENDING.sub("", word) if inflected and len(word) > 4 else word
    pattern = "".join(_CLASSES.get(c.translate(_ALIKE), re.escape(c)) for c in stem)
    return pattern + (r"(?:e|er|es|ern|en|em|s|n|ns)?" if inflected and len(word) > 4 else "")
