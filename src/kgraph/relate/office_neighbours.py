"""Who stands beside a noun of office: the name before it or behind it, names that share a title, and their bodies."""

from __future__ import annotations

from kgraph.relate.office_bodies import OfficeBodies
from kgraph.relate.office_terms import BODIES, Held
from kgraph.relate.words import TIMES

_TIMES = frozenset("Kurzem Jahr Jahren Monaten Sommer Herbst Frühjahr Winter Beginn Amtszeit".split())
_BEFORE_OFFICE = frozenset(
    """
    , und sowie zugleich auch zudem damals derzeit heute – - ) bisher bislang zuletzt zuvor vormals einst früher
    ehemals ehedem hauptberuflich nebenberuflich hauptamtlich eigentlich aktuell seinerzeit lange langjährig
    künftig davor vorher jahrelang demnächst inzwischen seit ab bis von (
    """.split()
)
_CLOSING = frozenset(", . ; : ( und sowie".split())
_JOINERS = frozenset(", und sowie auch als".split())
_PLURALS = (
    "innen",
    "chefs",
    "Chefs",
    "CIOs",
    "te",
    "ten",
    "er",
    "en",
    "nnen",
    "ern",
    "re",
    "ren",
    "Räte",
    "räte",
    "Landräte",
)


class OfficeNeighbours(OfficeBodies):
    """Looks before and behind a noun of office."""

    def joined_by_and(self, item: Held) -> bool:
        """Whether a conjunction or comma stands before the office."""
        index = item.phrase - 1 if self._at(item.phrase) else item.phrase
        place = self.phrases[index].first - 1
        while place >= 0 and self.atoms[place].text in ("zugleich", "auch", "zudem", "ferner"):
            place -= 1
        return place >= 0 and self.atoms[place].text in ("und", "sowie", ",")

    def before(self, index: int) -> int:
        """The phrase before a comma or conjunction that stands before this one."""
        if self._at(index):
            return self.before(index - 1)  # "Bürgermeister von Ulm und bei der KISA Vorsitzender"
        place = self.phrases[index].first - 1
        if (
            place > 1
            and self.atoms[place].text == ","
            and (not self.phrases[index].det or self._closes(index))
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
        while place >= 0 and (self.atoms[place].text in _BEFORE_OFFICE or self._time(place)):
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

    def _closes(self, index: int) -> bool:
        """Whether an office with what hangs on it ends the sentence: "…, der frühere Bürgermeister von Ulm."."""
        last = self.phrases[self.end_of(index)].last
        return last >= len(self.atoms) or self.atoms[last].text in (".", "!", ";")

    def _time(self, place: int) -> bool:
        """Whether an atom is the year or month of "seit Mai 2020 CIO des Landes"."""
        here, before = self.atoms[place], self.atoms[place - 1]
        if here.kind == "num" and before.text in ("seit", "ab", "bis", "von", ".", *TIMES):
            return True
        return here.text == "." and before.kind == "num"

    def _before_time(self, place: int) -> int:
        """Step back over "bis vor Kurzem," "in diesem Jahr" to the word before the comma."""
        index = self.sentence.chunks.owner.get(place, -1)
        if index < 0 or self.atoms[self.phrases[index].head].text not in _TIMES:
            return place
        before = self.phrases[index].first - 1
        while before >= 0 and self.atoms[before].text in ("bis", "und", "sowie", ","):
            before -= 1
        return before if before < self.phrases[index].first - 1 else place

    def plural(self, item: Held) -> None:
        """Persons joined to the one behind a title in the plural, and the body beside each."""
        text, phrase = self.atoms[item.place].text, self.phrases[item.phrase]
        shared = phrase.det in ("deren", "dessen", "ihre", "seine") and text.endswith(("e", "en", "er"))
        plural = shared or (
            phrase.det in ("die", "den", "der", "deren", "dessen", "beiden") and text.endswith(_PLURALS)
        )
        # A noun behind the name may be taken for the head: "hatte der Professor Ulf Berg Kritik geübt".
        named = self.is_person(phrase.head)
        place = phrase.head if named else max(p for p in phrase.names if p > item.place and self.is_person(p))
        while True:
            person = self.atoms[place].entities[0]
            body, place = self._affiliation(place + 1)
            if body:
                item.by_person[person] = body
            if not plural:
                return
            place = self._next_person(place)
            if place < 0:
                return
            item.persons.append(self.atoms[place].entities[0])

    def _affiliation(self, place: int) -> tuple[str | None, int]:
        """The body behind a person, in brackets or between commas, and the place behind it."""
        if place + 1 >= len(self.atoms) or self.atoms[place].text not in ("(", ","):
            return None, place
        closing = ")" if self.atoms[place].text == "(" else ","
        inner = self.atoms[place + 1]
        end = place + 1
        while end < len(self.atoms) and self.atoms[end].text not in (closing, ")"):
            end += 1
        index = self.sentence.chunks.owner.get(place + 1)
        named = inner.kind == "name" and end == place + 2
        if index is not None and not named:
            phrase = self.phrases[index]
            inner = self.atoms[phrase.head]
            named = phrase.last == end and not phrase.prep and not phrase.det and inner.kind == "name"
        if closing == ")":
            fits = named and self.scene.coarse[inner.entities[0]] == "Jurisdiction"
            return (inner.entities[0] if fits else None), min(end + 1, len(self.atoms))
        if named and self.scene.coarse[inner.entities[0]] in BODIES:
            following = self.atoms[end + 1] if end + 1 < len(self.atoms) else None
            return inner.entities[0], end if following and following.text not in ("und", "sowie") else end + 1
        return None, place

    def _next_person(self, place: int) -> int:
        """The place of the person behind a comma or conjunction, or -1."""
        begin = place
        while place < len(self.atoms) and self.atoms[place].text in _JOINERS:
            place += 1
        if place == begin or place >= len(self.atoms) or not self.is_person(place):
            return -1
        phrase = self.phrases[self.sentence.chunks.owner.get(place, 0)]
        return -1 if phrase.head != place or phrase.nouns else place

    def beside(self, item: Held) -> str | None:
        """The person whose name follows an office and its body without a comma: "die Sprecherin der FDP Anna Berg"."""
        last = self.end_of(item.phrase)
        place = self.phrases[last].last
        named = last != item.phrase and not self.phrases[last].hidden
        if not named or place >= len(self.atoms) or not self.is_person(place):
            return None
        following = self.atoms[place + 1].text if place + 1 < len(self.atoms) else "."
        opens = self.phrases[self.sentence.chunks.owner.get(place, 0)].first == place
        return self.atoms[place].entities[0] if opens and following in _CLOSING else None

    def behind(self, index: int) -> str | None:
        """A person behind the office and what hangs on it: "Der Präsident des Amtes, Max Berg," or without comma."""
        phrase = self.phrases[index]
        last = self.end_of(index)
        place = self.phrases[last].last
        if (
            place + 1 < len(self.atoms)
            and self.atoms[place].kind == "verb"
            and self.atoms[place + 1].text == ","
            and phrase.det
        ):
            place += 1
        bracket = place < len(self.atoms) and self.atoms[place].text == "(" and last == index
        if bracket:
            while place < len(self.atoms) - 1 and self.atoms[place].text != ")":
                place += 1  # "Der Chief Information Officer (CIO) des Landes"
            place += 1
        if place < len(self.atoms) and self.atoms[place].text in (",", ":"):
            place += 1
        elif last == index and not phrase.names and not bracket:
            return None
        person = self._titled(place)
        if person < 0 or self.atoms[place - 1].text == "(":
            return None
        led = any(p < phrase.head for p in phrase.names)  # "Bremens Senatorin für Justiz, Anna Berg,"
        closed = person + 1 < len(self.atoms) and self.atoms[person + 1].text == "," and last != index
        alone = closed and phrase.first > 0 and self.atoms[phrase.first - 1].text not in (",", "und", "sowie")
        definite = phrase.det or led or alone or self._opens(index) or self.atoms[place - 1].text != ","
        after = self.atoms[person + 1].text if person + 1 < len(self.atoms) else ""
        several = phrase.det in ("die", "beiden") and self.atoms[phrase.head].text.endswith(_PLURALS)
        if definite and (several or not (self.atoms[place - 1].text == "," and after == "und")):
            return self.atoms[person].entities[0]
        return None

    def others_behind(self, index: int, person: str) -> list[str]:
        """Who else shares a plural office: "Die Geschäftsführer von Vitako, Anna Berg und Ulf Kunz,"."""
        phrase = self.phrases[index]
        plural = phrase.det in ("die", "beiden") and self.atoms[phrase.head].text.endswith(_PLURALS)
        if not plural or self.atoms[phrase.head].text.endswith("in"):
            return []
        first = next((i for i, p in enumerate(self.phrases) if person in self.atoms[p.head].entities[:1]), None)
        if first is None:
            return []
        group = [i for i in self.sentence.group(first, range(len(self.phrases))) if i > first]
        return [self.atoms[self.phrases[i].head].entities[0] for i in group if self.is_person(self.phrases[i].head)]

    def end_of(self, index: int) -> int:
        """The last of the phrases that hang on an office."""
        last = index
        for i in range(index + 1, len(self.phrases)):
            if self.root(i) == index or (self.phrases[i].of >= 0 and self.phrases[i].of == last):
                last = i
            elif not self.phrases[i].hidden:
                break
        return last

    def _titled(self, place: int) -> int:
        """The place of a person that stands at a place, behind a title of his own at most; -1 if there is none."""
        if place >= len(self.atoms):
            return -1
        if self.is_person(place):
            return place
        phrase = self.phrases[self.sentence.chunks.owner.get(place, 0)]
        if phrase.first != place or phrase.prep or phrase.det or not self.is_person(phrase.head):
            return -1
        return phrase.head if all(p > place for p in phrase.names) else -1

    def _opens(self, index: int) -> bool:
        """Whether an office without determiner opens the sentence: "Bundes-CIO und Staatssekretär, Ulf Kunz,"."""
        group = self.phrases[index].group
        first = min(i for i, p in enumerate(self.phrases) if p.group == group)
        return all(self.atoms[p].kind not in ("name", "verb", "noun") for p in range(self.phrases[first].first))
