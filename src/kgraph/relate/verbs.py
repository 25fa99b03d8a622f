"""The verbs of a clause: infinitive (particle joined), voice, intent, polarity and tense, filled into its `Clause`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate import grammar
from kgraph.relate.brackets import finite_place, verb_places
from kgraph.relate.clause import Clause, Verb, Voice
from kgraph.relate.phrases import Chunks
from kgraph.relate.polarity import is_denied, is_ended, is_planned
from kgraph.relate.tense import is_future_passive, is_obliged, tense_of
from kgraph.relate.verb_forms import form_of, is_helper
from kgraph.relate.words import Atom

# Infinitives that are participles too: "wird übergeben", but not "wird bereitstellen".
_SAME = re.compile(
    r"^\w*(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter|durch|um|voll|ge)"
    r"(?:halten|geben|lassen|treten|fahren|tragen|laden|raten|fallen|kommen|gessen|laufen|schlafen|wachsen|stoßen|rufen|"
    r"messen|fangen|sehen|heißen|lesen|schaffen)$"
)
# Particles that before a comma or preposition are rather adverbs: "tagt wieder in Ulm".
_ADVERBS = frozenset("wieder weiter mit gut stark bekannt vor voraus nach auf an ab".split())


def read_verbs(clause: Clause, chunks: Chunks) -> None:
    """Fill in verbs, auxiliaries, phrases, intent and polarity of a clause."""
    atoms = chunks.atoms
    clause.places.sort()
    places = set(clause.places)
    clause.phrases = [i for i, p in enumerate(chunks.phrases) if not p.hidden and p.head in places]
    clause.text = " ".join(atoms[p].text for p in clause.places)
    verbs = verb_places(clause.places, chunks)
    words = [atoms[p] for p in verbs]
    modals = {a.verb for a in words if a.text.lower() in grammar.MODALS}
    clause.auxiliaries = {a.verb for a in words if a.text.lower() in grammar.AUXILIARIES}
    finite = finite_place(clause.places, chunks)
    clause.verbs += _main_verbs(clause, [p for p in verbs if not is_helper(atoms[p])], finite, modals, chunks)
    _turn_let(clause)
    only = [p for p in verbs if atoms[p].verb in ("sein", "haben", "werden")]
    if not clause.verbs and only:
        clause.verbs.append(Verb(atoms[only[0]].verb, only[0], "active"))
    future = _is_future(clause, finite, atoms) or is_future_passive(words)
    clause.intent = bool(modals & grammar.INTENT) or is_obliged(words) or future or is_planned(clause.text)
    clause.ended, clause.negated = is_ended(clause.text), is_denied(clause.text)
    if finite >= 0:
        clause.tense = tense_of(atoms[finite], words, [(v.lemma, v.voice) for v in clause.verbs])


def _main_verbs(clause: Clause, places: list[int], finite: int, modals: set[str], chunks: Chunks) -> Iterator[Verb]:
    """The verbs at these places, with particle and voice."""
    auxiliaries = clause.auxiliaries or _inherited(clause)
    for place in places:
        text, lemma = chunks.atoms[place].text.lower(), chunks.atoms[place].verb
        form = form_of(text, lemma)
        participle = form == "part" or (form == "amb" and (bool(auxiliaries) or clause.kind == "part"))
        if form == "inf" and _SAME.search(text) and place != finite:
            participle = bool(auxiliaries) and not modals
        if not participle and place == finite:
            lemma = (_particle(clause.places, chunks) or _before_afterthought(clause.places, finite, chunks)) + lemma
        if "gehör" in text and not participle and lemma.endswith("hören") and not lemma.endswith("gehören"):
            lemma = lemma.replace("hören", "gehören")
        yield Verb(lemma, place, _voice(auxiliaries) if participle else "active")


def _inherited(clause: Clause) -> set[str]:
    """The auxiliaries that a group of participles shares with the clause before it."""
    parent = clause.parent if clause.kind == "part" and clause.antecedent < 0 else None
    return parent.auxiliaries if parent and parent.places[0] < clause.places[0] else set()


def _voice(auxiliaries: set[str]) -> Voice:
    """The voice of a participle."""
    if "haben" in auxiliaries:
        return "active"
    return "passive" if "werden" in auxiliaries or not auxiliaries else "state"


def _turn_let(clause: Clause) -> None:
    """Make passive what one has done by another, or what can be done: "ließ von A bauen", "lässt sich nutzen"."""
    if any(v.lemma == "lassen" for v in clause.verbs) and re.search(r"\bvo[nm]\b|\bdurch\b|\bsich\b", clause.text):
        for verb in clause.verbs:
            if verb.lemma not in ("lassen", "kosten"):
                verb.voice = "passive"


def _is_future(clause: Clause, finite: int, atoms: list[Atom]) -> bool:
    """Whether "werden" stands with an infinitive."""
    return "werden" in clause.auxiliaries and any(
        form_of(atoms[v.place].text, v.lemma) == "inf"
        for v in clause.verbs
        if v.voice == "active" and v.place != finite
    )


def _particle(places: list[int], chunks: Chunks) -> str:
    """The separated particle at the end of a clause ("stellt … bereit"), or an empty string."""
    colon = next((p for p in places if p and chunks.atoms[p - 1].text == ":"), len(chunks.atoms))
    for place in reversed([p for p in places if p < colon or colon == places[0]]):
        atom = chunks.atoms[place]
        if atom.kind == "mark":
            continue
        text = atom.text.lower()
        if text in grammar.PARTICLES and place not in chunks.owner:
            return text
        return ""
    return ""


def _before_afterthought(places: list[int], finite: int, chunks: Chunks) -> str:
    """The particle before what only follows the clause: "… nehmen teil, darunter A", "setzt sich zusammen aus A"."""
    atoms = chunks.atoms
    for place in places:
        text, behind = atoms[place].text, place + 1
        if place <= finite or place in chunks.owner or text not in grammar.PARTICLES - _ADVERBS or behind >= len(atoms):
            continue
        following = chunks.phrases[chunks.owner[behind]] if behind in chunks.owner else None
        if atoms[behind].text == "," or (following is not None and following.prep and following.first == behind):
            return text
    return ""
