"""What the sentence of a relation says of it beyond its ends, where no form joined the two: office, former holder, sum.

Input is a relation with its `Reading`; output is the same relation with the role, source or amount that its own
sentence names. What is stated has its evidence in the quote: a sum of the sentence beside it widens the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.records import Relation
from kgraph.relate.amounts import amount_of, beside
from kgraph.relate.office_terms import BODIES, Held
from kgraph.relate.offices import Offices
from kgraph.relate.sentence import Sentence

_REACH = 14  # words between a person and a noun of office of theirs
_BOARD = re.compile(
    r"\b(?:[Ii]m|[Ii]n den|[Ii]ns|[Zz]um|[Dd]em|[Dd]en) (?:\w+-)?(?:neuen )?(Vorstand|Präsidium|Aufsichtsrat)\b"
)
_FROM = frozenset({"von", "aus"})


def completed(relations: Iterable[Relation], sentences: Iterable[Sentence]) -> Iterator[Relation]:
    """Yield the relations of an article, each with the qualifier it lacks if its sentence names it.

    Args:
        relations: In any order.
        sentences: All of the article.
    """
    sentences, relations = list(sentences), list(relations)
    starting = {sentence.start: sentence for sentence in sentences}
    numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
    granted: dict[str, set[str]] = {}
    for relation in relations:
        if relation.predicate == "funds":
            granted.setdefault(relation.subject, set()).add(relation.object)
    for relation in relations:
        sentence = starting.get(relation.start)
        if sentence is not None and relation.predicate == "holdsRole" and relation.role is None:
            yield replace(relation, role=role_of(sentence, relation.subject, relation.object))
        elif sentence is not None and relation.predicate == "takesOver" and relation.source is None:
            yield replace(relation, source=source_of(sentence, relation.subject, relation.object))
        elif sentence is not None and relation.predicate == "funds" and relation.amount is None:
            own = amount_of(sentence, None, relation.subject, relation.object)
            others = granted[relation.subject]
            yield replace(relation, amount=own) if own else beside(relation, sentences, numbers[relation.start], others)
        else:
            yield relation


def role_of(sentence: Sentence, person: str, body: str) -> str | None:
    """The office that a sentence gives a person, in its words; None if it names none that could be theirs.

    Args:
        sentence: In which the two stand.
        person: Entity id.
        body: Entity id; an office that the sentence gives to this body goes before others.
    """
    offices = Offices(sentence)
    for _ in offices.run():  # finds bodies and persons of each office on its way
        pass
    near = [item for item in offices.held if item.role and _may_be(offices, item, person, body)]
    if not near:
        board = _BOARD.search(sentence.scene.text, sentence.start, sentence.end)
        return board[1] if board else None
    return min(near, key=lambda item: (body not in item.bodies, _gap(offices, item, person))).role


def source_of(sentence: Sentence, taker: str, taken: str) -> str | None:
    """Whom a sentence names as the one that something was taken over from; None if that is open.

    Args:
        sentence: In which the two stand.
        taker: Entity id of who has it now.
        taken: Entity id of what was taken over.
    """
    scene = sentence.scene
    for clause in sentence.clauses:
        about = {id for index in clause.phrases for id in sentence.referents(index)}
        if taken not in about or taker not in about:
            continue
        named = [
            id
            for index in clause.phrases
            if (phrase := sentence.phrase(index)).prep in _FROM
            and (phrase.of < 0 or taken in sentence.referents(phrase.of))
            for id in sentence.referents(index)[:1]
            if scene.coarse[id] in BODIES and id not in (taker, taken)
        ]
        if len(set(named)) == 1:
            return named[0]
    return None


def _may_be(offices: Offices, item: Held, person: str, body: str) -> bool:
    """Whether an office is not said to be elsewhere, and is this person's, or nobody's and no other is nearer to it."""
    if item.explicit and item.bodies and body not in item.bodies:
        return False
    if item.persons:
        return person in item.persons
    own = _gap(offices, item, person)
    places = (place for place in range(len(offices.atoms)) if offices.is_person(place))
    others = {id for place in places for id in offices.atoms[place].entities[:1]} - {person}
    return own <= _REACH and all(own < _gap(offices, item, other) for other in others)


def _gap(offices: Offices, item: Held, person: str) -> int:
    """Atoms between an office and the nearest mention of a person; many if there is none."""
    places = (place for place, atom in enumerate(offices.atoms) if person in atom.entities)
    return min((abs(place - item.place) for place in places), default=1 << 10)
