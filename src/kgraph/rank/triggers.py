"""Which predicates a word speaks for, wherever it stands: the verbs and nouns of all frames."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kgraph.relate.frames import load_frames


@dataclass(frozen=True, slots=True, eq=False)
class Triggers:
    """Words of frames by predicate.

    Attributes:
        verbs: Infinitive → predicates; `~` behind one whose frame asks for more words.
        nouns: Pattern of a whole noun, with its predicate.
    """

    verbs: Mapping[str, tuple[str, ...]]
    nouns: tuple[tuple[re.Pattern[str], str], ...]

    def of_noun(self, text: str, lemma: str) -> tuple[str, ...]:
        """The predicates that a noun speaks for, sorted."""
        return _of_noun(self, text, lemma)


@lru_cache(maxsize=1 << 14)
def _of_noun(words: Triggers, text: str, lemma: str) -> tuple[str, ...]:
    return tuple(sorted({p for pattern, p in words.nouns if pattern.match(text) or pattern.match(lemma)}))


@cache
def triggers() -> Triggers:
    """The words of the frames in `data/frames`."""
    frames = load_frames()
    verbs = {
        verb: tuple(dict.fromkeys(f.predicate + ("~" if f.within else "") for f in group))
        for verb, group in frames.by_verb.items()
    }
    nouns = tuple((f.nouns, f.predicate) for f in frames.nominal if f.nouns)
    return Triggers(verbs, nouns)
