"""Positions: a network in, a place for each node out; the same network always gets the same places.

Each connected piece is laid out by forces: every pair repels each other by the product of their degrees over the
distance, joined nodes attract each other by the root of it. So hubs keep apart and their satellites gather around
them. Then nodes that overlap are pushed apart, and the pieces are packed around the largest (`kgraph.network.pack`).

Only sums in a fixed order, products, quotients and roots are used, all of them exact to the last bit on any
machine: places do not depend on the processor. Measured for one piece of 430 nodes: 0.6 s; networkx's
`forceatlas2_layout` took 2.6 s and clumped, `kamada_kawai_layout` 6.6 s, `spring_layout` 0.8 s with a hairball inside.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kgraph.network.model import Network
from kgraph.network.pack import pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Position = tuple[int, int]
"""x to the right and y downwards, in pixels at zoom 1."""

_ROUNDS = 220
_EXACT = 1_000  # nodes of a piece up to which every pair is looked at
_ROUNDS_OF_MANY = 80
_CROWD = 16  # of a larger piece, nodes of one cell that are pushed apart at a time
_ROOM = (64.0, 46.0)  # half the axes of the ellipse that a node keeps free: names are wider than tall
_SHORT_EDGE = 72.0  # pixels that a quarter of the edges are shorter than
_ATTRACTION = 6.0
_GRAVITY = 0.3


def positions(network: Network) -> Mapping[str, Position]:
    """A place for each node, by IRI.

    Up to `_EXACT` nodes of a piece every pair is looked at; of more, those far off are taken together.
    """
    pieces = [_piece(network, members) for members in _components(network)]
    places = pack(pieces, _ROOM)
    return {iri: places[iri] for iri in network.nodes}


def _components(network: Network) -> list[list[str]]:
    """The connected pieces, the largest first, ties by IRI; members sorted."""
    rest, found = set(network.nodes), []
    for start in network.nodes:
        if start in rest:
            members = network.distances(start, len(network.nodes)).keys()
            rest -= members
            found.append(sorted(members))
    return sorted(found, key=lambda members: (-len(members), members))


def _piece(network: Network, members: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Places within one piece, its middle at the origin."""
    import numpy as np

    number = {iri: place for place, iri in enumerate(members)}
    pairs = sorted({(number[iri], number[o]) for iri in members for o in network.neighbours[iri] if iri < o})
    edges = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    # random.Random promises the same numbers in every version of Python; numpy's generators do not.
    source = random.Random(len(members))
    side = math.sqrt(len(members))
    start = np.array([[source.uniform(-side, side), source.uniform(-side, side)] for _ in members])
    places = _separated(_scaled(_settled(start, edges), edges))
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    return {iri: (float(x), float(y)) for iri, (x, y) in zip(members, places - middle, strict=True)}


def _settled(places: Floats, edges: NDArray[np.intp]) -> Floats:
    """Where the forces have carried the nodes after all rounds, each round in shorter steps."""
    import numpy as np

    from kgraph.network.cells import pushes

    count = len(places)
    weight: Floats = np.bincount(edges.ravel(), minlength=count).astype(np.float64) + 1.0
    many = count > _EXACT
    product = np.zeros((0, 0)) if many else weight[:, None] * weight[None, :]
    rounds = _ROUNDS_OF_MANY if many else _ROUNDS
    x, y = places[:, 0].copy(), places[:, 1].copy()
    first, second = edges[:, 0], edges[:, 1]
    for turn in range(rounds):
        fx, fy = pushes(x, y, weight) if many else _exact_pushes(x, y, product)
        ex, ey = x[first] - x[second], y[first] - y[second]
        pull = _ATTRACTION / np.sqrt(np.sqrt(ex * ex + ey * ey) + 0.1)
        for end, sign in ((first, -1.0), (second, 1.0)):
            np.add.at(fx, end, sign * pull * ex)
            np.add.at(fy, end, sign * pull * ey)
        fx -= _GRAVITY * weight * x
        fy -= _GRAVITY * weight * y
        force = np.sqrt(fx * fx + fy * fy) + 1e-9
        step = np.minimum(force, (1 - turn / rounds) * 0.15 * math.sqrt(count) + 0.02) / force
        x, y = x + fx * step, y + fy * step
    return np.stack([x, y], axis=1)


def _exact_pushes(x: Floats, y: Floats, product: Floats) -> tuple[Floats, Floats]:
    import numpy as np

    # [i, j] is what j feels of i; summed down the columns, row after row, which fixes the order. In place, as
    # half of the time would go into new arrays.
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    push = dx * dx
    push += dy * dy
    push += 0.01
    np.divide(product, push, out=push)
    dx *= push
    dy *= push
    return dx.sum(axis=0), dy.sum(axis=0)


def _scaled(places: Floats, edges: NDArray[np.intp]) -> Floats:
    """The same figure in pixels."""
    import numpy as np

    along = places[edges[:, 0]] - places[edges[:, 1]]
    lengths = np.sort(np.sqrt(along[:, 0] ** 2 + along[:, 1] ** 2))
    scale: float = _SHORT_EDGE / (float(lengths[len(lengths) // 4]) + 1e-3)
    return places * scale


def _separated(places: Floats, rounds: int = 120) -> Floats:
    """Push apart whoever stands in another's ellipse, a little each round, until nobody does."""
    import numpy as np

    from kgraph.network.cells import close_pairs

    x, y = places[:, 0] / _ROOM[0], places[:, 1] / _ROOM[1]
    most = len(x) if len(x) <= _EXACT else _CROWD
    for _ in range(rounds):
        first, second = close_pairs(x, y, most)
        dx, dy = x[first] - x[second], y[first] - y[second]
        distance = np.sqrt(dx * dx + dy * dy)
        close = distance < 1.0
        if not close.any():
            break
        first, second, distance = first[close], second[close], distance[close]
        push = 0.52 * (1.0 - distance) / (distance + 1e-3)
        for end, sign in ((first, 1.0), (second, -1.0)):
            x += np.bincount(end, sign * push * dx[close], minlength=len(x))
            y += np.bincount(end, sign * push * dy[close], minlength=len(y))
    return np.stack([x * _ROOM[0], y * _ROOM[1]], axis=1)
