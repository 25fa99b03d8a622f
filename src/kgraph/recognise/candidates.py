"""Candidates for names, and the choice among overlapping ones.

Every finder of this package yields `Candidate`s freely; `choose` keeps the set of
non-overlapping ones with the greatest total score (weighted interval scheduling), so that no
finder's order and no greedy first hit decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Candidate(NamedTuple):
    """A stretch of text that may be a name.

    Attributes:
        start: Code point where the whole expression starts ("Portal „Bürgerdienste-Saar“").
        end: Where it ends, exclusive.
        type: Fine type.
        rule: Finder and form, such as `form:service-quoted`.
        score: Preference; longer and surer is more.
        name_start: Where the name proper starts, if it is only a part ("Bürgerdienste-Saar").
        name_end: Where it ends.
        keys: Register entries that bear this name, the likeliest first.
        head: Span of the head word, where it alone may name the thing too ("Rahmenvereinbarung zur …").
        nested: It may stand inside another name and still counts ("Münchner" in "Münchner Stadtrat").
    """

    start: int
    end: int
    type: str
    rule: str
    score: float
    name_start: int
    name_end: int
    keys: tuple[str, ...] = ()
    head: tuple[int, int] | None = None
    nested: bool = False


def weigh(weight: float, length: int) -> float:
    """Score of a candidate of `length` code points: more than proportional, so that a whole beats its parts."""
    return float(weight * length**1.3)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The non-overlapping candidates of greatest total score, and the nested ones within, in text order."""
    pool = sorted(set(candidates), key=lambda c: (c.end, c.start, -c.score, c.rule, c.type))
    if not pool:
        return []
    ends = [c.end for c in pool]
    best = [0.0] * (len(pool) + 1)
    previous = [0] * len(pool)
    for i, c in enumerate(pool):
        previous[i] = bisect_right(ends, c.start, 0, i)
        best[i + 1] = max(best[i], best[previous[i]] + c.score)
    chosen: list[Candidate] = []
    i = len(pool)
    while i:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            chosen.append(pool[i - 1])
            i = previous[i - 1]
    outer = sorted(chosen, key=lambda c: c.start)
    inner = [c for c in pool if c.nested and any(_may_hold(o, c) for o in outer) and c not in chosen]
    return sorted([*outer, *_without_overlap(inner)], key=lambda c: (c.start, -c.end))


def _may_hold(outer: Candidate, inner: Candidate) -> bool:
    """Whether a name inside another counts: "Münchner Stadtrat" names Munich, "Bayerischer Städtetag" no Land."""
    if not (
        outer.start <= inner.start and inner.end <= outer.end and inner.end - inner.start < outer.end - outer.start
    ):
        return False
    if outer.type == "Event" and inner.type in _OWNERS:
        return outer.start < inner.start
    if outer.type in _CLOSED or (outer.start == inner.start and inner.rule in ("register", "register:in")):
        return False
    return not (outer.keys and inner.rule == "register:in" and outer.type != "Ministry")


_OWNERS = frozenset({"Ministry", "Committee"})  # "Sitzung des IT-Planungsrats"
_CLOSED = frozenset(
    {"Event", "Place", "State", "Land", "District", "Municipality", "Association", "Company", "Research", "Person"}
)


def _without_overlap(inner: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for c in sorted(inner, key=lambda c: (-(c.end - c.start), -c.score, c.start, c.rule)):
        if all(c.end <= k.start or k.end <= c.start for k in kept):
            kept.append(c)
    return kept
