"""A smallest set of facts that cannot hold together, where only a reasoner can tell: facts and a judge in, a few out.

Each needed fact is found by halving: the shortest beginning of the facts that is inconsistent with those found so far
ends with one. Of n facts, k of which are needed, the judge is asked k·log2(n) times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def smallest(facts: Sequence[_T], consistent: Callable[[Sequence[_T]], bool]) -> tuple[_T, ...]:
    """Facts of which none can be left out.

    Args:
        facts: Inconsistent together.
        consistent: What judges; a part of what is consistent is so, too.
    """
    needed: list[_T] = []
    rest = list(facts)
    while consistent(needed):
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high) // 2
            if consistent([*needed, *rest[:middle]]):
                low = middle + 1
            else:
                high = middle
        needed.append(rest[low - 1])
        rest = rest[: low - 1]
    return tuple(needed)
