"""How two entities are connected: a network and two nodes in, the steps with their statements out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.network.model import Network
from kgraph.network.parts import Node, Statement

_LEAST = 1e-6  # a statement without any confidence still has a logarithm


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a connection.

    Attributes:
        start: Where the hop begins.
        goal: Where it ends.
        statement: The most confident statement between the two.
        forward: True if `start` is the statement's subject.
        others: How many more statements join the two.
    """

    start: Node
    goal: Node
    statement: Statement
    forward: bool
    others: int


def shortest_path(network: Network, start: str, goal: str, max_hops: int = 4) -> tuple[Step, ...]:
    """Find the shortest connection, whatever the directions of its statements.

    Statements that an article denies connect nothing. Among equally short connections the one whose
    confidences have the greatest product is taken, then the one whose statements' IRIs sort first.

    Args:
        network: Where to look.
        start: IRI of a node.
        goal: Likewise.
        max_hops: Steps that it may have.

    Returns:
        The steps from `start` to `goal`; empty if there is none within `max_hops`, or both are the same.
    """
    between = _best_between(network)
    found = _trails(between, start, goal, max_hops)
    steps = []
    for statement in found:
        end = statement.other(start)
        others = len(between[start][end]) - 1
        steps.append(Step(network.nodes[start], network.nodes[end], statement, statement.subject == start, others))
        start = end
    return tuple(steps)


Between = Mapping[str, Mapping[str, list[Statement]]]
_Trail = tuple[float, tuple[Statement, ...]]


def _best_between(network: Network) -> Between:
    """For each pair of joined nodes its statements, the best one first."""
    between: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for s in sorted(network.statements, key=lambda s: (-s.confidence, s.iri)):
        if s.status != "denied":
            between[s.subject][s.object].append(s)
            between[s.object][s.subject].append(s)
    return between


def _trails(between: Between, start: str, goal: str, max_hops: int) -> tuple[Statement, ...]:
    """Layer by layer from `start`, keeping the best trail to each node; the first layer with `goal` has the answer."""
    layer: dict[str, _Trail] = {start: (0.0, ())}
    seen = {start}
    for _ in range(max_hops):
        following: dict[str, _Trail] = {}
        for node, (cost, trail) in layer.items():
            for other, statements in between.get(node, {}).items():
                if other in seen:
                    continue
                best = statements[0]
                longer = (round(cost - math.log(max(best.confidence, _LEAST)), 9), (*trail, best))
                if other not in following or _rank(longer) < _rank(following[other]):
                    following[other] = longer
        if goal in following:
            return following[goal][1]
        seen |= following.keys()
        layer = following
    return ()


def _rank(trail: _Trail) -> tuple[float, list[str]]:
    return trail[0], [statement.iri for statement in trail[1]]
