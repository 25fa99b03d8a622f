"""Under which names else a suppressed person may come: keys of decisions in, a judgement on names and texts out.

A key is made from one spelling of a full name. Another article may abbreviate the given name ("F. Öttinger"), have a
further one, capitals or another spelling of the umlaut, or the surname alone; each of these has a key of its own or
none. Here such a name counts as theirs: that somebody else's is left out as well weighs less than that theirs comes
back. A name that many bear counts by its key only, and `decide different` tells two keys apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgraph.names import slug, without_titles
from kgraph.resolve.decisions import Decisions
from kgraph.resolve.namesakes import namesakes

_PERSON = "person/"
_SPELT = {"ae": "(?:ae|ä)", "oe": "(?:oe|ö)", "ue": "(?:ue|ü)", "ss": "(?:ss|ß)"}
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))
_MARKED = {
    "a": "aáàâãåă",
    "c": "cçčć",
    "e": "eéèêëę",
    "g": "gğ",
    "i": "iíìîïı",
    "l": "lł",
    "n": "nñńň",
    "o": "oóòôõø",
    "r": "rř",
    "s": "sšşś",
    "u": "uúùûů",
    "y": "yý",
    "z": "zžźż",
}
_SOUNDS = re.compile("|".join((*_SPELT, *_MARKED)))
_BETWEEN = r"(?:[\s-]+[^\W\d_][\w.]*){0,2}?"
"""Further given names, and what stands between parts of a noble name."""


@dataclass(frozen=True)
class Bearers:
    """The suppressed persons.

    Attributes:
        keys: Theirs.
        names: Each one's full name as parts of a slug, by key.
    """

    keys: frozenset[str]
    names: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, keys: Iterable[str]) -> Bearers:
        """Those among some keys that are persons'."""
        return _bearers(frozenset(key for key in keys if key.startswith(_PERSON)))

    def may_be(self, name: str, key: str, decisions: Decisions) -> bool:
        """Whether somebody of that name and key may be one of them."""
        bare = without_titles(name)
        if not self.names or namesakes().shared(bare):
            return False
        parts = tuple(slug(bare).split("-"))
        if parts[-1].endswith("s") and any(known[-1] == parts[-1][:-1] for _, known in self.names):  # a genitive
            parts = (*parts[:-1], parts[-1][:-1])
        alone = len(bare.split()) == 1
        return any(
            (_only_surname(parts, known) if alone else _alike(parts, known)) and not decisions.kept_apart(key, theirs)
            for theirs, known in self.names
        )

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text has one of their full names, in any of these forms."""
        for pattern in _patterns(self.names):
            yield from (found.span() for found in pattern.finditer(text))

    def masked(self, text: str, mask: str) -> str:
        """A text with `mask` where it has one of their full names."""
        for pattern in _patterns(self.names):
            text = pattern.sub(mask, text)
        return text

    def surnames(self) -> Iterator[str]:
        """Their surnames in small letters, in each spelling of umlauts."""
        for _, known in self.names:
            last = known[-1]
            for plain, umlaut in _UMLAUTS:
                if plain in last:
                    yield last.replace(plain, umlaut)
            yield last

    def in_address(self, address: str) -> bool:
        """Whether the address of a page has one of their full names, or a surname of theirs as a word."""
        words = slug(address, limit=2000).split("-")
        return any(known[-1] in words and (len(known[-1]) > 3 or known[0] in words) for _, known in self.names)


NOBODY = Bearers(frozenset(), ())


@lru_cache(maxsize=8)
def _bearers(keys: frozenset[str]) -> Bearers:
    parts = ((key, tuple(key.removeprefix(_PERSON).split("-"))) for key in sorted(keys))
    known = tuple((key, name) for key, name in parts if len(name) > 1 and not namesakes().shared(" ".join(name)))
    return Bearers(keys, known)


def _only_surname(parts: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return len(parts) < len(known) and known[-len(parts) :] == parts


def _alike(parts: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """The same surname, and given names of which the fewer are among the others, the first alike."""
    if parts[-1] != known[-1]:
        return False
    fewer, more = sorted((parts[:-1], known[:-1]), key=len)
    rest = iter(more[1:])
    return _same(fewer[0], more[0]) and all(any(_same(one, other) for other in rest) for one in fewer[1:])


def _same(one: str, other: str) -> bool:
    """Equal, or one the initial of the other."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


@lru_cache(maxsize=8)
def _patterns(names: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(known[0], known[-1]) for _, known in names)


def _pattern(given: str, surname: str) -> re.Pattern[str]:
    first, last = _spelt(given), _spelt(surname)
    initial = rf"{_spelt(given[0])}\."
    ending = r"(?:s|['’]s?)?(?!\w)"
    forward = rf"(?:{first}|{initial}){_BETWEEN}[\s-]*(?<!\w){last}{ending}"
    return re.compile(rf"(?<!\w)(?:{forward}|{last},\s{first}(?!\w))", re.IGNORECASE)


def _spelt(part: str) -> str:
    """What matches a part of a slug as it may be spelt."""
    return _SOUNDS.sub(lambda found: _SPELT.get(found[0]) or f"[{_MARKED[found[0]]}]", re.escape(part))
