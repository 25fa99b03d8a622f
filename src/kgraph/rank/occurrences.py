"""Where a sentence speaks of entities: by name, by a definite noun or by a pronoun, and in which grammatical role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.relate.phrases import Phrase
from kgraph.relate.sentence import Sentence

NAMED = frozenset({"name", "inner"})
"""How a place speaks of an entity that bears its name."""
_GUESSES = 4  # candidates of a pronoun or definite noun that are looked at


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a sentence that speaks of an entity.

    Attributes:
        phrase: Index of its phrase.
        place: Index of its atom.
        clause: Index of its clause, -1 for none.
        role: Its preposition, `of.` and what joins it to the noun it hangs on, or its case: `N1` is the
            first bare phrase of its clause that can be the subject, `N2` a later one.
        how: `name`, `inner` (inside a longer name), `noun`, `plural` or `pronoun`.
    """

    id: str
    phrase: int
    place: int
    clause: int
    role: str
    how: str


def occurrences(sentence: Sentence) -> list[Occurrence]:
    """All places of a sentence that speak of entities, in text order."""
    clause_of = {index: n for n, clause in enumerate(sentence.clauses) for index in clause.phrases}
    place_in = {place: n for n, clause in enumerate(sentence.clauses) for place in clause.places}
    found = []
    for index, phrase in enumerate(sentence.chunks.phrases):
        spoken_of = list(_spoken_of(sentence, index, phrase))
        if not spoken_of:
            continue
        clause = clause_of.get(index, place_in.get(phrase.head, -1))
        role = _role(sentence, index, phrase, clause)
        found += [Occurrence(id, index, place, clause, role, how) for id, how, place in spoken_of]
    return found


def _spoken_of(sentence: Sentence, index: int, phrase: Phrase) -> Iterator[tuple[str, str, int]]:
    atoms = sentence.chunks.atoms
    for place in phrase.names:
        yield atoms[place].entities[0], "name", place
        for id in atoms[place].inner:
            yield id, "inner", place
    if phrase.names:
        return
    how = "pronoun" if atoms[phrase.head].kind == "pron" else "noun"
    kinds: set[str] = set()
    for id in sentence.referents(index)[:_GUESSES]:
        if sentence.scene.coarse[id] not in kinds:
            kinds.add(sentence.scene.coarse[id])
            yield id, how, phrase.head
    for id in sentence.several(index):
        yield id, "plural", phrase.head


def _role(sentence: Sentence, index: int, phrase: Phrase, clause: int) -> str:
    if phrase.of >= 0:
        return f"of.{phrase.how}"
    if phrase.prep:
        return phrase.prep
    if phrase.hidden:
        return "hidden"
    if not phrase.case.startswith("n"):
        return phrase.case or "?"
    return "N2" if clause >= 0 and _has_earlier_subject(sentence, index, phrase, clause) else "N1"


def _has_earlier_subject(sentence: Sentence, index: int, phrase: Phrase, clause: int) -> bool:
    earlier = (sentence.phrase(i) for i in sentence.clauses[clause].phrases if i < index)
    return any(not e.prep and e.of < 0 and "n" in e.case and e.group != phrase.group for e in earlier)
