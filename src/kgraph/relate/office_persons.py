"""Who holds an office: a title's name, an apposition, a copula, the person just spoken of."""

from __future__ import annotations

import re

from kgraph.relate.clause import Clause
from kgraph.relate.office_anaphors import OfficeAnaphors
from kgraph.relate.office_nouns import office_of
from kgraph.relate.office_terms import BODIES, Held

_COPULAS = frozenset(
    """
    sein werden bleiben heißen amtieren fungieren berufen ernennen wählen bestellen bestimmen küren antreten
    arbeiten agieren wirken übernehmen kandidieren ausscheiden aufhören zurücktreten verabschieden
    """.split()
)
_PLURAL_VERB = re.compile(
    r"\b(?:sind|werden|wurden|waren|bleiben|blieben|fungieren|amtieren|agieren|heißen|"
    r"stehen|standen|wirken|wirkten|dienen|dienten)\b"
)
_ENTRUSTS = frozenset("übertragen übergeben anvertrauen antragen verleihen".split())
_APPOINT = frozenset("ernennen berufen bestellen wählen bestimmen küren machen befördern vorschlagen".split())
_IN_POST = frozenset(
    """
    innehaben bekleiden abgeben niederlegen ausüben aufgeben räumen führen verlassen haben ausfüllen wahrnehmen versehen
    antreten besetzen bestätigen bestellen wählen
    """.split()
)
_WORKS = frozenset("lehren forschen arbeiten wirken".split())
_MOVES = frozenset("wechseln gehen kommen zurückkehren".split())
_OF_BODY = frozenset("verlassen leiten führen anführen vertreten repräsentieren".split())
_POSTS = frozenset("Amt Posten Funktion Aufgabe Position Rolle Stelle".split())


