"""kgraph as a library, for programs and notebooks: `open` a store, get a `Graph`.

- `graph`: what can be asked of it;
- `rows`: an answer as rows, and as a data frame where pandas or polars is installed;
- `drawing`: a network that shows itself in a notebook's cell.
"""

from __future__ import annotations

from kgraph.api.drawing import Drawing
from kgraph.api.graph import Graph
from kgraph.api.rows import Rows

__all__ = ["Drawing", "Graph", "Rows", "open"]


def open(store: str | None = None, *, base: str | None = None, language: str | None = None) -> Graph:
    """The graph of a store; nothing is opened before it is asked.

    Args:
        store: Directory of an embedded store, or URL of a SPARQL server; without it, what `kgraph.toml`, the
            environment or the default say, as for the commands. So it is with the other two.
        base: IRI below which things are named.
        language: Of labels and pages: `de` or `en`.

    Raises:
        UsageError: A setting is wrong.
    """
    from kgraph.config import load_settings

    return Graph(load_settings({"store": store, "base": base, "language": language}))
