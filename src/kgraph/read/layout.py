"""From the lines of one news item to its blocks, title and date.

An item is a title line, perhaps a date, pictures with captions and credits, then paragraphs
with subheadings, and links. Which line is what follows from its form and its place; the
result covers every non-space character of the item.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.read import lines as form
from kgraph.read.dates import inferred_month
from kgraph.read.titles import headline_offset, join_title
from kgraph.read.units import PLAIN, Header, Hints, Unit, name_captions, name_subheadings, paragraphs, units_of
from kgraph.records import Article, Block, BlockKind

__all__ = ["PLAIN", "Hints", "dated", "lay_out", "make_article"]


def lay_out(text: str, hints: Hints = PLAIN) -> tuple[tuple[Block, ...], str, str | None]:
    """Cut one item into blocks.

    Args:
        text: The whole item, NFC.
        hints: What is known of it from elsewhere.

    Returns:
        Blocks in text order, the cleaned title, and the date that the item states.
    """
    units, header = units_of(text, form.lines_of(text), hints)
    name_captions(text, units)
    units = paragraphs(text, units)
    if hints.find_subheadings:
        name_subheadings(text, units)
    blocks: list[Block] = []
    for unit in units:
        blocks += _finished(text, unit, hints.prose)
    if header.title_at:
        blocks = _with_title(text, blocks, header, hints)
    return tuple(sorted(blocks, key=lambda block: block.start)), header.title, header.published


def make_article(
    text: str, id: str, *, source: str = "", hints: Hints = PLAIN, published: str | None = None
) -> Article:
    """One item as an `Article`; its date, if not given as `published`, is inferred where it states none."""
    blocks, title, stated = lay_out(text, hints)
    return dated(Article(id, text, blocks, title, published or stated, source))


def dated(article: Article) -> Article:
    """The article with `dated_by` set, and with the month of its latest named day where it states no date."""
    stated = article.published
    month = None if stated else inferred_month(article.text)
    return Article(
        article.id,
        article.text,
        article.blocks,
        article.title,
        stated or month,
        article.source,
        article.url,
        "stated" if stated else "inferred" if month else None,
    )


def _with_title(text: str, blocks: list[Block], header: Header, hints: Hints) -> list[Block]:
    """Add the kicker and headline blocks and set the header's title."""
    start, end = header.title_at or (0, 0)
    kicker = next((text[block.start : block.end] for block in blocks if block.kind == "kicker"), None)
    if kicker is not None:
        header.title = join_title(kicker, text[start:end])
        return [*blocks, Block("headline", start, end)]
    offset = headline_offset(text[start:end], text[end:], kickers_expected=hints.kickers_expected)
    header.title = join_title(text[start : start + offset], text[start + offset : end])
    if offset:
        blocks.append(Block("kicker", start, start + len(text[start : start + offset].rstrip())))
    blocks.append(Block("headline", start + offset, end))
    return blocks


def _finished(text: str, unit: Unit, prose: BlockKind) -> list[Block]:
    """The blocks of one unit: prose without its "mehr ..." and "(wir berichteten).", a caption without its credit."""
    if unit.kind not in (None, "teaser", "caption"):
        return [Block(unit.kind, unit.start, unit.end)] if unit.kind else []
    content = text[unit.start : unit.end]
    if unit.kind == "caption":
        cut = form.credit_at_end(content)
        return _pieces(text, unit, [(unit.start + cut, unit.end)] if cut is not None else [], "caption", "credit")
    cuts = form.reported_before(text, unit.start, unit.end)
    more = form.more_at_end(content)
    if more is not None:
        cuts.append((unit.start + more, unit.end))
    return _pieces(text, unit, cuts, unit.kind or prose, "residue")


def _pieces(
    text: str, unit: Unit, cuts: Sequence[tuple[int, int]], kind: BlockKind, cut_kind: BlockKind
) -> list[Block]:
    blocks: list[Block] = []
    position = unit.start
    for start, end in [*cuts, (unit.end, unit.end)]:
        piece = text[position:start]
        if piece.strip():
            begin = position + len(piece) - len(piece.lstrip())
            blocks.append(Block(kind, begin, begin + len(piece.strip())))
        if end > start:
            blocks.append(Block(cut_kind, start, end))
        position = end
    return blocks
