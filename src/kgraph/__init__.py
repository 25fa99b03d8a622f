"""kgraph: German news on digital administration as an RDF knowledge graph with evidence.

The chain is `read → recognise → relate → resolve → assertions → store → query / network → draw / publish`;
each step turns frozen records (`kgraph.records`) into frozen records and knows no other step.

For programs and notebooks, `kgraph.open` is the way in:

    import kgraph

    graph = kgraph.open("out/.kgraph")
    for row in graph.query("takeovers", since="2022"):
        print(row["byLabel"], row["quote"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.api import Drawing, Graph, Rows, open

__version__ = "0.1.0"
__all__ = ["Drawing", "Graph", "Rows", "__version__", "open"]


def __getattr__(name: str) -> object:
    """What `kgraph.api` offers, imported when it is first asked for."""
    if name in ("Drawing", "Graph", "Rows", "open"):
        from kgraph import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
