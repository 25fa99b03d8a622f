"""The whole network as columns, kept beside the store: a `Store` in; networks, paths, degrees and pairs out.

Reading all statements out of a store takes seconds for ten thousand articles. A projection does so once after each
change of the store and keeps what it read in a file of the store's folder, under the store's generation; whoever
asks next reads that. Only what is asked for becomes records (`Node`, `Statement`, `Network`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from kgraph.config import resource
from kgraph.network import columns as columns_module
from kgraph.network import load as load_module
from kgraph.network.choice import Selection
from kgraph.network.columns import keep, kept
from kgraph.network.links import FAR, Links
from kgraph.network.load import read_columns
from kgraph.network.model import DEFAULT_LIMIT, Network
from kgraph.network.numbered import Numbered
from kgraph.network.parts import Node
from kgraph.network.paths import Step, shortest_path
from kgraph.network.together import pairs_of
from kgraph.store import Store
from kgraph.store.layout import PROJECTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kgraph.network.columns import Numbers
    from kgraph.network.numbered import Mask


@dataclass(frozen=True)
class Pair:
    """Two entities and the number of things that both took part in."""

    one: Node
    other: Node
    count: int


class Projection(Numbered):
    """Everything that the articles of a store state, and what is asked of it as a network."""

    @classmethod
    def of(cls, store: Store) -> Projection:
        """The projection of a store as it is now, read from the file that is kept of it or else out of the store.

        Raises:
            StoreError: The store cannot be read.
            RemoteError: The server does not answer.
        """
        generation = store.generation()
        if generation is None or store.cache is None:
            return cls(read_columns(store))
        path, stamp = store.cache / PROJECTION, f"{generation} {_version()}"
        columns = kept(path, stamp)
        if columns is None:
            columns = read_columns(store)
            keep(columns, stamp, path)
        return cls(columns)

    def network(self, selection: Selection | None = None) -> Network:
        """What a selection lets through, or everything, as records."""
        return self._network(self.mask(selection or Selection()))

    def view(
        self,
        selection: Selection | None = None,
        *,
        around: str | None = None,
        hops: int = 1,
        limit: int = DEFAULT_LIMIT,
    ) -> Network:
        """What one picture shows: the best connected nodes of a selection, or those nearest to one of them.

        The same as `network(selection).around(around, hops).limited(limit)`, without making records of the rest.

        Args:
            selection: Which statements.
            around: IRI of a node; the picture is empty if no such statement is about it.
            hops: How far around it.
            limit: Nodes at most.
        """
        mask = self.mask(selection or Selection())
        links, rank = self._links(mask), np.zeros(self.node_count, np.int32)
        if around is not None:
            centre = self.number_of(around)
            rank = links.distances(centre, hops) if centre is not None else np.full(self.node_count, FAR, np.int32)
            near = rank != FAR
            mask &= near[self.subjects] & near[self.objects]
            links = self._links(mask)
        inside = np.flatnonzero(links.degrees)
        kept_nodes = _best(links, inside, rank, limit) if len(inside) > limit else inside
        shown = np.zeros(self.node_count, bool)
        shown[kept_nodes] = True
        drawn = mask & shown[self.subjects] & shown[self.objects]
        return self._network(
            drawn, left_out=(len(inside) - len(kept_nodes), int(mask.sum() - drawn.sum())), around=around
        )

    def path(self, start: str, goal: str, max_hops: int = 4) -> tuple[Step, ...]:
        """The shortest connection of two nodes; see `shortest_path`."""
        first, last = self.number_of(start), self.number_of(goal)
        if first is None or last is None:
            return ()
        mask = ~self.said("status", ("denied",)) & (self.subjects != self.objects)
        links = self._links(mask)
        there = links.distances(first, max_hops)
        length = int(there[last])
        if length == FAR:
            return ()
        back = links.distances(last, length)
        # Only what lies on some shortest connection: the rest cannot change the answer.
        on_way = (there != FAR) & (back != FAR) & (there + back == length)
        return shortest_path(self._network(mask & on_way[self.subjects] & on_way[self.objects]), start, goal, max_hops)

    @cached_property
    def degrees(self) -> NDArray[np.intp]:
        """How many other nodes each node is joined with; parallel statements count once."""
        return self._links(self.subjects != self.objects).degrees

    def together(
        self, predicate: str = "participatesIn", types: Iterable[str] = ("Event",), *, limit: int | None = None
    ) -> list[Pair]:
        """Pairs that, as a fact, took part in the same things, most often first; ties by IRI.

        Args:
            predicate: What they did with the thing.
            types: Fine or coarse types of the things.
            limit: Pairs at most.
        """
        mask = self.said("predicate", (predicate,)) & self.said("status", ("fact",))
        mask &= self.of_types(frozenset(types))[self.objects]
        pairs, counts = pairs_of(self.subjects[mask], self.objects[mask])
        best = zip(pairs[:limit].tolist(), counts[:limit].tolist(), strict=True)
        return [Pair(self.node(one), self.node(other), count) for (one, other), count in best]

    def _links(self, mask: Mask) -> Links:
        return Links(self.subjects[mask], self.objects[mask], self.node_count)

    def _network(self, mask: Mask, left_out: tuple[int, int] = (0, 0), around: str | None = None) -> Network:
        nodes: Mapping[str, Node] = {
            node.iri: node for node in map(self.node, np.union1d(self.subjects[mask], self.objects[mask]).tolist())
        }
        statements = tuple(map(self.statement, np.flatnonzero(mask).tolist()))
        return Network(nodes, statements, *left_out, _centre=around)


def _best(links: Links, inside: NDArray[np.intp], rank: Numbers, limit: int) -> NDArray[np.intp]:
    """The `limit` nodes of least rank, then most neighbours, then least number, that have a neighbour among them."""
    ranked = inside[np.lexsort((inside, -links.degrees[inside], rank[inside]))]
    chosen = np.zeros(links.count, bool)
    chosen[ranked[:limit]] = True
    first = [node for node in ranked[:limit].tolist() if chosen[links.neighbours(np.array([node]))].any()]
    chosen[:] = False
    chosen[first] = True
    left = limit - len(first)
    for node in ranked[limit:].tolist():
        if not left:
            break
        if chosen[links.neighbours(np.array([node]))].any():
            chosen[node] = True
            left -= 1
    return np.flatnonzero(chosen)


_KEPT: WeakKeyDictionary[Store, tuple[str | float, Projection]] = WeakKeyDictionary()
_SECONDS = 60.0


def projection_of(store: Store) -> Projection:
    """The projection of a store as it is now, read once for each state; see `Projection.of`.

    A store that cannot tell its states, such as a server, is read once a minute.
    """
    now: str | float | None = store.generation()
    kept = _KEPT.get(store)
    if kept and (kept[0] == now or (now is None and isinstance(kept[0], float) and monotonic() - kept[0] < _SECONDS)):
        return kept[1]
    found = Projection.of(store)
    _KEPT[store] = monotonic() if now is None else now, found
    return found


@cache
def _version() -> str:
    """Changes with what makes columns of a store: the ontology, which tells coarse types, and these modules."""
    digest = hashlib.sha256(resource("ontology/kgraph.ttl").read_bytes())
    for module in (columns_module, load_module):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]
