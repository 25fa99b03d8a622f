"""The phrases of a clause in groups, as slots are filled from them: by preposition, by case, with what is coordinated.

Input are a sentence and one of its clauses, participle attributes or nouns; output are entity ids, each with
others that it may be instead. Which bare group is the subject, and which the object, is said in `bare`.
"""

from __future__ import annotations

from kgraph.relate.enumerations import enumerated
from kgraph.relate.phrases import Phrase
from kgraph.relate.reference import DELEGATES
from kgraph.relate.relatives import Relatives
from kgraph.relate.scope import Group, Scope

_ACTORS = frozenset({"Person", "Organisation", "Jurisdiction"})
_SENDERS = frozenset({"Organisation", "Jurisdiction"})
_ONE_OF = frozenset("einer eine eines einen einem".split())
_JOINT = frozenset(
    "Zusammenarbeit Kooperation Verbund Partnerschaft Gemeinschaft Schulterschluss Seite Tandem Gespann".split()
)
_PART = frozenset("Teil Modul Komponente".split())  # "Teil des Programms ist X": they let through what they are part of
_MEASURES = frozenset(
    """
    Euro Million Milliarde Prozent Jahr Monat Woche Tag Mal Uhr Stunde Minute Dollar Prozentpunkt
    """.split()
)


