"""The index: names by their keys and by the words of these, and the search in them.

A search goes from what fits best to what fits least and stops once enough is found. What fits equally well is
ranked by the kind of its name, then by the number of articles, then by key, so that the order is always the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise

from kgraph.search.keys import search_key
from kgraph.search.load import things as read_things
from kgraph.search.model import MATCHES, Hit, Match, NameKind, Thing
from kgraph.search.similar import Similar
from kgraph.store import Store

_LAST = "\U0010ffff"
_SHORTEST_INSIDE = 4  # letters: less is inside nearly everything
_MOST = 4000  # names that one step weighs at most; they come in the order of their articles
_KIND_RANK: dict[NameKind, int] = {"label": 0, "abbreviation": 0, "other": 1, "hidden": 2}
_SCORES: dict[Match, float] = {"exact": 1.0, "prefix": 0.85, "words": 0.7, "inside": 0.5, "similar": 0.45}


@dataclass(frozen=True, slots=True)
class _Named:
    """One name in the index; `rank` is its place in the order of articles."""

    thing: int
    text: str
    key: str
    kind: NameKind
    rank: int


@dataclass(frozen=True)
class SearchIndex:
    """All names of a store, ready to be searched.

    Attributes:
        things: By key.
    """

    things: tuple[Thing, ...]
    _names: tuple[_Named, ...] = field(repr=False)
    _keys: tuple[str, ...] = field(repr=False)
    _by_key: tuple[int, ...] = field(repr=False)
    _words: tuple[str, ...] = field(repr=False)
    _with_word: tuple[tuple[int, ...], ...] = field(repr=False)
    _similar: Similar = field(repr=False)

    @classmethod
    def of_store(cls, store: Store) -> SearchIndex:
        """Index the names of a store as it is now."""
        return cls.of(read_things(store))

    @classmethod
    def of(cls, things: Iterable[Thing]) -> SearchIndex:
        """Index the names of these things; names of the most mentioned things come first."""
        known = tuple(things)
        order = sorted(range(len(known)), key=lambda n: (-known[n].articles, known[n].key))
        places = [(n, name, search_key(name.text)) for n in order for name in known[n].names]
        names = tuple(_Named(n, name.text, key, name.kind, rank) for rank, (n, name, key) in enumerate(places) if key)
        by_key = sorted(range(len(names)), key=lambda n: (names[n].key, n))
        with_word: dict[str, list[int]] = defaultdict(list)
        for place, named in enumerate(names):
            for word in dict.fromkeys(_words_of(named)):
                with_word[word].append(place)
        words = sorted(with_word)
        return cls(
            known,
            names,
            tuple(names[n].key for n in by_key),
            tuple(by_key),
            tuple(words),
            tuple(tuple(with_word[word]) for word in words),
            Similar.of(words),
        )

    def search(self, text: str, limit: int = 8, *, types: Iterable[str] = ()) -> tuple[Hit, ...]:
        """Find what somebody may mean.

        Args:
            text: What they typed, at any point of typing.
            limit: Hits at most; one a thing.
            types: Only things of these fine types; all if none is given.

        Returns:
            The best first; none for a text without letters and digits.
        """
        wanted = search_key(text)
        if not wanted or limit < 1:
            return ()
        only = frozenset(types)
        found: dict[int, tuple[_Named, Match]] = {}
        for match in MATCHES:
            # Slips are only looked for where nothing else fits: they would be noise beside it.
            if (match == "inside" and len(found) >= limit) or (match == "similar" and found):
                break
            candidates = (self._names[n] for n in self._fitting(match, wanted))
            usable = (c for c in candidates if c.thing not in found and (not only or self.things[c.thing].type in only))
            for named in nsmallest(2 * limit, usable, key=_order):
                found.setdefault(named.thing, (named, match))
            if len(found) >= limit and match == "prefix" and self._is_short(wanted):
                break
        ranked = sorted(found.values(), key=lambda item: (MATCHES.index(item[1]), *_order(item[0])))
        return tuple(self._hit(named, match, wanted) for named, match in ranked[:limit])

    @staticmethod
    def _is_short(wanted: str) -> bool:
        """One or two letters begin so many words that those within names tell nothing."""
        return len(wanted) < 3

    def _fitting(self, match: Match, wanted: str) -> Iterable[int]:
        if match in ("exact", "prefix"):
            start = bisect_left(self._keys, wanted)
            end = bisect_left(self._keys, wanted + (_LAST if match == "prefix" else " \0"))
            fitting: Iterator[int] = (self._by_key[n] for n in range(start, end))
            return fitting if match == "prefix" else (n for n in fitting if self._names[n].key == wanted)
        tokens = wanted.split()
        if match == "words":
            return self._with_all([self._beginning(token) for token in tokens])
        if match == "inside":
            return self._with_all([self._holding(token) for token in tokens])
        return self._with_all([self._similar.words(token) or self._beginning(token) for token in tokens])

    def _with_all(self, words: Sequence[Sequence[int]]) -> list[int]:
        """The names that have, for each token, one of its words; those of the most mentioned things, if many."""
        if not all(words):
            return []
        # The token with the fewest names first, so that the sets stay small.
        groups = sorted(({name for word in group for name in self._with_word[word]} for group in words), key=len)
        names = set.intersection(*groups)
        return nsmallest(_MOST, names)

    def _beginning(self, token: str) -> range:
        return range(bisect_left(self._words, token), bisect_left(self._words, token + _LAST))

    def _holding(self, token: str) -> Sequence[int]:
        if len(token) < _SHORTEST_INSIDE:
            return self._beginning(token)
        return [n for n, word in enumerate(self._words) if token in word]

    def _hit(self, named: _Named, match: Match, wanted: str) -> Hit:
        thing = self.things[named.thing]
        covered = min(len(wanted), len(named.key)) / max(len(wanted), len(named.key))
        best = 1.0 if match == "exact" else _SCORES[match] + 0.1 * covered
        score = round(best - 0.02 * _KIND_RANK[named.kind], 3)
        return Hit(thing.iri, thing.key, thing.label, thing.type, named.text, match, thing.articles, score)


def _words_of(named: _Named) -> list[str]:
    """The words of a name; of one with a hyphen also neighbours in one, as "Schulcloud" is typed for "Schul-Cloud"."""
    words = named.key.split()
    return words + [one + other for one, other in pairwise(words)] if "-" in named.text else words


def _order(named: _Named) -> tuple[int, int]:
    """Names that are only good for search give way; then the number of articles decides."""
    return _KIND_RANK[named.kind] // 2, named.rank
