"""Hang phrases on one another: heads, genitives, prepositional attributes, coordination.

Input are the phrases of a sentence as the chunker found them; they are changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgraph.relate.phrases import Chunker, Chunks, Phrase
from kgraph.relate.words import Atom


def chunks(atoms: list[Atom], coarse: Mapping[str, str]) -> Chunks:
    """Chunk one sentence, then attach and coordinate its phrases.

    Args:
        atoms: Of one sentence.
        coarse: Entity id → coarse type; a person joins persons, not the body that stands before "und".
    """
    found = Chunker(atoms, coarse).run()
    _settle_heads(found, coarse)
    _attach(found)
    _coordinate(found, coarse)
    return found


def _settle_heads(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Of a body and a jurisdiction side by side the body is the head; a stray noun behind a person's name is not."""
    atoms = found.atoms
    for phrase in found.phrases:
        if len(phrase.names) > 1 and phrase.head in phrase.names:
            last, before = (coarse.get(atoms[p].entities[0], "") for p in (phrase.names[-1], phrase.names[-2]))
            if last in ("Jurisdiction", "Place") and before not in ("Jurisdiction", "Place"):
                phrase.head = phrase.names[-2]
        elif phrase.names and phrase.head in phrase.nouns:
            name = atoms[phrase.names[-1]]
            after = atoms[phrase.names[-1] + 1]
            compound = name.end + 1 >= after.start and after.start - name.end == 1 and not name.text[-1:].isspace()
            if coarse.get(name.entities[0]) == "Person" and not name.text.endswith("s") and compound:
                phrase.head = phrase.names[-1]


_MASCULINE = re.compile(
    r"(?:tag|[Rr]at|bund|[Vv]erband|[Kk]reis|[Vv]erein|[Ss]enat|minister|präsident|hof|[Aa]usschuss|"
    r"betrieb|[Ss]taat|dienstleister|[Bb]und|Bitkom|Vorstand|chef|sprecher)$"
)
_ATTACHING = frozenset(
    {
        "von",
        "in",
        "bei",
        "für",
        "mit",
        "zwischen",
        "durch",
        "an",
        "zu",
        "über",
        "aus",
        "auf",
        "im",
        "unter",
        "gegen",
        "nach",
    }
)


def _attach(found: Chunks) -> None:
    """Hang genitives, and loosely prepositional phrases, on the phrase directly before."""
    for index, phrase in enumerate(found.phrases):
        before = _adjacent(found, index)
        if before < 0:
            continue
        left = found.phrases[before]
        if found.atoms[left.head].kind == "pron":
            continue
        name = found.atoms[phrase.head]
        misprint = phrase.det == "das" and name.kind == "name" and name.text in ("Bundes", "Landes")  # "CIO das Bundes"
        if phrase.det == "der" and not phrase.prep and _MASCULINE.search(name.text):
            phrase.case = "n"  # "das Gesetz der Landkreistag": no genitive
        if not phrase.prep and phrase.det and ("g" in phrase.case or misprint) and phrase.det not in ("dieser",):
            phrase.of, phrase.how = before, "gen"
        elif (
            not phrase.prep
            and not phrase.det
            and name.kind == "name"
            and left.nouns
            and left.head in left.nouns
            and name.text.endswith("s")
        ):
            phrase.of, phrase.how = before, "gen"
        elif phrase.prep in _ATTACHING:
            phrase.of, phrase.how = before, phrase.prep


def _adjacent(found: Chunks, index: int) -> int:
    """The phrase that ends where this one starts; a bracket between them does not count."""
    first = found.phrases[index].first
    place = first - 1
    if place >= 0 and found.atoms[place].text == ")":
        while place >= 0 and found.atoms[place].text != "(":
            place -= 1
        place -= 1
    if place < 0:
        return -1
    for before in range(index - 1, -1, -1):
        if found.phrases[before].last == place + 1:
            return before
        if found.phrases[before].last < place:
            break
    return -1


def _coordinate(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Give phrases joined by commas, `und`, `sowie` one group; the later take preposition and case of the first."""
    number = 0
    for index, phrase in enumerate(found.phrases):
        if phrase.group < 0:
            phrase.group = number
            number += 1
        following = _joined(found, index)
        if following < 0:
            continue
        right = found.phrases[following]
        root = phrase
        if _person(found, following, coarse) and not right.prep:
            earlier = index
            while earlier >= 0 and not (_person(found, earlier, coarse) and not found.phrases[earlier].hidden):
                earlier -= 1
            if earlier >= 0 and not any(
                a.kind == "verb"
                for p, a in enumerate(
                    found.atoms[found.phrases[earlier].last : right.first], found.phrases[earlier].last
                )
                if p not in found.owner
            ):
                root = found.phrases[earlier]
                right.group, right.prep, right.case, right.of, right.how = (
                    root.group,
                    root.prep,
                    root.case,
                    root.of,
                    root.how,
                )
                continue
        if (
            _person(found, following, coarse)
            and not right.prep
            and (
                _coarse(found, root, coarse) == "actor"
                or ((root.prep or root.how == "gen") and not _person(found, index, coarse))
            )
        ):
            continue  # "der CIO der Stadt Köln, Ulf Kunz,"
        alike = _coarse(found, root, coarse) == _coarse(found, right, coarse) != ""
        while root.of >= 0 and not right.prep and root.how != "gen" and right.det and root.how and not alike:
            root = found.phrases[root.of]
        right.group = root.group
        if not right.prep:
            right.prep = root.prep if not right.det or root.prep else right.prep
            if not right.det or alike:
                right.case, right.of, right.how = root.case, root.of, root.how


_JOINERS = frozenset(
    {
        ",",
        "und",
        "sowie",
        "oder",
        "auch",
        "bzw.",
        "beziehungsweise",
        "&",
        "/",
        "dazu",
        "darunter",
        "ebenso",
        "außerdem",
        "etwa",
        "also",
    }
)
_EXAMPLES = frozenset(
    {"unter", "anderem", "insbesondere", "vor", "allem", "allen", "voran", "namentlich", "zum", "Beispiel"}
)


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


def _joined(found: Chunks, index: int) -> int:
    """The phrase that follows behind a comma or conjunction, or -1."""
    place = found.phrases[index].last
    atoms = found.atoms
    if place < len(atoms) and atoms[place].text == "(":
        while place < len(atoms) and atoms[place].text != ")":
            place += 1
        place += 1
    begin = place
    while place < len(atoms) and (
        atoms[place].text in _JOINERS or _as_well(atoms, place) or (place > begin and atoms[place].text in _EXAMPLES)
    ):
        place += 1
    joiners = {a.text for a in atoms[begin:place]}
    if not joiners & {",", "als", "und", "sowie", "oder", "bzw.", "beziehungsweise", "&", "/", "ebenso"}:
        return -1
    if place == begin:
        return -1
    for following in range(index + 1, len(found.phrases)):
        if (
            found.phrases[following].first == place
            and joiners <= {","}
            and found.phrases[following].det
            and not _list_goes_on(found, following)
        ):
            return -1  # an apposition, or the next part of the clause
        if found.phrases[following].first == place or (
            found.phrases[following].first == place - 1 and atoms[place - 1].text == "ebenso"
        ):
            return following
        if found.phrases[following].first > place:
            break
    return -1
