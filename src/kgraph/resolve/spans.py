"""Stretches of a text, and where names occur in it: in time that grows with the text, not with text times names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

Span = tuple[int, int]
_WORD = re.compile(r"\w+")
_PART = re.compile(r"\w")
_ENDING = re.compile(r"(?:s|['’]s?)?(?!\w)")


class Spans:
    """Stretches in any order, which may overlap; asked which others they cover or meet."""

    def __init__(self, spans: Iterable[Span]) -> None:
        listed = sorted(spans)
        self._starts = [start for start, _ in listed]
        self._reach = list(accumulate((end for _, end in listed), max))

    def cover(self, start: int, end: int) -> bool:
        """Whether one of them holds a stretch wholly."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has something in common with a stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


def occurrences(names: Iterable[str], text: str) -> Iterator[Span]:
    """Yield where names stand in a text as words of their own, or with the ending of the genitive."""
    # By the first word, then by where that stands in the name and how long the name is: many may begin alike.
    by_word: dict[str, dict[Span, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in names:
        if first := _WORD.search(name):
            by_word[first[0]][first.start(), len(name)].add(name)
    for word in _WORD.finditer(text):
        for known in {word[0], word[0].removesuffix("s")}:
            for (before, length), alike in by_word.get(known, {}).items():
                start = word.start() - before
                if start < 0 or text[start : start + length] not in alike or _PART.match(text, start - 1, start):
                    continue
                if ending := _ENDING.match(text, start + length):
                    yield start, ending.end()
