"""Read relations out of an article by its structure: article and entities in, `Relation`s out.

Each sentence is chunked into phrases and cut into clauses; what phrases and pronouns speak of
is resolved; frames (`data/frames`) and a few grammars of their own (offices, bodies, agreements,
events) say what is stated. Nothing here decides which Bundesamt is meant: that is `kgraph.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.parts import WHOLE, Parts
from kgraph.records import Article, ArticleEntity, Relation
from kgraph.relate import body_names, possessives
from kgraph.relate.agreements import Agreements
from kgraph.relate.bodies import Bodies
from kgraph.relate.consolidate import consolidate
from kgraph.relate.continued import continued
from kgraph.relate.found import Found
from kgraph.relate.frames import load_frames
from kgraph.relate.inference import infer, sifted
from kgraph.relate.judgements import Judgements
from kgraph.relate.match import Matcher
from kgraph.relate.members import Members
from kgraph.relate.occasions import Occasions
from kgraph.relate.offices import Offices
from kgraph.relate.possessives import Possessives
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence
from kgraph.relate.speech import speech_of
from kgraph.segment import sentences

__all__ = ["Reading", "read", "relate"]

# "Stuttgart (kw/bs) Das Land …", "Kiel – Das Land …": where a report was written does nothing.
_DATELINE = re.compile(
    r"(?!(?:Der|Die|Das|Ein|Eine|Den|Dem|Des|Im|In|Am|Mit|Für|Nach|Auf|Bei|Beim|Zum|Zur|Vom|Von|Seit|Ab|Unter|Wer) )"
    r"[A-ZÄÖÜ][\w/-]+(?: [A-ZÄÖÜa-z][\w/-]+){0,3}(?: \([a-zäöü]{2,5}(?:/[a-zäöü]{2,5})*\)| [–—-])\s+(?=[A-ZÄÖÜ„])"
)
_READ = ("headline", "subheading", "body", "teaser")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article taken apart, with the relations that frames and grammars found in it.

    Attributes:
        relations: One a statement, in text order; `start:end` is the sentence that states it.
    """

    scene: Scene
    sentences: tuple[Sentence, ...]
    relations: tuple[Relation, ...]


def relate(article: Article, entities: Sequence[ArticleEntity], parts: Parts = WHOLE) -> tuple[Relation, ...]:
    """The relations that an article states between its entities; see `read`."""
    return read(article, entities, parts).relations


def read(article: Article, entities: Sequence[ArticleEntity], parts: Parts = WHOLE) -> Reading:
    """Take an article apart and find what it states about its entities.

    Args:
        article: With blocks; kickers, captions and residue state nothing.
        entities: Of this article, with mentions; mentions may lie inside one another.
        parts: Which parts run.
    """
    scene = Scene(article, entities, references=parts.references)
    taken = list(_sentences(scene))
    relations = [_relation(found, sentence) for sentence in taken for found in _found(sentence, parts)]
    in_names = (*body_names.in_names(scene), *possessives.in_names(scene)) if parts.grammars else ()
    for found, start, end in in_names:
        around = next((s for s in taken if s.start <= start and end <= s.end), None)
        if around:
            relations.append(_relation(found, around))
    if parts.references:
        relations += continued(relations, taken)
    if parts.inference:
        relations += infer(relations, scene, taken)
    relations = list(sifted(relations, scene))
    headlines = {s.start for s in taken if s.kind == "headline"}
    return Reading(scene, tuple(taken), consolidate(relations, headlines))


def _sentences(scene: Scene) -> Iterator[Sentence]:
    previous: Sentence | None = None
    for block in scene.article.blocks:
        if block.kind not in _READ:
            continue
        dateline = _DATELINE.match(scene.text, block.start, block.end)
        if dateline and any(scene.coarse[id] == "Person" for *_, id, _ in scene.located.within(*dateline.span())):
            dateline = None  # "Ulf Kunz – Präsident des Verbands – …"
        for start, end in _spans(scene, dateline.end() if dateline else block.start, block.end):
            sentence = Sentence.of(start, end, block.kind, scene, previous)
            sentence.speech = speech_of(sentence, previous)
            sentence.pass_on()
            yield sentence
            previous = sentence if scene.references else None


def _spans(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences; none ends inside a name ("Freiburg. Digital. Gestalten.")."""
    begin: int | None = None
    for first, last in sentences(scene.text, start, end):
        begin = first if begin is None else begin
        if scene.inside_name(last):
            continue
        yield begin, last
        begin = None
    if begin is not None:
        yield begin, end


def _found(sentence: Sentence, parts: Parts) -> Iterator[Found]:
    if parts.frames:
        yield from Matcher(sentence, load_frames()).run()
    if not parts.grammars:
        return
    yield from Offices(sentence).run()
    yield from Bodies(sentence).run()
    yield from Possessives(sentence).run()
    yield from Agreements(sentence).run()
    yield from Occasions(sentence).run()
    yield from Judgements(sentence).run()
    yield from Members(sentence).run()


def _relation(found: Found, sentence: Sentence) -> Relation:
    """A relation with its sentence; an end that the sentence only points to makes it less sure."""
    sure = found.confidence
    for end in (found.subject, found.object):
        sure *= 1.0 if end in sentence.named else 0.93
    return Relation(
        found.subject, found.predicate, found.object, sentence.start, sentence.end, round(sure, 3), found.rule,
        found.status, found.speaker, found.role, found.amount, found.source,
        found.valid_from, found.valid_until,
    )  # fmt: skip
