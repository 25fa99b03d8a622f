"""Coordinate the phrases of a sentence: what commas, "und" and "sowie" join is one group.

Input are phrases that hang on one another as `attach` left them; they are changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.relate import grammar
from kgraph.relate.office_nouns import office_of
from kgraph.relate.phrases import Chunks, Phrase
from kgraph.relate.reference import referring_types
from kgraph.relate.schema import coarse_of
from kgraph.relate.words import Atom

_JOINING = frozenset(", als und sowie oder bzw. beziehungsweise & / ebenso".split())
# What may stand between the members of a list; of these only the ones above make it one.
_JOINERS = frozenset(", und sowie oder auch bzw. beziehungsweise & / dazu darunter ebenso außerdem etwa also".split())
_EXAMPLES = frozenset("unter anderem insbesondere vor allem allen voran namentlich zum Beispiel".split())
_INDEFINITE = frozenset("ein eine einen einem einer eines".split())
# The one case that a preposition asks for.
_GOVERNED = {
    **dict.fromkeys("mit von bei zu aus nach seit gegenüber gemeinsam".split(), "d"),
    **dict.fromkeys("für durch gegen ohne um".split(), "a"),
}


def coordinate(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Give phrases joined by commas, `und`, `sowie` one group; the later take preposition and case of the first.

    Args:
        found: Phrases of one sentence, attached; changed in place.
        coarse: Entity id → coarse type.
    """
    number = 0
    for index, phrase in enumerate(found.phrases):
        if phrase.group < 0:
            holder = _holds(found, index, coarse)
            phrase.group = number if holder is None else holder.group
            number += holder is None
        following = _joined(found, index, coarse)
        if following < 0:
            continue
        right = found.phrases[following]
        if _person(found, following, coarse) and not right.prep:
            earlier = _person_before(found, index, right, coarse)
            if earlier is not None:
                right.group, right.prep = earlier.group, earlier.prep
                right.case, right.of, right.how = earlier.case, earlier.of, earlier.how
                continue
            governed = bool(phrase.prep or phrase.how == "gen") and not _person(found, index, coarse)
            if _coarse(found, phrase, coarse) == "actor" or governed:
                continue  # "der CIO der Stadt Köln, Ulf Kunz,"
        _join(found, phrase, right, coarse)


def _join(found: Chunks, left: Phrase, right: Phrase, coarse: Mapping[str, str]) -> None:
    """Put a phrase into the group of the one before, or of what that hangs on."""
    alike = _coarse(found, left, coarse) == _coarse(found, right, coarse) != ""
    root = _abbreviated(found, left, right)
    while root.of >= 0 and not right.prep and root.how != "gen" and right.det and root.how and not alike:
        root = found.phrases[root.of]
    while root.of >= 0 and _clash(root, right):
        root = found.phrases[root.of]
    if _clash(root, right):
        return
    right.group = root.group
    if not right.prep:
        right.prep = root.prep if not right.det or root.prep else right.prep
        if not right.det or alike:
            right.case, right.of, right.how = root.case, root.of, root.how


def _holds(found: Chunks, index: int, coarse: Mapping[str, str]) -> Phrase | None:
    """The office in a list whose holder a name right behind it is: "A, die Beauftragte für Netze Anna Berg und B"."""
    phrase = found.phrases[index]
    if index == 0 or phrase.prep or phrase.of >= 0 or not _person(found, index, coarse):
        return None
    before = found.phrases[index - 1]
    if before.last != phrase.first or before.of < 0:
        return None
    while before.of >= 0:
        before = found.phrases[before.of]
    return before if not before.names and office_of(found.atoms[before.head].text) else None


def _clash(left: Phrase, right: Phrase) -> bool:
    """Whether the determiners rule out one case for both: "in Kiel und das Ministerium", "des Bundes und die Stadt"."""
    if right.prep or not right.det or not (left.prep or left.how == "gen"):
        return False
    governed = "g" if left.how == "gen" and not left.prep else _GOVERNED.get(left.prep, left.case)
    return not set(governed) & set(right.case)


