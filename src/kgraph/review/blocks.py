"""Pairs of entities that are worth comparing, never all of them.

Entities of one coarse type share a *block* if they share a word of a name, the initials of one are a name of
the other, or (persons) the surname. In a small block each meets each. In a large one ("Müller") they stand in
line, once by name and once by context, and each meets the next few only: the work grows with the number of
entities, not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from kgraph.review.load import Subject

SMALL = 30
"""Entities up to which all pairs of a block are compared."""

WINDOW = 6
"""In a larger block: how many that follow each one meets."""

_WORD = re.compile(r"\w{3,}")
_COMMON = frozenset(
    "der die das des dem den für und von vom zur zum mit bei aus auf ein eine einer eines im in am an".split()
)


def pairs(found: Iterable[Subject]) -> Iterator[tuple[Subject, Subject]]:
    """Yield pairs of different keys, each once, the lesser key first; two register entries never meet."""
    seen: set[tuple[str, str]] = set()
    for block in _blocks(found).values():
        for one, other in _meetings(block):
            left, right = (one, other) if one.key < other.key else (other, one)
            if (left.key, right.key) not in seen and not (left.registered and right.registered):
                seen.add((left.key, right.key))
                yield left, right


def surname(name: str) -> str:
    """The last word of a person's name in normal form."""
    return name.rpartition(" ")[2]


def initials(name: str) -> str:
    """The first letters of the words of a name in normal form, small words left out: "akdb"."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word not in _COMMON)


def _blocks(found: Iterable[Subject]) -> dict[tuple[str, str], list[Subject]]:
    blocks: dict[tuple[str, str], dict[str, Subject]] = defaultdict(dict)
    for subject in found:
        for word in _words(subject):
            blocks[subject.coarse, word][subject.key] = subject
    ordered = sorted(blocks.items())
    return {key: list(block.values()) for key, block in ordered if len(block) > 1}


def _words(subject: Subject) -> set[str]:
    """Under what an entity is found."""
    if subject.coarse == "Person":
        return {f"surname {surname(name)}" for name in subject.folded} | {f"start {subject.folded[0][:5]}"}
    words: set[str] = set()
    for name in subject.folded:
        words |= {word for word in _WORD.findall(name) if word not in _COMMON}
        words.add(f"start {name[:4]}")
        short = initials(name)
        if 2 < len(short) < 9:
            words.add(short)
        elif " " not in name and len(name) < 9:
            words.add(name)
    return words


def _meetings(block: Sequence[Subject]) -> Iterator[tuple[Subject, Subject]]:
    if len(block) <= SMALL:
        yield from combinations(block, 2)
        return
    lines: tuple[Callable[[Subject], object], ...] = (
        lambda subject: (subject.folded[0], subject.key),
        lambda subject: (sorted(subject.context), subject.key),
    )
    for order in lines:
        line = sorted(block, key=order)  # type: ignore[arg-type]
        for place, one in enumerate(line):
            for other in line[place + 1 : place + 1 + WINDOW]:
                yield one, other
