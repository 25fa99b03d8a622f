"""Why a statement was read: the frame with its slots, what spoke for it and what against.

The rules weigh nothing against each other, so their reasons have no weight. The ranker hands in its own pairs of
feature and weight (`Weigh`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kgraph.records import Extraction, Relation
from kgraph.relate.frames import Frame, load_frames
from kgraph.relate.grammar import verb_of
from kgraph.segment import tokens

Weigh = Callable[[Extraction, Relation], Iterable[tuple[str, float]]]
"""Features of a statement with their weights: above 0 they speak for it, below against."""

_SHOWN = 6  # of the ranker's features on either side
_HEADS = ("headline", "kicker", "subheading")


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for or against a statement.

    Attributes:
        feature: Key of `words`, or a ranker's own name for it.
        weight: How much; None where nothing was weighed.
    """

    feature: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class FrameView:
    """The rule that read a statement.

    Attributes:
        kind: `verbs`, `nouns` or `cues` for a frame; `grammar` or `inference` where none of `data/frames` did it.
        words: The verbs of a frame that the sentence has, or the pattern of its noun or cue.
        trigger: What the pattern of the frame found in the sentence.
        subject: Slots, in the order in which they were tried; likewise `object` and `source`.
        confidence: Of the frame itself.
    """

    id: str
    kind: str
    words: tuple[str, ...] = ()
    trigger: str = ""
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    confidence: float | None = None


def frame_of(extraction: Extraction, relation: Relation) -> FrameView:
    """The frame behind a statement, or the name of the grammar that read it."""
    frame = next((f for f in load_frames().all if f.id == relation.rule), None)
    if frame is None:
        kind = "inference" if relation.rule.startswith("infer-") else "grammar"
        return FrameView(relation.rule, kind)
    quote = extraction.article.text[relation.start : relation.end]
    return FrameView(
        frame.id,
        "verbs" if frame.verbs else "nouns" if frame.nouns else "cues",
        _verbs(frame, quote) or tuple(_plain(p) for p in (frame.nouns, frame.cues) if p),
        _trigger(frame, quote),
        frame.subject,
        frame.object,
        frame.source,
        frame.confidence,
    )


def reasons_of(
    extraction: Extraction, relation: Relation, weigh: Weigh | None
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What speaks for a statement and what against: the weightiest features of the ranker, then the rules' reasons."""
    weighed = [Reason(feature, weight) for feature, weight in (weigh(extraction, relation) if weigh else ())]
    weighed.sort(key=lambda reason: (_weight(reason), reason.feature))
    pros = [r for r in reversed(weighed) if _weight(r) > 0][:_SHOWN]
    cons = [r for r in weighed if _weight(r) < 0][:_SHOWN]
    return (*pros, *_for(extraction, relation)), (*cons, *_against(extraction, relation))


def named_in(extraction: Extraction, id: str, start: int, end: int) -> bool:
    """Whether a stretch of text names an entity, instead of only pointing to it."""
    return any(start <= m.start and m.end <= end and m.kind == "name" for m in extraction.entity(id).mentions)


def _for(extraction: Extraction, relation: Relation) -> Iterator[Reason]:
    frame = frame_of(extraction, relation)
    if frame.confidence is not None and relation.confidence > frame.confidence:
        yield Reason("several")
    if all(named_in(extraction, id, relation.start, relation.end) for id in (relation.subject, relation.object)):
        yield Reason("both-named")


def _against(extraction: Extraction, relation: Relation) -> Iterator[Reason]:
    for end in ("subject", "object"):
        if not named_in(extraction, getattr(relation, end), relation.start, relation.end):
            yield Reason(f"{end}-not-named")
    if any(b.kind in _HEADS and b.start <= relation.start < b.end for b in extraction.article.blocks):
        yield Reason("headline")


def _weight(reason: Reason) -> float:
    return reason.weight or 0.0


def _trigger(frame: Frame, quote: str) -> str:
    for pattern in (frame.cues, frame.within):
        found = pattern.search(quote) if pattern else None
        if found:
            return found.group()
    return ""


def _verbs(frame: Frame, quote: str) -> tuple[str, ...]:
    """The verbs of a frame that stand in a sentence, their particle joined or apart; all, where none is told."""
    words = [token.text.lower() for token in tokens(quote)]
    lemmas = {lemma for word in words if (lemma := verb_of(word))}
    # A particle apart from its verb ends the clause; elsewhere "mit" is a preposition.
    particles = {word for word, after in pairwise([*words, "."]) if not after.isalnum()}
    here = (
        verb
        for verb in frame.verbs
        if any(verb == lemma or (verb.endswith(lemma) and verb.removesuffix(lemma) in particles) for lemma in lemmas)
    )
    return tuple(sorted(here)) or tuple(sorted(frame.verbs))


def _plain(pattern: re.Pattern[str]) -> str:
    """A pattern as its file has it, without the frame that reading it adds."""
    return pattern.pattern.removeprefix("^").removesuffix("$").removeprefix("(?:").removesuffix(")")