def _abbreviated(found: Chunks, left: Phrase, right: Phrase) -> Phrase:
    """What a bracket between two phrases abbreviates: "das Zentrum des Bundes (ZenDiS) und der Dienst" joins that."""
    if found.atoms[left.last].text != "(":
        return left
    inside = {id for atom in found.atoms[left.last : right.first] for id in atom.entities}
    root = left
    while root.of >= 0 and not inside & set(found.atoms[root.head].entities):
        root = found.phrases[root.of]
    return root if inside & set(found.atoms[root.head].entities) else left


def _person_before(found: Chunks, index: int, right: Phrase, coarse: Mapping[str, str]) -> Phrase | None:
    """The person whom one more person joins, over what is said of the first, unless a verb stands between."""
    for earlier in range(index, -1, -1):
        phrase = found.phrases[earlier]
        if _person(found, earlier, coarse) and not phrase.hidden:
            between = range(phrase.last, right.first)
            verb = any(found.atoms[p].kind == "verb" and p not in found.owner for p in between)
            return None if verb else phrase
    return None


def _joined(found: Chunks, index: int, coarse: Mapping[str, str]) -> int:
    """The phrase that follows behind a comma or conjunction, or -1."""
    atoms = found.atoms
    begin = _behind_bracket(found, index)
    place = begin
    while place < len(atoms) and (
        atoms[place].text in _JOINERS or _as_well(atoms, place) or (place > begin and atoms[place].text in _EXAMPLES)
    ):
        place += 1
    joiners = {a.text for a in atoms[begin:place]}
    if not joiners & _JOINING:
        return -1
    for following in range(index + 1, len(found.phrases)):
        phrase = found.phrases[following]
        if phrase.first == place and joiners <= {","} and atoms[phrase.head].text.lower() in grammar.PERSONAL:
            return -1  # "Anna Berg, die Leiterin des Amts, sie unterschrieben"
        if phrase.first == place and joiners <= {","} and phrase.det:
            if _explains(found, phrase, found.phrases[index], coarse) or not _list_goes_on(found, following):
                return -1  # an apposition, or the next part of the clause
        if phrase.first == place or (phrase.first == place - 1 and atoms[place - 1].text == "ebenso"):
            return following
        if phrase.first > place:
            break
    return -1


def _explains(found: Chunks, right: Phrase, left: Phrase, coarse: Mapping[str, str]) -> bool:
    """Whether a phrase says what the thing named before it is: "Alpha, ein Projekt mit Ulm und Hof, läuft"."""
    named = found.atoms[left.head].entities if found.atoms[left.head].kind == "name" else ()
    if not named or right.names or right.det not in _INDEFINITE or coarse.get(named[0]) != "Initiative":
        return False
    noun = found.atoms[right.head]
    return any(coarse_of(type) == "Initiative" for type in (*referring_types(noun.lemma), *referring_types(noun.text)))


def _behind_bracket(found: Chunks, index: int) -> int:
    """The place behind a phrase and the bracket that may follow it."""
    place, atoms = found.phrases[index].last, found.atoms
    if place < len(atoms) and atoms[place].text == "(":
        while place < len(atoms) and atoms[place].text != ")":
            place += 1
        place += 1
    return place


def _as_well(atoms: list[Atom], place: int) -> bool:
    """So "sowohl A als auch B"."""
    return atoms[place].text == "als" and place + 1 < len(atoms) and atoms[place + 1].text == "auch"


def _list_goes_on(found: Chunks, index: int) -> bool:
    """Whether an "und" or "sowie" ends the list that a comma may have begun."""
    place = found.phrases[index].last
    for atom in found.atoms[place : place + 30]:
        if atom.kind == "verb":
            return False
        if atom.text in ("und", "sowie"):
            return True
    return False


def _coarse(found: Chunks, phrase: Phrase, coarse: Mapping[str, str]) -> str:
    """What kind of thing a phrase names; actors of any kind are alike."""
    entities = found.atoms[phrase.head].entities
    kind = coarse.get(entities[0], "") if entities else ""
    return "actor" if kind in ("Organisation", "Jurisdiction") else kind


def _person(found: Chunks, index: int, coarse: Mapping[str, str]) -> bool:
    head = found.atoms[found.phrases[index].head]
    return bool(head.entities) and coarse.get(head.entities[0]) == "Person"
