"""What a sentence adds to the one before without saying it again: "Hinzu kommen Jena und Ulm", "Mit dabei sind …".

Whoever or whatever joins takes the place of its likes in the statement that came just before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from kgraph.records import Relation
from kgraph.relate import schema
from kgraph.relate.clause import Clause
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence

_ARE = r"(?:sind|ist|waren|war|werden|wird)"
_COME = r"(?:kommen|kommt|kamen|kam|stoßen|stößt|stießen|stieß|gesellen sich|gesellt sich)"
_JOINS = re.compile(
    rf"^(?:auch |ebenfalls |ebenso |außerdem |weiter |neu )?"
    rf"(?:(?:mit )?dabei|mit von der Partie|mit im Boot|(?:mit )?an Bord) {_ARE}\b"
    rf"|^(?:auch|ebenfalls|ebenso) .* {_ARE} (?:bereits |schon |künftig |nun )?"
    rf"(?:mit dabei|dabei|mit von der Partie|mit im Boot|an Bord)\b"
    rf"|\b(?:hinzu|dazu) {_COME}\b|\b{_COME} .*\b(?:hinzu|dazu)$"
    r"|^(?:als nächste\w*|es|bald|demnächst|später|danach|zuletzt|im \w+) folg(?:t|en|te|ten)\b"
    r"|^(?:gleiches|dasselbe|das gleiche|ähnliches|das) gilt (?:auch |ebenso )?für\b",
    re.IGNORECASE,
)
_ANCHORS = ("hinzu", "Hinzu", "dazu", "Dazu", "dabei", "Partie", "Boot", "Bord", " folg", " gilt ")  # one in each
_CARRIED = frozenset("uses participatesIn takesOver operates develops funds adopts supports opposes".split())
_ACTORS = frozenset({"Organisation", "Jurisdiction"})
_BACK = 2  # sentences before, of which the nearest that states anything counts

End = Literal["subject", "object"]


def continued(relations: Sequence[Relation], sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """Yield what sentences add to statements before them.

    Args:
        relations: What the sentences state by themselves.
        sentences: Of one article, in order.
    """
    stated: dict[int, list[Relation]] = {}
    for relation in relations:
        if relation.predicate in _CARRIED:
            stated.setdefault(relation.start, []).append(relation)
    for number, sentence in enumerate(sentences):
        for clause in sentence.clauses if sentence.kind == "body" else ():
            likely = clause.kind == "main" and any(anchor in clause.text for anchor in _ANCHORS)
            joins = _JOINS.search(clause.text) if likely else None
            if joins:
                new = _named(sentence, clause, "für" if joins.group().lower().endswith("für") else "")
                yield from _carried(new, stated, sentences[max(0, number - _BACK) : number + 1])


def _carried(
    new: Sequence[str], stated: Mapping[int, Sequence[Relation]], stretch: Sequence[Sentence]
) -> Iterator[Relation]:
    """What the last sentence of a stretch that states something, says of the new ones."""
    for sentence in reversed(stretch):
        pool = list(stated.get(sentence.start, ()))
        pool = [r for r in pool if sentence is not stretch[-1] or not {r.subject, r.object} & set(new)]
        if pool:
            yield from _added(new, pool, stretch[-1])
            return


def _named(sentence: Sentence, clause: Clause, prep: str) -> list[str]:
    """What a clause names bare, or behind a preposition."""
    phrases = ((i, sentence.phrase(i)) for i in clause.phrases)
    named = [i for i, p in phrases if p.prep == prep and p.how in ("", prep) and sentence.is_name(p)]
    return list(dict.fromkeys(id for i in named for id in sentence.referents(i)[:1]))


def _added(new: Sequence[str], pool: Sequence[Relation], sentence: Sentence) -> Iterator[Relation]:
    """The statement of the pool that has most of the new ones' likes, said of these."""
    scene = sentence.scene
    likes = {scene.type[id] for id in new}
    best: tuple[int, Relation, End] | None = None
    for relation in pool:
        for end in _ENDS:
            alike = sum(
                scene.type[_at(r, end)] in likes
                for r in pool
                if r.predicate == relation.predicate and _other(r, end) == _other(relation, end)
            )
            if _alike(_at(relation, end), new, scene) and (best is None or alike > best[0]):
                best = alike, relation, end
    if best is None:
        return
    _, model, end = best
    for id in new:
        if end == "subject":
            added = replace(model, subject=id)
        else:
            added = replace(model, object=id)
        allowed = schema.allows(scene.type[added.subject], added.predicate, scene.type[added.object])
        if added.subject != added.object and allowed and id != _other(model, end):
            yield replace(
                added, start=sentence.start, end=sentence.end, rule="goes-on", confidence=0.7, amount=None, role=None
            )


_ENDS: tuple[End, ...] = ("subject", "object")


def _at(relation: Relation, end: End) -> str:
    return relation.subject if end == "subject" else relation.object


def _other(relation: Relation, end: End) -> str:
    return relation.object if end == "subject" else relation.subject


def _alike(id: str, new: Sequence[str], scene: Scene) -> bool:
    """Whether an entity is of the same coarse kind as all new ones; towns and bodies are alike."""
    kinds = {"actor" if scene.coarse[i] in _ACTORS else scene.coarse[i] for i in (id, *new)}
    return bool(new) and len(kinds) == 1
