"""What stands before the nouns of a phrase: adjectives, and participles with what depends on them."""

from __future__ import annotations

import re

from kgraph.relate import grammar
from kgraph.relate.noun_runs import NounRuns

_UNINFLECTED = re.compile(r"(?:weit|ig|lich|isch|iell|bar|sam|voll|los|ell|al|iv|fach|bereits|eigens|stark|hoch)$")


class Modifiers(NounRuns):
    """Tells adjectives and participle attributes from other words."""

    def adjectival(self, place: int, led: bool) -> bool:
        """Whether a word is an adjective or participle of the noun behind it; `led` by a preposition or determiner."""
        if place >= self.size:
            return False  # a sentence that breaks off: "Sie werden auf ihr"
        atom, lower = self.atoms[place], self.atoms[place].text.lower()
        if lower in grammar.CONJUNCTIONS or lower in grammar.SUBORDINATORS or lower in grammar.NEGATIONS:
            return False
        if lower in grammar.ADVERBS or lower in ("darunter", "dazu", "sich"):
            return (
                led
                and place + 1 < self.size
                and self.kind(place + 1) in ("word", "num", "verb", "noun", "name", "prep")
            )
        if led and atom.kind == "word" and _UNINFLECTED.search(lower) and self.kind(place + 1) in ("word", "verb"):
            return self.adjectival(place + 1, led)  # "sein bundesweit genutztes Portal"
        if not lower.endswith(("e", "en", "er", "es", "em")) or (not atom.text[:1].islower() and place > 1):
            return False
        if led and grammar.attributive_participle(lower) and self._second_attribute(place + 1):
            return True
        following = place + 1
        while following < self.size and (self.kind(following) == "num" or self.atoms[following].text in (",", "und")):
            following += 1
        if self.kind(following) not in ("noun", "name", "word", "verb"):
            return False
        if atom.kind == "verb":
            present = re.fullmatch(r"(\w+n)d(?:e|er|en|es|em)", lower)  # "die scheidende Präsidentin"
            if present and present[1] == atom.verb:
                return led and self.kind(following) in ("noun", "name", "word")
            return bool(led and grammar.attributive_participle(lower)) and atom.verb not in ("haben", "sein", "werden")
        return lower not in grammar.PRONOUNS and (
            led or self.kind(following) in ("noun", "name") or self.adjectival(following, led)
        )

    def opens_attribute(self, place: int) -> bool:
        """Whether a participle attribute starts here: a preposition and soon an inflected participle with its noun."""
        if self.kind(place) not in ("prep", "name", "noun"):
            return False
        for ahead in range(place + 1, min(place + 10, self.size - 1)):
            atom = self.atoms[ahead]
            if atom.text in ",;:()" or (atom.kind == "verb" and atom.verb in ("haben", "sein", "werden")):
                return False
            if atom.kind in ("verb", "word") and grammar.attributive_participle(atom.text.lower()):
                following = ahead + 1
                if self.kind(place) == "prep" and self._second_attribute(following):
                    return True
                while following < self.size and self.kind(following) in ("word", "num", "verb"):
                    following += 1
                return self.kind(following) in ("noun", "name") and self.kind(place) == "prep"
        return False

    def _second_attribute(self, place: int) -> bool:
        """Whether "und" joins a further participle with what depends on it ("von A geplante und von B bezahlte …")."""
        return (
            place + 1 < self.size
            and self.atoms[place].text in ("und", "sowie", ",")
            and self.kind(place + 1) == "prep"
            and self.opens_attribute(place + 1)
        )

    def joins_adjectives(self, place: int) -> bool:
        """Whether `und` or a comma at `place` joins two adjectives before one noun."""
        if not 0 < place < self.size - 1:
            return False
        left, right = self.atoms[place - 1], self.atoms[place + 1]
        same = left.text[-1:] == right.text[-1:] and left.text[:1].islower() and right.text[:1].islower()
        return (
            same
            and left.kind in ("word", "verb")
            and right.text.endswith(("e", "en", "er", "es", "em"))
            and right.kind in ("word", "verb")
            and right.text not in grammar.AUXILIARIES
            and place + 2 < self.size
            and self.kind(place + 2) in ("noun", "name", "word")
        )
