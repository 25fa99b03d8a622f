"""Who holds an office: a title's name, an apposition, a copula, the person just spoken of."""

from __future__ import annotations

from kgraph.relate.office_bodies import OfficeBodies
from kgraph.relate.office_terms import BODIES, Held

_TIMES = frozenset("Kurzem Jahr Jahren Monaten Sommer Herbst Frühjahr Winter Beginn Amtszeit".split())
_COPULAS = frozenset(
    """
    sein werden bleiben heißen amtieren fungieren berufen ernennen wählen bestellen bestimmen küren antreten
    arbeiten agieren wirken übernehmen
    """.split()
)


class OfficePersons(OfficeBodies):
    """Finds the holders of an office."""

    def find_persons(self, item: Held, earlier: list[Held]) -> None:
        """Set the holders of an office and how the text joins them to it."""
        phrase = self.phrases[item.phrase]
        inside = [id for p in phrase.names if p > item.place and self.is_person(p) for id in self.atoms[p].entities[:1]]
        if inside:
            item.persons, item.how = inside, "title"
            self._plural(item)
            return
        before = self._before(item.phrase)
        if before >= 0:
            head = self.phrases[before].head
            own = (
                phrase.det in ("der", "die", "dem", "den")
                and self._joined_by_and(item)
                and self.atoms[phrase.first - 1].text != ","
            )
            if self.is_person(head) and not own:
                item.persons, item.how = [self.atoms[head].entities[0]], "apposition"
                return
            same = next((h for h in reversed(earlier) if h.phrase == before or self.root(before) == h.phrase), None)
            if same and same.persons and same.how in ("apposition", "copula", "shared") and self._joined_by_and(item):
                item.persons, item.how = same.persons, "shared"
                return
        behind = self._behind(item.phrase)
        if behind is not None:
            item.persons, item.how = [behind], "apposition"
            return
        self._copula(item) or self._anaphor(item)

    def _joined_by_and(self, item: Held) -> bool:
        place = self.phrases[item.phrase].first - 1
        while place >= 0 and self.atoms[place].text in ("zugleich", "auch", "zudem", "ferner"):
            place -= 1
        return place >= 0 and self.atoms[place].text in ("und", "sowie", ",")

    def _before(self, index: int) -> int:
        """The phrase before a comma or conjunction that stands before this one."""
        place = self.phrases[index].first - 1
        if (
            place > 1
            and self.atoms[place].text == ","
            and not self.phrases[index].det
            and place - 1 not in self.sentence.chunks.owner
        ):
            behind_verb = place - 1  # "nahm auch Anna Berg teil, Staatssekretärin im BMI"
            while (
                behind_verb > 0
                and behind_verb not in self.sentence.chunks.owner
                and self.atoms[behind_verb].kind in ("verb", "word", "prep")
            ):
                behind_verb -= 1
            head = next((i for i, p in enumerate(self.phrases) if p.last == behind_verb + 1), -1)
            if head >= 0 and self.is_person(self.phrases[head].head):
                return head
        while place >= 0 and (
            self.atoms[place].text
            in (",", "und", "sowie", "zugleich", "auch", "zudem", "damals", "derzeit", "heute", "–")
            or self.atoms[place].text in (")",)
        ):
            if self.atoms[place].text == ")":
                while place >= 0 and self.atoms[place].text != "(":
                    place -= 1
            place -= 1
        if place == self.phrases[index].first - 1:
            place = self._before_time(place)
        if place == self.phrases[index].first - 1:
            return -1
        for before in range(index - 1, -1, -1):
            if self.phrases[before].last == place + 1:
                return before
        return -1

    def _before_time(self, place: int) -> int:
        """Step back over "bis vor Kurzem," "in diesem Jahr" to the word before the comma."""
        index = self.sentence.chunks.owner.get(place, -1)
        if index < 0 or self.atoms[self.phrases[index].head].text not in _TIMES:
            return place
        before = self.phrases[index].first - 1
        while before >= 0 and self.atoms[before].text in ("bis", "und", "sowie", ","):
            before -= 1
        return before if before < self.phrases[index].first - 1 else place

    def _plural(self, item: Held) -> None:
        """Persons joined to the one behind a title in the plural, and the body in brackets behind each."""
        text, phrase = self.atoms[item.place].text, self.phrases[item.phrase]
        shared = phrase.det in ("deren", "dessen", "ihre", "seine") and text.endswith(("e", "en", "er"))
        plural = shared or (
            phrase.det in ("die", "den", "der", "deren", "dessen", "beiden")
            and text.endswith(("innen", "te", "ten", "er", "en", "nnen", "ern", "re", "ren"))
        )
        if plural:
            for i, other in enumerate(self.phrases):
                if i > item.phrase and other.group == phrase.group and other.first - 1 >= 0:
                    if not self.is_person(other.head) or other.nouns:
                        break
                    item.persons.append(self.atoms[other.head].entities[0])
        for place in range(item.place, len(self.atoms) - 2):
            if (
                self.is_person(place)
                and self.atoms[place].entities[0] in item.persons
                and self.atoms[place + 1].text == "("
            ):
                inner = self.atoms[place + 2]
                if inner.kind == "name" and self.scene.coarse[inner.entities[0]] == "Jurisdiction":
                    item.by_person[self.atoms[place].entities[0]] = inner.entities[0]

    def _behind(self, index: int) -> str | None:
        """A person behind the office and what hangs on it: "Der Präsident des Amtes, Max Berg," or without comma."""
        phrase = self.phrases[index]
        last = index
        for i in range(index + 1, len(self.phrases)):
            if self.root(i) == index or (self.phrases[i].of >= 0 and self.phrases[i].of == last):
                last = i
            else:
                break
        place = self.phrases[last].last
        if (
            place + 1 < len(self.atoms)
            and self.atoms[place].kind == "verb"
            and self.atoms[place + 1].text == ","
            and phrase.det
        ):
            place += 1
        if place < len(self.atoms) and self.atoms[place].text in (",", ":"):
            place += 1
        elif last == index and not phrase.names:
            return None
        if place < len(self.atoms) and self.is_person(place) and self.atoms[place - 1].text != "(":
            led = any(p < phrase.head for p in phrase.names)  # "Bremens Senatorin für Justiz, Anna Berg,"
            definite = phrase.det or led or self.atoms[place - 1].text != ","
            after = self.atoms[place + 1].text if place + 1 < len(self.atoms) else ""
            if definite and not (self.atoms[place - 1].text == "," and after == "und"):
                return self.atoms[place].entities[0]
        return None

    def _copula(self, item: Held) -> bool:
        """So "X ist, wird, bleibt CIO", "X wurde zum Beauftragten berufen", "als Bürgermeister"."""
        phrase = self.phrases[item.phrase]
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        in_post = phrase.of >= 0 and self.atoms[self.phrases[phrase.of].head].lemma in (
            "Amt",
            "Posten",
            "Funktion",
            "Aufgabe",
            "Position",
            "Rolle",
        )
        if clause is None or (phrase.of >= 0 and not in_post):
            return False
        as_office = phrase.first > 0 and self.atoms[phrase.first - 1].text.lower() == "als"
        if not (
            as_office
            or phrase.prep == "zu"
            or (not phrase.prep and clause.verbs and any(v.lemma in _COPULAS for v in clause.verbs))
        ):
            return False
        for i in clause.phrases:
            other = self.phrases[i]
            if i == item.phrase or other.prep or other.how == "gen":
                continue
            persons = [id for id in self.sentence.referents(i) if self.scene.coarse[id] == "Person"][:1]
            if persons and (self.sentence.is_name(other) or self.atoms[other.head].kind == "pron"):
                item.persons, item.how = persons, "copula"
                item.bodies = item.bodies or self._around(clause.phrases, as_office)
                return True
        if clause.kind == "rel" and clause.antecedent >= 0:
            persons = [id for id in self.sentence.referents(clause.antecedent) if self.scene.coarse[id] == "Person"]
            if persons and not clause.pronoun_prep:
                item.persons, item.how = persons[:1], "copula"
                item.bodies = item.bodies or self._around(clause.phrases, as_office)
                return True
        return False

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
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        for position, id in self.scene.named_before(start):
            if position < floor:
                break
            if self.scene.coarse[id] == "Person":
                item.persons, item.how = [id], "anaphor"
                return True
        return False

    def share_body(self, item: Held, later: list[Held]) -> None:
        """So "IT-Referent und CDO der Stadt München": an office without a body takes that of the next one."""
        for other in later:
            if other.persons == item.persons and other.how == "shared" and other.bodies and item.persons:
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
        if not item.by_person or len(item.by_person) < len(item.persons):
            default = self.find_default(item)
            if default:
                item.bodies, item.explicit = [default], False

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
