"""What a quantity says something about: a `Sentence` and its `Quantity` in, an entity and its weight out.

Only grammar ties a quantity to an entity: what hangs on the counted noun ("575 Leistungen des Bundes"), who owns it
("ihre 300 Beschäftigten"), subject, object and prepositions of its clause, what a relative clause explains. What
merely stands near it, in another clause or in the sentence before, is no tie: of such guesses two in five were wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kgraph.figures.context import Context
from kgraph.figures.places import acts, adjoins, another, beside, cut_off, holds, in_name, subject_of
from kgraph.figures.quantity import Quantity
from kgraph.figures.ties import THINGS, weight_of
from kgraph.figures.words import pattern, words
from kgraph.relate import grammar
from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence

_GIVERS = frozenset({"Organisation", "Jurisdiction"})
_POINTED = 0.5  # a pronoun or noun that may mean several
_THING = 0.1  # by which a thing goes before those who run or pay it
_MARGIN = 0.08  # nearer than this, two entities compete, and it is a figure of neither


@dataclass(frozen=True, slots=True)
class Guess:
    """An entity that a quantity may be about, and how much speaks for it, 0 to 1."""

    id: str
    weight: float


class About:
    """Weighs the entities that one quantity of a sentence may be about.

    Attributes:
        shared: Whether several towns or Länder share in it, so that it is a figure of none.
    """

    def __init__(self, sentence: Sentence, quantity: Quantity, context: Context) -> None:
        self.shared = False
        self.sentence = sentence
        self.quantity = quantity
        self.context = context
        self.scene = sentence.scene
        self.clause = next((c for c in sentence.clauses if quantity.head in c.places), None) or next(
            (c for c in sentence.clauses if quantity.phrase in c.phrases), None
        )

    @cached_property
    def _uses(self) -> bool:
        """Whether the clause says that somebody uses, joins or runs something."""
        return self.clause is not None and any(verb.lemma in words("using") for verb in self.clause.verbs)

    def best(self) -> Guess | None:
        """The entity for which most speaks; None where another is as likely."""
        found: dict[str, float] = {}
        for guess in self._guesses():
            weight = guess.weight * self._suits(self.scene.coarse[guess.id])
            if self.sentence.speech and guess.id == self.sentence.speech.speaker:
                weight *= 0.5
            found[guess.id] = max(found.get(guess.id, 0.0), weight)
        if self.shared:
            found = {id: weight for id, weight in found.items() if self.scene.coarse[id] != "Jurisdiction"}
        ranked = sorted(((w + _THING * (self.scene.coarse[id] in THINGS), id) for id, w in found.items()), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        id = ranked[0][1]
        return Guess(id, round(found[id], 3))

    def _suits(self, coarse: str) -> float:
        """How well what is counted goes with such a thing: guests with an event, and little else with one."""
        if coarse in ("Person", "Place"):
            return 0.0
        if self.quantity.kind != "count":
            return 1.0
        nouns = self.quantity.unit.split()
        if coarse == "Event":
            return 1.0 if any(pattern("attending").fullmatch(noun) for noun in nouns) else 0.5
        return 0.6 if any(pattern("guests").fullmatch(noun) for noun in nouns) else 1.0

    def _guesses(self) -> Iterator[Guess]:
        determiner = self.sentence.phrase(self.quantity.phrase).det if self.quantity.phrase >= 0 else ""
        if determiner[:4] in ("sein", "ihre", "ihr", "dess", "dere"):
            yield from self._possessed(determiner)
            return
        if self.quantity.compound:
            yield Guess(self.quantity.compound, 0.6)
        if self.quantity.phrase >= 0:
            yield from self._hanging()
            yield from self._around()
        if self.clause is None or self._owned():
            return
        yield from self._in_clause(self.clause)
        yield from self._taken_over(self.clause)
        yield from self._pronouns(self.clause)
        for id in self._antecedents(self.clause):
            yield Guess(id, 0.9 if self.scene.coarse[id] in THINGS or holds(self.clause) else 0.4)
        for other in self.sentence.clauses:  # "575 Leistungen, die das OZG erfasst"
            if other.kind == "rel" and other.antecedent == self.quantity.phrase >= 0:
                yield from self._in_clause(other)

    def _hanging(self) -> Iterator[Guess]:
        """What hangs on the noun, and the thing of which that is part ("28 Projekte der ersten Phase des Plans")."""
        phrases = self.sentence.chunks.phrases
        for index, phrase in enumerate(phrases):
            if phrase.of < 0:
                continue
            if phrase.of == self.quantity.phrase:
                yield from self._weighed(index, phrase.how, weight_of("hanging", self.quantity.kind, phrase.how))
            elif phrase.how == phrases[phrase.of].how == "gen" and phrases[phrase.of].of == self.quantity.phrase:
                for guess in self._weighed(index, "gen", 0.75):
                    if self.scene.coarse[guess.id] in THINGS:
                        yield guess

    def _around(self) -> Iterator[Guess]:
        """What a quantity describes: "die AKDB mit 300 Menschen", "das mit 3 Millionen Euro geförderte Projekt"."""
        own = self.sentence.phrase(self.quantity.phrase)
        if own.of >= 0 and own.how == "mit" and self.quantity.kind == "count":
            yield from self._weighed(own.of, "mit", 0.9)
        for attribute in self.sentence.chunks.attributes:
            if self.quantity.phrase in attribute.inside:
                yield from self._weighed(attribute.outside, "", 0.9)

    def _owned(self) -> bool:
        """Whether the noun has an owner that no entity is: "300 Nutzer der Plattform", of which nothing is known."""
        if self.quantity.kind != "count":
            return False
        for index, phrase in enumerate(self.sentence.chunks.phrases):
            if phrase.of >= 0 and phrase.of == self.quantity.phrase and phrase.how == "gen":
                plural = phrase.det == "der" and self.sentence.chunks.atoms[phrase.head].text.endswith(("en", "er"))
                return not plural and not self._referents(index)
        return False

    def _weighed(self, index: int, how: str, weight: float) -> Iterator[Guess]:
        """The entity of a phrase; a giver of money, a country and one of several say little."""
        together = sum(other.group == self.sentence.phrase(index).group for other in self.sentence.chunks.phrases)
        for id in () if cut_off(self.sentence, index) else self._referents(index):
            coarse = self.scene.coarse[id]
            if self.quantity.kind == "money" and coarse in _GIVERS and how in ("von", "aus", "durch", "gen"):
                weight = min(weight, 0.3)
            if how == "in" and self.scene.type[id] == "State":
                weight = min(weight, 0.4)
            if coarse == "Jurisdiction" and together > 1:
                weight = min(weight, 0.3)
                self.shared = self.shared or how in ("an", "für", "in", "bei")
            yield Guess(id, weight * _POINTED if self._doubtful(index, id) else weight)

    def _doubtful(self, index: int, id: str) -> bool:
        """Whether a phrase only points to an entity, and may well mean another one."""
        head = self.sentence.chunks.atoms[self.sentence.phrase(index).head]
        if head.kind == "name":
            return False
        meant = self.sentence.referents(index)[:4] if head.kind == "pron" else (id,)
        if head.text.lower() in grammar.PRONOMINALS:  # "damit" means a thing
            meant = tuple(other for other in meant if self.scene.coarse[other] in THINGS) or meant
        return [other for other in meant if self.context.salient(self.sentence, other)] != [id]

    def _referents(self, index: int) -> tuple[str, ...]:
        atom = self.sentence.chunks.atoms[self.sentence.phrase(index).head]
        lower = atom.text.lower()
        found = () if in_name(self.sentence, index) else self.sentence.referents(index)
        if atom.kind == "pron" and (lower in ("man", "wir", "ich") or lower in words("pointing")):
            return ()
        if self._uses and atom.kind != "name":
            found = tuple(id for id in found if self.scene.coarse[id] in THINGS) or found
        return found[:1]

    def _possessed(self, determiner: str) -> Iterator[Guess]:
        """So "seine 1.532 Einzelleistungen", "deren 300 Beschäftigte"."""
        if self.clause is None:
            return
        owners = self._antecedents(self.clause)
        if determiner not in ("dessen", "deren"):
            subject = subject_of(self.sentence, self.quantity, self.clause)
            owners = (self._referents(subject) if subject >= 0 else ()) or owners
        for id in owners:
            yield Guess(id, 0.95)

    def _in_clause(self, clause: Clause) -> Iterator[Guess]:
        """The phrases of a clause, by case and preposition."""
        subject = subject_of(self.sentence, self.quantity, clause)
        verbs = {verb.lemma for verb in clause.verbs}
        elsewhere = acts(self.sentence, self.quantity, clause)
        for index in clause.phrases:
            phrase = self.sentence.phrase(index)
            if index == self.quantity.phrase or phrase.hidden or beside(self.sentence, self.quantity, index):
                continue
            for guess in self._weighed(index, phrase.prep or phrase.how, 1.0):
                weight = self._weight(index, guess.id, index == subject, verbs)
                if elsewhere and phrase.prep and self.scene.coarse[guess.id] not in THINGS:
                    weight *= 0.6
                yield Guess(guess.id, guess.weight * weight)

    def _taken_over(self, clause: Clause) -> Iterator[Guess]:
        """The subject of the main clause before, where this one has none: "X startet und kostet 3 Millionen Euro"."""
        mains = [c for c in self.sentence.clauses if c.kind == "main"]
        place = next((n for n, c in enumerate(mains) if c is clause), 0)
        verbs = {verb.lemma for verb in clause.verbs}
        own = subject_of(self.sentence, self.quantity, clause)
        if place and own < 0 and not verbs.isdisjoint(words("having")):
            subject = subject_of(self.sentence, self.quantity, mains[place - 1])
            if subject >= 0:
                yield from self._weighed(subject, "", 0.7)

    def _weight(self, index: int, id: str, subject: bool, verbs: set[str]) -> float:
        kind, phrase = self.quantity.kind, self.sentence.phrase(index)
        thing = self.scene.coarse[id] in THINGS
        if phrase.how in ("gen", "von") and phrase.of >= 0 and phrase.of != self.quantity.phrase:
            owner = self.sentence.chunks.atoms[self.sentence.phrase(phrase.of).head].text
            return 0.8 if pattern("sums").fullmatch(owner) else 0.3
        if phrase.prep:
            if phrase.of >= 0 and not thing and kind == "count":
                return 0.3  # "mit Sitz in Lemgo"
            weight = weight_of("behind", kind, phrase.prep)
            if self._uses and thing:
                return min(0.9, weight + 0.3)
            return weight if thing or kind == "money" else weight * 0.8
        own = self.sentence.phrase(self.quantity.phrase).prep if self.quantity.phrase >= 0 else ""
        if subject:
            counts = "zählen" in verbs and self.scene.type[id] in ("Authority", "Ministry")  # "das Amt zählte 5 Fälle"
            if another(self.sentence, self.quantity, index):
                return 0.4  # "Gera erhält 3 Euro und Jena 4 Euro"
            has = own != "von" and not verbs.isdisjoint(words("having")) and not counts
            return 0.9 if thing else 0.75 if has else 0.35
        if thing and kind == "money" and own == "mit" and not verbs.isdisjoint(words("giving")):
            return 0.9  # "fördert das Projekt mit 3 Millionen Euro"
        if self._uses and (thing or phrase.case == "d"):
            return 0.9 if thing else 0.8
        return 0.45

    def _pronouns(self, clause: Clause) -> Iterator[Guess]:
        """So "dafür", "darin", which mean the thing last named."""
        atoms = self.sentence.chunks.atoms
        if any(atoms[place].text.lower() in words("pointing") for place in clause.places):
            thing = self.scene.last_before(atoms[clause.places[0]].start, THINGS)
            if thing and self.context.named_lately(self.sentence, thing):
                yield Guess(thing, 0.8)

    def _antecedents(self, clause: Clause) -> tuple[str, ...]:
        """What a relative clause explains, if that is named."""
        if clause.kind != "rel" or clause.antecedent < 0 or not adjoins(self.sentence, clause):
            return ()
        pointed = self.sentence.chunks.atoms[self.sentence.phrase(clause.antecedent).head].kind != "name"
        return tuple(id for id in self._referents(clause.antecedent) if not pointed or self.scene.coarse[id] in THINGS)
