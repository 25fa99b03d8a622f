"""What pronouns, definite nouns and plurals of one sentence point back to: "er", "der Minister", "die drei Städte"."""

from __future__ import annotations

import re
from abc import abstractmethod
from itertools import islice
from typing import TYPE_CHECKING

from kgraph.relate import grammar
from kgraph.relate.brackets import finite_place
from kgraph.relate.definite import Definite
from kgraph.relate.gender import agrees
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.reference import COUNTS, PLURALS, TOGETHER, VAGUE

if TYPE_CHECKING:
    from kgraph.relate.clause import Clause

# What "dafür", "damit" announce; "wie das Amt mitteilt" only tells who says so.
_CORRELATE = re.compile(
    r",\s*(?:dass|ob|was|wer|zu |um |wie (?![^,]*(?:teil|sag|klär|richt|hieß|heißt|meld|beton|schrei|läuter|kannt)))"
    r"|,[^,]*\b(?:zu \w+|\w+zu\w{3,})e[nr]n?\b"
)
# With these "es" speaks of nothing: "es gibt", "es geht um", "es heißt".
_EXPLETIVE = frozenset(
    "geben gehen heißen handeln gelten kommen brauchen bedürfen schaffen mangeln hapern haken liegen fehlen".split()
)
_MAKES_POSSIBLE = re.compile(r"\b[Mm]öglich mach|\bmach\w*\b.*\bmöglich\b|\b(?:sind es|[Ee]s sind)\b")
_LINKS = frozenset({"sein", "werden", "bleiben"})
_SINGULAR = frozenset("das der ein eine".split())
_PLURAL = re.compile(r"(?:en|ern|eln|sind|seien)$")
# Behind "es" these open what it announces: "lehnt es ab, dass", "hält es für falsch, das Gesetz zu ändern".
_ANNOUNCED = re.compile(r", (?:dass|ob|wenn)\b|,[^,.]* (?:zu \w+|\w+zu\w+)en\b")
# With other verbs "dagegen" only contrasts.
_AGAINST = frozenset(
    "stimmen sein wehren klagen protestieren aussprechen wenden votieren demonstrieren vorgehen".split()
)
# What these point to is no person, and rather a thing than a body.
_OF_THINGS = frozenset(grammar.PRONOMINALS) - {"dort", "hier"}


