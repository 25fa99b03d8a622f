"""The verb bracket of a clause or of a stretch of one: where its verbs stand, what opens it, whether it is closed."""

from __future__ import annotations

from kgraph.relate import grammar
from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Chunks
from kgraph.relate.verb_forms import form_of, is_helper


def verb_places(places: list[int], chunks: Chunks) -> list[int]:
    """The places of verbs that belong to no phrase."""
    return [p for p in places if chunks.atoms[p].kind == "verb" and p not in chunks.owner]


def finite_place(places: list[int], chunks: Chunks) -> int:
    """The place of the finite verb, or -1."""
    verbs = verb_places(places, chunks)
    ambiguous = -1
    for place in verbs:
        atom = chunks.atoms[place]
        text = atom.text.lower()
        if text in grammar.AUXILIARIES or text in grammar.MODALS:
            if text in ("worden", "gewesen", "gehabt", "geworden"):
                continue
            if text in ("haben", "sein", "werden", "wollen", "sollen", "können", "müssen"):
                if place > 0 and chunks.atoms[place - 1].text == "zu":
                    continue  # "angekündigt, es übernehmen zu wollen"
                ambiguous = place if ambiguous < 0 else ambiguous
                continue
            return place
        if form_of(text, atom.verb) == "fin":
            return place
    if ambiguous >= 0:
        return ambiguous
    if verbs and is_helper(chunks.atoms[verbs[-1]]) and chunks.atoms[verbs[-1] - 1].text == "zu":
        return -1  # "es entwickelt zu haben"
    for place in verbs:
        atom = chunks.atoms[place]
        form = form_of(atom.text.lower(), atom.verb)
        if form in ("amb", "inf") and not (place > 0 and chunks.atoms[place - 1].text == "zu"):
            return place
    return -1


def has_infinitive(segment: list[int], chunks: Chunks) -> bool:
    """Whether there is an infinitive with `zu`."""
    for place in verb_places(segment, chunks):
        atom = chunks.atoms[place]
        if form_of(atom.text, atom.verb) == "zu" or (place > 0 and chunks.atoms[place - 1].text == "zu"):
            return True
    return False


def is_complete(clause: Clause, chunks: Chunks) -> bool:
    """Whether a clause has its finite verb."""
    return finite_place(clause.places, chunks) >= 0


def closes_bracket(segment: list[int], chunks: Chunks, mark: str = ",") -> bool:
    """Whether a segment has verbs, and only such as wait for an auxiliary."""
    verbs = [chunks.atoms[p] for p in verb_places(segment, chunks)]
    if has_infinitive(segment, chunks) or (not mark and len(segment) > 1 and verb_places(segment[:1], chunks)):
        return False
    return bool(verbs) and all(
        v.text.lower() in ("worden", "werden", "haben", "sein")
        or (not is_helper(v) and form_of(v.text.lower(), v.verb) in ("part", "amb", "inf"))
        for v in verbs
    )


def bare_participle(clause: Clause, chunks: Chunks) -> bool:
    """Whether a clause has participles but neither an auxiliary nor a finite verb ("Vom BMI gefördert, …")."""
    places = verb_places(clause.places, chunks)
    verbs = [chunks.atoms[p] for p in places]
    if not verbs or any(form_of(v.text.lower(), v.verb) not in ("part", "amb") or is_helper(v) for v in verbs):
        return False
    return places[-1] == max(clause.places) or _participle_first(places, clause, chunks)


def _participle_first(places: list[int], clause: Clause, chunks: Chunks) -> bool:
    """Whether a participle opens a clause and only prepositional phrases follow ("Veranstaltet vom Bitkom, …")."""
    phrases = [chunks.phrases[i] for i in dict.fromkeys(chunks.owner[p] for p in clause.places if p in chunks.owner)]
    return places == [min(clause.places)] and bool(phrases) and all(p.prep or p.how == "gen" for p in phrases)


def closed_bracket(clause: Clause, chunks: Chunks) -> bool:
    """Whether the verb bracket of a clause is closed by a participle or infinitive that a second one can follow."""
    verbs = [chunks.atoms[p] for p in verb_places(clause.places, chunks)]
    return any(is_helper(v) for v in verbs) and any(not is_helper(v) for v in verbs)


def open_bracket(clause: Clause, chunks: Chunks) -> bool:
    """Whether an auxiliary or modal still waits for its participle or infinitive."""
    verbs = [chunks.atoms[p] for p in verb_places(clause.places, chunks)]
    waiting = any(v.text.lower() in grammar.AUXILIARIES or v.text.lower() in grammar.MODALS for v in verbs)
    return waiting and not any(
        v.text.lower() not in grammar.AUXILIARIES and v.text.lower() not in grammar.MODALS for v in verbs
    )
