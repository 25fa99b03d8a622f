"""The graph as a network: a `Store` in; entities, statements, connections and positions out.

`kgraph.network.projection` (with numpy, hence not imported here) gives everything as columns, quickly; its `view`,
`network` and `path` make records of a part. Of a `Network` `select`, `around` and `limited` give smaller ones,
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
