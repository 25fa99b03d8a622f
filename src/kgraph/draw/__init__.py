"""A network as one HTML file that needs no network: look, click, read the sentence behind each line.

`page_of` makes the text of the file, `write_page` puts it in its place. What the page shows is in
`kgraph.draw.contents`, how it is put together in `kgraph.draw.page`, what runs in it in `page/`.
"""

from kgraph.draw.page import MOST_NODES, page_of
from kgraph.draw.write import write_page

__all__ = ["MOST_NODES", "page_of", "write_page"]
