"""Who holds an office: a title's name, an apposition, a copula, the person just spoken of."""

from __future__ import annotations

import re

from kgraph.relate.clauses import Clause
from kgraph.relate.gender import agrees
from kgraph.relate.office_neighbours import OfficeNeighbours
from kgraph.relate.office_terms import BODIES, Held

_COPULAS = frozenset(
    """
    sein werden bleiben heißen amtieren fungieren berufen ernennen wählen bestellen bestimmen küren antreten
    arbeiten agieren wirken übernehmen
    """.split()
)
_UNKNOWN = re.compile(r"(?!CDU|CSU|SPD|FDP|AfD|BSW|EDV|IKT|OZG|KI-|IT-)[A-ZÄÖÜ0-9]{3,}(?:-\w+)*")
_PLURAL_VERB = re.compile(r"\b(?:sind|werden|wurden|waren|bleiben|blieben|fungieren|amtieren|agieren|heißen)\b")
_APPOINT = frozenset("ernennen berufen bestellen wählen bestimmen küren machen befördern vorschlagen".split())
_POSTS = frozenset("Amt Posten Funktion Aufgabe Position Rolle Stelle".split())


class OfficePersons(OfficeNeighbours):
    """Finds the holders of an office."""

    def find_persons(self, item: Held, earlier: list[Held]) -> None:
        """Set the holders of an office and how the text joins them to it."""
        phrase = self.phrases[item.phrase]
        inside = [id for p in phrase.names if p > item.place and self.is_person(p) for id in self.atoms[p].entities[:1]]
        if inside:
            item.persons, item.how = inside, "title"
            self.plural(item)
            return
        before = self.before(item.phrase)
        if before >= 0:
            head = self.phrases[before].head
            own = (
                phrase.det in ("der", "die", "dem", "den")
                and self.joined_by_and(item)
                and self.atoms[phrase.first - 1].text != ","
            )
            if self.is_person(head) and not own:
                item.persons, item.how = [self.atoms[head].entities[0]], "apposition"
                return
            same = next((h for h in reversed(earlier) if h.phrase == before or self.root(before) == h.phrase), None)
            if same and same.persons and same.how in ("apposition", "copula", "shared") and self.joined_by_and(item):
                item.persons, item.how = same.persons, "shared"
                return
        behind = self.behind(item.phrase)
        if behind is not None:
            item.persons, item.how = [behind], "apposition"
            return
        self._copula(item) or self._anaphor(item)

    def _copula(self, item: Held) -> bool:
        """So "X ist, wird, bleibt CIO", "X wurde zum Beauftragten berufen", "als Bürgermeister"."""
        phrase = self.phrases[item.phrase]
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        held = phrase.of >= 0 and self.atoms[self.phrases[phrase.of].head].lemma in _POSTS
        appointed = phrase.prep == "zu" and (phrase.of < 0 or self.is_person(self.phrases[phrase.of].head))
        if clause is None or (phrase.of >= 0 and not held and not appointed):
            return False
        as_office = phrase.first > 0 and self.atoms[phrase.first - 1].text.lower() == "als"
        named = clause.verbs and any(v.lemma in _COPULAS for v in clause.verbs)
        if not (as_office or appointed or (not phrase.prep and named)):
            return False
        person = self._subject(item, clause, as_office)
        if person:
            item.persons, item.how = [person, *self._peers(person, clause)], "copula"
            item.bodies = item.bodies or self._around(clause.phrases, as_office)
            return True
        if clause.kind == "rel" and clause.antecedent >= 0:
            persons = [id for id in self.sentence.referents(clause.antecedent) if self.scene.coarse[id] == "Person"]
            if persons and not clause.pronoun_prep:
                item.persons, item.how = persons[:1], "copula"
                item.bodies = item.bodies or self._around(clause.phrases, as_office)
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
            if i == item.phrase or other.prep or other.how == "gen":
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
        if not verbs & {"bekommen", "erhalten", "haben"}:
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

    def _around(self, phrases: list[int], as_office: bool) -> list[str]:
        """The body in a clause with "als": "steht dem Verband als Präsident vor", "für die Fraktion als Sprecher"."""
        for i in phrases:
            phrase = self.phrases[i]
            if phrase.prep in (("für", "bei") if as_office else ("bei",)) or (
                as_office and not phrase.prep and phrase.case in ("d", "ad") and phrase.of < 0
            ):
                found = [id for id in self.sentence.referents(i) if self.scene.coarse[id] in BODIES]
                if found:
                    return found[:1]
        return []

    def _anaphor(self, item: Held) -> bool:
        """So "der Bitkom-Präsident": the person just spoken of, if the office names its body."""
        phrase = self.phrases[item.phrase]
        if phrase.det not in ("der", "die") or phrase.prep or phrase.of >= 0 or not item.bodies or self.is_former(item):
            return False
        if self.phrases[item.phrase].head != item.place:
            return False
        start = self.atoms[phrase.first].start
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        named = [i for i in (clause.phrases if clause else ()) if self.sentence.is_name(self.phrases[i])]
        beside = {id for i in named for id in self.sentence.referents(i)[:1]}
        gender = "sie" if re.search(r"in$", self.atoms[item.place].text) else "er"
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        for position, id in self.scene.named_before(start):
            if position < floor:
                break
            if self.scene.coarse[id] == "Person":
                if id in beside or (gender == "sie" and not agrees(gender, self.scene.genders(id))):
                    return False
                item.persons, item.how = [id], "anaphor"
                return True
        return False

    def share_persons(self, item: Held, later: list[Held]) -> None:
        """So "CIO und Staatssekretär im BMI, Ulf Kunz": an office before "und" has the holder of the next."""
        if item.persons or not later or not later[0].persons or later[0].how not in ("title", "apposition", "shared"):
            return
        other = later[0]
        here, there = self.phrases[item.phrase], self.phrases[other.phrase]
        between = [a.text for a in self.atoms[here.last : there.first] if a.kind != "name" or not a.entities]
        joined = self.atoms[there.first - 1].text in ("und", "sowie", "zugleich")
        direct = self.end_of(item.phrase) + 1 == other.phrase or "(" in between
        if joined and direct and not there.prep and not (here.det and there.det) and "," not in between:
            item.persons, item.how = other.persons[:1], "shared"

    def share_body(self, item: Held, later: list[Held]) -> None:
        """So "IT-Referent und CDO der Stadt München": an office without a body takes that of the next one."""
        for other in later:
            if (
                other.persons[:1] == item.persons
                and "shared" in (other.how, item.how)
                and other.bodies
                and item.persons
            ):
                item.bodies = other.bodies
                return
        first = self.phrases[item.phrase].first
        earlier = next(
            (h for h in reversed(self.held) if h.phrase < item.phrase and h.how == "title" and h.bodies and h.explicit),
            None,
        )
        if (
            earlier
            and item.how == "title"
            and self.atoms[first - 1].text in ("und", "sowie")
            and earlier.office.default == item.office.default
            and not item.office.ministry
        ):
            item.bodies = earlier.bodies
            return
        if item.how == "apposition" and self._owner_of_new(item):
            return
        if (not item.by_person or len(item.by_person) < len(item.persons)) and not self._says_where(item):
            default = self.find_default(item)
            public = default is not None and self.scene.coarse[default] == "Jurisdiction"
            if default and (item.how != "copula" or public or self._near(default)):
                item.bodies, item.explicit = [default], False

    def _near(self, body: str) -> bool:
        """Whether a body is named in this sentence or the one before."""
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        return any(id == body for start, id in self.scene.named_before(self.sentence.end) if start >= floor)

    def _says_where(self, item: Held) -> bool:
        """Whether a body hangs on the office that nobody has recognised: "Geschäftsführer der Firma Krause"."""
        prefix = self.atoms[item.place].text.rpartition("-")[0]
        if _UNKNOWN.fullmatch(prefix):
            return True  # "4IT-Verbandsvorsitzender"
        if item.how == "title":
            return False
        return any(
            phrase.of == item.phrase
            and phrase.how in ("gen", "von", "bei", "in", "an", "beim")
            and not phrase.hidden
            and self.atoms[phrase.head].kind in ("noun", "name")
            and not self.sentence.referents(i)
            for i, phrase in enumerate(self.phrases)
        )

    def _owner_of_new(self, item: Held) -> bool:
        """Take the subject of "Das Land Hessen hat einen neuen CIO: …" for the body."""
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        if clause is None or not any(v.lemma in ("haben", "bekommen", "erhalten") for v in clause.verbs):
            return False
        for i in clause.phrases:
            phrase = self.phrases[i]
            found = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in BODIES]
            if found and not phrase.prep and phrase.of < 0:
                item.bodies = found
                return True
        return False

    # --- what ----------------------------------------------------------------------------------------------------
