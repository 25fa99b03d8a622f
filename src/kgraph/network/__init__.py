"""The graph as a network: a `Store` in; entities, statements, connections and positions out.

`Projection.of` gives everything as columns, quickly; its `view`, `network` and `path` make records of a part. Of a
`Network` `select`, `around` and `limited` give smaller ones, `graph` the networkx view, `shortest_path` a connection
with its evidence, `positions` a layout.
"""

from kgraph.network.choice import Selection, predicate_named, type_named
from kgraph.network.layout import Position, positions
from kgraph.network.model import Network
from kgraph.network.parts import Node, Source, Statement
from kgraph.network.paths import Step, shortest_path
from kgraph.network.projection import Pair, Projection

__all__ = [
    "Network",
    "Node",
    "Pair",
    "Position",
    "Projection",
    "Selection",
    "Source",
    "Statement",
    "Step",
    "positions",
    "predicate_named",
    "shortest_path",
    "type_named",
]
