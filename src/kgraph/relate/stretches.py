"""Part a sentence at its marks and at conjunctions that join clauses, into stretches that `clauses` puts together."""

from __future__ import annotations

import itertools

from kgraph.relate import grammar
from kgraph.relate.brackets import finite_place, verb_places
from kgraph.relate.phrases import Chunks
from kgraph.relate.verb_forms import form_of, is_helper

_MARKS = (",", ";", ":", "–", ".")
_HELPERS = ("haben", "sein", "werden")


def stretches(chunks: Chunks) -> list[tuple[list[int], str]]:
    """Stretches between commas and clause conjunctions, each with the mark that opens it; empty after a conjunction."""
    found: list[tuple[list[int], str]] = []
    current: list[int] = []
    comma, depth = ",", 0
    atoms = chunks.atoms
    for place, atom in enumerate(atoms):
        if atom.text == "(":
            depth += 1
        elif atom.text == ")":
            depth = max(0, depth - 1)
        within = place in chunks.owner or (
            atom.text == "." and place > 0 and atoms[place - 1].kind == "num" and place + 1 < len(atoms)
        )
        if atom.text == "," and depth == 0 and current and _in_list(place, current, chunks):
            continue
        if depth == 0 and atom.text in (",", ";", ":", "–", "—", "…", ".", "!", "?") and not within:
            if current:
                found.append((current, comma))
            current, comma = [], atom.text
        elif depth == 0 and atom.text.lower() in grammar.BREAKS and not within and _splits(place, current, chunks):
            if current:
                found.append((current, comma))
            current, comma = [], ""
        elif depth == 0 and atom.text != ")":
            current.append(place)
    if current:
        found.append((current, comma))
    return found


def _in_list(place: int, current: list[int], chunks: Chunks) -> bool:
    """Whether a comma parts a list in a clause that waits for its verb ("die von A, B und C genutzt wird")."""
    left, right = chunks.owner.get(place - 1), chunks.owner.get(place + 1)
    if left is None or right is None or current[0] == 0 or chunks.phrases[left].group != chunks.phrases[right].group:
        return False
    opens = [chunks.atoms[p].text.lower() for p in current[:2]]
    pronoun = 1 if opens[0] in grammar.PREPOSITIONS and opens[-1] in grammar.RELATIVES else 0
    if opens[pronoun] not in grammar.RELATIVES or verb_places(current, chunks):
        return False
    return current[pronoun] not in chunks.owner or _verb_follows(right, current[0], chunks)


def _verb_follows(index: int, start: int, chunks: Chunks) -> bool:
    """Whether a verb ends the stretch in which a list of bare names ends ("die A, B und C betreiben")."""
    members = [p for p in chunks.phrases if p.group == chunks.phrases[index].group and p.first >= start]
    if any(not p.names or (p.det and i) for i, p in enumerate(members)):
        return False
    places = range(members[-1].last, len(chunks.atoms))
    behind = list(itertools.takewhile(lambda p: chunks.atoms[p].text not in _MARKS, places))
    return bool(behind) and verb_places(behind, chunks)[-1:] == behind[-1:]


def _splits(place: int, left: list[int], chunks: Chunks) -> bool:
    """Whether a conjunction joins two clauses: verbs stand on both sides, and behind it not only a part of a list."""
    before = verb_places(left, chunks)
    if not before:
        return False
    right = _behind(place, chunks)
    behind = verb_places(right, chunks)
    if not behind:
        return False
    if len(before) == 1 and not any(p in chunks.owner for p in left) and behind[0] == right[0]:
        return False  # "Entwickelt und betrieben wird"
    left_finite, finite = finite_place(left, chunks), finite_place(right, chunks)
    if before[-1] == left[-1] == left_finite and len(right) == 1:
        return False  # "betreibt und weiterentwickelt"
    named = any(p in chunks.owner for p in right)
    infinitive = finite >= 0 and _form(finite, chunks) == "inf"
    if infinitive and finite == right[0] and not named and any(is_helper(chunks.atoms[p]) for p in before):
        return False
    if finite >= 0 and (chunks.atoms[finite].verb in _HELPERS or not infinitive or finite == right[0]):
        # "hat A und B beschlossen" has its only finite verb on the left; a real second one starts a clause.
        return left_finite >= 0 or _form(before[-1], chunks) != "inf"
    # two participles or infinitives, each with its own phrases
    return before[-1] == left[-1] and behind[0] != right[0] and named


def _behind(place: int, chunks: Chunks) -> list[int]:
    """The places behind a conjunction, up to the next mark or conjunction."""
    right: list[int] = []
    for ahead in range(place + 1, len(chunks.atoms)):
        text = chunks.atoms[ahead].text
        if ahead not in chunks.owner and (text in _MARKS or (text.lower() in ("und", "oder") and right)):
            break
        right.append(ahead)
    return right


def _form(place: int, chunks: Chunks) -> str:
    return form_of(chunks.atoms[place].text.lower(), chunks.atoms[place].verb)
