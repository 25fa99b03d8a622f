"""One sentence, taken apart, with the entities that its phrases and pronouns speak of.

A name speaks of itself; "das Land", "die Plattform", "er" speak of what was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.relate import grammar
from kgraph.relate.apposed import called, explained
from kgraph.relate.attach import chunks
from kgraph.relate.clause import Clause
from kgraph.relate.clauses import clauses
from kgraph.relate.found import Speech
from kgraph.relate.gapping import part_gaps
from kgraph.relate.gender import noun_gender
from kgraph.relate.naming import named_later
from kgraph.relate.office_nouns import named_behind, office_of
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.pointing import Pointing
from kgraph.relate.reference import (
    DELEGATES,
    MADE_FOR,
    WORK,
    is_administration,
    is_person_noun,
    is_transparent,
    referring_types,
)
from kgraph.relate.scene import Scene
from kgraph.relate.words import atoms

_POINTING = grammar.DEFINITE | frozenset(grammar.CONTRACTED)
_NOT_FEMININE = re.compile(r"(?:nehmen|fahren|haben|leister|bieter|steller|treiber|träger|partner|zentren|häuser)$")
_OF_ITS_OWN = re.compile(r"[Tt]ochter|Zentrale|Stelle|Einrichtung")  # "ihre Tochter" is another firm
_BARE = frozenset({"Land", "Stadt", "Kreis", "Landkreis", "Gemeinde", "Freistaat"})


@dataclass
class Sentence(Pointing):
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
        scene.calls += called(found, scene.coarse)
        parts = part_gaps(clauses(found), found, scene.coarse)
        return cls(start, end, kind, scene, found, parts, previous)

    @cached_property
    def named(self) -> frozenset[str]:
        """The entities whose names stand in it."""
        return frozenset(id for atom in self.chunks.atoms for id in (*atom.entities, *atom.inner))

    def head(self, phrase: Phrase) -> str:
        """The head noun's base form, or the name."""
        return self.chunks.atoms[phrase.head].lemma

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
            return self.pronoun(atom.text.lower(), atom.start)
        bearer = self._compound(phrase)
        if bearer:
            return bearer
        transparent = is_transparent(atom.lemma) or is_transparent(atom.text)
        if transparent and phrase.det in ("dessen", "deren"):
            clause = next((c for c in self.clauses if index in c.phrases and c.kind == "rel"), None)
            if clause and clause.antecedent >= 0:
                return self.referents(clause.antecedent)
        said = self.explained(index)
        if said:
            return said
        hanging = self._hanging(index, ("gen", "von"))
        through = self._through(index, hanging) if transparent else None
        if through is not None:
            return through
        governed = self._governed(phrase) if is_administration(atom.text) else ()
        return governed or self._spoken_of(
            index, any(self.is_name(self.phrase(i)) for i in hanging if self.phrase(i).how == "gen")
        )

    def _compound(self, phrase: Phrase) -> tuple[str, ...]:
        """What a compound of a name and the noun for its kind means: "die ProVitako-Genossenschaft"."""
        head = self.chunks.atoms[phrase.head]
        if not head.joined or phrase.head < 1:
            return ()
        name = self.chunks.atoms[phrase.head - 1]
        wanted = {*referring_types(head.lemma), *referring_types(head.text)}
        return tuple(id for id in name.entities if self.scene.type[id] in wanted)

    def _hanging(self, index: int, hows: tuple[str, ...]) -> list[int]:
        phrases = self.chunks.phrases
        return [i for i, p in enumerate(phrases) if p.of == index and p.how in hows]

    def _through(self, index: int, hanging: list[int]) -> tuple[str, ...] | None:
        """What a noun lets through of what hangs on it ("die Umsetzung des Portals"); None if it speaks for itself."""
        phrase = self.phrase(index)
        atom = self.chunks.atoms[phrase.head]
        if not hanging and atom.lemma in MADE_FOR:
            hanging = self._hanging(index, ("für",))
        acting = bool(DELEGATES.fullmatch(atom.lemma) or DELEGATES.fullmatch(atom.text))
        through = tuple(
            id
            for i in hanging
            for id in self.referents(i)[:1]
            if acting == (self.scene.coarse[id] in ("Organisation", "Jurisdiction"))
        )
        if through:
            return through
        bare = atom.text in WORK and phrase.det in _POINTING and all(self.phrase(i).how == "von" for i in hanging)
        return self._worked_on(atom.start) if bare else None

    def _governed(self, phrase: Phrase) -> tuple[str, ...]:
        """The jurisdictions whose adjective stands before a noun: "in der Hamburger Verwaltung"."""
        words = self.chunks.atoms[phrase.first : phrase.head]
        ids = [id for word in words for id in (*word.entities, self.scene.adjective(word.text)) if id]
        return tuple(dict.fromkeys(id for id in ids if self.scene.coarse[id] == "Jurisdiction"))

    def _spoken_of(self, index: int, owned: bool) -> tuple[str, ...]:
        """Of whom a noun of office or a trade speaks, or of what a definite noun that no named genitive owns."""
        phrase = self.phrase(index)
        atom = self.chunks.atoms[phrase.head]
        office = not phrase.names and office_of(atom.text)
        if office:
            named = named_behind(index, self.chunks, self.scene.coarse)
            if named:
                return named
        if phrase.det in ("der", "die", "dem", "den") and not phrase.names and is_person_noun(atom.text):
            return self.person_before(phrase.det, atom.text, atom.start)
        plural = atom.text != atom.lemma and atom.lemma[:1].isupper()  # what the word list takes for a verb is none
        if phrase.det in ("die", "den", "der", "diese", "diesen") and plural:
            return self.body_of(atom.text, atom.start)  # another plural means no single thing
        if phrase.det == "die" and not phrase.names and self.body_of(atom.text, atom.start):
            return self.body_of(atom.text, atom.start)
        if phrase.det in ("der", "die", "dem") and office:
            return self.person_before(phrase.det, atom.text, atom.start)
        if phrase.det.startswith("ein") and not phrase.names:
            return named_later(phrase, self)
        if phrase.names or owned or not self._definite(phrase, atom.text):
            return ()
        if atom.text in ("Haus", "Hauses") and any(p.of == index and p.how == "von" for p in self.chunks.phrases):
            return ()  # "das Haus von Minister Kunz"
        if phrase.prep == "auf" and atom.text == "Land":
            return ()  # "auf dem Land": in the country
        return self.definite(atom.lemma if atom.lemma[:1].isupper() else atom.text, atom.text, atom.start)

    def _definite(self, phrase: Phrase, noun: str) -> bool:
        """Whether a noun means a thing that is known: by its determiner, or in a list ("Land und Kommunen")."""
        if phrase.det == "die" and _NOT_FEMININE.search(noun):
            return False  # "die Unternehmen": several
        if phrase.det.startswith(("sein", "ihr")) and _OF_ITS_OWN.search(noun):
            return False
        if phrase.det:
            return phrase.det in _POINTING or phrase.det[:4] in ("dies", "sein", "ihre", "ihr")
        return noun in _BARE and self._with_peers(phrase)

    def explained(self, index: int) -> tuple[str, ...]:
        """What a noun without a name says more of: "…, ein Programm des Landes"."""
        if self.chunks.atoms[self.phrase(index).head].kind != "noun":
            return ()
        return explained(index, self.chunks, self.clauses, lambda id: (self.scene.type[id], self.scene.coarse[id]))

    def _worked_on(self, position: int) -> tuple[str, ...]:
        """Of what "die Umsetzung" speaks, if the text is silent: of what this sentence or the one before named last."""
        floor = self.previous.start if self.previous else self.start
        for start, id in self.scene.named_before(position):
            if start < floor:
                break
            if self.scene.coarse[id] == "Initiative":
                return (id,)
        return ()

    def _with_peers(self, phrase: Phrase) -> bool:
        """Whether a phrase stands in a list."""
        return sum(other.group == phrase.group for other in self.chunks.phrases) > 1

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

    def pass_on(self) -> None:
        """Let the scene know of what definite nouns spoke here, for the sentences that follow."""
        for start, id, genders in self.spoken_of(self.end):
            self.scene.hear(start, id, genders)

    def spoken_of(self, before: int) -> list[tuple[int, str, str]]:
        """Place, entity and gender of the definite nouns before a place that speak of a thing named earlier."""
        found: list[tuple[int, str, str]] = []
        for index, phrase in enumerate(self.chunks.phrases):
            atom = self.chunks.atoms[phrase.head]
            if atom.start < before and atom.kind == "noun" and not phrase.names and phrase.det in _POINTING:
                found += [
                    (atom.start, id, noun_gender(atom.lemma, phrase.det))
                    for id in self.referents(index)[:1]
                    if self.scene.coarse[id] != "Person"
                ]
        return found

    def group(self, index: int, among: Iterable[int]) -> list[int]:
        """The phrases coordinated with one, itself among them."""
        number = self.phrase(index).group
        return [i for i in among if self.phrase(i).group == number]
