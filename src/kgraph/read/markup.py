"""HTML in, lines of text out, with what the markup says of them: headings and captions.

Used for pages and for the HTML inside feeds. The tree is walked without recursion, so that
depth costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.read.plain import normal
from kgraph.records import BlockKind

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead
    tr ul""".split()
)
_SKIPPED = frozenset(
    """script style noscript template svg math iframe object embed canvas audio video button select option head nav
    footer aside""".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LEFT_OPEN = frozenset(
    """area base br col dd dt embed hr img input li link meta option p param path source tbody td tfoot th thead tr
    track wbr""".split()
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or caption: `kind` where the markup names it."""

    text: str
    kind: BlockKind | None = None


def parts_of(root: LexborNode) -> list[Part]:
    """The paragraphs below a node in reading order, without navigation, footers, margins and controls."""
    collected = _Collected()
    node: LexborNode | None = root
    while node is not None:
        collected.enter(node)
        child = node.child if node.tag not in _SKIPPED else None
        if child is not None:
            node = child
            continue
        # Up to the next node that follows this one, leaving all that end here.
        while node is not None:
            collected.leave(node)
            if node.mem_id == root.mem_id:
                node = None
            elif node.next is not None:
                node = node.next
                break
            else:
                node = node.parent
    collected.flush()
    return collected.parts


class _Collected:
    """The parts read so far and the text of the one being read."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._pieces: list[str] = []
        self._kinds: list[BlockKind | None] = [None]

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self.flush()
            self._kinds.append(
                "subheading" if tag in _HEADINGS else "caption" if tag == "figcaption" else self._kinds[-1]
            )
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "-text":
            self._pieces.append(re.sub(r"\s+", " ", node.text_content or ""))

    def leave(self, node: LexborNode) -> None:
        if node.tag in _BLOCKS:
            self.flush()
            self._kinds.pop()

    def flush(self) -> None:
        """End the part being read."""
        text = clean("".join(self._pieces))
        self._pieces.clear()
        if text:
            kind = self._kinds[-1]
            self.parts.append(Part(text.replace("\n", " ") if kind else text, kind))


def clean(text: str) -> str:
    """White space as a browser shows it, soft hyphens and zero-width characters removed, NFC; line breaks stay."""
    text = normal(text.replace("\0", "").translate(_INVISIBLE))
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def nesting(page: str) -> int:
    """How deep the tags of a page are nested, unclosed ones included; what HTML lets stay open does not count."""
    depth = deepest = 0
    for match in _TAG.finditer(page):
        if match[2].lower() not in _LEFT_OPEN:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def compose(parts: Iterable[Part]) -> tuple[str, dict[int, BlockKind]]:
    """Join parts with blank lines; also where the parts of known kind begin."""
    texts: list[str] = []
    known: dict[int, BlockKind] = {}
    position = 0
    for part in parts:
        if part.kind is not None:
            known[position] = part.kind
        texts.append(part.text)
        position += len(part.text) + 2
    return "\n\n".join(texts), known
