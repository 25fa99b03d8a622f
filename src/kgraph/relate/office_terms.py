"""Nouns of office: which they are, where the office is held if the text does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgraph.relate.office_nouns import Office
from kgraph.relate.sentence import Sentence

_FORMER = re.compile(r"\b(?:ehemalig|früher|vormalig|einstig|damalig|scheidend|Ex-)\w*")
_DOUBLE = re.compile(r"(?:[A-ZÄÖÜ]\w+-, )*[A-ZÄÖÜ]\w+- und \Z")
_UNTIL_NOW = frozenset("ehedem bisher bislang zuvor zuletzt ehemals vormals früher einst".split())
BODIES = frozenset({"Organisation", "Jurisdiction"})


@dataclass(slots=True)
class Held:
    """A noun of office in a sentence with the bodies and persons found for it."""

    phrase: int
    place: int
    office: Office
    bodies: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    by_person: dict[str, str] = field(default_factory=dict)
    explicit: bool = True
    how: str = ""
    role: str = ""


class OfficeReader:
    """What the parts of the office grammar share: the sentence and its offices."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.atoms = sentence.chunks.atoms
        self.phrases = sentence.chunks.phrases
        self.held: list[Held] = []

    def is_person(self, place: int) -> bool:
        """Whether an atom names a person."""
        return bool(self.atoms[place].entities) and self.scene.coarse[self.atoms[place].entities[0]] == "Person"

    def root(self, index: int) -> int:
        """The phrase that a phrase hangs on in the end."""
        while self.phrases[index].of >= 0:
            index = self.phrases[index].of
        return index

    def followed_by_person(self, item: Held) -> bool:
        """Whether a person's name stands behind the office in its phrase."""
        return any(p > item.place and self.is_person(p) for p in self.phrases[item.phrase].names)

    def other_field(self, place: int) -> str:
        """What a noun of office shares its end with: "Wirtschafts- und " before "Digitalminister"."""
        start = self.atoms[place].start
        found = _DOUBLE.search(self.scene.text, max(0, start - 60), start)
        return found.group() if found else ""

    def is_former(self, item: Held) -> bool:
        """Whether the office is one of the past ("der frühere Präsident")."""
        phrase = self.phrases[item.phrase]
        words = " ".join(self.atoms[p].text for p in range(phrase.first, item.place + 1))
        before = self.atoms[phrase.first - 1].text.lower() if phrase.first else ""
        return before in _UNTIL_NOW or bool(_FORMER.search(words))