class Groups(Relatives):
    """Groups of phrases of one sentence."""

    def groups(self, scope: Scope, prep: str) -> list[Group]:
        """Groups behind a preposition, or bare ones."""
        key = prep, scope.light
        if key not in scope.known:
            scope.known[key] = self._groups(scope, prep)
        return scope.known[key]

    def _groups(self, scope: Scope, prep: str) -> list[Group]:
        found: list[Group] = [(case, members, False) for p, case, members in scope.extra if p == prep]
        if prep and prep not in self._preps(scope):
            return found
        seen: set[int] = set()
        listed = 0 if prep else self.listed(scope.phrases, scope.clause)
        for index in scope.phrases:
            phrase = self.sentence.phrase(index)
            if phrase.group in seen or not self._opens(index, scope, prep):
                continue
            seen.add(phrase.group)
            ids = self._members(index, scope, prep)
            if listed and not any(ids) and phrase.first < listed:
                continue  # "zehn Kommunen machen mit: Ulm, Kiel und Jena"
            named_so = not prep and phrase.prep == "unter"
            case = "a" if named_so or (not prep and self._object_pronoun(index, scope)) else phrase.case
            named = len(ids) > 1 and any(ids[1:]) and self._light(index, scope)  # "die Veranstalter, A und B"
            found.append((case, ids, not named and self._attached(index, scope, prep)))
        return found

    def _preps(self, scope: Scope) -> frozenset[str]:
        """The prepositions behind which a scope has groups; most frames ask for others."""
        if scope.preps is None:
            scope.preps = frozenset(prep for index in scope.phrases for prep in self._opened_by(index))
        return scope.preps

    def _opened_by(self, index: int) -> tuple[str, ...]:
        """The prepositions as whose group a phrase counts; an empty one for a bare phrase."""
        phrase = self.sentence.phrase(index)
        if phrase.prep == "dort":
            return ("dort", "in", "auf", "bei")
        return (phrase.prep, "gemeinsam") if self._jointly(phrase) else (phrase.prep,)

    def _opens(self, index: int, scope: Scope, prep: str) -> bool:
        """Whether a phrase is the first of a group behind a preposition, or of a bare one."""
        phrase = self.sentence.phrase(index)
        if prep:
            return prep in self._opened_by(index)
        bare = not phrase.prep or (phrase.prep == "unter" and self._named_so(phrase))
        return bare and phrase.how != "gen" and not self._compared(index, scope)

    def _compared(self, index: int, scope: Scope) -> bool:
        """Whether a bare phrase stands behind "als", "wie" or "eine der": it is what something is or is like."""
        atoms, phrase = self.sentence.chunks.atoms, self.sentence.phrase(index)
        before = atoms[phrase.first - 1].text.lower() if phrase.first else ""
        if before in _ONE_OF:
            return not self.sentence.referents(index)  # "als eine der ersten Städte"
        clause = scope.clause
        opens = clause is not None and clause.kind == "sub" and phrase.first - 1 == clause.places[0]
        return before == "als" or (before == "wie" and not (opens and atoms[phrase.head].text != "es"))

    def _members(self, index: int, scope: Scope, prep: str) -> list[list[str]]:
        """The candidates of each member of the group that a phrase opens."""
        together = self._summed_up(index, scope)
        if together:
            return [[id] for id in together]
        any_prep = not prep or (prep == "gemeinsam" and self._jointly(self.sentence.phrase(index)))
        members = [
            i
            for i in self.sentence.group(index, scope.phrases)
            if any_prep or self.sentence.phrase(i).prep in (prep, "", "dort")
        ]
        found: list[list[str]] = []
        for i in self.without_affiliations(members):
            together = self._summed_up(i, scope) if i != index else []
            found += [[id] for id in together] or [list(self.sentence.referents(i))]
        return found

    def _summed_up(self, index: int, scope: Scope) -> list[str]:
        """The things that a plural stands for: "sie", "die beiden Länder", "drei Städte (A, B und C)"."""
        acts = not self._object_pronoun(index, scope)  # not so in "Unterzeichnet haben sie die Städte A und B"
        found = (acts and self.sentence.plural(index)) or enumerated(index, self.sentence)
        return found or self.sentence.several(index) or self._sending(index)

    def _sending(self, index: int) -> list[str]:
        """For whom delegates act, if for several: "Vertreter der Stadt Ulm und des Landkreises Berg"."""
        if not DELEGATES.fullmatch(self.sentence.chunks.atoms[self.sentence.phrase(index).head].text):
            return []
        first = self.hanging(index)[:1]
        peers = self.sentence.group(first[0], range(first[0], len(self.sentence.chunks.phrases))) if first else []
        found = [id for i in peers for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in _SENDERS]
        return list(dict.fromkeys(found)) if len(found) > 1 else []

    def _attached(self, index: int, scope: Scope, prep: str) -> bool:
        """Whether a phrase is no argument: a measure, the noun of a light verb, part of what opens the sentence."""
        if self._measure(index) or self._light(index, scope):
            return True
        return prep in ("von", "mit") and self._of_prepositional(self.sentence.phrase(index))

    def _jointly(self, phrase: Phrase) -> bool:
        """So "in Zusammenarbeit mit A", "im Verbund mit A", "Seite an Seite mit A"."""
        if phrase.how != "mit" or phrase.of < 0:
            return False
        above = self.sentence.phrase(phrase.of)
        return above.prep in ("in", "an") and self.sentence.chunks.atoms[above.head].text in _JOINT

    def _named_so(self, phrase: Phrase) -> bool:
        """So "unter dem Namen Karla": the name of what a clause has or makes."""
        nouns = {self.sentence.chunks.atoms[p].text for p in phrase.nouns}
        return bool(phrase.names) and bool(nouns & {"Namen", "Titel", "Bezeichnung", "Kürzel"})

    def _object_pronoun(self, index: int, scope: Scope) -> bool:
        """Whether "es" or "sie" behind the finite verb is the object, as a named actor follows it."""
        atoms, phrases = self.sentence.chunks.atoms, self.sentence.chunks.phrases
        head = atoms[phrases[index].head]
        if head.kind != "pron" or head.text not in ("es", "sie") or index + 1 >= len(phrases):
            return False
        following = phrases[index + 1]
        if index + 1 not in scope.phrases or following.prep or "n" not in following.case:
            return False
        between = range(phrases[index].last, following.first)
        actor = any(self.scene.coarse[id] in _ACTORS for id in atoms[following.head].entities[:1])
        return actor and all(atoms[p].kind == "word" or atoms[p].text == "gemeinsam" for p in between)

    def _of_prepositional(self, phrase: Phrase) -> bool:
        """Whether a phrase hangs on a prepositional one that opens the sentence ("Mit dem Geld vom Land soll …")."""
        return phrase.of == 0 and bool(self.sentence.phrase(0).prep)

    def _light(self, index: int, scope: Scope) -> bool:
        """Whether a phrase is the noun of a light verb, which the frame matched ("dessen Leitung X innehatte")."""
        head = self.sentence.chunks.atoms[self.sentence.phrase(index).head]
        if head.text not in scope.light:
            return False
        through = head.text in _PART and self.hanging(index)
        return bool(through) or not self.sentence.referents(index)

    def _measure(self, index: int) -> bool:
        """Whether a phrase is a sum or a time, so that it is no subject."""
        return self.sentence.head(self.sentence.phrase(index)) in _MEASURES

    def pick(self, members: list[list[str]], types: frozenset[str]) -> list[str]:
        """The first fitting candidate of each member."""
        found = []
        for candidates in members:
            for id in candidates:
                if self.scene.is_a(id, types):
                    found.append(id)
                    break
        return list(dict.fromkeys(found))

    def hanging(self, index: int, how: tuple[str, ...] = ("gen", "von")) -> list[int]:
        """The phrases that hang on one."""
        phrases = self.sentence.chunks.phrases
        return [i for i, p in enumerate(phrases) if p.of == index and p.how in how]

    def fits(self, id: str, types: frozenset[str]) -> bool:
        """Whether an entity is of one of these types, coarse or fine."""
        return self.scene.is_a(id, types)
