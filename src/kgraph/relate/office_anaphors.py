"""Whom "der Bitkom-Präsident", "die Ministerin" mean: the person just spoken of."""

from __future__ import annotations

import re

from kgraph.relate.gender import agrees
from kgraph.relate.office_neighbours import OfficeNeighbours
from kgraph.relate.office_nouns import office_of
from kgraph.relate.office_terms import Held


class OfficeAnaphors(OfficeNeighbours):
    """Finds the holder of an office that only points back."""

    def anaphor(self, item: Held) -> bool:
        """So "der Bitkom-Präsident": the person just spoken of, if the office names its body, or is the first told."""
        phrase = self.phrases[item.phrase]
        plain = not item.bodies and bool(item.office.default or "bgeordnete" in self.atoms[item.place].text)
        deputy = (
            phrase.det == "des" and self.atoms[item.place].text == "Abgeordneten"
        )  # "eine Anfrage des Abgeordneten"
        bare = phrase.det in ("der", "die") and not phrase.prep and phrase.of < 0
        if not (bare or deputy) or self.is_former(item):
            return False
        if not item.bodies and not plain:
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
                if id in beside:
                    continue  # "Das traue er Ulf Kunz zu, so der hessische Staatssekretär": not Kunz
                if (plain or gender == "sie") and not agrees(gender, self.scene.genders(id)):
                    return False
                if plain and any(who == id and office_of(noun.capitalize()) for _, noun, who in self.scene.calls):
                    return False  # another office of theirs was told
                item.persons, item.how = [id], "anaphor"
                return True
        return False
