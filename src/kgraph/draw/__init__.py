"""A network as one HTML file that needs no network: look, click, read the sentence behind each line.

`page_of` makes the text of the file, `write_page` puts it in its place. What the page shows is in
`kgraph.draw.contents`, how it is put together in `kgraph.draw.page`, what runs in it in `page/`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.draw.page import MOST_NODES, page_of
from kgraph.draw.write import write_page
from kgraph.network import Network

if TYPE_CHECKING:
    from kgraph.store import Store

__all__ = ["MOST_NODES", "draw_store", "page_of", "write_page"]


def draw_store(store: Store, path: Path, *, title: str = "", language: str = "de") -> Network:
    """Draw a store's best connected entities.

    Args:
        store: What to draw.
        path: The file to write.
        title: Heading; empty for the usual one.
        language: `de` or `en`, with which the page opens.

    Returns:
        What the page shows.

    Raises:
        NotFoundError: The store holds no statement.
        KgraphError: The file cannot be written there.
    """
    from kgraph.network.projection import Projection

    shown = Projection.of(store).view()
    write_page(path, page_of(shown, title=title, language=language))
    return shown
