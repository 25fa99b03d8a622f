"""Sources in, articles out.

Sources are files, folders and stdin, gzipped or not; formats are list pages and plain text, HTML, RSS and
Atom, JSON Lines, and web archives (WARC).

`read_sources` yields an `Article` for each news item and an `InputError` for each thing that
cannot be read; a fault never ends the batch. Offsets count code points of `Article.text`,
which is NFC with line feeds only.
"""

from kgraph.read.archive import Marks
from kgraph.read.plain import article_from_text
from kgraph.read.sources import files_of, read_sources

__all__ = ["Marks", "article_from_text", "files_of", "read_sources"]
