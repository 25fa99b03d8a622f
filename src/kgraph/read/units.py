"""The lines of one news item in, units of known kind out: what each line is, in the light of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from kgraph.read import lines as form
from kgraph.read.dates import Stamp, stamp
from kgraph.read.lines import Line
from kgraph.read.pages import is_label
from kgraph.records import BlockKind

_LONGEST_TITLE = 220
_LONGEST_CAPTION = 400


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of an item before its lines are looked at.

    Attributes:
        prose: What a paragraph is called: `body`, or `teaser` in a list.
        kickers_expected: See `titles.headline_offset`.
        known: Kinds that page or markup gave, by the offset at which the line begins.
        find_subheadings: False if the markup names the headings, so that short lines are list items.
    """

    prose: BlockKind = "body"
    kickers_expected: bool = False
    known: Mapping[int, BlockKind] = field(default_factory=dict)
    find_subheadings: bool = True


PLAIN = Hints()
"""Nothing is known: plain text."""


@dataclass(slots=True)
class Unit:
    """A paragraph or line on its way to a block; `gap`: a blank line stands before it."""

    kind: BlockKind | None
    start: int
    end: int
    gap: bool


@dataclass(slots=True)
class Header:
    """What the lines so far say: where the title is, the dates (below it or not, ISO 8601), whether prose began."""

    title: str = ""
    published: str | None = None
    title_at: tuple[int, int] | None = None
    dated: list[tuple[bool, str]] = field(default_factory=list)
    in_prose: bool = False


def units_of(text: str, lines: Sequence[Line], hints: Hints) -> tuple[list[Unit], Header]:
    """Name what a line shows on its face; what is left (`None`) is prose."""
    units: list[Unit] = []
    header = Header()
    for line, following in zip_longest(lines, lines[1:]):
        if line.start in hints.known:
            units.append(Unit(hints.known[line.start], line.start, line.end, line.gap))
        elif form.is_furniture(line.text):
            units.append(Unit("residue", line.start, line.end, line.gap))
        elif (mark := _item_date(line, following, header)) is not None:
            if mark.iso:
                header.dated.append((header.title_at is not None, mark.iso))
            units.append(Unit("date", line.start, line.start + mark.end, line.gap))
            rest = line.start + mark.rest
            if header.title_at is None and is_label(line.text[mark.rest :], following):
                units += _beside(text, line.start + mark.end, line.end)
                continue
            units += _beside(text, line.start + mark.end, rest)
            if header.title_at is None and form.like_title(line.text[mark.rest :]):
                header.title_at = (rest, line.end)
            elif rest < line.end:
                units.append(Unit("teaser", rest, line.end, False))
                header.in_prose = True
        elif header.title_at is None and not header.in_prose and _may_be_title(line):
            header.title_at = (line.start, line.end)
        elif form.is_credit(line.text):
            units.append(Unit("credit", line.start, line.end, line.gap))
        else:
            units.append(Unit(None, line.start, line.end, line.gap))
            header.in_prose = True
    # A date below the title is the item's; one above it may be the day on which the page was copied.
    dates = [iso for below, iso in header.dated if below] or [iso for _, iso in header.dated]
    header.published = dates[0] if dates else None
    if header.title_at is None:
        header.title = _first_words(text, units)
    return units, header


def name_captions(text: str, units: list[Unit]) -> None:
    """Find the captions: they repeat an image's text, end in a credit, or stand between title or image and a credit."""
    alternative = ""
    run: list[Unit] = []
    open_run = True
    for unit in units:
        content = text[unit.start : unit.end]
        if unit.kind == "residue":
            if form.is_image(content):
                alternative, run, open_run = form.alternative_text(content), [], True
        elif unit.kind == "credit":
            for captioned in _captioned(run, unit) if open_run and len(run) <= 4 else ():
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


def _captioned(run: Sequence[Unit], credit: Unit) -> Sequence[Unit]:
    """The lines that a credit may belong to: if it stands right below one, none beyond a blank line above that."""
    if credit.gap:
        return run
    first = next((i for i in range(len(run) - 1, -1, -1) if run[i].gap), 0)
    return run[first:]


def paragraphs(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Join the lines of a paragraph that was wrapped at a fixed width."""
    wrapped = _is_wrapped(text, units)
    joined: list[Unit] = []
    for unit in units:
        before = joined[-1] if joined else None
        if (
            before is not None
            and unit.kind is None
            and not unit.gap
            and before.kind in (None, "teaser")
            and (wrapped or _continues(text[max(before.start, before.end - 40) : before.end], text[unit.start]))
        ):
            before.end = unit.end
        else:
            joined.append(unit)
    return joined


def name_subheadings(text: str, units: Sequence[Unit]) -> None:
    """Find the subheadings: short lines without final punctuation between paragraphs."""
    seen_prose = False
    for unit, following in zip_longest(units, units[1:]):
        content = text[unit.start : unit.end]
        if (
            unit.kind is None
            and seen_prose
            and following is not None
            and following.kind is None
            and form.like_subheading(content)
            and stamp(content) is None
            and (following.end - following.start > 100 or form.ends_sentence(text[following.start : following.end]))
        ):
            unit.kind = "subheading"
        seen_prose = seen_prose or unit.kind in (None, "teaser")


def _item_date(line: Line, following: Line | None, header: Header) -> Stamp | None:
    """The date of the item that a line states: above the text, or alone at its end; within the text it is prose."""
    mark = stamp(line.text)
    if mark is None or not header.in_prose:
        return mark
    ends = following is None or form.is_furniture(following.text)
    return mark if ends and mark.rest == len(line.text) and not header.dated else None


def _beside(text: str, start: int, end: int) -> list[Unit]:
    """The separator or label beside a date."""
    mark = text[start:end]
    begin = start + len(mark) - len(mark.lstrip())
    return [Unit("residue", begin, begin + len(mark.strip()), False)] if mark.strip() else []


def _may_be_title(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not (len(line.text) > 120 and form.ends_sentence(line.text))


def _first_words(text: str, units: Sequence[Unit]) -> str:
    """What stands for the title of a text without one."""
    for unit in units:
        if unit.kind in (None, "teaser"):
            words = text[unit.start : min(unit.end, unit.start + 200)].split()
            short = ""
            while words and len(short) + len(words[0]) < 80:
                short = f"{short} {words.pop(0)}".strip()
            return f"{short} …" if words else short
    return ""


def _is_wrapped(text: str, units: Sequence[Unit]) -> bool:
    """True if most prose lines break in the middle of a sentence, none being longer than a page is wide."""
    prose = [unit for unit in units if unit.kind is None]
    pairs = [(a, b) for a, b in pairwise(prose) if not b.gap]
    if len(pairs) < 2 or max(unit.end - unit.start for unit in prose) > 120:
        return False
    broken = sum(1 for a, _ in pairs if not form.ends_sentence(text[a.start : a.end]) and a.end - a.start > 30)
    return broken * 2 > len(pairs)


def _continues(before: str, after: str) -> bool:
    return not form.ends_sentence(before) and after.islower()
