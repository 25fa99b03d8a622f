"""Who took part in the same things, and in how many: columns of persons and of things in, pairs with counts out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kgraph.network.columns import Numbers

    Pairs = NDArray[np.int64]

_AT_ONCE = 4_000_000  # pairs held before they are counted: a meeting of ten thousand has fifty million


def pairs_of(actors: Numbers, things: Numbers) -> tuple[Pairs, NDArray[np.intp]]:
    """Count for each pair of actors the things in which both took part.

    Args:
        actors: Numbers of nodes; of the same length as `things`. A repeated row counts once.
        things: In what they took part.

    Returns:
        Pairs, of shape (n, 2), the smaller number first, and the count of each; the most frequent first, then by
        number.
    """
    width = int(actors.max(initial=0)) + 1
    parts = np.unique(things.astype(np.int64) * width + actors)
    keys, counts = np.zeros(0, np.int64), np.zeros(0, np.intp)
    for some in _keys(parts % width, parts // width, width):
        found, times = np.unique(some, return_counts=True)
        keys, counts = _added(keys, counts, found, times)
    order = np.lexsort((keys, -counts))
    keys = keys[order]
    return np.stack((keys // width, keys % width), axis=1), counts[order]


def _keys(actors: Pairs, things: Pairs, width: int) -> Iterator[Pairs]:
    """Every pair of rows of the same thing as one number, in pieces of bounded size; rows are sorted."""
    _, starts, sizes = np.unique(things, return_index=True, return_counts=True)
    following = np.repeat(starts + sizes, sizes) - np.arange(len(things)) - 1  # rows of the same thing after each row
    upto = np.cumsum(following)
    row = 0
    while row < len(things):
        done = upto[row - 1] if row else 0
        last = max(int(np.searchsorted(upto, done + _AT_ONCE, side="right")), row + 1)
        some = following[row:last]
        first = np.repeat(np.arange(row, last), some)
        before = np.cumsum(some) - some
        second = first + 1 + np.arange(some.sum()) - np.repeat(before, some)
        yield actors[first] * width + actors[second]
        row = last


def _added(
    keys: Pairs, counts: NDArray[np.intp], more: Pairs, times: NDArray[np.intp]
) -> tuple[Pairs, NDArray[np.intp]]:
    if not len(keys):
        return more, times
    both, place = np.unique(np.concatenate((keys, more)), return_inverse=True)
    return both, np.bincount(place, np.concatenate((counts, times))).astype(np.intp)
