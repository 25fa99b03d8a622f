"""The unit of a count: the noun, or the list of nouns, behind a number, in the nominative."""

from __future__ import annotations

import re

from kgraph.relate import grammar
from kgraph.relate.words import Atom

_ADJECTIVAL = re.compile(r"(?:[^m]enden|igten|teten|ellten|amten)$")  # "Beschäftigten", "Studierenden"
_WEAK = re.compile(r"(?:[^m]enten|anten|isten|[Mm]enschen|oren|ogen)$")  # "Studenten", not "Dokumenten"
_OWN_ERN = re.compile(
    r"\w*(?:kammer|nummer|mauer|steuer|ziffer|schwester|feder|faser|leiter|feier|oper|bauer|nachbar)n"
)


def counted(atoms: list[Atom], head: int) -> tuple[str, int]:
    """The unit that begins with the noun at a place, and the place of its last noun.

    One noun, or a list of them: "Frauen und Männer", "Städte, Kreise und Gemeinden".
    """
    last = _second_noun(atoms, head)
    while last < 0 and _goes_on(atoms, head):
        last = _second_noun(atoms, head + 2)
        if last < 0:
            break
        first = nominative(atoms[head].text), nominative(atoms[head + 2].text)
        return f"{first[0]}, {first[1]} {atoms[last - 1].text} {nominative(atoms[last].text)}", last
    if last < 0:
        return nominative(atoms[head].text), head
    return f"{nominative(atoms[head].text)} {atoms[head + 1].text} {nominative(atoms[last].text)}", last


def _goes_on(atoms: list[Atom], head: int) -> bool:
    """Whether a comma and another noun follow."""
    return head + 2 < len(atoms) and atoms[head + 1].text == "," and atoms[head + 2].kind == "noun"


def _second_noun(atoms: list[Atom], head: int) -> int:
    """Place of the noun in "Frauen und Männer", "Kommunen und Institutionen", or -1."""
    if head + 2 >= len(atoms) or atoms[head + 1].text not in ("und", "sowie") or atoms[head + 2].kind != "noun":
        return -1
    follows = atoms[head + 3] if head + 3 < len(atoms) else None
    return -1 if follows is not None and follows.kind in ("noun", "name") else head + 2


def nominative(noun: str) -> str:
    """A plural noun without the ending of the dative ("Paketen" → "Pakete", "Behörden" as it is)."""
    if not noun.endswith("n") or len(noun) < 4:
        return noun
    lemma, shorter = grammar.lemma_of(noun), noun[:-1]
    if _ADJECTIVAL.search(noun):
        return shorter
    if _WEAK.search(noun):
        return noun
    if noun.endswith(("ern", "eln")):
        own = _OWN_ERN.fullmatch(noun.lower()) or (lemma == noun and (grammar.known(noun) or noun.endswith("eln")))
        return noun if own or (lemma.endswith(("ern", "eln")) and lemma != noun) else shorter
    if not noun.endswith("en") or lemma == shorter or (lemma == noun and grammar.known(noun)):
        return noun
    wholes = [noun[i:].capitalize() for i in range(1, len(noun) - 5)]
    if any(grammar.known(whole) and grammar.lemma_of(whole) == whole for whole in wholes):
        return noun  # "Fachverfahren", whose plural is its singular
    tails = (shorter[i:].capitalize() for i in range(0, max(1, len(shorter) - 4)))
    tail = next((t for t in tails if grammar.known(t) or grammar.known(t + "n")), "")
    return shorter if tail and grammar.known(tail) and grammar.lemma_of(tail) != tail else noun
