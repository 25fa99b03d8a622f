"""From when, or until when, a clause says that its relation holds: "seit Oktober 2023", "ab 1. Januar", "bis 2017"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.records import Status
from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence
from kgraph.relate.times import When, times_of

LASTING = frozenset(
    "develops operates uses leads holdsRole partOf participatesIn cooperatesWith funds takesOver partyTo".split()
)
# Whoever does this on a day, or in a year, has done it, or has it, since.
_BEGINS = re.compile(
    r"(?:einführen|starten|gründen|freischalten|launchen|beitreten|aufgehen|fusionieren|berufen|ernennen|wählen|antreten|"
    r"übernehmen|bewilligen|umsteigen|umstellen|anschließen|beginnen|auflegen|aufsetzen|eröffnen|"
    r"bestellen|wechseln|übergehen|eingliedern|einrichten|errichten|anlaufen|rufen|gehen|nehmen|vergeben|ablösen|verschmelzen)$"
)
# Planned until a day, these begin by then: "soll bis 2027 eingeführt werden" is no end.
_STARTED = frozenset("uses operates partOf participatesIn takesOver partyTo cooperatesWith".split())
_HERALDS = re.compile(r"\b(?:ist|war|sind|wird) (?:es|das|dies) \w+|\b[Ee]s ist \w+$|\bist (?:so weit|es soweit)\b")
_ENDS = re.compile(
    r"(?:beenden|einstellen|kündigen|austreten|verlassen|zurücktreten|abschalten|auslaufen|aussteigen|enden|abgeben)$"
)


def validity(
    predicate: str, clause: Clause | None, status: Status, sentence: Sentence
) -> tuple[str | None, str | None]:
    """First and last day of a relation, ISO 8601, cut to what is known; None where the clause is silent.

    Args:
        predicate: Only what lasts has a beginning and an end; a takeover has its day.
        clause: That states it; None for an attribute or a noun without one.
        status: What is planned begins on the day named.
        sentence: Of the clause.
    """
    if clause is None or not clause.places or predicate not in LASTING:
        return None, None
    found = times_of(clause, sentence) or heralded(clause, sentence)
    if status == "planned" and predicate in _STARTED and not any(w.how == "since" for w in found):
        found = [w for w in found if w.how != "until"]
    lemmas = [v.lemma for v in clause.verbs]
    begins = any(_BEGINS.search(lemma) for lemma in lemmas) or status == "planned" or predicate == "takesOver"
    ends = status == "ended" and any(_ENDS.search(lemma) for lemma in lemmas)
    return bounds(found, begins and status != "denied", ends)


def heralded(clause: Clause, sentence: Sentence) -> list[When]:
    """The times of a clause that only announces this one behind a colon ("Seit Oktober ist es so weit: …")."""
    first = clause.places[0]
    if not first or sentence.chunks.atoms[first - 1].text != ":":
        return []
    before = next((c for c in sentence.clauses if c.places and c.places[-1] < first), None)
    if before is None or not _HERALDS.search(before.text):
        return []
    return times_of(before, sentence)


def bounds(found: Sequence[When], begins: bool, ends: bool) -> tuple[str | None, str | None]:
    """Beginning and end that times name.

    Args:
        found: In order.
        begins: Whether what happens on a day lasts from then on.
        ends: Whether it lasted until then.
    """
    named = {how: next((w.value for w in found if w.how == how), None) for how in ("since", "until", "at", "on")}
    day = named["at"] or (named["on"] if begins or ends else None)
    return named["since"] or (None if ends else day), named["until"] or (day if ends else None)
