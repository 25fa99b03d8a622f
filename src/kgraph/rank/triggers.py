"""Which predicates a word speaks for, wherever it stands: the verbs, nouns and cues of all frames."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kgraph.relate.frames import load_frames


@dataclass(frozen=True, slots=True)
class Triggers:
    """Words of frames by predicate.

    Attributes:
        verbs: Infinitive → predicates; `~` behind one whose frame asks for more words.
        cues: Pattern of a clause's text, with its predicate.
        nouns: Pattern of a whole noun, with its predicate.
    """

    verbs: Mapping[str, tuple[str, ...]]
    cues: tuple[tuple[re.Pattern[str], str], ...]
    nouns: tuple[tuple[re.Pattern[str], str], ...]

    def of_noun(self, text: str, lemma: str) -> frozenset[str]:
        """The predicates that a noun speaks for."""
        return frozenset(p for pattern, p in self.nouns if pattern.match(text) or pattern.match(lemma))


@cache
def triggers() -> Triggers:
    """The words of the frames in `data/frames`."""
    frames = load_frames()
    verbs = {
        verb: tuple(dict.fromkeys(f.predicate + ("~" if f.within else "") for f in group))
        for verb, group in frames.by_verb.items()
    }
    cues = tuple((f.cues, f.predicate) for f in frames.cued if f.cues)
    nouns = tuple((f.nouns, f.predicate) for f in frames.nominal if f.nouns)
    return Triggers(verbs, cues, nouns)
