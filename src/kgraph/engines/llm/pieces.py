"""What of an article is sent, in pieces that a model can take: an article in, stretches of its text out.

Only headline, teaser and body are sent, with kickers and captions for the names in them; credits and page furniture
stay here. A piece ends at the end of a block, or of a sentence where a block is longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.engines.places import NAMING
from kgraph.records import Article
from kgraph.segment import sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an article that is asked about at once; spans are in order, each within one block."""

    article: Article
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """What is sent."""
        return "\n\n".join(self.article.text[start:end] for start, end in self.spans)

    def halves(self) -> tuple[Piece, ...]:
        """Two smaller pieces; the piece itself if it is one sentence."""
        parts = self.spans if len(self.spans) > 1 else tuple(sentences(self.article.text, *self.spans[0]))
        if len(parts) < 2:
            return (self,)
        middle = len(parts) // 2
        return Piece(self.article, parts[:middle]), Piece(self.article, parts[middle:])


def pieces(article: Article, longest: int) -> list[Piece]:
    """The pieces of an article, of at most `longest` characters where sentences allow it; none if it has no text."""
    found: list[Piece] = []
    spans: list[Span] = []
    size = 0
    for start, end in _parts(article, longest):
        if spans and size + end - start > longest:
            found.append(Piece(article, tuple(spans)))
            spans, size = [], 0
        spans.append((start, end))
        size += end - start + 2
    if spans:
        found.append(Piece(article, tuple(spans)))
    return found


def _parts(article: Article, longest: int) -> Iterator[Span]:
    for block in article.blocks:
        if block.kind not in NAMING or not article.slice(block).strip():
            continue
        if block.end - block.start <= longest:
            yield block.start, block.end
        else:
            yield from sentences(article.text, block.start, block.end)
