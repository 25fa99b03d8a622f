"""Who is joined with whom, as arrays: the ends of statements in; neighbours, distances and degrees out.

Directions do not count. Nodes are numbers from 0; two statements of the same ends are two links.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kgraph.network.columns import Numbers

FAR = -1
"""The distance of what cannot be reached."""


class Links:
    """The links among `count` nodes; link `n` joins `first[n]` and `second[n]`."""

    def __init__(self, first: Numbers, second: Numbers, count: int) -> None:
        self.count = count
        ends = np.concatenate((first, second))
        order = np.argsort(ends, kind="stable")
        self._others: Numbers = np.concatenate((second, first))[order]
        self._starts: NDArray[np.intp] = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=count))))

    def neighbours(self, nodes: NDArray[np.intp]) -> Numbers:
        """The nodes that some of these are joined with, each once, sorted."""
        return np.unique(self._others[_spans(self._starts[nodes], self._starts[nodes + 1])])

    def distances(self, start: int, hops: int) -> Numbers:
        """Of each node the number of steps from `start`; `FAR` beyond `hops`."""
        found = np.full(self.count, FAR, np.int32)
        found[start] = 0
        edge = np.array([start], np.intp)
        for distance in range(1, hops + 1):
            others = self.neighbours(edge)
            edge = others[found[others] == FAR].astype(np.intp)
            if not len(edge):
                break
            found[edge] = distance
        return found

    @cached_property
    def degrees(self) -> NDArray[np.intp]:
        """How many others each node is joined with; several links to one count once."""
        ends = np.repeat(np.arange(self.count, dtype=np.int64), np.diff(self._starts))
        pairs = np.unique(ends * self.count + self._others)
        return np.bincount(pairs // self.count, minlength=self.count) if self.count else np.zeros(0, np.intp)


def _spans(starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers from each start to before its end, one span after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())
