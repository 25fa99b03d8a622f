"""Answers that need not be worked out again: a snapshot does not change, so each holds until the next one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Cache:
    """The latest used answers, as many as fit.

    Args:
        size: Bytes of all answers together.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Hashable) -> tuple[Any] | None:
        """The answer, as a tuple of one; None if it is not kept."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return (found[0],)

    def put(self, key: Hashable, answer: Any, size: int) -> None:
        """Keep an answer of so many bytes; one that would take more than an eighth of the room is not kept."""
        if size > self._size // 8 or key in self._kept:
            return
        self._kept[key] = (answer, size)
        self._used += size
        while self._used > self._size:
            _, (_, freed) = self._kept.popitem(last=False)
            self._used -= freed

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._used = 0
