"""From the lines of one news item to its blocks, title and date.

An item is a title line, perhaps a date, pictures with captions and credits, then paragraphs
with subheadings, and links. Which line is what follows from its form and its place; the
result covers every non-space character of the item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from kgraph.read import lines as form
from kgraph.read.dates import Stamp, inferred_month, stamp
from kgraph.read.lines import Line
from kgraph.read.titles import headline_offset, join_title
from kgraph.records import Article, Block, BlockKind

_LONGEST_TITLE = 220
_LONGEST_CAPTION = 400


@dataclass(slots=True)
class _Unit:
    """A paragraph or line on its way to a block; `gap`: a blank line stands before it."""

    kind: BlockKind | None
    start: int
    end: int
    gap: bool


@dataclass(slots=True)
class _Header:
    title: str = ""
    published: str | None = None
    title_at: tuple[int, int] | None = None
    dated: list[tuple[bool, str | None]] = field(default_factory=list)


def lay_out(
    text: str,
    *,
    prose: BlockKind = "body",
    kickers_expected: bool = False,
    known: Mapping[int, BlockKind] | None = None,
) -> tuple[tuple[Block, ...], str, str | None]:
    """Cut one item into blocks.

    Args:
        text: The whole item, NFC.
        prose: What a paragraph is called: `body`, or `teaser` in a list.
        kickers_expected: See `titles.headline_offset`.
        known: Kinds that the markup gave, by the offset at which the line begins; `None` for text without markup.

    Returns:
        Blocks in text order, the cleaned title, and the date that the item states.
    """
    units, header = _units(text, form.lines_of(text), known or {})
    _name_captions(text, units)
    units = _paragraphs(text, units)
    if known is None:
        _name_subheadings(text, units)
    blocks: list[Block] = []
    for unit in units:
        blocks += _finished(text, unit, prose)
    if header.title_at:
        blocks = _with_title(text, blocks, header, kickers_expected)
    return tuple(sorted(blocks, key=lambda block: block.start)), header.title, header.published


def make_article(
    text: str, id: str, *, source: str = "", prose: BlockKind = "body", kickers_expected: bool = False
) -> Article:
    """One item as an `Article`; its date is inferred where it states none."""
    blocks, title, published = lay_out(text, prose=prose, kickers_expected=kickers_expected)
    return dated(Article(id, text, blocks, title, published, source))


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


def _units(text: str, lines: Sequence[Line], known: Mapping[int, BlockKind]) -> tuple[list[_Unit], _Header]:
    """Name what a line shows on its face; what is left (`None`) is prose."""
    units: list[_Unit] = []
    header = _Header()
    for line in lines:
        if line.start in known:
            units.append(_Unit(known[line.start], line.start, line.end, line.gap))
        elif form.is_furniture(line.text):
            units.append(_Unit("residue", line.start, line.end, line.gap))
        elif (mark := _item_date(line, header, units)) is not None:
            header.dated.append((header.title_at is not None, mark.iso))
            units.append(_Unit("date", line.start, line.start + mark.end, line.gap))
            rest = line.start + mark.rest
            if mark.rest < len(line.text):
                if header.title_at is None and form.like_title(line.text[mark.rest :]):
                    header.title_at = (rest, line.end)
                else:
                    units += _gap_filler(text, line.start + mark.end, rest)
                    units.append(_Unit("teaser", rest, line.end, False))
        elif header.title_at is None and not any(unit.kind is None for unit in units) and _may_be_title(line):
            header.title_at = (line.start, line.end)
        elif form.is_credit(line.text):
            units.append(_Unit("credit", line.start, line.end, line.gap))
        else:
            units.append(_Unit(None, line.start, line.end, line.gap))
    # A date below the title is the item's; one above it may be the day on which the page was copied.
    dates = [iso for below, iso in header.dated if below and iso] or [iso for _, iso in header.dated if iso]
    header.published = dates[0] if dates else None
    if header.title_at is None:
        header.title = _first_words(text, units)
    return units, header


def _item_date(line: Line, header: _Header, units: Sequence[_Unit]) -> Stamp | None:
    """The date of the item that a line states; after the first paragraph a line with a date is prose."""
    mark = stamp(line.text)
    if mark is None or any(unit.kind in (None, "teaser") for unit in units):
        last = mark is not None and mark.rest == len(line.text)
        return mark if last and not any(iso for _, iso in header.dated) else None
    return mark


def _gap_filler(text: str, start: int, end: int) -> list[_Unit]:
    """The separator between a date and what follows it in the line."""
    mark = text[start:end]
    begin = start + len(mark) - len(mark.lstrip())
    return [_Unit("residue", begin, begin + len(mark.strip()), False)] if mark.strip() else []


def _may_be_title(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not (len(line.text) > 120 and form.ends_sentence(line.text))


def _first_words(text: str, units: Sequence[_Unit]) -> str:
    """What stands for the title of a text without one."""
    for unit in units:
        if unit.kind in (None, "teaser"):
            words = text[unit.start : unit.end].split()
            short = ""
            while words and len(short) + len(words[0]) < 80:
                short = f"{short} {words.pop(0)}".strip()
            return f"{short} …" if words else short
    return ""


def _with_title(text: str, blocks: list[Block], header: _Header, kickers_expected: bool) -> list[Block]:
    """Add the kicker and headline blocks and set the header's title."""
    start, end = header.title_at or (0, 0)
    offset = headline_offset(text[start:end], text[end:], kickers_expected=kickers_expected)
    header.title = join_title(text[start : start + offset], text[start + offset : end])
    if offset:
        blocks.append(Block("kicker", start, start + len(text[start : start + offset].rstrip())))
    blocks.append(Block("headline", start + offset, end))
    return blocks


