"""Who held an office before: "löst X ab", "folgt auf X", "als Nachfolgerin von X", "sein Vorgänger X".

Input are the offices that an article states and its sentences; whoever is succeeded held the office of the
successor, who is named in the same sentence or just before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgraph.records import Relation
from kgraph.relate.clause import Clause
from kgraph.relate.office_nouns import office_of
from kgraph.relate.sentence import Sentence

_BEFORE = re.compile(r"(?:Amts)?[Vv]orgänger(?:in|s|n)?")
_AFTER = re.compile(r"(?:Amts)?[Nn]achfolg(?:er|erin|ers|ern|e)")
_TAKES_PLACE = frozenset("ablösen beerben ersetzen nachfolgen".split())
_CONFIDENCE = 0.75


def predecessors(offices: Sequence[Relation], sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """Yield the offices of those who are said to be succeeded."""
    for sentence in sentences:
        for clause in sentence.clauses:
            for person in _succeeded(sentence, clause):
                office = _nearest(offices, sentence, clause, person)
                if office is not None:
                    yield replace(
                        office,
                        subject=person,
                        start=sentence.start,
                        end=sentence.end,
                        confidence=_CONFIDENCE,
                        rule="infer-predecessor",
                        status="ended",
                    )


def _succeeded(sentence: Sentence, clause: Clause) -> Iterator[str]:
    """The persons whose office somebody else takes in a clause."""
    verbs = {v.lemma for v in clause.verbs if v.voice == "active"}
    phrases, atoms = sentence.chunks.phrases, sentence.chunks.atoms
    for index in clause.phrases:
        phrase = phrases[index]
        head = atoms[phrase.head]
        person = head.entities[0] if head.entities and sentence.scene.coarse[head.entities[0]] == "Person" else None
        if person is None or any(office_of(atoms[p].text) for p in phrase.nouns):
            continue  # "folgt auf den bisherigen Präsidenten Ulf Kunz": his office is told
        own = any(_BEFORE.fullmatch(atoms[p].text) for p in phrase.nouns)
        above = atoms[phrases[phrase.of].head].text if phrase.of >= 0 and phrase.how in ("gen", "von") else ""
        follows = "folgen" in verbs and (
            phrase.prep == "auf" or (not phrase.prep and index != _first(clause, sentence))
        )
        replaced = bool(verbs & _TAKES_PLACE) and not phrase.prep and index != _first(clause, sentence)
        if own or _AFTER.fullmatch(above) or follows or replaced:
            yield person


def _first(clause: Clause, sentence: Sentence) -> int:
    """The first bare phrase of a clause, its subject."""
    bare = (i for i in clause.phrases if not sentence.phrase(i).prep and sentence.phrase(i).of < 0)
    return next(bare, -1)


def _nearest(offices: Sequence[Relation], sentence: Sentence, clause: Clause, person: str) -> Relation | None:
    """The office of the successor: in this sentence, or in the one before if its holder is spoken of here."""
    floor = sentence.previous.start if sentence.previous else sentence.start
    subject = _first(clause, sentence)
    named = set(sentence.referents(subject)[:1]) if subject >= 0 else set()
    own = sentence.phrase(subject).det.startswith(("sein", "ihr")) if subject >= 0 else False
    near = [
        o
        for o in offices
        if o.subject != person
        and (o.start == sentence.start or (floor <= o.start < sentence.start and (own or o.subject in named)))
    ]
    return max(near, key=lambda o: ("copula" in o.rule, o.start, o.confidence), default=None)
