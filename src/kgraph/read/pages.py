"""A page in, the spans of its news items out.

An item of a list page is told by its date (below its title, above it, before it in the line, or
at its end), by the "mehr ..." that ends the one before, or by a drawn rule. Which of these a page
uses is decided for the page as a whole, so that one stray date does not cut an article.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.read import lines as form
from kgraph.read.dates import Stamp, stamp
from kgraph.read.lines import Line

_SHORT = 40
"""Longest label ("Pressemitteilung") beside a date."""


def cut(text: str) -> list[tuple[int, int]]:
    """Cut a page into the spans of its items; a page of one item gives one span or none."""
    lines = form.lines_of(text)
    stamps = [stamp(line.text) for line in lines]
    marked = _marked_starts(lines, stamps)
    starts = sorted(_with_kicker_lines(lines, stamps, _dated_starts(lines, stamps)) | marked)
    if starts and starts[0] > 0 and (starts[0] in marked or _is_article(lines[: starts[0]])):
        starts.insert(0, 0)
    spans: list[tuple[int, int]] = []
    for first, after in zip(starts, [*starts[1:], len(lines)], strict=False):
        if spans and not _has_prose(lines[first:after], stamps[first:after]):
            spans[-1] = (spans[-1][0], lines[after - 1].end)
        else:
            spans.append((lines[first].start, lines[after - 1].end))
    return spans


def is_label(rest: str, following: Line | None) -> bool:
    """True if what stands beside a date only labels it, the title being the next line."""
    return len(rest) <= _SHORT and following is not None and form.like_title(following.text)


def kicker_line(text: str, start: int, end: int) -> bool:
    """True if an item begins with a kicker in a line of its own, a title line and a date following."""
    first = form.lines_of(text, start, end)[:3]
    if len(first) < 3 or not _like_kicker(first[0]) or not form.like_title(first[1].text):
        return False
    return stamp(first[1].text) is None and stamp(first[2].text) is not None


def _dated_starts(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> set[int]:
    """Lines that begin an item because of a date; the way used most often on the page decides."""
    below: set[int] = set()
    above: set[int] = set()
    within: set[int] = set()
    for index, mark in enumerate(stamps):
        if mark is None:
            continue
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) and stamps[index + 1] is None else None
        rest = line.text[mark.rest :]
        title = _title_above(lines, stamps, index)
        if title is not None:
            below.add(title)
        elif is_label(rest, following):
            above.add(index)
        elif rest and form.like_title(rest):
            within.add(index)
    starts = max((below, above, within), key=len)
    if starts is above and _dates_come_last(lines, stamps, above):
        starts = {0} | {index + 1 for index in above}
    bracketed = any(mark is not None and mark.bracketed for mark in stamps)
    # A single date without brackets may stand in any article; it takes two to make a list.
    return starts if len(starts) > 1 or (starts is below and bracketed) else set()


def _dates_come_last(lines: Sequence[Line], stamps: Sequence[Stamp | None], above: set[int]) -> bool:
    """True if each date ends an item: the page begins with one that has a title and text, and ends with a date."""
    content = [index for index, line in enumerate(lines) if not form.is_furniture(line.text)]
    last = stamps[content[-1]] if content else None
    return last is not None and last.rest == len(lines[content[-1]].text) and _has_prose(lines[: min(above)], stamps)


def _title_above(lines: Sequence[Line], stamps: Sequence[Stamp | None], index: int) -> int | None:
    """The title line to which the date in line `index` belongs, pictures between them skipped."""
    for place in range(index - 1, max(-1, index - 4), -1):
        if form.is_image(lines[place].text):
            continue
        if stamps[place] is None and form.like_title(lines[place].text):
            return place
        return None
    return None


def _marked_starts(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> set[int]:
    """Lines that begin an item because the one before it ends in "mehr ..." or is a drawn rule."""
    starts: set[int] = set()
    for index in range(1, len(lines)):
        before = lines[index - 1].text
        leads_on = form.is_more(before) or form.more_at_end(before) is not None
        drawn = form.is_rule(before) and before[0] in "-=_#"
        if (leads_on or drawn) and stamps[index] is None and form.like_title(lines[index].text):
            starts.add(index)
    return starts


def _with_kicker_lines(lines: Sequence[Line], stamps: Sequence[Stamp | None], starts: set[int]) -> set[int]:
    """Begin each item one line earlier, if most have a short line above the title that belongs to nothing before."""

    def has_kicker(start: int) -> bool:
        if start == 0 or start - 1 in starts or stamps[start - 1] is not None or not _like_kicker(lines[start - 1]):
            return False
        before = lines[start - 2].text if start > 1 else ""
        ended = form.ends_sentence(before) or form.is_furniture(before) or form.more_at_end(before) is not None
        return stamps[start] is None and (not before or ended or lines[start - 1].gap)

    with_kicker = {start for start in starts if has_kicker(start)}
    if len(with_kicker) < 2 or len(with_kicker) * 3 < len(starts) * 2:
        return starts
    return {start - 1 if start in with_kicker else start for start in starts}


def _like_kicker(line: Line) -> bool:
    return (
        len(line.text) <= 60
        and ":" not in line.text
        and form.like_title(line.text)
        and not form.ends_sentence(line.text)
        and stamp(line.text) is None
    )


def _is_article(lines: Sequence[Line]) -> bool:
    """True if what stands above the first dated item is an article of its own, not the page's heading."""
    return sum(len(line.text) for line in lines if not form.is_furniture(line.text)) >= 200


def _has_prose(lines: Sequence[Line], stamps: Sequence[Stamp | None]) -> bool:
    """True if a title is followed by something that it is the title of."""
    length = 0
    for line, mark in list(zip(lines, stamps, strict=False))[1:]:
        if not form.is_furniture(line.text) and not form.is_credit(line.text):
            length += len(line.text) - (mark.rest if mark else 0)
    return length >= 20
