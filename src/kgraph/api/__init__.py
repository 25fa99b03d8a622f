"""kgraph as a library, for programs and notebooks: `open` a store, get a `Graph`; `diff` compares two.

- `graph`: what can be asked of it; `keeping`: what changes it and writes it out; `opened`: when it is open;
- `rows`: an answer as rows, and as a data frame where pandas or polars is installed;
- `entity`: what is known of one thing; `drawing`: a network that shows itself in a notebook's cell.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kgraph.api.drawing import Drawing
from kgraph.api.entity import Entity
from kgraph.api.graph import Graph
from kgraph.api.rows import Rows

if TYPE_CHECKING:
    from kgraph.changes import Changes

__all__ = ["Drawing", "Entity", "Graph", "Rows", "diff", "open"]


def open(store: str | Path | None = None, *, base: str | None = None, language: str | None = None) -> Graph:
    """The graph of a store; nothing is opened before it is asked.

    Args:
        store: Directory of an embedded store, or URL of a SPARQL server; without it, what `kgraph.toml`, the
            environment or the default say, as for the commands. So it is with the other two.
        base: IRI below which things are named.
        language: Of labels and pages: `de` or `en`.

    Raises:
        UsageError: A setting is wrong.

    Example:
        >>> kgraph.open("out/.kgraph", language="en")
        <kgraph of out/.kgraph>
    """
    from kgraph.config import load_settings

    return Graph(load_settings({"store": None if store is None else str(store), "base": base, "language": language}))


def diff(old: str | Path, new: str | Path) -> Changes:
    """What has changed between two graphs, statement by statement; what a decision withholds is not named.

    Args:
        old: Folder or URL of a store, folder of a release, or an exported file.
        new: Likewise.

    Raises:
        NotFoundError: There is no such thing.
        InputError: It cannot be read.

    Example:
        >>> changes = kgraph.diff("out/.kgraph", "out/graph.ttl")
        >>> len(changes.added), len(changes.withdrawn)
        (0, 0)
    """
    from kgraph.changes import compared
    from kgraph.config import load_settings

    with TemporaryDirectory(prefix="kgraph-") as folder:
        return compared(str(old), str(new), load_settings({}), Path(folder)).changes
