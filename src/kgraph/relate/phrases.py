"""Phrases of a sentence, as `chunker` reads them and `attach` hangs them on one another.

A participle attribute ("die vom BMI geförderte Plattform") is kept beside them: `fördern`, by BMI, of Plattform.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kgraph.relate.words import Atom


@dataclass(slots=True)
class Phrase:
    """A noun phrase; places are indexes of atoms, `last` is exclusive.

    Attributes:
        prep: The preposition that governs it; empty for a bare phrase.
        case: The cases it may be in, letters of `nagd`.
        names: Places of names in it.
        head: Place of the head noun or name.
        of: Index of the phrase whose attribute it is, or -1.
        how: How it is attached: `gen`, `von`, `in`, … or empty.
        group: Phrases joined by commas and `und` carry the same number.
        hidden: In brackets or inside a participle attribute: no argument of the clause.
        apposition: Index of the phrase that this one explains, or -1.
    """

    first: int
    last: int
    prep: str
    det: str
    case: str
    names: list[int]
    nouns: list[int]
    head: int
    adjectives: list[int] = field(default_factory=list)
    of: int = -1
    how: str = ""
    group: int = -1
    hidden: bool = False
    apposition: int = -1
    additive: bool = False


@dataclass(slots=True)
class Attribute:
    """A participle before a noun: its verb, the phrases inside, the phrase outside (indexes of phrases)."""

    verb: str
    place: int
    inside: list[int]
    outside: int


@dataclass(slots=True)
class Chunks:
    """A sentence in phrases.

    Attributes:
        owner: Place of an atom → index of the phrase that holds it.
    """

    atoms: list[Atom]
    phrases: list[Phrase]
    attributes: list[Attribute]
    owner: dict[int, int]
