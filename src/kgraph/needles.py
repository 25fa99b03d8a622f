"""Of many patterns, tell which may be found in a text: one pass over the text rules out nearly all of them.

Most patterns cannot be found without some literal text: "\\b(?:Jury|Preisgericht)\\b" not without one of two words.
These needles are read off the parsed pattern, and one automaton looks for those of all patterns at once. It only
rules out: what it leaves is searched by the pattern itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # the standard library has no other way to parsed patterns
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick


def sieve(patterns: Sequence[re.Pattern[str]]) -> Callable[[str], list[int]]:
    """A function from a text to the places, in order, of the patterns that may be found in it."""
    always = []
    bearers: dict[str, list[int]] = {}
    for place, pattern in enumerate(patterns):
        found = needles(pattern)
        if not found:
            always.append(place)
        for needle in found:
            bearers.setdefault(needle, []).append(place)
    if not bearers:
        return lambda text: always
    machine = ahocorasick.Automaton()
    for needle, places in bearers.items():
        machine.add_word(needle, places)
    machine.make_automaton()

    def may_be_found(text: str) -> list[int]:
        hits = (places for _, places in machine.iter(_folded(text)))
        return sorted({*always, *(place for places in hits for place in places)})

    return may_be_found


def needles(pattern: re.Pattern[str]) -> frozenset[str]:
    """Texts, folded, one of which stands wherever the pattern is found; empty if there are none for sure."""
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags))


def _folded(text: str) -> str:
    """Lower case, and those letters alike that are so for `re.IGNORECASE` though not for `str.lower`."""
    return text.replace("ſ", "s").replace("ı", "i").replace("İ", "i").lower()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The needles of the part of a sequence whose shortest needle is the longest."""
    best: frozenset[str] = frozenset()
    for found in _parts(items):
        if found and min(map(len, found)) > min(map(len, best), default=0):
            best = found
    return best


def _parts(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    """The needles of each part: letters in a row are one."""
    run = ""
    for code, value in items:
        letter = _letter(code, value)
        if letter:
            run += letter
            continue
        if code is op.AT:
            continue  # a place, which takes no room between letters
        yield frozenset({run} - {""})
        run = ""
        if code is op.BRANCH:
            ways = [_of_sequence(way) for way in value[1]]
            yield frozenset().union(*ways) if all(ways) else frozenset()
        elif code is op.SUBPATTERN:
            yield _of_sequence(value[3])
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
            yield _of_sequence(value[2])
    yield frozenset({run} - {""})


def _letter(code: Any, value: Any) -> str:
    """The letter, folded, that stands for sure at one place of a pattern; empty if there may be several."""
    if code is op.LITERAL:
        return _folded(chr(value))
    if code is op.IN and all(one is op.LITERAL for one, _ in value):
        letters = {_folded(chr(letter)) for _, letter in value}
        return letters.pop() if len(letters) == 1 else ""
    return ""
