"""kgraph: German news on digital administration as an RDF knowledge graph with evidence.

The chain is `read → recognise → relate → resolve → assertions → store → query / network → draw / publish`;
each step turns frozen records (`kgraph.records`) into frozen records and knows no other step.

For programs and notebooks, `kgraph.open` is the way in:

    import kgraph

    graph = kgraph.open("out/.kgraph")
    for row in graph.query("takeovers", since="2022"):
        print(row["byLabel"], row["quote"])

Whatever a user can mend is raised as a `KgraphError`, with its remedy as `hint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.api import Drawing, Entity, Graph, Rows, diff, open
    from kgraph.errors import InputError, KgraphError, NotFoundError, QueryError, StoreError, UsageError

__version__ = "0.1.0"
__all__ = [
    "Drawing",
    "Entity",
    "Graph",
    "InputError",
    "KgraphError",
    "NotFoundError",
    "QueryError",
    "Rows",
    "StoreError",
    "UsageError",
    "__version__",
    "diff",
    "open",
]


def __getattr__(name: str) -> object:
    """What `kgraph.api` and `kgraph.errors` offer, imported when it is first asked for."""
    if name in __all__:
        import importlib

        module = importlib.import_module("kgraph.errors" if name.endswith("Error") else "kgraph.api")
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
