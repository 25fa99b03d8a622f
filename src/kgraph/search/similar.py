"""Words that a slip or two turn into what was typed, also while the word is not yet typed to its end.

All words that share enough pairs of letters are weighed by numpy at once; only the few hundred that remain are
compared letter by letter (rapidfuzz).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COMPARED = 400
"""Words that are compared letter by letter at most."""

_MEANT = 40
"""Similar words that a search goes on with."""


@dataclass(frozen=True)
class Similar:
    """Words and the pairs of letters in them."""

    _words: Sequence[str] = field(repr=False)
    _with_pair: dict[str, NDArray[Any]] = field(repr=False)

    @classmethod
    def of(cls, words: Sequence[str]) -> Similar:
        """Index these words, by their places."""
        import numpy as np

        with_pair: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for pair in set(_pairs(word)):
                with_pair[pair].append(place)
        return cls(words, {pair: np.array(places, dtype=np.int32) for pair, places in with_pair.items()})

    def words(self, token: str) -> list[int]:
        """Places of the words that are like `token` or begin like it, the most similar first; few, or none."""
        from rapidfuzz.distance import OSA

        slips = slips_in(token)
        if not slips:
            return []
        found = []
        for place in self._candidates(token, slips):
            word = self._words[place]
            # A word that goes on may have gained or lost a letter up to where the typing stands.
            stems = {word, *(word[: len(token) + more] for more in (-1, 0, 1))}
            distance = min(OSA.distance(token, stem, score_cutoff=slips) for stem in stems)
            if distance <= slips:
                found.append((distance, abs(len(word) - len(token)), place))
        return [place for _, _, place in sorted(found)[:_MEANT]]

    def _candidates(self, token: str, slips: int) -> list[int]:
        """Places of the words that share the most pairs with the token."""
        import numpy as np

        pairs = set(_pairs(token))
        lists = [self._with_pair[pair] for pair in pairs if pair in self._with_pair]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists))
        # A slip spoils two pairs, two letters that changed places three.
        fitting = np.flatnonzero(shared >= max(1, len(pairs) - 3 * slips))
        if len(fitting) > _COMPARED:
            fitting = fitting[np.argsort(-shared[fitting], kind="stable")[:_COMPARED]]
        return [int(place) for place in fitting]


def slips_in(token: str) -> int:
    """How many slips a word of that length may have; none in short ones and in numbers."""
    if len(token) < 4 or token.isdecimal():
        return 0
    return 1 if len(token) < 8 else 2


def _pairs(word: str) -> Iterator[str]:
    marked = f" {word}"
    return (marked[n : n + 2] for n in range(len(marked) - 1))
