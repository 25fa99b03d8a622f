"""Places for ten thousand nodes at once: who is joined with whom in, x and y of each node out.

Nodes repel each other through a field: their weights are summed on a grid, and one convolution gives the push at
every point of it. So a round costs the same for a thousand nodes as for ten thousand, and the whole two seconds.
The start is not left to chance: nodes lie by their distances from some
that are far apart (pivot MDS, Brandes and Pich 2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgraph.network.links import FAR, Links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int32]

_PIVOTS = 24
_GRID = 128  # cells a side
_ROUNDS = 110
_SPACING = 34.0  # pixels between neighbouring nodes, about
_FAR = 12  # steps that distances are cut to


def pairs_of(first: Numbers, second: Numbers, count: int) -> NDArray[np.int64]:
    """Who is joined with whom: each pair of different nodes once, in order, an array of n × 2."""
    low, high = np.minimum(first, second).astype(np.int64), np.maximum(first, second).astype(np.int64)
    codes = np.unique((low * count + high)[low != high])
    return np.stack([codes // count, codes % count], axis=1)


def places(first: Numbers, second: Numbers, count: int) -> Floats:
    """Lay out a network.

    Args:
        first: One end of each link, as numbers of nodes; parallel links and loops do no harm.
        second: The other end.
        count: Nodes.

    Returns:
        An array of `count` × 2, in pixels around the origin, y downwards; the same for the same network.
    """
    if count == 0:
        return np.zeros((0, 2))
    pairs = pairs_of(first, second, count)
    spots = _start(pairs, count)
    weight: Floats = 1.0 + np.sqrt(np.bincount(pairs.ravel(), minlength=count).astype(np.float64))
    for turn in range(_ROUNDS):
        heat = (1 - turn / _ROUNDS) ** 1.5
        spots += _limited(_push(spots, weight) + _pull(spots, pairs, weight) - 0.012 * spots, 0.5 + 40.0 * heat)
    radius = float(np.sqrt((spots**2).sum(axis=1)).mean()) + 1e-9
    spots *= _SPACING * 0.6 * count**0.5 / radius
    return spots


def _start(pairs: NDArray[np.int64], count: int) -> Floats:
    """Places by distances from pivots, each pivot as far from those before as can be."""
    links = Links(pairs[:, 0].astype(np.int32), pairs[:, 1].astype(np.int32), count)
    nearest = np.full(count, _FAR, np.int64)
    pivot = int(np.argmax(links.degrees))
    columns = []
    for _ in range(min(_PIVOTS, count)):
        distance = links.distances(pivot, _FAR - 1).astype(np.int64)
        distance[distance == FAR] = _FAR
        columns.append(distance)
        nearest = np.minimum(nearest, distance)
        pivot = int(np.argmax(nearest))
    squared = np.stack(columns, axis=1).astype(np.float64) ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(centred.T @ centred)
    flat = centred @ vectors[:, np.argsort(values)[::-1][:2]]
    if flat.shape[1] < 2:
        flat = np.hstack([flat, np.zeros((count, 2 - flat.shape[1]))])
    # Nodes with equal distances lie on one point: a spiral of golden angles sets them apart without chance.
    angle = np.arange(count) * 2.399963
    spread = np.sqrt(np.arange(1, count + 1) / count)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    side = 22.0 * count**0.5
    found: Floats = side * (flat / (np.abs(flat).max(axis=0) + 1e-9) + 0.35 * spread)
    return found


def _push(spots: Floats, weight: Floats) -> Floats:
    """What each node feels of all others: their weight by the distance, away from them."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    cell = float((high - low).max()) / (_GRID - 2) + 1e-9
    at = (spots - low) / cell
    base = at.astype(np.int64)
    part = at - base
    corners = [(dx, dy) for dx in (0, 1) for dy in (0, 1)]
    shares = [np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]) for dx, dy in corners]
    mass = np.zeros((_GRID, _GRID))
    for (dx, dy), share in zip(corners, shares, strict=True):
        np.add.at(mass, (base[:, 0] + dx, base[:, 1] + dy), share * weight)
    size = 2 * _GRID
    across = np.fft.fftfreq(size, 1 / size)
    x, y = np.meshgrid(across, across, indexing="ij")
    strength = cell * 26.0 / ((x * x + y * y) * cell * cell + (0.6 * cell) ** 2 + 30.0)
    spectrum = np.fft.rfft2(mass, (size, size))
    found = np.zeros_like(spots)
    for axis, along in enumerate((x, y)):
        field = np.fft.irfft2(spectrum * np.fft.rfft2(strength * along), (size, size))[:_GRID, :_GRID]
        for (dx, dy), share in zip(corners, shares, strict=True):
            found[:, axis] += share * field[base[:, 0] + dx, base[:, 1] + dy]
    return found


def _pull(spots: Floats, pairs: NDArray[np.int64], weight: Floats) -> Floats:
    """What joined nodes feel of each other; hubs are pulled less by each of theirs."""
    along = spots[pairs[:, 1]] - spots[pairs[:, 0]]
    strength = 0.16 * (1 / weight[pairs[:, 0]] + 1 / weight[pairs[:, 1]])
    force = along * strength[:, None]
    found = np.zeros_like(spots)
    for axis in (0, 1):
        found[:, axis] += np.bincount(pairs[:, 0], force[:, axis], len(spots))
        found[:, axis] -= np.bincount(pairs[:, 1], force[:, axis], len(spots))
    return found


def _limited(force: Floats, most: float) -> Floats:
    length = np.sqrt((force**2).sum(axis=1)) + 1e-9
    found: Floats = force * (np.minimum(length, most) / length)[:, None]
    return found