def _name_captions(text: str, units: list[_Unit]) -> None:
    """Find the captions: they repeat an image's text, end in a credit, or stand between title or image and a credit."""
    alternative = ""
    run: list[_Unit] = []
    open_run = True
    for unit in units:
        content = text[unit.start : unit.end]
        if unit.kind == "residue":
            if form.is_image(content):
                alternative, run, open_run = form.alternative_text(content), [], True
        elif unit.kind == "credit":
            for captioned in run if open_run and len(run) <= 4 else ():
                captioned.kind = "caption"
            run, open_run = [], False
        elif unit.kind in ("date", "teaser"):
            run, open_run = [], True
        elif unit.kind is None:
            if len(content) <= _LONGEST_CAPTION and (
                (alternative and " ".join(content.split()) == " ".join(alternative.split()))
                or form.credit_at_end(content) is not None
                or (open_run and unit is not units[-1] and form.tells_positions(content))
            ):
                unit.kind = "caption"
            elif len(content) <= 300:
                run.append(unit)
            else:
                open_run = False


def _paragraphs(text: str, units: Sequence[_Unit]) -> list[_Unit]:
    """Join the lines of a paragraph that was wrapped at a fixed width."""
    wrapped = _is_wrapped(text, units)
    joined: list[_Unit] = []
    for unit in units:
        before = joined[-1] if joined else None
        if (
            before is not None
            and unit.kind is None
            and not unit.gap
            and before.kind in (None, "teaser")
            and (wrapped or _continues(text[before.start : before.end], text[unit.start : unit.end]))
        ):
            before.end = unit.end
        else:
            joined.append(unit)
    return joined


def _is_wrapped(text: str, units: Sequence[_Unit]) -> bool:
    """True if most prose lines break in the middle of a sentence, none being longer than a page is wide."""
    prose = [unit for unit in units if unit.kind is None]
    pairs = [(a, b) for a, b in pairwise(prose) if not b.gap]
    if len(pairs) < 2 or max(unit.end - unit.start for unit in prose) > 120:
        return False
    broken = sum(1 for a, _ in pairs if not form.ends_sentence(text[a.start : a.end]) and a.end - a.start > 30)
    return broken * 2 > len(pairs)


def _continues(before: str, after: str) -> bool:
    return not form.ends_sentence(before) and after[:1].islower()


def _name_subheadings(text: str, units: Sequence[_Unit]) -> None:
    seen_prose = False
    for unit, following in zip_longest(units, units[1:]):
        content = text[unit.start : unit.end]
        if (
            unit.kind is None
            and seen_prose
            and following is not None
            and following.kind is None
            and form.like_subheading(content)
            and following.end - following.start > len(content)
        ):
            unit.kind = "subheading"
        seen_prose = seen_prose or unit.kind in (None, "teaser")


def _finished(text: str, unit: _Unit, prose: BlockKind) -> list[Block]:
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
    text: str, unit: _Unit, cuts: Sequence[tuple[int, int]], kind: BlockKind, cut_kind: BlockKind
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
