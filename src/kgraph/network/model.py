"""The network as a whole: nodes are entities, edges are statements, all of them.

Articles are no nodes; each statement knows the one that it was read in. Two statements of the
same fact stay two edges, as each has its own sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kgraph.network.parts import Node, Statement

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.network.choice import Selection
    from kgraph.store import Store

DEFAULT_LIMIT = 500
"""Nodes that one page shows well."""


@dataclass(frozen=True)
class Network:
    """Entities and the statements that join them.

    Attributes:
        nodes: By IRI, sorted; each has a statement.
        statements: Sorted by IRI.
        left_out_nodes: How many `limited` took away; likewise `left_out_statements`.
    """

    nodes: Mapping[str, Node]
    statements: tuple[Statement, ...]
    left_out_nodes: int = 0
    left_out_statements: int = 0
    _centre: str | None = field(default=None, repr=False)

    @classmethod
    def from_store(cls, store: Store, selection: Selection | None = None) -> Network:
        """Read the whole network, or what a selection lets through.

        Raises:
            StoreError: The store cannot be read.
            RemoteError: The server does not answer.
        """
        from kgraph.network.projection import Projection

        return Projection.of(store).network(selection)

    @classmethod
    def of(cls, nodes: Mapping[str, Node], statements: Iterable[Statement]) -> Network:
        """A network of these statements and the nodes that they join; sorted."""
        kept = tuple(sorted((s for s in statements if s.subject != s.object), key=lambda s: s.iri))
        joined = {end for s in kept for end in (s.subject, s.object)}
        return cls({iri: nodes[iri] for iri in sorted(joined)}, kept)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx view: nodes are IRIs, edge keys statement IRIs, attributes plain texts and numbers."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes.values():
            graph.add_node(node.iri, key=node.key, label=node.label, type=node.type, coarse=node.coarse)
            graph.nodes[node.iri]["names"] = " | ".join(node.names)
        for s in self.statements:
            graph.add_edge(s.subject, s.object, key=s.iri, predicate=s.predicate, status=s.status, quote=s.quote)
            graph.edges[s.subject, s.object, s.iri].update(
                confidence=s.confidence, rule=s.rule, role="; ".join(s.roles), amount=s.amount or "",
                article=s.source.iri, title=s.source.title, date=s.source.date or "",
                **({"held": s.held} if s.held else {}),
            )  # fmt: skip
        return graph

    @cached_property
    def degrees(self) -> Counter[str]:
        """How many other nodes each node is joined with; parallel statements count once."""
        pairs = {frozenset((s.subject, s.object)) for s in self.statements}
        return Counter(end for pair in pairs for end in pair)

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """The nodes that each node is joined with, in either direction."""
        found: dict[str, set[str]] = {iri: set() for iri in self.nodes}
        for s in self.statements:
            found[s.subject].add(s.object)
            found[s.object].add(s.subject)
        return {iri: frozenset(others) for iri, others in found.items()}

    def select(self, selection: Selection) -> Network:
        """The statements that a selection lets through, with their nodes."""
        return Network.of(self.nodes, (s for s in self.statements if selection.admits(s, self.nodes)))

    def distances(self, start: str, hops: int) -> dict[str, int]:
        """Each node within `hops` steps of `start` → how many, whatever the directions."""
        found, edge = {start: 0}, {start}
        for distance in range(1, hops + 1):
            edge = {other for iri in edge for other in self.neighbours.get(iri, ())} - found.keys()
            found.update(dict.fromkeys(edge, distance))
        return found

    def around(self, iri: str, hops: int = 1) -> Network:
        """What lies within `hops` steps of a node, with every statement between these nodes."""
        near = self.distances(iri, hops)
        inside = Network.of(self.nodes, (s for s in self.statements if s.subject in near and s.object in near))
        return replace(inside, _centre=iri)

    def limited(self, limit: int = DEFAULT_LIMIT) -> Network:
        """The `limit` most connected nodes, those nearest to the centre of `around` first; ties by IRI.

        Whoever would be left without a neighbour gives way to the next in line who has one.
        """
        if len(self.nodes) <= limit:
            return self
        near = self.distances(self._centre, len(self.nodes)) if self._centre else {}
        ranked = sorted(self.nodes, key=lambda iri: (near.get(iri, len(self.nodes)), -self.degrees[iri], iri))
        kept = set(ranked[:limit])
        kept = {iri for iri in kept if self.neighbours[iri] & kept}
        for iri in ranked[limit:]:
            if len(kept) < limit and self.neighbours[iri] & kept:
                kept.add(iri)
        inside = Network.of(self.nodes, (s for s in self.statements if s.subject in kept and s.object in kept))
        return replace(
            inside,
            left_out_nodes=self.left_out_nodes + len(self.nodes) - len(inside.nodes),
            left_out_statements=self.left_out_statements + len(self.statements) - len(inside.statements),
            _centre=self._centre,
        )
