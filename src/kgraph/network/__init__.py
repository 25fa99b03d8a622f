"""The graph as a network: a `Store` in; entities, statements, connections and positions out.

`Network.from_store` reads everything once; `select`, `around` and `limited` give smaller networks,
`graph` the networkx view, `shortest_path` a connection with its evidence, `positions` a layout.
"""

from kgraph.network.choice import Selection, predicate_named, type_named
from kgraph.network.layout import Position, positions
from kgraph.network.model import Network
from kgraph.network.parts import Node, Source, Statement
from kgraph.network.paths import Step, shortest_path

__all__ = [
    "Network",
    "Node",
    "Position",
    "Selection",
    "Source",
    "Statement",
    "Step",
    "positions",
    "predicate_named",
    "shortest_path",
    "type_named",
]
