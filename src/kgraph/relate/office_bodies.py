"""Where an office is held: at the noun, by its compound or adjective, by what hangs on it, by the article."""

from __future__ import annotations

import re

from kgraph.relate.gender import is_town
from kgraph.relate.office_terms import BODIES, Held, OfficeReader


class OfficeBodies(OfficeReader):
    """Finds the body of an office."""

    def find_bodies(self, item: Held) -> list[str]:
        """The body that the noun of office names itself; empty if it names none."""
        phrase = self.phrases[item.phrase]
        before = [
            id
            for p in phrase.names
            if p < item.place
            for id in self.atoms[p].entities[:1]
            if self.scene.coarse[id] in BODIES
        ]
        prefix = self.prefix(item.place)
        if prefix:
            before.insert(0, prefix)
        for place in phrase.adjectives:
            id = self.scene.adjective(self.atoms[place].text)
            if id:
                before.append(id)
        for place in phrase.nouns:
            id = self.scene.adjective(self.atoms[place].text) if place < item.place else None
            if id:
                before.append(id)
        inside = [
            id
            for p in phrase.names
            if p > item.place
            for id in self.atoms[p].entities[:1]
            if self.scene.coarse[id] in BODIES
        ]
        attached = [] if self.followed_by_person(item) else inside or self._attached(item.phrase, 0)
        found = attached[:1] or before[:1]
        if item.office.ministry and found and self.scene.type[found[0]] in ("Municipality", "District"):
            found = []  # "der Schweriner Minister" serves the Land
        if re.search(r"(?:tags|bundestags|rats|kammer)abgeordnete", self.atoms[item.place].text):
            found = [
                id
                for id, e in self.scene.entities.items()
                if e.type == "Committee" and re.search(r"tag|kammer|parlament", e.name)
            ][:1] or found
        if item.office.ministry and found and self.scene.coarse[found[0]] == "Jurisdiction":
            ministry = self._ministry(item, found[0])
            return [ministry] if ministry else found
        return found

    def prefix(self, place: int) -> str | None:
        """The body inside a compound: "Bitkom-Präsident", "Verwaltungsratsvorsitzender"."""
        text = self.atoms[place].text
        while "-" in text:
            text = text.rpartition("-")[0]
            found = self.scene.by_name.get(text.casefold())
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
                if phrase.how != "für":
                    deeper = self._attached(i, depth + 1)
                    if deeper:
                        return deeper
        return []

    def _ministry(self, item: Held, jurisdiction: str | None) -> str | None:
        """The ministry of a minister, if the article names it."""
        word = self.atoms[item.place].text.casefold()
        field_ = re.sub(r"-?(?:minister|senator|staatssekret|staatsr[aä]).*$", "", word).rpartition("-")[2]
        federal = field_.startswith("bundes") or (jurisdiction is not None and self.scene.type[jurisdiction] == "State")
        stem = field_.removeprefix("bundes")
        stem = re.sub(r"(?:ungs|s|en)$", "", stem)[:7].removesuffix("n") if len(stem) > 5 else stem[:4]
        if not stem:
            return None
        for id, entity in self.scene.entities.items():
            name = " ".join((entity.name, *entity.aliases)).casefold()
            if entity.type == "Ministry" and (stem in name) and bool(re.search(r"bund|\bbm", name)) == federal:
                return id
        return None

    def find_default(self, item: Held) -> str | None:
        """Where the office is held, if the text does not say so at the noun."""
        position = self.atoms[item.place].start
        phrase = self.phrases[item.phrase]
        if not item.office.ministry and (phrase.det[:5] in ("desse", "deren") or phrase.det[:3] in ("ihr", "sei")):
            return self.scene.last_before(
                self.atoms[phrase.first].start,
                {"Organisation"} if item.office.default[:1] != ("Municipality",) else {"Municipality"},
            )
        if item.office.ministry:
            ministry = self._ministry(item, None)
            if ministry:
                return ministry
            if self.atoms[item.place].text.casefold().startswith("bundes"):
                return self._federal()
        if item.office.default == ("State",):
            return self._federal()
        for type in item.office.default:
            id = self._one({type}, position)
            if type == "Land" and item.office.default[0] == "Municipality" and id:
                id = id if is_town(self.scene.entities[id]) else None  # a Land has no mayor
            if id:
                return id
        return None

    def _federal(self) -> str | None:
        return next(
            (
                id
                for id, e in self.scene.entities.items()
                if e.type == "State" and re.search(r"Bund|Deutschland", e.name)
            ),
            None,
        )

    def _one(self, types: set[str], position: int) -> str | None:
        here = self.sentence.start
        for start, id in self.scene.named_before(position):
            if start < here:
                break
            if self.scene.type[id] in types and re.search(
                r"\b[Ii]n (?:der |dem )?(?:\w+stadt )?$", self.scene.text[here:start]
            ):
                return id  # "In Berlin machte der Senat den Weg für Senator Kunz frei"
        return self.scene.topic(types) or self.scene.last_before(position, types)

    # --- who -----------------------------------------------------------------------------------------------------
