"""How likely two entities are one thing: their names and contexts in, a probability and its reasons out.

The figures are set by hand, and so is their order: an abbreviation that is defined by its long form says
more than a common word, a shared neighbour says the more the fewer have it. They rank a list that a person reads;
nothing is merged by them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from kgraph.register import default_register
from kgraph.resolve.generic import is_generic
from kgraph.review.blocks import initials, surname
from kgraph.review.load import Subject
from kgraph.review.model import Kind, Ranked
from kgraph.vocab import schema

LEAST = 0.05
"""Probability below which a pair is not shown."""

_NEAR = 86.0  # `ratio` from which two names are near
_NEARER = 93.0  # the same for persons whose surnames differ: "Meier", "Meyer"
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"-((?:19|20)\d\d)(?:-\d\d)*$")

Found = tuple[Kind, float, str]
"""Kind, probability by the names alone, and what was found."""


class Chances:
    """Compares entities; knows how common each neighbour is.

    Attributes:
        compared: Number of pairs that were looked at.
    """

    def __init__(self, found: Iterable[Subject]) -> None:
        self.compared = 0
        self._common = Counter(item for subject in found for item in subject.context)

    def rank(self, one: Subject, other: Subject) -> Ranked | None:
        """The pair with its probability; None if it is out of the question or below `LEAST`."""
        self.compared += 1
        years = _year(one), _year(other)
        if all(years) and years[0].isdisjoint(years[1]):
            return None
        places = _places(one), _places(other)
        if all(places) and places[0] != places[1]:
            return None
        names = max(_by_names(one, other), key=lambda item: item[1], default=None)
        if names is None:
            return None
        kind, chance, told = names
        why = [told]
        if shared := sorted(one.context & other.context, key=lambda item: (self._common[item], item)):
            chance += self._context(shared) * (0.6 if kind == "same surname" else 0.35)
            why.append(f"both: {', '.join(shared[:3])}")
        if places[0] != places[1]:
            chance *= 0.6
            why.append("only one name tells a place")
        if one.type != other.type:
            chance *= 0.6
            why.append(f"{one.type} and {other.type}")
        if one.articles & other.articles and kind != "abbreviation":
            chance *= 0.4
            why.append("one article names both")
        chance = min(chance, 0.95)
        if chance < LEAST:
            return None
        gives_way, stays = sorted((one, other), key=_precedence)
        moves = min(one.statements, other.statements)
        return Ranked(kind, chance, moves, tuple(why), gives_way.key, stays.key)

    def _context(self, shared: Iterable[str]) -> float:
        """0 to 1: what few have in common says more than what many have."""
        return min(1.0, sum(1 / (1 + math.log(self._common[item])) for item in shared))


def _by_names(one: Subject, other: Subject) -> Iterator[Found]:
    """What the names say; of each pair of names, one is a preferred one."""
    if one.coarse == "Person":
        yield from _persons(one, other)
        return
    for left, right in _compared(one.folded, other.folded):
        told = _told(one, other, left, right)
        if _NUMBER.findall(left) != _NUMBER.findall(right) or is_generic(left) or is_generic(right):
            continue
        near = fuzz.ratio(left, right, score_cutoff=_NEAR)
        if _contains(left, right) or _contains(right, left):
            yield "part of name", 0.15, told
        elif near:
            yield "near name", 0.25 + 0.35 * _nearness(near), told
        elif _abbreviates(left, right) or _abbreviates(right, left):
            yield "abbreviation", 0.35, told


def _persons(one: Subject, other: Subject) -> Iterator[Found]:
    """Full names that are nearly equal or differ by a first name; a surname alone beside anybody of that name."""
    full = [[name for name in subject.folded if " " in name] for subject in (one, other)]
    if not all(full):
        for left, right in _compared(one.folded, other.folded):
            if surname(left) == surname(right):
                yield "same surname", 0.08, _told(one, other, left, right)
        return
    for left, right in _compared(*full):
        told = _told(one, other, left, right)
        near = fuzz.ratio(left, right, score_cutoff=_NEAR)
        if _further_name(left, right):
            yield "near name", 0.4, told
        elif near and surname(left) == surname(right):
            yield "near name", 0.2 + 0.4 * _nearness(near), told
        elif near >= _NEARER and left.split()[0] == right.split()[0]:
            yield "near name", 0.2 + 0.4 * _nearness(near), told


def _told(one: Subject, other: Subject, left: str, right: str) -> str:
    """Two names as they are spelt; where that is alike, what they are the names of."""
    spelt, also = one.spelt[left], other.spelt[right]
    return f"“{spelt}” and “{also}”" if spelt != also else f"both “{spelt}”: {one.key} and {other.key}"


def _compared(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """The preferred name of each with all names of the other."""
    return list(dict.fromkeys([*((one[0], name) for name in other), *((name, other[0]) for name in one)]))


def _nearness(ratio: float) -> float:
    return (ratio - _NEAR) / (100 - _NEAR)


def _further_name(left: str, right: str) -> bool:
    """True if one has the other's first names and more: "hans müller", "hans-peter müller"."""
    first, second = (set(re.split(r"[\s.-]+", name.rpartition(" ")[0])) for name in (left, right))
    return surname(left) == surname(right) and first != second and (first <= second or second <= first)


def _abbreviates(short: str, long: str) -> bool:
    return 2 < len(short) < 9 and " " in long and initials(long) == short


def _contains(part: str, whole: str) -> bool:
    """True if a name of its own stands whole in a longer one: "amt direkt" in "portal amt direkt"."""
    return part != whole and len(part) > 5 and f" {part} " in f" {whole} "


def _year(subject: Subject) -> frozenset[str]:
    """The figures that tell which of a series an event is: those of its name and, where it has a date, of its key."""
    if subject.coarse != "Event":
        return frozenset()
    return frozenset(_NUMBER.findall(subject.folded[0])) | frozenset(_YEAR.findall(subject.key))


def _places(subject: Subject) -> frozenset[str]:
    """Places that its names tell: "Digitalstrategie Jena" is not that of Kiel."""
    if subject.coarse in ("Person", "Jurisdiction", "Place"):
        return frozenset()
    return frozenset().union(*map(_places_in, subject.names))


@lru_cache(maxsize=65536)
def _places_in(name: str) -> frozenset[str]:
    register = default_register()
    words = [word for word in re.findall(r"\w+", name) if word[:1].isupper()]
    texts = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    found = (entry for text in texts for entry in register.named(text)[:1])
    return frozenset(entry.key for entry in found if schema().coarse(entry.type) == "Jurisdiction")


def _precedence(subject: Subject) -> tuple[bool, int, int, str]:
    """The one that gives way comes first: what the register lacks, of which less is said, whose name is shorter."""
    return subject.registered, subject.statements, len(subject.names[0]), subject.key
