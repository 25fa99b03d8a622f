"""Which sum a statement of funding names: that of its clause, and of several the one nearest to what is funded."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from kgraph.numbers import currency_at, numbers
from kgraph.records import Relation
from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence

# What makes a sum another one than that of a grant told of beside it.
_OTHER = re.compile(
    r"(?<!lässt sich)(?<!lassen sich)\b[Kk]oste[nt]?\b|[Uu]msatz|[Vv]erlust|[Ss]trafe|[Ee]inspar|[Ss]teuer(?:n|geld)|"
    r"[Uu]mlage|[Ii]nvestitionsbedarf|[Gg]ebühr|[Aa]uftragswert|Volumen|[Hh]aushalt"
)
_EACH = re.compile(r"\b(?:[Jj]e|[Jj]eweils)\b")
_NEAR = 3  # sentences
_LED = re.compile(
    r"(?:\b(?:zusammen|insgesamt|jährlich|rund|etwa|bis zu|gut|knapp|mehr als|fast|circa|ca\.)\s+)+$", re.IGNORECASE
)


def amount_of(sentence: Sentence, clause: Clause | None, subject: str, object: str) -> str | None:
    """The sum in its words ("bis zu 17 Millionen Euro"); None if the sentence names none.

    Args:
        sentence: That states the funding.
        clause: Of the sentence; a sum elsewhere counts only if the clause has none.
        subject: Entity id of who pays; of several sums, those in a clause that names the payer come first.
        object: Entity id of what is funded.
    """
    found = _sums(sentence)
    if not found:
        return None
    atoms = sentence.chunks.atoms
    if clause is not None and clause.places:
        first, last = atoms[clause.places[0]].start, atoms[clause.places[-1]].end
        found = [s for s in found if first <= s[0] < last] or found
    found = _beside(sentence, subject, found) or found
    places = [a.start for a in atoms if object in a.entities]
    start, end = min(found, key=lambda s: min((abs(s[0] - p) for p in places), default=0)) if places else found[0]
    return sentence.scene.text[start:end]


def _beside(sentence: Sentence, id: str, sums: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sums that stand in one clause with an entity."""
    atoms = sentence.chunks.atoms
    spans = [
        (atoms[clause.places[0]].start, atoms[clause.places[-1]].end)
        for clause in sentence.clauses
        if any(id in atoms[place].entities for place in clause.places)
    ]
    return [s for s in sums if any(start <= s[0] < end for start, end in spans)]


def _sums(sentence: Sentence) -> list[tuple[int, int]]:
    """Where sums of money stand, with what narrows them."""
    text = sentence.scene.text
    found = []
    for number in numbers(text, sentence.start, sentence.end):
        currency = currency_at(text, number.end, sentence.end)
        if currency:
            led = _LED.search(text, sentence.start, number.first)
            found.append((led.start() if led else number.first, currency[1]))
    return found


def beside(relation: Relation, sentences: Sequence[Sentence], number: int, granted: Collection[str]) -> Relation:
    """A statement of funding without a sum, with the only one that stands near it, if that is about it.

    Within a paragraph the quote then spans the sentences from one to the other.

    Args:
        relation: That states funding, without a sum.
        sentences: Of the article, in order.
        number: Of the sentence that states it.
        granted: Entity ids of all who get something from the same.
    """
    near = range(max(0, number - _NEAR), min(len(sentences), number + _NEAR + 1))
    told = [(sentences[i], sum) for i in near for sum in _sums(sentences[i])]
    if len(told) > 1:  # "jeweils 100.000 Euro, insgesamt 500.000 Euro"
        told = [(s, sum) for s, sum in told if _EACH.search(s.scene.text, max(s.start, sum[0] - 20), sum[1])]
    if len(told) != 1 or told[0][0].kind != sentences[number].kind:
        return relation
    sentence, (first, last) = told[0]
    text, scene = sentence.scene.text, sentence.scene
    named = {id for id in sentence.named if scene.coarse[id] in ("Organisation", "Jurisdiction")}
    others = named.difference(granted, {relation.subject})
    if _OTHER.search(text, sentence.start, sentence.end) or (others and relation.subject not in named):
        return relation
    start, end = min(relation.start, sentence.start), max(relation.end, sentence.end)
    if "\n" in text[start:end].strip():  # a quote stays in its paragraph
        start, end = relation.start, relation.end
    return replace(relation, amount=text[first:last], start=start, end=end)