class OfficePersons(OfficeAnaphors):
    """Finds the holders of an office."""

    def find_persons(self, item: Held, earlier: list[Held]) -> None:
        """Set the holders of an office and how the text joins them to it."""
        phrase = self.phrases[item.phrase]
        inside = [id for p in phrase.names if p > item.place and self.is_person(p) for id in self.atoms[p].entities[:1]]
        if inside:
            item.persons, item.how = inside, "title"
            self.plural(item)
            return
        beside = self.beside(item)
        if beside is not None:
            item.persons, item.how = [beside], "title"
            return
        before = self.before(item.phrase)
        if before >= 0:
            above = self.phrases[before].of
            if self.phrases[before].how == "von" and above >= 0 and self.is_person(self.phrases[above].head):
                item.bodies = item.bodies or self._org(before)  # "Eva Koch von der FITKO, Leiterin für Netze"
                before = above
            head = self.phrases[before].head
            own = (
                phrase.det in ("der", "die", "dem", "den")
                and self.joined_by_and(item)
                and self.atoms[phrase.first - 1].text != ","
            )
            if self.is_person(head) and not own and not self._opens_clause(item):
                item.persons, item.how = [self.atoms[head].entities[0]], "apposition"
                return
            same = next((h for h in reversed(earlier) if h.phrase == before or self.root(before) == h.phrase), None)
            other = bool(phrase.det) and self.behind(item.phrase) is not None  # "X, Rätin, und der Leiter, Y,"
            sharing = ("apposition", "copula", "shared")
            if same and same.persons and same.how in sharing and self.joined_by_and(item) and not other:
                item.persons, item.how = same.persons, "shared"
                return
        behind = self.behind(item.phrase)
        if behind is not None:
            item.persons, item.how = [behind, *self.others_behind(item.phrase, behind)], "apposition"
            return
        self._copula(item) or self.anaphor(item)

    def _org(self, index: int) -> list[str]:
        """The organisation that a phrase speaks of."""
        return [id for id in self.sentence.referents(index)[:1] if self.scene.coarse[id] == "Organisation"]

    def _opens_clause(self, item: Held) -> bool:
        """Whether "ihr Stellvertreter ist …" behind a comma is a clause of its own, no apposition."""
        phrase = self.phrases[item.phrase]
        following = self.atoms[phrase.last].verb if phrase.last < len(self.atoms) else ""
        possessive = phrase.det.startswith(("ihr", "sein", "dessen", "deren"))
        return possessive and following in ("sein", "werden", "heißen", "bleiben")

    def _copula(self, item: Held) -> bool:
        """So "X ist, wird, bleibt CIO", "X wurde zum Beauftragten berufen", "als Bürgermeister"."""
        phrase = self.phrases[item.phrase]
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        held = phrase.of >= 0 and self.atoms[self.phrases[phrase.of].head].lemma in _POSTS
        appointed = phrase.prep == "zu" and (phrase.of < 0 or self.is_person(self.phrases[phrase.of].head))
        if clause is None or (phrase.of >= 0 and not held and not appointed):
            return False
        if not phrase.prep and phrase.of < 0 and self._new_with(item, clause.phrases, {v.lemma for v in clause.verbs}):
            return True
        as_office = phrase.first > 0 and self.atoms[phrase.first - 1].text.lower() == "als"
        verbs = {v.lemma for v in clause.verbs}
        if held and verbs & _ENTRUSTS:
            return self._entrusted(item, clause)
        named = bool(verbs & (_COPULAS | _IN_POST if held else _COPULAS))
        if not (as_office or appointed or (not phrase.prep and named)):
            return False
        person = self._subject(item, clause, as_office)
        if person:
            item.persons, item.how = [person, *self._peers(person, clause)], "copula"
            item.bodies = item.bodies or self._around(clause, as_office)
            return True
        if clause.kind == "rel" and clause.antecedent >= 0:
            persons = self._antecedent(clause.antecedent)
            if persons and not clause.pronoun_prep:
                item.persons, item.how = persons[:1], "copula"
                item.bodies = item.bodies or self._around(clause, as_office)
                return True
        return False

    def _antecedent(self, index: int) -> list[str]:
        """The persons that a relative clause says more of: those before it, or whose office hangs before it."""
        while index >= 0:
            persons = [id for id in self.sentence.referents(index) if self.scene.coarse[id] == "Person"]
            if persons:
                return persons
            before = self.before(index) if office_of(self.atoms[self.phrases[index].head].text) else -1
            if before >= 0 and self.is_person(self.phrases[before].head):
                return list(self.atoms[self.phrases[before].head].entities[:1])
            index = self.phrases[index].of
        return []

    def _entrusted(self, item: Held, clause: Clause) -> bool:
        """So "die Funktion des CIO an Ulf Kunz übertragen", "ihm das Amt des Präsidenten anvertrauen"."""
        for i in clause.phrases:
            phrase = self.phrases[i]
            if phrase.of >= 0 and phrase.prep != "an":
                continue
            if phrase.prep == "an" or (not phrase.prep and phrase.case in ("d", "ad")):
                persons = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] == "Person"]
                if persons:
                    item.persons, item.how = persons, "copula"
                    return True
        return False

    def _peers(self, person: str, clause: Clause) -> list[str]:
        """Who shares a plural verb with a person: "Anna Berg und Ulf Kunz bleiben Beisitzer"."""
        if not _PLURAL_VERB.search(clause.text):
            return []
        own = next((i for i in clause.phrases if person in self.sentence.referents(i)[:1]), None)
        if own is None or self.phrases[own].prep:
            return []
        group = self.sentence.group(own, clause.phrases)
        return [
            id
            for i in group
            if i != own and self.is_person(self.phrases[i].head)
            for id in self.sentence.referents(i)[:1]
            if id != person
        ]

    def _subject(self, item: Held, clause: Clause, as_office: bool) -> str | None:
        """Whom a clause makes or calls an officer: the person next to "als", or the last bare one before "zum"."""
        phrase = self.phrases[item.phrase]
        if as_office:
            place = phrase.first - 2
            while place > 0 and self.atoms[place].text in (",", ")"):
                while self.atoms[place].text == ")" and "(" in {a.text for a in self.atoms[:place]}:
                    place = max(p for p in range(place) if self.atoms[p].text == "(")
                place -= 1
            index = self.sentence.chunks.owner.get(place, -1)
            while index >= 0 and not self.is_person(self.phrases[index].head) and self.phrases[index].of >= 0:
                index = self.phrases[index].of
            if index >= 0 and self.phrases[index].prep in ("mit", "für", "durch"):
                if self.is_person(self.phrases[index].head):
                    return self.atoms[self.phrases[index].head].entities[0]
        found: list[tuple[int, str]] = []
        for i in clause.phrases:
            other = self.phrases[i]
            if i == item.phrase or other.prep or other.how == "gen" or (as_office and other.case == "d"):
                continue
            persons = [id for id in self.sentence.referents(i) if self.scene.coarse[id] == "Person"][:1]
            if persons and (self.sentence.is_name(other) or self.atoms[other.head].kind in ("pron", "noun")):
                found.append((i, persons[0]))
        before = [id for i, id in found if i < item.phrase]
        active = phrase.prep == "zu" and any(v.voice == "active" and v.lemma in _APPOINT for v in clause.verbs)
        if active and before:
            return before[-1]
        return found[0][1] if found else None

    def _new_with(self, item: Held, phrases: list[int], verbs: set[str]) -> bool:
        """So "bekommt mit Ulf Kunz einen neuen Präsidenten"."""
        if not verbs & {"bekommen", "erhalten", "haben", "leisten"}:
            return False
        for i in phrases:
            head = self.phrases[i].head
            if self.phrases[i].prep == "mit" and self.is_person(head):
                item.persons, item.how = [self.atoms[head].entities[0]], "copula"
                subjects = [
                    j for j in phrases if not self.phrases[j].prep and self.phrases[j].of < 0 and j != item.phrase
                ]
                found = [
                    id for j in subjects for id in self.sentence.referents(j)[:1] if self.scene.coarse[id] in BODIES
                ]
                item.bodies = item.bodies or found[:1]
                return True
        return False

    def _around(self, clause: Clause, as_office: bool) -> list[str]:
        """The body in a clause with "als": "steht dem Verband als Präsident vor", "wechselt als Leiterin zur FITKO"."""
        verbs = {v.lemma for v in clause.verbs}
        preps = {"für", "bei"} if as_office else {"bei"}
        preps |= {"zu", "in"} if as_office and verbs & _MOVES else set()
        preps |= {"an", "in"} if as_office and verbs & _WORKS else set()
        cases = ("d", "ad", "na", "nad") if verbs & _OF_BODY else ("d", "ad")
        shared = clause.parent if clause.kind == "rel" and verbs & _OF_BODY else None
        inside = [*clause.phrases, *(shared.phrases if shared and shared.kind == "rel" else ())]
        for i in inside:
            phrase = self.phrases[i]
            if phrase.prep in preps or (as_office and not phrase.prep and phrase.case in cases and phrase.of < 0):
                found = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in BODIES]
                if found:
                    return found
        if as_office and clause.kind == "rel" and clause.antecedent >= 0:  # "die FITKO, der sie als Präsidentin dient"
            ids = self.sentence.referents(clause.antecedent)[:1]
            return [id for id in ids if self.scene.coarse[id] in BODIES]
        return []
