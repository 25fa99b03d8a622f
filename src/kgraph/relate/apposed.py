"""What a noun explains: "das Gateway, eine Entwicklung von Dataport", "OneIT ist ein Programm, mit dem …".

Input are the phrases and clauses of a sentence; output is the place of the name that a noun phrase says more of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.reference import referring_types

_INDEFINITE = frozenset("ein eine einen einem einer eines".split())
_DEFINITE = frozenset("der die das den dem des".split())
_ARTICLES = _INDEFINITE | _DEFINITE
_COPULAS = frozenset("sein bleiben werden darstellen bilden heißen".split())
_CALLED = frozenset({"heißen"})  # "Der Chatbot der Stadt heißt Karla"


def explained(
    index: int, chunks: Chunks, clauses: Sequence[Clause], types_of: Callable[[str], tuple[str, str]]
) -> tuple[str, ...]:
    """The entities that a noun phrase without a name explains, as an apposition or behind a copula.

    Args:
        index: Of the phrase.
        chunks: Of its sentence.
        clauses: Of its sentence.
        types_of: Fine and coarse type of an entity.
    """
    phrase = chunks.phrases[index]
    if phrase.names or phrase.prep or phrase.det not in _ARTICLES:
        return ()
    noun = chunks.atoms[phrase.head]
    named = named_before(index, chunks)
    if named is None:
        named = _subject(index, chunks, clauses, _COPULAS if phrase.det in _INDEFINITE else _CALLED)
    if named is None:
        return ()
    entities = chunks.atoms[named.head].entities
    wanted = {*referring_types(noun.lemma), *referring_types(noun.text)}
    fitting = tuple(id for id in entities if wanted & set(types_of(id)))
    if fitting or wanted or phrase.det in _DEFINITE:
        return fitting
    return tuple(id for id in entities[:1] if types_of(id)[1] == "Initiative")


def named_before(index: int, chunks: Chunks) -> Phrase | None:
    """The name before the comma before a phrase; what hangs on it, or the end of its clause, may stand between."""
    first = chunks.phrases[index].first
    if index == 0 or first < 2 or chunks.atoms[first - 1].text != ",":
        return None
    before = index - 1
    while before > 0 and (chunks.phrases[before].of >= 0 or chunks.phrases[before].hidden):
        before -= 1
    phrase = chunks.phrases[before]
    end = max(p.last for p in chunks.phrases[before:index])
    between = chunks.atoms[end : first - 1]
    if chunks.atoms[phrase.head].kind != "name" or not all(a.kind in ("mark", "name", "verb") for a in between):
        return None
    return phrase


def _subject(index: int, chunks: Chunks, clauses: Sequence[Clause], verbs: frozenset[str]) -> Phrase | None:
    """The other, named phrase of a clause that has no verb but one of these."""
    clause = next((c for c in clauses if index in c.phrases), None)
    if clause is None or len(clause.verbs) != 1 or clause.verbs[0].lemma not in verbs:
        return None
    for other in clause.phrases:
        phrase = chunks.phrases[other]
        if other != index and not phrase.prep and phrase.of < 0 and "n" in phrase.case:
            return phrase if chunks.atoms[phrase.head].kind == "name" else None
    return None
