"""Where an office is held: at the noun, by its compound or adjective, by what hangs on it, by the article."""

from __future__ import annotations

import re

from kgraph.relate.office_defaults import OfficeDefaults
from kgraph.relate.office_terms import BODIES, Held

_BOARD = re.compile(
    r"-?(?:[Vv]orstand|[Pp]räsidium|[Gg]eschäftsführung|[Gg]eschäftsleitung|[Ll]eitung|[Ss]pitze)(?:e?s)?"
)
_OF_LAND = re.compile(r"(?:[Ll]and|[Bb]undes)tagsabgeordnete")
_DEPUTY = re.compile(r"(?:tags|bundestags|rats|kammer)abgeordnete")


class OfficeBodies(OfficeDefaults):
    """Finds the body of an office."""

    def find_bodies(self, item: Held) -> list[str]:
        """The body that the noun of office names itself; empty if it names none."""
        titled = self.followed_by_person(item)
        inside = self._named(item, behind=True)
        attached = self._from(item) if titled else inside or self._attached(item.phrase, 0)
        found = attached[:1] or self._before(item)[:1] or self._at(item.phrase)
        if item.office.ministry and found and self.scene.type[found[0]] in ("Municipality", "District"):
            found = []  # "der Schweriner Minister" serves the Land
        if _DEPUTY.search(self.atoms[item.place].text):
            # The town before a deputy is the constituency: "der Düsseldorfer Landtagsabgeordnete".
            seat = bool(_OF_LAND.search(self.atoms[item.place].text))
            towns = seat and found and self.scene.type[found[0]] in ("Municipality", "District")
            found = self._parliament() or ([] if towns else found)
        if item.office.ministry and found and self.scene.coarse[found[0]] == "Jurisdiction":
            ministry = self.ministry(item, found[0])
            return [ministry] if ministry else found
        return found

    def _named(self, item: Held, *, behind: bool) -> list[str]:
        """The bodies named in the phrase of an office, before or behind its noun."""
        return [
            id
            for p in self.phrases[item.phrase].names
            if (p > item.place if behind else p < item.place)
            for id in self.atoms[p].entities[:1]
            if self.scene.coarse[id] in BODIES
        ]

    def _before(self, item: Held) -> list[str]:
        """The bodies before the noun of an office: in its compound, as names, as adjectives."""
        phrase, prefix = self.phrases[item.phrase], self.prefix(item.place)
        words = [*phrase.adjectives, *(p for p in phrase.nouns if p < item.place)]
        adjectives = [id for p in words if (id := self.scene.adjective(self.atoms[p].text))]
        return [*([prefix] if prefix else []), *self._named(item, behind=False), *adjectives]

    def _parliament(self) -> list[str]:
        """The first parliament of the article, whose members its deputies are."""
        entities = self.scene.entities.items()
        return [id for id, e in entities if e.type == "Committee" and re.search(r"tag|kammer|parlament", e.name)][:1]

    def prefix(self, place: int) -> str | None:
        """The body inside a compound: "Bitkom-Präsident", "Verwaltungsratsvorsitzender"."""
        text = self.atoms[place].text
        while "-" in text:
            text = text.rpartition("-")[0]
            found = self.scene.by_name.get(text.casefold()) or self._called(text)
            if found and self.scene.coarse[found] in BODIES:
                return found
        lower = self.atoms[place].text.casefold()
        for name, id in self.scene.by_name.items():
            if (
                len(name) > 7
                and lower.startswith(name)
                and len(lower) > len(name) + 3
                and self.scene.coarse[id] == "Organisation"
            ):
                return id
        return None

    def _called(self, short: str) -> str | None:
        """The one body whose hyphenated name begins with a word: "eGo-Vorsitzender" of the eGo-Saar."""
        lower = f"{short.casefold()}-"
        found = {id for name, id in self.scene.by_name.items() if name.startswith(lower) or f" {lower}" in name}
        bodies = [id for id in found if self.scene.coarse[id] == "Organisation"]
        return bodies[0] if len(bodies) == 1 and len(short) > 2 else None

    def _from(self, item: Held) -> list[str]:
        """The town or body behind an officer's name."""
        types = item.office.default or ("Municipality", "District", "Land")
        for i, phrase in enumerate(self.phrases):
            if phrase.of != item.phrase or phrase.how not in ("aus", "von") or phrase.hidden:
                continue
            for id in self.sentence.referents(i)[:1] if self.sentence.is_name(phrase) else ():
                towns = phrase.how == "aus" and self.scene.type[id] in types
                body = phrase.how == "von" and self.scene.coarse[id] == "Organisation" and not item.office.ministry
                if towns or (body and "Municipality" not in item.office.default):
                    return [id]  # "Bürgermeisterin Anna Berg aus Ulm", "Direktor Ulf Kunz von der FITKO"
        return []

    def _attached(self, index: int, depth: int) -> list[str]:
        """The bodies that hang on a phrase, nearest first; through nouns without a name too."""
        if depth > 2:
            return []
        for i, phrase in enumerate(self.phrases):
            if (
                phrase.of == index
                and phrase.how in ("gen", "von", "in", "bei", "an", "für", "beim")
                and not phrase.hidden
            ):
                fitting = [id for id in self.sentence.referents(i) if self.scene.coarse[id] in BODIES]
                if fitting and not (phrase.how == "für" and depth == 0):
                    return fitting[:1]
                if _BOARD.fullmatch(self.atoms[phrase.head].text) and phrase.names:  # "im Vitako-Vorstand"
                    inner = self.atoms[phrase.names[0]].entities[0]
                    if self.scene.coarse[inner] in BODIES:
                        return [inner]
                deeper = self._attached(i, depth + 1) if phrase.how != "für" else self._field_at(i)
                if deeper:
                    return deeper
        return []

    def _field_at(self, index: int) -> list[str]:
        """The body behind the field of an office: "für Digitalisierung in der Senatskanzlei"."""
        for i, phrase in enumerate(self.phrases):
            if phrase.of == index and phrase.how in ("in", "an", "bei", "beim") and not phrase.hidden:
                fitting = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in BODIES]
                if fitting:
                    return fitting
        return []

    def _in_town(self, index: int) -> bool:
        """Whether a phrase behind a comma or "und" says in what town or Land: "Ulf Kunz, in Ulm Oberbürgermeister"."""
        ids = self.sentence.referents(index)[:1]
        first = self.phrases[index].first
        beside = first > 0 and self.atoms[first - 1].text in (",", "und", "sowie")
        return beside and bool(ids) and self.scene.coarse[ids[0]] == "Jurisdiction"

    def _at(self, index: int) -> list[str]:
        """The body before an office: "und bei der KISA stellvertretender Vorsitzender"."""
        before = index - 1
        if before < 0 or self.phrases[before].last != self.phrases[index].first:
            return []
        there = self.atoms[self.phrases[before].head].text == "dort"  # "Ulf Kunz, dort stellvertretender Leiter"
        towns = self.phrases[before].prep == "in" and self._in_town(before)
        if self.phrases[before].prep != "bei" and not there and not towns:
            return []
        ids = self.sentence.referents(before)[:1] if not self.phrases[index].prep else ()
        return [id for id in ids if self.scene.coarse[id] in BODIES]
