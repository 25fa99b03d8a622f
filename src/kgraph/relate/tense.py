"""Tell the tense of a clause by its finite verb and what depends on it: present, past, perfect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.relate import grammar
from kgraph.relate.words import Atom

_PAST_HELPERS = frozenset("war waren hatte hatten wurde wurden".split())
_RESULT = frozenset("worden gewesen geworden".split())
_MOVING = re.compile(
    r"(?:gehen|treten|kommen|steigen|ziehen|wechseln|starten|folgen|rücken|stoßen|laufen|scheiden|scheitern)$"
)
_STRONG_PAST = re.compile(r"(?:hielt|trat|bat|bot|galt|schritt|stritt|schnitt|litt|tat|lud|stand|riet|briet)$")
# Modals that make a plan of what they rule in the present; "musste einführen" tells of the past.
_OBLIGED = frozenset("muss müssen müsse müsste müssten könnte könnten dürfte dürften würde würden".split())


def tense_of(finite: Atom, verbs: Sequence[Atom], main: Sequence[tuple[str, str]]) -> str:
    """The tense of a clause: `present`, `past` or `perfect`.

    Args:
        finite: Its finite verb.
        verbs: All its verbs, auxiliaries among them.
        main: Infinitive and voice of those that are no auxiliaries.
    """
    text, lemma = finite.text.lower(), finite.verb
    if text in _PAST_HELPERS:
        return "past"
    if text in grammar.MODALS:
        return "past" if text.endswith(("te", "ten")) and not text.startswith("möch") else "present"
    if text in grammar.AUXILIARIES:
        if lemma == "haben" and any(voice == "active" and verb != "haben" for verb, voice in main):
            return "perfect"
        if lemma == "sein" and any(v.text.lower() in _RESULT for v in verbs):
            return "perfect"
        moved = lemma == "sein" and any(voice == "state" and _MOVING.search(verb) for verb, voice in main)
        return "perfect" if moved else "present"
    return "past" if is_preterite(text, lemma) else "present"


def is_preterite(text: str, lemma: str) -> bool:
    """Whether a finite form is one of the past ("leitete", "übernahm", "nahmen")."""
    if text.endswith(("te", "ten")) and text != lemma:
        return not lemma.endswith("ten") or text.endswith(("tete", "teten"))
    if text.endswith("en"):
        return text != lemma
    return not text.endswith(("t", "e", "n")) or bool(_STRONG_PAST.search(text))


def is_obliged(verbs: Sequence[Atom]) -> bool:
    """Whether a modal of duty or possibility makes it a plan."""
    return any(v.text.lower() in _OBLIGED for v in verbs)


def is_future_passive(verbs: Sequence[Atom]) -> bool:
    """Whether it says "wird … eingeführt werden"."""
    return sum(v.verb == "werden" and v.text.lower() != "worden" for v in verbs) > 1
