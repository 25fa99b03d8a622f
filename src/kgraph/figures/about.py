"""What a quantity says something about: a `Sentence` and its `Quantity` in, an entity and its weight out.

Looked for where German puts it: hanging on the counted noun ("575 Leistungen des Bundes"), in front of it ("ihre 300
Beschäftigten"), as subject or object of its clause, behind a preposition, in the clause that a relative one explains,
then in the sentences before and in the headline (`kgraph.figures.context`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kgraph.figures.quantity import Quantity
from kgraph.figures.words import pattern, words
from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence

THINGS = frozenset({"Initiative", "Event", "Agreement", "Law"})
# How likely a thing of that type is to be what a figure is about, other things being equal.
_TYPES: Mapping[str, float] = {
    "Initiative": 1.0, "Event": 1.0, "Agreement": 0.9, "Law": 0.85, "Organisation": 0.9, "Jurisdiction": 0.8,
    "Place": 0.3, "Person": 0.0,
}  # fmt: skip
_HANGING: Mapping[str, Mapping[str, float]] = {
    "money": {"gen": 0.9, "für": 0.95, "in": 0.7, "an": 0.9, "aus": 0.7, "zu": 0.6, "von": 0.3},
    "share": {"gen": 0.6, "von": 0.6, "in": 0.6, "bei": 0.6, "an": 0.8},
    "count": {"gen": 0.95, "von": 0.9, "in": 0.8, "bei": 0.8, "an": 0.8, "für": 0.75, "aus": 0.4, "auf": 0.75,
              "zu": 0.6},
}  # fmt: skip
_BEHIND: Mapping[str, Mapping[str, float]] = {
    "money": {"für": 0.9, "in": 0.75, "an": 0.85, "aus": 0.5, "bei": 0.5, "mit": 0.4, "zu": 0.6, "von": 0.2},
    "share": {"bei": 0.55, "in": 0.55, "an": 0.7, "mit": 0.55, "für": 0.5, "auf": 0.5, "zu": 0.5},
    "count": {"mit": 0.6, "in": 0.75, "bei": 0.75, "an": 0.8, "auf": 0.8, "über": 0.8, "für": 0.6, "zu": 0.6,
              "durch": 0.4, "von": 0.3, "aus": 0.3, "dort": 0.7},
}  # fmt: skip
_OTHER_CLAUSE = 0.65
_GIVERS = frozenset({"Organisation", "Jurisdiction"})


@dataclass(frozen=True, slots=True)
class Guess:
    """An entity that a quantity may be about, and how much speaks for it, 0 to 1."""

    id: str
    weight: float


class About:
    """Weighs the entities that one quantity of a sentence may be about.

    Attributes:
        later: Whether another quantity of the sentence comes before it, of which "dafür" may speak.
        shared: Whether several towns or Länder share in it, so that it is a figure of none.
    """

    def __init__(self, sentence: Sentence, quantity: Quantity, *, later: bool = False) -> None:
        self.later = later
        self.shared = False
        self.sentence = sentence
        self.quantity = quantity
        self.scene = sentence.scene
        self.clause = next((c for c in sentence.clauses if quantity.head in c.places), None) or next(
            (c for c in sentence.clauses if quantity.phrase in c.phrases), None
        )

    @cached_property
    def _uses(self) -> bool:
        """Whether the clause says that somebody uses, joins or runs something."""
        return self.clause is not None and any(verb.lemma in words("using") for verb in self.clause.verbs)

    def best(self, context: Iterator[Guess]) -> Guess | None:
        """The entity for which most speaks; the first named of equals.

        Args:
            context: What sentences before and the headline suggest.
        """
        found: dict[str, float] = {}
        own = list(self._guesses())
        for guess in own if self.shared else (*own, *context):
            coarse = self.scene.coarse[guess.id]
            weight = guess.weight * _TYPES.get(coarse, 0.0)
            if self.sentence.speech and guess.id == self.sentence.speech.speaker:
                weight *= 0.5
            weight *= self._suits(coarse)
            found[guess.id] = max(found.get(guess.id, 0.0), weight)
        if not found:
            return None
        id = max(found, key=lambda id: found[id])
        return Guess(id, round(found[id], 3)) if found[id] > 0 else None

    def _suits(self, coarse: str) -> float:
        """How well what is counted goes with such a thing: guests with an event, and little else with one."""
        if self.quantity.kind != "count":
            return 1.0
        nouns = self.quantity.unit.split()
        if coarse == "Event":
            return 1.0 if any(pattern("attending").fullmatch(noun) for noun in nouns) else 0.5
        return 0.6 if any(pattern("guests").fullmatch(noun) for noun in nouns) else 1.0

    def _guesses(self) -> Iterator[Guess]:
        if self.quantity.compound:
            yield Guess(self.quantity.compound, 0.95)
        yield from self._hanging()
        yield from self._possessed()
        if self.clause is not None:
            yield from self._in_clause(self.clause, 1.0)
            yield from self._pronouns(self.clause)
            for id in self._antecedents(self.clause):
                yield Guess(id, 0.9)
            for other in self.sentence.clauses:
                if other is not self.clause and not self._says(other):
                    explains = other.kind == "rel" and other.antecedent == self.quantity.phrase
                    yield from self._in_clause(other, 0.95 if explains else _OTHER_CLAUSE)

    def _says(self, clause: Clause) -> bool:
        """Whether a clause only names who speaks."""
        return self.sentence.speech is not None and self.sentence.speech.clause is clause

    def _hanging(self) -> Iterator[Guess]:
        """What hangs on the noun, directly or one behind the other."""
        phrases = self.sentence.chunks.phrases
        chain = {self.quantity.phrase} - {-1}
        for index in range(min(chain, default=len(phrases)) + 1, len(phrases)):
            phrase = phrases[index]
            if phrase.of not in chain:
                continue
            chain.add(index)
            weight = _HANGING[self.quantity.kind].get(phrase.how, 0.0)
            yield from self._weighed(index, phrase.how, weight)

    def _weighed(self, index: int, how: str, weight: float) -> Iterator[Guess]:
        """The entity of a phrase; a giver of money, a country and one of several say little."""
        together = sum(other.group == self.sentence.phrase(index).group for other in self.sentence.chunks.phrases)
        for id in self._referents(index):
            coarse = self.scene.coarse[id]
            if self._cut_off(index):
                continue
            if self.quantity.kind == "money" and coarse in _GIVERS and how in ("von", "aus", "durch", "gen"):
                weight = min(weight, 0.3)
            if how == "in" and self.scene.type[id] == "State":
                weight = min(weight, 0.6)
            if coarse == "Jurisdiction" and together > 1:
                weight = min(weight, 0.3)
                self.shared = self.shared or how in ("an", "für", "in", "bei")
            yield Guess(id, weight)

    def _cut_off(self, index: int) -> bool:
        """Whether a name opens a quotation that goes on behind it: the name of another thing („Altenburg Ost“)."""
        atom, text = self.sentence.chunks.atoms[self.sentence.phrase(index).head], self.scene.text
        return atom.kind == "name" and text[atom.start - 1 : atom.start] == "„" and text[atom.end : atom.end + 1] == " "

    def _referents(self, index: int) -> tuple[str, ...]:
        atom = self.sentence.chunks.atoms[self.sentence.phrase(index).head]
        lower = atom.text.lower()
        found = self.sentence.referents(index)
        if atom.kind == "pron" and (lower in ("es", "man", "wir", "ich") or lower in words("pointing")):
            return ()
        if self._uses and atom.kind != "name":
            found = tuple(id for id in found if self.scene.coarse[id] in THINGS) or found
        return found[:1]

    def _possessed(self) -> Iterator[Guess]:
        """So "seine 1.532 Einzelleistungen", "deren 300 Beschäftigte"."""
        if self.quantity.phrase < 0 or self.clause is None:
            return
        determiner = self.sentence.phrase(self.quantity.phrase).det
        if determiner[:4] in ("sein", "ihre", "ihr"):
            for id in self._subjects(self.clause) or self._antecedents(self.clause):
                yield Guess(id, 1.0)
        elif determiner in ("dessen", "deren"):
            for id in self._antecedents(self.clause):
                yield Guess(id, 0.95)

    def _in_clause(self, clause: Clause, factor: float) -> Iterator[Guess]:
        """The phrases of a clause, by case and preposition."""
        subject = self._subject_phrase(clause)
        uses = self._uses
        has = any(verb.lemma in words("having") for verb in clause.verbs)
        for index in clause.phrases:
            phrase = self.sentence.phrase(index)
            if index == self.quantity.phrase or phrase.hidden or self._beside(index):
                continue
            for guess in self._weighed(index, phrase.prep or phrase.how, 1.0):
                weight = self._weight(index, guess.id, index == subject, uses=uses, has=has)
                yield Guess(guess.id, min(guess.weight, weight) * factor)

    def _beside(self, index: int) -> bool:
        """Whether a phrase is another member of the quantity's list, or of what is counted ("darunter Lage")."""
        phrase, atoms = self.sentence.phrase(index), self.sentence.chunks.atoms
        if self.quantity.phrase >= 0 and phrase.group == self.sentence.phrase(self.quantity.phrase).group:
            return True
        between = [atom.text for atom in atoms[self.quantity.head + 1 : phrase.first + 1]]
        among = any(pair in (("unter", "ihnen"), ("unter", "anderem")) for pair in pairwise(between))
        return among or not words("members").isdisjoint(between)

    def _weight(self, index: int, id: str, subject: bool, *, uses: bool, has: bool) -> float:
        kind, phrase = self.quantity.kind, self.sentence.phrase(index)
        thing = self.scene.coarse[id] in THINGS
        if phrase.how in ("gen", "von") and phrase.of >= 0 and phrase.of != self.quantity.phrase:
            owner = self.sentence.chunks.atoms[self.sentence.phrase(phrase.of).head].text
            return 0.8 if pattern("sums").fullmatch(owner) else 0.5 if thing else 0.4
        if phrase.prep:
            weight = _BEHIND[kind].get(phrase.prep, 0.3)
            return min(1.0, weight + 0.3) if uses and thing else weight if thing or kind == "money" else weight * 0.9
        if subject:
            return 0.9 if thing or has else 0.35 if kind == "money" else 0.55
        if thing:
            return 0.95 if uses else 0.85
        return 0.4 if kind == "money" else 0.5

    def _pronouns(self, clause: Clause) -> Iterator[Guess]:
        """So "gehören ihr an", and "dafür", "darin", which mean the thing last named."""
        atoms = self.sentence.chunks.atoms
        for place in clause.places:
            lower = atoms[place].text.lower()
            if lower in ("ihr", "ihm") and place not in self.sentence.chunks.owner:
                for id in self.sentence.pronoun(lower, atoms[place].start)[:1]:
                    yield Guess(id, 0.85)
            elif lower in words("pointing"):
                thing = self.scene.last_before(atoms[clause.places[0]].start, THINGS)
                if thing and self._named_lately(thing):
                    yield Guess(thing, 0.6 if self.later else 0.85)

    def _named_lately(self, id: str) -> bool:
        """Whether this sentence or the one before names a thing."""
        floor = (self.sentence.previous or self.sentence).start
        named = self.scene.named_before(self.sentence.end)
        return any(other == id for start, other in named if start >= floor)

    def _subject_phrase(self, clause: Clause) -> int:
        """The first bare phrase that may be a nominative, if it names or points to something; else -1."""
        for index in clause.phrases:
            phrase = self.sentence.phrase(index)
            if index != self.quantity.phrase and not phrase.prep and phrase.of < 0 and "n" in phrase.case:
                return index if not phrase.hidden else -1
        return -1

    def _subjects(self, clause: Clause) -> tuple[str, ...]:
        index = self._subject_phrase(clause)
        return self._referents(index) if index >= 0 else ()

    def _antecedents(self, clause: Clause) -> tuple[str, ...]:
        return self._referents(clause.antecedent) if clause.kind == "rel" and clause.antecedent >= 0 else ()
