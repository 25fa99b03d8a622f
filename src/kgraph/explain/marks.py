"""A text cut at its marks, marks inside marks included, for whoever has to write it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.explain.reading import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked stretch with what is in it."""

    mark: Mark
    inner: tuple[str | Marked, ...]


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[str | Marked, ...]:
    """The text from `start` to `end` in order, plain or marked; a mark that crosses another is left out."""
    out: list[str | Marked] = []
    at = start
    rest = sorted(marks, key=lambda m: (m.start, -m.end))
    while rest:
        mark = rest.pop(0)
        if mark.start < at or mark.end > end:
            continue
        inner = [m for m in rest if m.end <= mark.end]
        rest = [m for m in rest if m.end > mark.end]
        if at < mark.start:
            out.append(text[at : mark.start])
        out.append(Marked(mark, pieces(text, mark.start, mark.end, inner)))
        at = mark.end
    if at < end:
        out.append(text[at:end])
    return tuple(out)
