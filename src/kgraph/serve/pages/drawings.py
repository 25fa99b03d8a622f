"""The geometry of drawings that stand in a page as SVG: bars of years, bars of offices, a small network.

Only numbers are made here; templates write the elements, so that no text passes unescaped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgraph.views import Neighbour, OfficeView, Reference

STATUSES = ("fact", "planned", "ended", "denied")
_HEIGHT = 90
_WIDTH = 22
_GAP = 6


@dataclass(frozen=True, slots=True)
class Part:
    """The statements of one status in one year."""

    status: str
    number: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One year; `x` is its left side."""

    year: str
    x: int
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side; `height` is that of the greatest."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    undated: int


def year_bars(years: Mapping[str, Mapping[str, int]]) -> Bars | None:
    """Bars of the statements of each year, years without any included; None if no year is known."""
    known = sorted(year for year in years if year.isdecimal() and len(year) == 4)
    if not known:
        return None
    span = range(int(known[0]), int(known[-1]) + 1)
    # A single date far off must not make the rest a hairline.
    shown = [f"{year:04}" for year in span][-40:]
    most = max((sum(years.get(year, {}).values()) for year in shown), default=1)
    bars = tuple(_bar(year, place, years.get(year, {}), most) for place, year in enumerate(shown))
    undated = sum(sum(statuses.values()) for year, statuses in years.items() if year not in shown)
    return Bars(len(shown) * (_WIDTH + _GAP), _HEIGHT, bars, undated)


def _bar(year: str, place: int, statuses: Mapping[str, int], most: int) -> Bar:
    parts, top = [], float(_HEIGHT)
    for status in STATUSES:
        if number := statuses.get(status, 0):
            height = max(2.0, round(_HEIGHT * number / max(most, 1), 1))
            top = round(top - height, 1)
            parts.append(Part(status, number, top, height))
    return Bar(year, place * (_WIDTH + _GAP), sum(statuses.values()), tuple(parts))


@dataclass(frozen=True, slots=True)
class OfficeBar:
    """An office on a line of time: `x` and `width` in percent of the line; no width where nothing dates it."""

    office: OfficeView
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class OfficeBars:
    """Offices on one line of time from `first` to `last`, both years; empty years where nothing dates them."""

    first: str
    last: str
    bars: tuple[OfficeBar, ...]


def office_bars(tenures: Sequence[OfficeView]) -> OfficeBars:
    """Place offices on a common line of time."""
    days = [day for tenure in tenures for day in (tenure.begin, tenure.end) if day]
    if not days:
        return OfficeBars("", "", tuple(OfficeBar(tenure, 0, 0) for tenure in tenures))
    first, last = int(min(days)[:4]), int(max(days)[:4]) + 1
    bars = []
    for tenure in tenures:
        if not tenure.begin:
            bars.append(OfficeBar(tenure, 0, 0))
            continue
        begin, end = _year(tenure.begin), _year(tenure.end, last=True)
        x = 100 * (begin - first) / (last - first)
        width = max(1.5, 100 * (end - begin) / (last - first))
        bars.append(OfficeBar(tenure, round(min(x, 98.5), 2), round(min(width, 100 - min(x, 98.5)), 2)))
    return OfficeBars(str(first), str(last - 1), tuple(bars))


def _year(day: str, *, last: bool = False) -> float:
    """A day as a number of years; of a date that is cut, its first or last day."""
    parts = [int(part) for part in day.split("-")]
    month = parts[1] if len(parts) > 1 else 12 if last else 1
    of_month = parts[2] if len(parts) > 2 else 30 if last else 1
    return parts[0] + (month - 1) / 12 + (of_month - 1) / 365


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of a network; `words` is its name in one or two lines."""

    thing: Reference
    x: int
    y: int
    words: tuple[str, ...]
    centre: bool
    statements: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network: `lines` are pairs of points, the first ones from the centre."""

    left: int
    top: int
    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[tuple[int, int, int, int, bool], ...]


_LINE = 15  # letters of a line beside a dot
_STEP = 44  # pixels between two dots on one side
_HALF = (215, 24)  # half the width of the drawing, with the names; room above and below the outermost dots


def network_drawing(thing: Reference, neighbours: Sequence[Neighbour]) -> Drawing | None:
    """Place an entity in the middle and its neighbours left and right of it on an ellipse; None if it has none.

    Names stand outside, so that none hides another.
    """
    if not neighbours:
        return None
    half = (len(neighbours) + 1) // 2
    spots = {n.thing.key: _spot(place, half, len(neighbours)) for place, n in enumerate(neighbours)}
    lines = [(0, 0, *spot, True) for spot in spots.values()]
    lines += [(*spots[n.thing.key], *spots[key], False) for n in neighbours for key in n.edges if key in spots]
    height = max(abs(y) for _, y in spots.values()) + _HALF[1] + 8
    dots = [Dot(thing, 0, 0, _lines(thing.label), True, 0)]
    dots += [Dot(n.thing, *spots[n.thing.key], _lines(n.thing.label), False, n.statements) for n in neighbours]
    return Drawing(-_HALF[0], -height, 2 * _HALF[0], 2 * height, tuple(dots), tuple(lines))


def _spot(place: int, half: int, number: int) -> tuple[int, int]:
    """The first half to the right, from above; the other to the left, from below: so a kind stays together."""
    right = place < half
    of_side = half if right else number - half
    row = place if right else number - 1 - place
    y = (row - (of_side - 1) / 2) * _STEP
    reach = max(_STEP * half / 2, 1)
    x = 40 + 45 * math.sqrt(max(0.0, 1 - (y / reach) ** 2))
    return round(x if right else -x), round(y)


def _lines(name: str) -> tuple[str, ...]:
    """A name in at most two lines; what is too long ends in an ellipsis."""
    first, rest = "", ""
    for word in name.split():
        if not rest and len(f"{first} {word}") <= _LINE + 1:
            first = f"{first} {word}".strip()
        else:
            rest = f"{rest} {word}".strip()
    cut = [line if len(line) <= _LINE + 1 else line[: _LINE - 1].rstrip() + "…" for line in (first or rest, rest)]
    return tuple(cut if first and rest else cut[:1])
