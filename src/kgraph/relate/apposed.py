"""What a noun explains: "das Gateway, eine Entwicklung von Dataport", "OneIT ist ein Programm, mit dem …".

Input are the phrases and clauses of a sentence; output is the place of the name that a noun phrase says more of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kgraph.relate.clause import Clause
from kgraph.relate.office_nouns import office_of
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.reference import referring_types

_INDEFINITE = frozenset("ein eine einen einem einer eines".split())
_DEFINITE = frozenset("der die das den dem des".split())
_ARTICLES = _INDEFINITE | _DEFINITE
_COPULAS = frozenset("sein bleiben werden darstellen bilden heißen".split())
_CALLED = frozenset({"heißen"})  # "Der Chatbot der Stadt heißt Karla"


def called(chunks: Chunks, coarse: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Place, noun and entity, where a noun stands before a name, or an office beside the name of its holder."""
    atoms = chunks.atoms
    for index, phrase in enumerate(chunks.phrases):
        head = atoms[phrase.head]
        if head.kind == "name":
            yield from ((atoms[place].start, atoms[place].lemma.lower(), head.entities[0]) for place in phrase.nouns)
        elif head.kind == "noun" and not phrase.names and office_of(head.text):
            holder = _holder(index, chunks, coarse)
            if holder:
                yield head.start, head.lemma.lower(), holder


def _holder(index: int, chunks: Chunks, coarse: Mapping[str, str]) -> str | None:
    """The person before the comma before an office, or behind the comma behind it and what hangs on it."""
    phrases, atoms = chunks.phrases, chunks.atoms
    last = index
    while last + 1 < len(phrases) and (phrases[last + 1].hidden or index <= phrases[last + 1].of <= last):
        last += 1
    before, behind = phrases[index].first - 1, phrases[last].last
    for phrase in (*phrases[max(0, index - 1) : index], *phrases[last + 1 : last + 2]):
        comma = before if phrase.last == before else behind if phrase.first == behind + 1 else -1
        if comma >= 0 and atoms[comma].text == "," and atoms[phrase.head].entities:
            person = atoms[phrase.head].entities[0]
            if coarse[person] == "Person":
                return person
    return None


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
    wanted = {*referring_types(noun.lemma), *referring_types(noun.text)}
    named = _nearest(index, chunks)
    if named is None or not any(wanted & set(types_of(id)) for id in chunks.atoms[named.head].entities):
        named = named_before(index, chunks)
    if named is None:
        named = _subject(index, chunks, clauses, _COPULAS if phrase.det in _INDEFINITE else _CALLED)
    if named is None:
        return ()
    entities = chunks.atoms[named.head].entities
    fitting = tuple(id for id in entities if wanted & set(types_of(id)))
    if fitting or wanted or phrase.det in _DEFINITE:
        return fitting
    return tuple(id for id in entities[:1] if types_of(id)[1] == "Initiative")


def _nearest(index: int, chunks: Chunks) -> Phrase | None:
    """The name that ends at the comma before a phrase: "im Rahmen von Alpha, einem Projekt mit Ulm"."""
    place = chunks.phrases[index].first - 1
    if index == 0 or place < 1 or chunks.atoms[place].text != ",":
        return None
    before = chunks.phrases[index - 1]
    return before if before.last == place and chunks.atoms[before.head].kind == "name" else None


def named_before(index: int, chunks: Chunks) -> Phrase | None:
    """The name before the comma before a phrase; what hangs on it, or the end of its clause, may stand between."""
    first = chunks.phrases[index].first
    if index == 0 or first < 2 or chunks.atoms[first - 1].text != ",":
        return None
    before = index - 1
    nearest = None
    while before > 0 and (chunks.phrases[before].of >= 0 or chunks.phrases[before].hidden):
        phrase = chunks.phrases[before]
        if nearest is None and not phrase.hidden and chunks.atoms[phrase.head].kind == "name":
            nearest = phrase
        before -= 1
    phrase = chunks.phrases[before]
    if chunks.atoms[phrase.head].kind == "noun" and nearest is not None and nearest.how not in ("gen", "von"):
        phrase = nearest  # "auf dem Umweg über das Portal A, eine Entwicklung von B"
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
