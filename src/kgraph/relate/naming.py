"""What a thing that an indefinite noun brings in is called: "ein Portal namens Karla", "einen Bot. Karla heißt er."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgraph.relate.phrases import Phrase
from kgraph.relate.reference import referring_types

if TYPE_CHECKING:
    from kgraph.relate.sentence import Sentence

_THINGS = frozenset("Service Project Programme Law Event".split())
_BEHIND = 140  # characters behind the sentence in which the name may stand
_SKIPPED = r"[^.;:]{0,80}"
_Q = r"[„“\"»«‚‘']?"
_IT = r"(?:er|sie|es|das \w+|die \w+|der \w+|das|die|der)"
_CALLED = r"(?:heißt|hieß|nennt sich|trägt den Namen|hört auf den Namen|soll)"
# What stands between noun and name, and what must follow the name.
_FORMS = tuple(
    (re.compile(between, re.IGNORECASE), re.compile(after, re.IGNORECASE))
    for between, after in (
        (rf"\s*(?:namens|mit (?:dem )?Namen|unter dem Namen|mit dem Titel|mit der Bezeichnung)\s+{_Q}", ""),
        (
            rf"{_SKIPPED}, (?:der|die|das)\s+(?:auf den Namen |den Namen |sich )?{_Q}",
            rf"{_Q} (?:heißt|hört|trägt|nennt)\b",
        ),
        (rf"{_SKIPPED}[.;,:]\s+{_Q}", rf"{_Q} {_CALLED} {_IT}\b"),
        (rf"{_SKIPPED}[.;,]\s+{_IT} {_CALLED} {_Q}", ""),
        (rf"{_SKIPPED}[.;:]\s+(?:der|sein|ihr) (?:name|titel)(?: ist| lautet|:) {_Q}", ""),
    )
)


def named_later(phrase: Phrase, sentence: Sentence) -> tuple[str, ...]:
    """The thing that a noun with "ein" means, if the same sentence or the next one tells its name.

    Args:
        phrase: Without a name.
        sentence: It stands in.
    """
    atoms, scene = sentence.chunks.atoms, sentence.scene
    noun = atoms[phrase.head]
    types = _THINGS.intersection((*referring_types(noun.lemma), *referring_types(noun.text)))
    if not phrase.det.startswith("ein") or not types or not scene.references:
        return ()
    for start, end, id, _ in scene.located.within(noun.end, min(len(scene.text), sentence.end + _BEHIND)):
        if scene.type[id] not in types:
            continue
        for between, after in _FORMS:
            if between.fullmatch(scene.text, noun.end, start) and after.match(scene.text, end):
                return (id,)
        return ()
    return ()
