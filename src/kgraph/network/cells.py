"""Forces among many nodes at the cost of a few: places in, pushes and close pairs out, through a grid of cells.

Only sums in a fixed order, products, quotients and roots, as in `kgraph.network.layout`: exact to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

_SIDE = 10  # cells along each axis for the far pushes
_NEXT = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))  # half of a cell's surroundings: each pair of cells comes once


def pushes(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """How each node is pushed by all others, those of one cell taken as one at their middle.

    Args:
        x: Places, one-dimensional.
        y: Likewise.
        weight: Of each node; two push each other by the product of theirs over the distance.
    """
    cell = _number(x) * _SIDE + _number(y)
    mass, sum_x, sum_y = (
        np.bincount(cell, values, minlength=_SIDE * _SIDE) for values in (weight, weight * x, weight * y)
    )
    used = np.flatnonzero(mass)
    row = np.zeros(_SIDE * _SIDE, np.intp)
    row[used] = np.arange(len(used))
    own = (row[cell], np.arange(len(x)))
    # [c, j] is what node j feels of cell c; of its own cell it feels the others only.
    dx = x[None, :] - (sum_x[used] / mass[used])[:, None]
    dy = y[None, :] - (sum_y[used] / mass[used])[:, None]
    others = mass[cell] - weight
    some = np.maximum(others, 1e-9)
    dx[own] = x - (sum_x[cell] - weight * x) / some
    dy[own] = y - (sum_y[cell] - weight * y) / some
    push = mass[used][:, None] / (dx * dx + dy * dy + 0.01)
    push[own] *= others / mass[cell]
    return weight * (push * dx).sum(axis=0), weight * (push * dy).sum(axis=0)


def close_pairs(x: Floats, y: Floats, most: int) -> tuple[Places, Places]:
    """Every pair of nodes nearer to each other than 1, and some others; each pair once, in a fixed order.

    Args:
        x: Places, one-dimensional.
        y: Likewise.
        most: Nodes of one cell that a node is paired with; where more crowd, the rest waits for them to have made room.
    """
    column, line = (np.floor(values).astype(np.int64) for values in (x - x.min(), y - y.min()))
    height = int(line.max()) + 3
    key = (column + 1) * height + line + 1
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    found: list[tuple[Places, Places]] = []
    for across, down in _NEXT:
        wanted = ordered + across * height + down
        start = np.searchsorted(ordered, wanted, side="left")
        end = np.searchsorted(ordered, wanted, side="right")
        if (across, down) == (0, 0):
            start = np.arange(len(ordered)) + 1  # within a cell, only those that follow
        length = np.clip(end - start, 0, most)
        first = np.repeat(np.arange(len(ordered)), length)
        second = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + np.repeat(start, length)
        found.append((order[first], order[second]))
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _number(values: Floats) -> Places:
    """In which of the cells along an axis each value lies."""
    low, high = values.min(), values.max()
    found: Places = np.minimum(((values - low) / (high - low + 1e-9) * _SIDE).astype(np.intp), _SIDE - 1)
    return found
