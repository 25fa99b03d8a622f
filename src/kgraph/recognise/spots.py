"""Spans with what they belong to, sorted, for "what lies here": the cost of a look does not grow with the text."""

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
