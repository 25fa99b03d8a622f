"""Cut German text into sentences and tokens with exact offsets.

Input is a text and a stretch of it (usually one block); output are spans that count code
points of the whole text. A dot ends a sentence only where neither an abbreviation, an
ordinal, an initial nor a decimal number explains it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    \d{1,2}\.\d{1,2}\.\d{2,4}                                   # 13.02.2025
  | \d+(?:[.,]\d+)+                                             # 2.0  1.000  3,5
  | https?://\S+ | [\w.+-]+@[\w-]+\.[\w.]+ | (?:www\.)[\w./-]+  # addresses
  | \#\w+
  | \w+(?:[-‐‑–/&+*:'’@]\w+)*(?:-(?=\s+(?:und|oder|sowie)\b|,))? # words, compounds, "Smart-City- und"
  | \.\.\. | …
  | [^\w\s]                                                     # punctuation, one by one
    """,
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    """abs abt adr allg art aug bd bez bspw bzgl bzw ca dez dipl dr dt e.v ehem einschl etc evtl exkl feb ff fr gem ggf
    gmbh h.c hrsg i.d.r ing inkl insb jan jr jul jun kath lt max med mind mio mrd nat nov nr o.ä okt phil prof rd rer
    rund s.o s.u sept sog st std str tel u.a u.ä usw u.s.w v.a vgl vors z.b z.t z.zt zzgl d.h i.v m.a b.a u.u""".split()
)
_MONTHS = frozenset(
    "januar februar märz april mai juni juli august september oktober november dezember jahrhundert".split()
)
_CAMEL = re.compile(r"[a-zäöü]{1,9}[A-ZÄÖÜ]|[a-zäöü]-[A-ZÄÖÜ]")  # "openDesk", "iKfz", "eAkte": names that begin small
_MARK = re.compile(r"[.!?…]+|\n\s*\n|:(?=\s+[„\"»])")
_WORD = re.compile(r"\w+")
LONGEST = 2000
"""Code points; the longest sentences of news have some 600."""
_OPENERS = "„“\"»«‚'(["
_CLOSERS = "“”\"«»‘')]"


class Token(NamedTuple):
    """A word, number or punctuation mark."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(token.group(), *token.span()) for token in found]


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`, without surrounding white space.

    A line break ends a sentence only where a blank line follows; blocks are cut by the reader. No
    sentence is longer than `LONGEST`: what goes on without an end is cut between words, so that the
    cost of reading grows no faster than the text.
    """
    for first, last in _cut(text, start, len(text) if end is None else end):
        while last - first > LONGEST:
            cut = text.rfind(" ", first, first + LONGEST)
            cut = cut if cut > first else first + LONGEST
            yield from _trimmed(text, first, cut)
            first = cut
        yield from _trimmed(text, first, last)


@lru_cache(maxsize=64)
def _cut(text: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """As `sentences`, however long: names and statements are looked for in the same sentences, one after the other."""
    return tuple(_sentences(text, start, stop))


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _MARK.finditer(text, start, stop):
        position, after = mark.span()
        if mark.group()[0] == ":":
            continue
        if mark.group()[0] == "\n":
            yield from _trimmed(text, begin, position)
            begin = after
            continue
        while after < stop and text[after] in _CLOSERS and not (after + 1 < stop and text[after] in "„"):
            after += 1
        if _ends_sentence(text, begin, position, after, stop, mark.group()):
            yield from _trimmed(text, begin, after)
            begin = after
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends_sentence(text: str, begin: int, dot: int, after: int, stop: int, mark: str) -> bool:
    if after >= stop:
        return True
    if not text[after].isspace():
        return False
    following = _behind(text, after, stop, str.isspace)
    if following == stop:
        return True
    opened = _behind(text, following, stop, _OPENERS.__contains__)
    first = text[opened] if opened < stop else ""
    if mark != ".":
        return (not first.islower() and after - dot == len(mark)) or first.isupper() or first.isdigit()
    if first.islower() and not _CAMEL.match(text, opened, stop):
        return False
    word = _before(text, begin, dot)
    if word.casefold() in _ABBREVIATIONS:
        # "e.V." and "GmbH" also stand at the end; a capital after "u.a." is too frequent to tell.
        return word.casefold() in {"e.v", "usw", "etc", "gmbh"} and first.isupper()
    if (len(word) == 1 and word.isalpha() and word.isupper()) or word in _IN_TOWNS:
        return False
    if word.isdigit() and len(word) <= 2:
        # "am 20. November", "16. Auflage": an ordinal, unless a new sentence's usual first word follows.
        next_word = _WORD.match(text, following, stop)
        return next_word is not None and next_word.group() in _STARTERS
    return True


def _behind(text: str, place: int, stop: int, passed: Callable[[str], bool]) -> int:
    """The first place from one on whose letter is not to be passed over."""
    while place < stop and passed(text[place]):
        place += 1
    return place


def _before(text: str, begin: int, place: int) -> str:
    """The word, with the dots in it, that ends at a place."""
    first = place
    while first > begin and (text[first - 1].isalnum() or text[first - 1] in "._"):
        first -= 1
    return text[first:place]


_IN_TOWNS = frozenset("a d i b o v a.d i.d o.d v.d".split())  # "Neustadt a. d. Aisch", "Wörth a.d. Donau"
_STARTERS = frozenset(
    """Der Die Das Ein Eine Im Am In Auf Mit Für Es Er Sie Wir Ich Dies Diese Dieser Dieses Auch Damit Dabei Dazu Nach
    Zum Zur Als Aber Doch Seit Bei Um Ab An Aus Bis Von Vom Dafür Darüber Dort Hier Nun So Zudem Ziel Laut""".split()
)
