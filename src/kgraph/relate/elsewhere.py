"""What fills a slot from elsewhere: the clause before or above, what hangs on a noun, an apposition."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kgraph.config import resource
from kgraph.relate.apposed import named_before
from kgraph.relate.bare import Bare
from kgraph.relate.clause import Clause
from kgraph.relate.frames import read_words
from kgraph.relate.gender import agrees
from kgraph.relate.scope import Scope


@cache
def _control(key: str) -> frozenset[str]:
    """Verbs with an infinitive, by who does what it says."""
    return frozenset(read_words(resource("data/frames") / "_control.toml")[key].split())


_EVENTS = frozenset({"Event", "Contest"})
_ALSO = re.compile(r"\bauch\b")
# Whose aim it is, does what the infinitive says ("Ziel der Stadt ist es, … zu").
_AIM = re.compile(r"Ziel|Absicht|Anliegen|Aufgabe|Plan|Vorhaben|Anspruch|Wille|Wunsch|Idee|Bestreben")


class Elsewhere(Bare):
    """Fillers that no group of the clause gives."""

    def additive(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """Who is named besides the subject: "gemeinsam mit", "neben"."""
        also = ("nach",) if scope.clause and _ALSO.search(scope.clause.text) else ()
        return [
            id
            for prep in ("gemeinsam", "neben", "samt", *also)
            for _, members, _ in self.groups(scope, prep)
            for id in self.pick(members, types)
        ]

    def besides(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """What is named besides the object: "neben dem Portal A"; a thing cannot be besides an actor."""
        if not scope.things:
            return []
        return [id for _, members, _ in self.groups(scope, "neben") for id in self.pick(members, types)]

    def _context_agent(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """The agent of a passive without one: the subject of the clause or sentence before, if it is of such a type."""
        clause = scope.clause
        if clause is None:
            return []
        if clause.parent is not None:
            found = self._bare(self.scope_of(clause.parent), "n", types, [], True)
            if found:
                return found
        earlier = [c for c in self.sentence.clauses if c.kind == "main" and c.places[0] < clause.places[0]]
        if earlier:
            found = self._bare(self.scope_of(earlier[-1]), "n", types, [], True)
            if found:
                return found
        before = self.sentence.previous
        return [id for id in (before.subjects() if before else []) if self.fits(id, types)]

    def _inherited(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """The subject of the clause before, where this one has none of its own."""
        clause = scope.clause
        if clause is None or clause.parent is None:
            return []
        if clause.kind not in ("main", "inf", "part") and (clause.kind, clause.parent.kind) != ("rel", "rel"):
            return []
        if clause.kind == "main" and not self._elided(clause):
            if any("n" in case for case, _, _ in self.groups(scope, "")):
                return []
        parent = self.scope_of(clause.parent)
        parent.verb = clause.parent.verbs[0] if clause.parent.verbs else None
        if clause.kind == "inf" and parent.verb and parent.verb.lemma in _control("dative"):
            found = self._bare(parent, "d", types, [], False)
            if found:
                return found  # "Der Stadt ist es gelungen, … zu"
        if clause.kind == "inf" and parent.verb and parent.verb.voice == "active":
            if parent.verb.lemma in _control("nobody"):
                return []
            if parent.verb.lemma in _control("object"):
                found = self._bare(parent, "n", types, [], True)
                asked = self._bare(parent, "a", types, found, False) or self._bare(parent, "d", types, found, False)
                return asked or (found if re.search(r"\bsich\b", clause.parent.text) else [])
        aimed = self._on(_AIM.fullmatch, "gen|von", parent, types) if clause.kind == "inf" else []
        return aimed or self._bare(parent, "n", types, [], True) or self._inherited(parent, types)

    def _elided(self, clause: Clause | None) -> bool:
        """Whether a clause that "und" joins opens with its verb, so that it has the subject of the one before."""
        if clause is None or clause.kind not in ("main", "part") or clause.parent is None or not clause.places[0]:
            return False
        atoms, first = self.sentence.chunks.atoms, clause.places[0]
        if atoms[first].text == "und" and first + 1 < len(atoms):
            return atoms[first + 1].kind == "verb"  # "…, meinen A und B, und fordern das Gesetz"
        return atoms[first].kind == "verb" and atoms[first - 1].text.lower() in ("und", "sowie", "aber", "sondern")

    def _with(self, how: str, scope: Scope, types: frozenset[str], match: re.Match[str] | None) -> list[str]:
        """What hangs on the noun that `with` matched."""
        words = match.group().split() if match else []
        return self._on(lambda noun: noun == words[-1], how, scope, types) if words else []

    def _on(self, test: Callable[[str], object], how: str, scope: Scope, types: frozenset[str]) -> list[str]:
        """What hangs on a noun of the clause."""
        hows = tuple(how.split("|"))
        for index in scope.phrases if scope.clause else ():
            phrase = self.sentence.phrase(index)
            if not test(self.sentence.chunks.atoms[phrase.head].text):
                continue
            if phrase.det in ("dessen", "deren") and "gen" in hows:
                return self.pick([ids for _, _, members in scope.extra for ids in members], types)
            bare = "gen" in hows and not self.hanging(index, hows)
            worked_on = (self._worked_on(index, types) or self._owners(index, types)) if bare else []
            if worked_on:
                return worked_on
            found = [
                id
                for i in self.hanging(index, hows) or self._hanging_behind(index, hows)
                for g in self.sentence.group(i, scope.phrases)
                for id in self.pick([list(self.sentence.referents(g))], types)
            ]
            found = found or (self._possessor(index, scope, types) if "gen" in hows else [])
            compound = [
                id
                for p in phrase.names
                for id in self.sentence.chunks.atoms[p].entities
                if "gen" in hows and self.fits(id, types)
            ]
            if found or compound:
                return list(dict.fromkeys(found or compound))
        return []

    def _of_another(self, scope: Scope, types: frozenset[str]) -> bool:
        """Whether the matched noun is said to be of something that has no name here: "den Betrieb eines Portals"."""
        words = scope.match.group().split() if scope.match and scope.clause else []
        return bool(words) and any(
            self.sentence.chunks.atoms[self.sentence.phrase(index).head].text == words[-1]
            and any(not self._measure(i) and not (types <= _EVENTS and self._is_person(i)) for i in self.hanging(index))
            for index in scope.phrases
        )

    def _is_person(self, index: int) -> bool:
        """Whether a phrase names a person, who makes a speech but is not what it is made at."""
        named = self.sentence.is_name(self.sentence.phrase(index))
        return named and any(self.scene.coarse[id] == "Person" for id in self.sentence.referents(index)[:1])

    def _hanging_behind(self, index: int, hows: tuple[str, ...]) -> list[int]:
        """What hangs on the last noun of a list, and so on each: "Aufbau und Betrieb des Portals"."""
        phrases = self.sentence.chunks.phrases
        joined = [i for i in range(index + 1, len(phrases)) if phrases[i].group == phrases[index].group]
        nouns = joined and not any(phrases[i].names for i in joined)
        return self.hanging(joined[-1], hows) if nouns else []

    def _possessor(self, index: int, scope: Scope, types: frozenset[str]) -> list[str]:
        """Whom "sein" or "ihr" before a noun stands for: "geht in ihre Hände über", "für seinen Betrieb sorgt …"."""
        det = self.sentence.phrase(index).det
        if det[:4] not in ("sein", "ihr", "ihre"):
            return []
        wanted = "ihr" if det.startswith("ihr") else "ihm"
        place = self.sentence.chunks.atoms[self.sentence.phrase(index).head].start
        here = [id for id in self._nominative(scope) if agrees(wanted, self.scene.genders(id))]
        return self.pick([[*here, *self.sentence.pronoun(wanted, place)]], types)

    def _worked_on(self, index: int, types: frozenset[str]) -> list[str]:
        """What a work is done on, where nothing hangs on it: "Verantwortlich für die Umsetzung ist …"."""
        phrase = self.sentence.phrase(index)
        if phrase.names or phrase.det not in ("die", "den", "der", "zur", "vom", "zum", "im"):
            return []
        return self.pick([list(self.sentence.referents(index))], types)

    def _owners(self, index: int, types: frozenset[str]) -> list[str]:
        """Whose "ihr Vorsitz", "seine Leitung" is: of the subject of the sentence before, if it is of such a type."""
        phrase, before = self.sentence.phrase(index), self.sentence.previous
        if phrase.names or not phrase.det.startswith(("ihr", "sein")) or before is None or phrase.first > 1:
            return []
        return [id for id in before.subjects()[:1] if self.fits(id, types)]

    def _apposed(self, scope: Scope, types: frozenset[str], match: re.Match[str] | None) -> list[str]:
        """The name that the matched noun explains: "das Gateway, eine Entwicklung von Dataport"."""
        words = match.group().split() if match else []
        atoms = self.sentence.chunks.atoms
        for index in scope.phrases[1:] if words else ():
            phrase = self.sentence.phrase(index)
            if atoms[phrase.head].text != words[-1] or phrase.prep or atoms[phrase.first - 1].text != ",":
                continue
            before = named_before(index, self.sentence.chunks)
            if before is not None:
                return self.pick([list(atoms[before.head].entities)], types)
        return []

    def _makers(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """By whom, or where, that was made or run which a participle attribute says so of ("in Bremen entwickelte")."""
        return [
            id
            for attribute in self.sentence.chunks.attributes
            if attribute.outside in scope.phrases
            and any(f.predicate in ("develops", "operates") for f in self.frames.by_verb.get(attribute.verb, ()))
            for i in attribute.inside
            if self.sentence.phrase(i).prep in ("in", "von", "durch", "bei")
            for id in self.pick([list(self.sentence.referents(i))], types)
        ]

    def _has_object(self, scope: Scope, skip: list[str]) -> bool:
        """Whether a clause has a bare phrase beside its subject, so that the context need not supply one."""
        groups = [g for g in self.groups(scope, "") if not g[2] and not any(c and c[0] in skip for c in g[1])]
        return len(groups) > (0 if skip else 1)
