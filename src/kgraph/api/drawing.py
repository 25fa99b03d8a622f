"""A drawn network: shows itself in a notebook's cell, and goes into a file."""

from __future__ import annotations

import html
from pathlib import Path

_HEIGHT = 640  # pixels of a notebook's cell
_ALLOWED = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""What the page may do there: draw, save what is seen, open an article as it is; not reach the notebook."""


class Drawing:
    """One HTML page that needs no network.

    Attributes:
        html: The whole page.
        entities: How many it shows; likewise `statements`.

    Example:
        >>> drawing = graph.draw(around="Bremen", title="Bremen")
        >>> drawing.entities > 5 and "<html" in drawing.html
        True
    """

    def __init__(self, page: str, entities: int, statements: int) -> None:
        self.html = page
        self.entities = entities
        self.statements = statements

    def save(self, path: str | Path) -> Path:
        """Write the page; a file that is there is replaced at once or not at all.

        Raises:
            KgraphError: It cannot be written there.

        Example:
            >>> graph.draw(around="Jena").save("jena.html").name
            'jena.html'
        """
        from kgraph.draw import write_page

        write_page(Path(path), self.html)
        return Path(path)

    def __repr__(self) -> str:
        return f"<drawing of {self.entities} entities and {self.statements} statements>"

    def _repr_html_(self) -> str:
        """The page in a frame of its own: its script reaches nothing of the notebook."""
        frame = f'style="width:100%;height:{_HEIGHT}px;border:0" sandbox="{_ALLOWED}"'
        return f'<iframe {frame} srcdoc="{html.escape(self.html)}"></iframe>'
