"""One sentence, taken apart, with the entities that its phrases and pronouns speak of.

A name speaks of itself; "das Land", "die Plattform", "er" speak of what was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kgraph.relate import grammar
from kgraph.relate.attach import chunks
from kgraph.relate.clauses import Clause, clauses
from kgraph.relate.found import Speech
from kgraph.relate.gender import agrees
from kgraph.relate.office_nouns import office_of
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.reference import COUNTS, DELEGATES, MADE_FOR, PLURALS, TOGETHER, TRANSPARENT, referring_types
from kgraph.relate.scene import Scene
from kgraph.relate.words import atoms

# With these "es" speaks of nothing: "es gibt", "es geht um", "es heißt".
_EXPLETIVE = frozenset("geben gehen heißen handeln gelten kommen".split())


_BARE = frozenset({"Land", "Stadt", "Kreis", "Landkreis", "Gemeinde", "Freistaat"})


@dataclass
class Sentence:
    """A sentence of one block.

    Attributes:
        kind: Of its block: `headline`, `subheading` or `body`.
        previous: The sentence before in the same article, for pronouns.
        speech: Whose words it reports.
    """

    start: int
    end: int
    kind: str
    scene: Scene
    chunks: Chunks
    clauses: list[Clause]
    previous: Sentence | None = None
    speech: Speech | None = None
    _cache: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, start: int, end: int, kind: str, scene: Scene, previous: Sentence | None) -> Sentence:
        """Take a sentence apart."""
        found = chunks(atoms(scene.text, start, end, scene.located), scene.coarse)
        for phrase in found.phrases:
            if found.atoms[phrase.head].kind == "name":
                for place in phrase.nouns:
                    scene.calls.append(
                        (
                            found.atoms[place].start,
                            found.atoms[place].lemma.lower(),
                            found.atoms[phrase.head].entities[0],
                        )
                    )
        return cls(start, end, kind, scene, found, clauses(found), previous)

    def phrase(self, index: int) -> Phrase:
        """A phrase by index."""
        return self.chunks.phrases[index]

    def head(self, phrase: Phrase) -> str:
        """The head noun's base form, or the name."""
        return self.chunks.atoms[phrase.head].lemma

    def is_name(self, phrase: Phrase) -> bool:
        """Whether the phrase names its referent."""
        return self.chunks.atoms[phrase.head].kind == "name"

    def referents(self, index: int) -> tuple[str, ...]:
        """Candidates for what a phrase speaks of, best first; all of them for coordination come from `group`."""
        if index not in self._cache:
            self._cache[index] = ()
            self._cache[index] = self._resolve(index)
        return self._cache[index]

    def _resolve(self, index: int) -> tuple[str, ...]:
        phrase = self.phrase(index)
        atom = self.chunks.atoms[phrase.head]
        if atom.kind == "name":
            return atom.entities
        if atom.kind == "pron":
            return self._pronoun(atom.text.lower(), atom.start)
        if phrase.det in ("dessen", "deren") and (
            TRANSPARENT.fullmatch(atom.lemma) or TRANSPARENT.fullmatch(atom.text)
        ):
            clause = next((c for c in self.clauses if index in c.phrases and c.kind == "rel"), None)
            if clause and clause.antecedent >= 0:
                return self.referents(clause.antecedent)
        hanging = [
            i
            for i in range(len(self.chunks.phrases))
            if self.phrase(i).of == index and self.phrase(i).how in ("gen", "von")
        ]
        if TRANSPARENT.fullmatch(atom.lemma) or TRANSPARENT.fullmatch(atom.text):
            if not hanging and atom.lemma in MADE_FOR:
                hanging = [
                    i
                    for i in range(len(self.chunks.phrases))
                    if self.phrase(i).of == index and self.phrase(i).how == "für"
                ]
            acting = bool(DELEGATES.fullmatch(atom.lemma) or DELEGATES.fullmatch(atom.text))
            through = tuple(
                id
                for i in hanging
                for id in self.referents(i)[:1]
                if acting == (self.scene.coarse[id] in ("Organisation", "Jurisdiction"))
            )
            if through:
                return through
        definite = (
            phrase.det in grammar.DEFINITE
            or phrase.det in grammar.CONTRACTED
            or phrase.det[:4] in ("dies", "sein", "ihre", "ihr")
        )
        if phrase.det in ("die", "den", "der", "diese", "diesen") and atom.text != atom.lemma:
            return ()  # a plural means no single thing
        if phrase.det in ("der", "die", "dem") and not phrase.names and office_of(atom.text):
            return self._office_holder(phrase.det, atom.start)
        if atom.text in _BARE and not phrase.det and not phrase.names and self._with_peers(phrase):
            definite = True  # "Land und Kommunen"
        if (
            not definite
            or phrase.names
            or any(self.is_name(self.phrase(i)) for i in hanging if self.phrase(i).how == "gen")
        ):
            return ()
        return self._definite(atom.lemma, atom.text, atom.start)

    def _with_peers(self, phrase: Phrase) -> bool:
        """Whether a phrase stands in a list."""
        return sum(other.group == phrase.group for other in self.chunks.phrases) > 1

    def _office_holder(self, det: str, position: int) -> tuple[str, ...]:
        """Whom "der Minister" points back to: the last person of this gender, of this sentence or the one before."""
        floor = self.previous.start if self.previous else self.start
        for start, id in self.scene.named_before(position):
            if start < floor:
                break
            if self.scene.coarse[id] == "Person" and agrees("sie" if det == "die" else "er", self.scene.genders(id)):
                return (id,)
        return ()

    def _definite(self, lemma: str, text: str, position: int) -> tuple[str, ...]:
        """What a definite noun points back to: what was called so, else the topic or the last one of a fitting type."""
        found = self.scene.called_before(lemma, position)
        for type in dict.fromkeys((*referring_types(lemma), *referring_types(text))):
            id = self.scene.topical(type) or self.scene.last_before(position, {type})
            if id and id not in found:
                found.append(id)
        return tuple(found[:3])

    def _pronoun(self, word: str, position: int) -> tuple[str, ...]:
        if word in ("man", "wir", "ich", "ihnen"):
            return ()
        if word in grammar.PRONOMINALS and self._correlate(position):
            return ()
        found: list[str] = []
        clause = next((c for c in self.clauses if any(self.chunks.atoms[p].start == position for p in c.places)), None)
        if word == "es" and clause and any(verb.lemma in _EXPLETIVE for verb in clause.verbs):
            return ()
        here = clause.places[0] if clause else 0
        begin = self.chunks.atoms[here].start
        if self.previous is not None and word in ("er", "sie", "es", "dieser", "ihn", "ihm"):
            found += self.previous.subjects()
        for _, id in self.scene.named_before(begin):
            if id not in found:
                found.append(id)
            if len(found) > 12:
                break
        found = [id for id in found if agrees(word, self.scene.genders(id))]
        if word in ("er", "ihn", "ihm") and found:
            found.sort(key=lambda id: self.scene.coarse[id] in ("Jurisdiction",))
        return tuple(found)

    def several(self, index: int) -> list[str]:
        """Whom "die beiden Länder", "alle drei Städte", "die Partner" stand for: the last ones named together."""
        phrase = self.phrase(index)
        atom = self.chunks.atoms[phrase.head]
        if atom.kind != "noun" or phrase.names:
            return []
        words = {self.chunks.atoms[p].text.lower() for p in range(phrase.first, phrase.head)}
        number = next((n for word, n in COUNTS.items() if word in words), 0)
        types = PLURALS.get(atom.text)
        if types is None or (not number and (atom.text not in TOGETHER or not words & {"die", "den", "der"})):
            return []
        found: list[str] = []
        for _, id in self.scene.named_before(atom.start):
            if id not in found and (self.scene.type[id] in types or self.scene.coarse[id] in types):
                found.append(id)
            if number and len(found) == number:
                return found[::-1]
        if not number and self.previous is not None:
            return self.previous.together(types)
        return []

    def together(self, types: frozenset[str]) -> list[str]:
        """The largest group of coordinated names of these types in this sentence."""
        groups: dict[int, list[str]] = {}
        for index, phrase in enumerate(self.chunks.phrases):
            for id in self.referents(index)[:1]:
                if self.is_name(phrase) and (self.scene.type[id] in types or self.scene.coarse[id] in types):
                    groups.setdefault(phrase.group, []).append(id)
        best = max(groups.values(), key=len, default=[])
        return list(dict.fromkeys(best)) if len(set(best)) > 1 else []

    def _correlate(self, position: int) -> bool:
        """Whether "dafür", "damit" only announce a clause ("setzt sich dafür ein, dass …")."""
        after = self.scene.text[position : self.end]
        return bool(
            re.search(r",\s*(?:dass|ob|wie|was|wer|den |die |das |zu |um )", after)
            or re.search(r",[^,]*\bzu \w+en\b", after)
        )

    def plural(self, index: int) -> list[str]:
        """The persons that a plural "sie" stands for: those of the sentence before."""
        atom = self.chunks.atoms[self.phrase(index).head]
        if atom.text.lower() not in ("sie", "beide", "beiden") or atom.kind == "noun" or self.previous is None:
            return []
        clause = next((c for c in self.clauses if index in c.phrases), None)
        if clause is None or not re.search(r"\b(?:\w+ten|haben|hatten|wollen|sind|werden|wurden|waren)\b", clause.text):
            return []
        subject = self.previous.together(frozenset({"Organisation", "Jurisdiction"}))
        if subject and self.previous.subjects()[:1] == subject[:1]:
            return subject
        persons = [
            id
            for start, id in reversed(list(self.scene.named_before(self.previous.end)))
            if start >= self.previous.start and self.scene.coarse[id] == "Person"
        ]
        return list(dict.fromkeys(persons))

    def subjects(self) -> list[str]:
        """Who or what the first main clause is about."""
        for clause in self.clauses:
            if clause.kind == "main":
                for index in clause.phrases:
                    phrase = self.phrase(index)
                    backward = self.chunks.atoms[phrase.head].kind == "pron"
                    if not phrase.prep and phrase.of < 0 and "n" in phrase.case and (self.is_name(phrase) or backward):
                        if self.referents(index):
                            return list(self.referents(index)[:1])
        return []

    def group(self, index: int, among: Iterable[int]) -> list[int]:
        """The phrases coordinated with one, itself among them."""
        number = self.phrase(index).group
        return [i for i in among if self.phrase(i).group == number]
