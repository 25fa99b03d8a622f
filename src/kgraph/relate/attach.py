"""Hang phrases on one another: heads, genitives, prepositional attributes; `coordinate` makes lists of them.

Input are the phrases of a sentence as the chunker found them; they are changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgraph.names import gender_of
from kgraph.relate.chunker import Chunker
from kgraph.relate.coordinate import coordinate
from kgraph.relate.phrases import Chunks
from kgraph.relate.words import Atom

_MASCULINE = re.compile(
    r"(?:tag|[Rr]at|bund|[Vv]erband|[Kk]reis|[Vv]erein|[Ss]enat|minister|präsident|hof|[Aa]usschuss|"
    r"betrieb|[Ss]taat|dienstleister|[Bb]und|Bitkom|Vorstand|chef|sprecher)$"
)
_NO_GENITIVE = frozenset({"dieser", "dessen", "deren"})  # "im Auftrag des Rats dessen Portal"
_ATTACHING = frozenset("von in bei für mit zwischen durch an zu über aus auf im unter gegen nach".split())


def chunks(atoms: list[Atom], coarse: Mapping[str, str]) -> Chunks:
    """Chunk one sentence, then attach and coordinate its phrases.

    Args:
        atoms: Of one sentence.
        coarse: Entity id → coarse type; a person joins persons, not the body that stands before "und".
    """
    found = Chunker(atoms, coarse).run()
    _settle_heads(found, coarse)
    _attach(found, coarse)
    coordinate(found, coarse)
    return found


def _settle_heads(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Of a body and a jurisdiction side by side the body is the head; a stray noun behind a person's name is not."""
    atoms = found.atoms
    for phrase in found.phrases:
        if len(phrase.names) > 1 and phrase.head in phrase.names:
            last, before = (coarse.get(atoms[p].entities[0], "") for p in (phrase.names[-1], phrase.names[-2]))
            if last in ("Jurisdiction", "Place") and before not in ("Jurisdiction", "Place"):
                phrase.head = phrase.names[-2]
        elif phrase.names and phrase.head in phrase.nouns:
            name = atoms[phrase.names[-1]]
            after = atoms[phrase.names[-1] + 1]
            compound = name.end + 1 >= after.start and after.start - name.end == 1 and not name.text[-1:].isspace()
            if coarse.get(name.entities[0]) == "Person" and not name.text.endswith("s") and compound:
                phrase.head = phrase.names[-1]


def _attach(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Hang genitives, and loosely prepositional phrases, on the phrase directly before."""
    for index, phrase in enumerate(found.phrases):
        if phrase.det == "der" and not phrase.prep and _MASCULINE.search(found.atoms[phrase.head].text):
            phrase.case = "n"  # "das Gesetz der Landkreistag": no genitive
        elif phrase.det == "der" and not phrase.prep and "n" in phrase.case and _feminine(found, index):
            phrase.case = "gd"  # "Der Genossenschaft gehören zwölf Firmen an"
        before = _adjacent(found, index)
        if before < 0:
            continue
        left = found.phrases[before]
        if found.atoms[left.head].kind == "pron":
            continue
        name = found.atoms[phrase.head]
        misprint = phrase.det == "das" and name.kind == "name" and name.text in ("Bundes", "Landes")  # "CIO das Bundes"
        if not phrase.prep and phrase.det and ("g" in phrase.case or misprint) and phrase.det not in _NO_GENITIVE:
            phrase.of, phrase.how = before, "gen"
        elif (
            not phrase.prep
            and not phrase.det
            and name.kind == "name"
            and left.nouns
            and left.head in left.nouns
            and name.text.endswith("s")
            and not name.text.endswith(("ss", "us", "is", "as"))
            and not (found.atoms[phrase.first - 1].text == ")" and coarse.get(name.entities[0]) == "Person")
        ):
            phrase.of, phrase.how = before, "gen"
        elif phrase.prep in _ATTACHING:
            phrase.of, phrase.how = before, phrase.prep


def _feminine(found: Chunks, index: int) -> bool:
    """Whether the noun that opens a phrase is feminine, by its form, so that "der" makes a genitive or dative of it."""
    phrase, atoms = found.phrases[index], found.atoms
    first = min((*phrase.nouns, *phrase.names), default=-1)
    return first >= 0 and gender_of(atoms[first].text.split(" ")[0].split("-")[-1]) == "f"


def _adjacent(found: Chunks, index: int) -> int:
    """The phrase that ends where this one starts; a bracket between them does not count."""
    first = found.phrases[index].first
    place = first - 1
    if place >= 0 and found.atoms[place].text == ")":
        while place >= 0 and found.atoms[place].text != "(":
            place -= 1
        place -= 1
    if place < 0:
        return -1
    for before in range(index - 1, -1, -1):
        if found.phrases[before].last == place + 1:
            return before
        if found.phrases[before].last < place:
            break
    return -1
