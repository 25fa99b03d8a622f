"""Spans: with what they belong to, for "what lies here", and where names stand in a text.

The cost of a look does not grow with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Spots(Generic[T]):
    """Spans `(start, end, value)`; they may overlap and lie inside one another."""

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def overlapping(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Those that share at least one code point with `start:end`, by start."""
        for i in range(bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)):
            if self._spans[i][1] > start:
                yield self._spans[i]


_ENDINGS = ("s", "es", "’", "'", "")


def standing(forms: Iterable[str], text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield where forms stand as words of their own, in the genitive too: start, end with its ending, the form.

    Of those that overlap the first counts, of those that start at one place the longest. Each article has forms of its
    own: to compile a pattern of them would take longer than to look.

    Args:
        forms: None empty.
        text: The article's text.
        start: Where to look from.
        end: Where to stop.
    """
    found: list[tuple[int, int, int, str]] = []
    for form in forms:
        place = text.find(form, start, end)
        while place >= 0:
            stop = _word_end(text, place, place + len(form), end)
            if stop:
                found.append((place, -len(form), stop, form))
            place = text.find(form, place + 1, end)
    reached = start
    for place, _, stop, form in sorted(found):
        if place >= reached:
            reached = stop
            yield place, stop, form


def _word_end(text: str, start: int, stop: int, end: int) -> int:
    """Where a word ends that begins with a form, 0 if it is another word."""
    if start and (_of_word(text[start - 1]) or text[start - 1] == "-"):
        return 0
    for ending in _ENDINGS:
        after = stop + len(ending)
        if after <= end and text.startswith(ending, stop) and (after == end or not _of_word(text[after])):
            return after
    return 0


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
