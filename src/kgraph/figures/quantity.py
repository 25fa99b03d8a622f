"""Numbers with what they count: a `Sentence` in, `Quantity`s out ("rund 270 Ausländerbehörden").

Dates, times, ranks, versions, paragraphs and numbers inside names are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kgraph.figures.labels import is_base, is_change, is_label, is_year, known, required
from kgraph.figures.units import counted
from kgraph.figures.words import pattern
from kgraph.names import fold
from kgraph.numbers import Number, currency_at, numbers
from kgraph.relate import grammar
from kgraph.relate.sentence import Sentence
from kgraph.relate.words import Atom

Kind = Literal["money", "share", "count"]
"""What a number measures: a sum, a part of a hundred, or a number of things."""

_PERCENT = re.compile(r"\s*(?:Prozent|%)(?!\w)")
_FEWEST = 5  # "zwei Gremien", "drei Partner": who is meant stands beside it, and it is no figure
_MEASURES = re.compile(r"\w*[Kk]ilometern?|\w*[Mm]etern?|\w*[Bb]ytes?|Hektar|Tonnen|\w*[Ww]attstunden")
_SCALED = re.compile(r"(?:Millionen|Milliarden|Mio\.?|Mrd\.?)$")
_WORDS = re.compile(
    r"\d|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zig|ßig|hundert|tausend|milli|mio|mrd|prozent|euro", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts.

    Attributes:
        unit: The noun in the nominative, or the currency's or "Prozent".
        head: Place of the noun's atom, or of the atom behind the number.
        phrase: Index of the phrase that it stands in, or -1.
        last: Behind the unit in the text.
        compound: Id of the entity that is the noun's first part ("OZG-Leistungen": the OZG), else empty.
    """

    number: Number
    kind: Kind
    unit: str
    currency: str | None
    head: int
    phrase: int
    last: int
    compound: str = ""


def quantities(sentence: Sentence) -> Iterator[Quantity]:
    """Yield the quantities of a sentence, in order."""
    text = sentence.scene.text
    if not _WORDS.search(text, sentence.start, sentence.end):
        return
    for number in numbers(text, sentence.start, sentence.end):
        if is_label(sentence, number):
            continue
        found = _quantity(sentence, number)
        if found:
            yield found


def _quantity(sentence: Sentence, number: Number) -> Quantity | None:
    text, atoms = sentence.scene.text, sentence.chunks.atoms
    place = next((i for i, atom in enumerate(atoms) if atom.start >= number.end), len(atoms))
    if place == len(atoms):
        return None
    currency = currency_at(text, number.end, sentence.end)
    percent = _PERCENT.match(text, number.end, sentence.end)
    noun = _noun(atoms, place) if not (currency or percent) else -1
    if currency or percent:
        last = currency[1] if currency else percent.end() if percent else 0
        unit = text[number.end : last].strip() if currency else "Prozent"
        if percent and is_change(sentence, number, last):
            return None
        phrase = sentence.chunks.owner.get(place, -1)
        kind: Kind = "money" if currency else "share"
        return Quantity(number, kind, unit, currency[0] if currency else None, place, phrase, last)
    # "davon 64 Millionen für Kommunen", where euros were spoken of
    if (
        noun < 0
        and _SCALED.search(text, number.start, number.end)
        and "Euro" in text[max(0, number.start - 200) : number.start]
    ):
        return Quantity(number, "money", "Euro", "EUR", place, sentence.chunks.owner.get(place - 1, -1), number.end)
    return _count(sentence, number, place)


def _count(sentence: Sentence, number: Number, place: int) -> Quantity | None:
    atoms = sentence.chunks.atoms
    if (number.spelled and number.value < _FEWEST) or is_year(number) or number.value == 0:
        return None
    head = _noun(atoms, place + 2 if _is_part(atoms, place) else place)
    if head < 0 or is_base(sentence, number) or required(sentence, number) or known(sentence, number):
        return None
    noun = atoms[head]
    if pattern("not_counted").fullmatch(noun.text) or not _plural(noun, number):
        return None
    compound = ""
    unit, more = counted(atoms, head)
    if head and atoms[head - 1].kind == "name" and atoms[head - 1].end + 1 == noun.start:
        compound = atoms[head - 1].entities[0]
        unit = sentence.scene.text[atoms[head - 1].start : noun.start] + unit
    elif "-" in noun.text:
        compound = sentence.scene.by_name.get(fold(noun.text.partition("-")[0]), "")
    return Quantity(number, "count", unit, None, head, sentence.chunks.owner.get(head, -1), atoms[more].end, compound)


def _noun(atoms: list[Atom], place: int) -> int:
    """Place of the noun that follows adjectives and participles, or -1."""
    for ahead in range(place, min(place + 6, len(atoms))):
        atom = atoms[ahead]
        if atom.kind == "noun":
            return ahead
        if atom.kind == "name":
            glued = (
                ahead + 1 < len(atoms) and atoms[ahead + 1].kind == "noun" and atoms[ahead + 1].start == atom.end + 1
            )
            generic = atom.text.isalpha() and atom.text.endswith("en")  # "129 Ausländerbehörden", though one is named
            return ahead + 1 if glued else ahead if generic else -1
        lower = atom.text.lower()
        if atom.kind == "verb" and not grammar.attributive_participle(lower):
            return -1
        if atom.kind not in ("word", "verb") and lower not in ("solche", "solcher", "solchen"):
            return -1
        if lower in grammar.CONJUNCTIONS and ahead == place:
            return -1
    return -1


def _plural(noun: Atom, number: Number) -> bool:
    """Whether a noun can be what a number counts: a measure, or a word that is no bare name."""
    if number.value == 1:
        return False
    if _MEASURES.fullmatch(noun.text):
        return True
    return noun.text[-1:] in "enrsxaikly" and not noun.text.isupper()


def _is_part(atoms: list[Atom], place: int) -> bool:
    """Whether "von" and another number stand there: "151 von 376 Ämtern" are 151 Ämter."""
    return place + 1 < len(atoms) and atoms[place].text == "von" and atoms[place + 1].kind == "num"