class Pointing(Definite):
    """Looks back from a sentence; the sentence itself supplies phrases and clauses."""

    end: int
    chunks: Chunks
    clauses: list[Clause]

    def phrase(self, index: int) -> Phrase:
        """A phrase by index."""
        return self.chunks.phrases[index]

    def is_name(self, phrase: Phrase) -> bool:
        """Whether the phrase names its referent."""
        return self.chunks.atoms[phrase.head].kind == "name"

    @abstractmethod
    def referents(self, index: int) -> tuple[str, ...]:
        """Candidates for what a phrase speaks of; the sentence knows."""

    @abstractmethod
    def spoken_of(self, before: int) -> list[tuple[int, str, str]]:
        """Place, entity and gender of the definite nouns before a place; the sentence knows."""

    def pronoun(self, word: str, position: int) -> tuple[str, ...]:
        """Whom or what a pronoun may stand for: the subject of the sentence before, then the names before it."""
        if word in ("man", "wir", "ich", "ihnen") or word in COUNTS:
            return ()
        if word in _OF_THINGS and self._correlate(position):
            return ()
        found: list[str] = []
        clause = next((c for c in self.clauses if any(self.chunks.atoms[p].start == position for p in c.places)), None)
        if word == "es" and clause and self._of_nothing(clause):
            return ()
        if word == "sie" and clause and self._are_several(clause):
            return ()
        if word == "es" and _ANNOUNCED.search(self.scene.text, position, self.end):
            return ()
        if word == "dagegen" and not (clause and any(verb.lemma in _AGAINST for verb in clause.verbs)):
            return ()
        here = clause.places[0] if clause else 0
        begin = self.chunks.atoms[here].start
        found += self._subject_before(clause, word)
        if self.previous is not None and word in ("er", "sie", "es", "dieser", "ihn", "ihm", "ihr"):
            found += self.previous.subjects()
        here_said = self.spoken_of(begin)
        also = {id: frozenset(genders) for _, id, genders in here_said}
        for _, id in sorted([(s, i) for s, i, _ in here_said], reverse=True):
            found.append(id)
        for place, id in self.scene.named_before(begin):
            if word in ("dort", "hier") or (place, id) not in self.scene.inner:
                found.append(id)
            if len(found) > 12:
                break
        found = [id for id in dict.fromkeys(found) if id not in self._said_more_of(clause)]
        found = [id for id in found if agrees(word, self.scene.genders(id) | also.get(id, frozenset()))]
        if word in _OF_THINGS:
            found = [id for id in found if self.scene.coarse[id] != "Person"]
            found.sort(key=lambda id: self.scene.coarse[id] in ("Organisation", "Jurisdiction"))
        if word == "dabei":  # with what is done, at no body: "Dabei wird das Portal genutzt"
            found = [id for id in found if self.scene.coarse[id] not in ("Organisation", "Jurisdiction")]
        if word in ("dort", "hier"):
            found.sort(key=lambda id: self.scene.coarse[id] in ("Initiative", "Law", "Agreement"))
        if word in ("er", "ihn", "ihm") and found:
            found.sort(key=lambda id: self.scene.coarse[id] in ("Jurisdiction",))
            known = {id for id in found if self.scene.coarse[id] == "Person" and id in self.just_named(begin)}
            if known and len(self.scene.genders(found[0])) > 2:
                found.sort(key=lambda id: id not in known)  # of what may have any gender rather a man
        if word == "es" and found:
            told = set(self.previous.subjects()) if self.previous is not None else set()
            found.sort(key=lambda id: self.scene.coarse[id] == "Jurisdiction" and id not in told)
        return tuple(found)

    def _of_nothing(self, clause: Clause) -> bool:
        """Whether "es" stands for nothing in a clause: "es geht um", "es wird ernst", "möglich macht es"."""
        if any(verb.lemma in _EXPLETIVE for verb in clause.verbs) or _MAKES_POSSIBLE.search(clause.text):
            return True
        bare = [i for i in clause.phrases if not self.phrase(i).prep and self.phrase(i).of < 0]
        return len(bare) == 1 and {v.lemma for v in clause.verbs} <= _LINKS

    def _are_several(self, clause: Clause) -> bool:
        """Whether "sie" is the subject of a verb in the plural, and so no single thing."""
        finite = finite_place(clause.places, self.chunks)
        if clause.kind == "rel" and clause.pronoun in ("die", "welche"):
            return False  # "die Länder, die sie betreiben"
        if finite < 0 or not _PLURAL.search(self.chunks.atoms[finite].text.lower()):
            return False
        bare = [p for i in clause.phrases if not (p := self.phrase(i)).prep and p.of < 0 and "n" in p.case]
        groups = [p.group for p in bare]
        others = [p for p in bare if p.det not in _SINGULAR or groups.count(p.group) > 1]
        return all(self.chunks.atoms[p.head].text.lower() == "sie" for p in others)

    def _said_more_of(self, clause: Clause | None) -> tuple[str, ...]:
        """What the relative pronoun of a clause stands for, and so no other pronoun of it."""
        return (
            self.referents(clause.antecedent)[:1] if clause and clause.kind == "rel" and clause.antecedent >= 0 else ()
        )

    def _subject_before(self, clause: Clause | None, word: str) -> list[str]:
        """The named subject of the clause before or above ("A tagte, und dabei hat es", "A leitet B, dem er dient")."""
        if clause is None or word not in ("er", "sie", "es"):
            return []
        earlier = [c for c in self.clauses if c.kind == "main" and c.places[0] < clause.places[0]]
        for index in earlier[-1].phrases if earlier else ():
            phrase = self.phrase(index)
            if (
                not phrase.prep
                and phrase.of < 0
                and "n" in phrase.case
                and self.chunks.atoms[phrase.head].kind != "pron"
            ):
                found = list(self.referents(index)[:1])
                if found or self.is_name(phrase):
                    return found
        return []

    def several(self, index: int) -> list[str]:
        """Whom "die beiden Länder", "alle drei Städte", "die Partner" stand for: the last ones named together."""
        phrase = self.phrase(index)
        atom = self.chunks.atoms[phrase.head]
        if atom.kind != "noun" or phrase.names:
            return []
        types = PLURALS.get(atom.text)
        if types is None:
            return []
        words = {self.chunks.atoms[p].text.lower() for p in range(phrase.first, phrase.head)}
        number = next((n for word, n in COUNTS.items() if word in words), 0)
        if not number and not self._means_those(phrase, atom.text):
            return []
        for kinds in (types - {"Land"}, types) if number else ():  # a Land may be a town, but rather is none
            ids = (id for _, id in self.scene.named_before(atom.start) if self.scene.is_a(id, kinds))
            found = list(islice(dict.fromkeys(ids), number))
            if len(found) == number:
                return found[::-1]
        if not number and self.previous is not None:
            before = self.previous.previous
            return self.previous.together(types) or (before.together(types) if before else [])
        return []

    def _counted(self, number: int) -> list[str]:
        """Whom "die drei" stands for: as many as are coordinated in the sentence before."""
        for kinds in (("Person",), ("Organisation", "Jurisdiction")):
            found = self.previous.together(frozenset(kinds)) if self.previous else []
            if len(found) == number:
                return found
        return []

    def _means_those(self, phrase: Phrase, noun: str) -> bool:
        """Whether a plural with nothing but an article may mean those just named: "die Partner", "die Landkreise"."""
        if noun in TOGETHER:
            return bool(phrase.det) and phrase.det in ("die", "den", "der")
        bare = phrase.det in ("die", "den") and phrase.head == phrase.first + 1 + bool(phrase.prep)
        alone = not any(p.of >= 0 and self.chunks.phrases[p.of] is phrase for p in self.chunks.phrases)
        listed = sum(p.group == phrase.group for p in self.chunks.phrases) > 1
        return noun not in VAGUE and bare and alone and not listed

    def together(self, types: frozenset[str]) -> list[str]:
        """The largest group of coordinated names of these types in this sentence."""
        groups: dict[int, list[str]] = {}
        for index, phrase in enumerate(self.chunks.phrases):
            for id in self.referents(index)[:1]:
                if self.is_name(phrase) and self.scene.is_a(id, types):
                    groups.setdefault(phrase.group, []).append(id)
        best = max(groups.values(), key=len, default=[])
        return list(dict.fromkeys(best)) if len(set(best)) > 1 else []

    def pair(self) -> list[str]:
        """Whom "beide" in the next sentence stands for: two persons, two that are coordinated, the last two bodies."""
        named = [(i, p) for i, p in enumerate(self.chunks.phrases) if self.is_name(p) and not p.hidden]
        ids = list(dict.fromkeys(id for i, _ in named for id in self.referents(i)[:1]))
        persons = [id for id in ids if self.scene.coarse[id] == "Person"]
        if len(persons) == 2:
            return persons
        joined = self.together(frozenset({"Person", "Organisation", "Jurisdiction"}))
        if len(joined) == 2:
            return joined
        bodies = [id for id in ids if self.scene.coarse[id] == "Organisation"]
        return bodies[-2:] if len(bodies) > 1 else []

    def _correlate(self, position: int) -> bool:
        """Whether "dafür", "damit" only announce a clause ("setzt sich dafür ein, dass …")."""
        return _CORRELATE.search(self.scene.text, position, self.end) is not None

    def plural(self, index: int) -> list[str]:
        """The persons that a plural "sie" stands for: those of the sentence before."""
        atom = self.chunks.atoms[self.phrase(index).head]
        if atom.kind == "pron" and atom.text in COUNTS and atom.text not in ("beide", "beiden"):
            return self._counted(COUNTS[atom.text])
        if atom.text == "ihnen" and self.previous is not None:
            return self.previous.together(frozenset({"Organisation", "Jurisdiction"}))
        if atom.text.lower() not in ("sie", "beide", "beiden") or atom.kind == "noun" or self.previous is None:
            return []
        clause = next((c for c in self.clauses if index in c.phrases), None)
        if atom.text.lower() != "sie":
            return self.previous.pair()
        finite = finite_place(clause.places, self.chunks) if clause else -1
        if finite < 0 or not self.chunks.atoms[finite].text.lower().endswith(("en", "ern", "eln", "sind")):
            return []
        subject = self.previous.together(frozenset({"Organisation", "Jurisdiction"}))
        told = self.previous.subjects()[:1]
        if subject and (told in ([], subject[:1]) or self.scene.coarse[told[0]] in ("Initiative", "Law", "Event")):
            return subject
        persons = [
            id
            for start, id in reversed(list(self.scene.named_before(self.previous.end)))
            if start >= self.previous.start and self.scene.coarse[id] == "Person"
        ]
        return list(dict.fromkeys(persons))
