"""Whether an office is held, was held or will be, and from when until when.

"die frühere Präsidentin", "X, bis 2020 Präsident", "war von 2015 bis 2020 CIO", "wird neue Präsidentin",
"X folgt auf Y, die Präsidentin der FITKO".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.records import Status
from kgraph.relate.clause import Clause
from kgraph.relate.mood import status_of
from kgraph.relate.office_terms import Held
from kgraph.relate.sentence import Sentence
from kgraph.relate.times import Time, When, seen_from, times, times_of
from kgraph.relate.validity import bounds, validity

_FORMER = re.compile(
    r"\b(?:ehemalig|früher|vormalig|einstig|damalig|seinerzeitig|scheidend|bisherig|vorherig|ausgeschieden|zurückgetreten|"
    r"abgewählt|abgelöst|verstorben|entlassen)\w*|\bEx-|\bAlt(?:-(?=OB|Ober|Bürger)|(?=ober|bürger))"
)
_TO_COME = re.compile(r"\b(?:designiert|künftig|zukünftig|angehend|kommend|nominiert|vorgeschlagen)\w*")
_WERE = re.compile(
    r"\b(?:zuvor|vormals|einst|ehedem|dereinst|früher|ehemals|seinerzeit|bislang|bisher|zuletzt|davor|damals|vorher|"
    r"bis dahin|bis vor [Kk]urzem|bis zuletzt|lange|jahrelang|langjährig)\b"
)
_WILL_BE = re.compile(r"\b(?:künftig|demnächst|bald)\b")
_RETIRED = re.compile(r"\s*(?:[ai]\. ?[DR]\.|außer Dienst|im Ruhestand)")
_LEAVES = frozenset(
    """
    zurücktreten ausscheiden abtreten aufhören ablösen abberufen entlassen verabschieden abwählen absetzen abdanken
    zurückziehen abgeben niederlegen aufgeben beurlauben suspendieren beerben ersetzen
    """.split()
)
_LEFT = re.compile(r"(?:Abgelöst|Verabschiedet|Entlassen|Abberufen|Abgewählt)\b")
_JOINED = re.compile(r"\b(?:und|sowie) (?:\w+ )?(?:(?:seit|ab|bis|von|vom) (?:(?:dem|zum|Anfang|Mitte|Ende) )*)?\Z")
_APPLIES = frozenset(
    "kandidieren bewerben antreten vorschlagen nominieren designieren auserkoren vorsehen handeln".split()
)
_APPOINTS = frozenset("ernennen berufen bestellen wählen bestimmen küren machen befördern".split())
_FOLLOWS = frozenset("ablösen beerben ersetzen nachfolgen folgen verdrängen".split())


def state_of(item: Held, person: str, sentence: Sentence, alone: bool) -> tuple[Status, str | None, str | None]:
    """Status of an office with its beginning and end.

    Args:
        item: The office with what the text joins to it.
        person: Its holder.
        sentence: In which it stands.
        alone: Whether it is the only office of its holder there, so that who follows him follows in this one.
    """
    atoms, phrase = sentence.chunks.atoms, sentence.chunks.phrases[item.phrase]
    words = " ".join(a.text for a in atoms[phrase.first : item.place + 1])
    clause = next((c for c in sentence.clauses if item.phrase in c.phrases), None)
    if _FORMER.search(words) or _RETIRED.match(sentence.scene.text, atoms[item.place].end):
        return "ended", None, None
    if _TO_COME.search(words):
        return "planned", None, None
    if item.how == "copula" and clause is not None:
        return _by_verb(item, clause, sentence)
    if item.how in ("apposition", "shared"):
        status, first, last = _beside(item, sentence)
        if alone and status == "fact" and first is None and _is_followed(item, person, sentence):
            return "ended", None, None
        return status, first, last
    if item.how == "title" and _is_followed(item, person, sentence):
        return "ended", None, None
    return "fact", None, None


def _beside(item: Held, sentence: Sentence) -> tuple[Status, str | None, str | None]:
    """What stands with an office between the commas around it ("X, bis 2020 Präsident, …")."""
    atoms, phrase = sentence.chunks.atoms, sentence.chunks.phrases[item.phrase]
    first, last = phrase.first, item.place
    while first > 0 and not (
        atoms[first - 1].text in _BOUNDS or (atoms[first - 1].kind == "name" and atoms[first].kind != "num")
    ):
        first -= 1
    while last + 1 < len(atoms) and atoms[last + 1].text not in _BOUNDS and atoms[last + 1].kind != "verb":
        last += 1
    if item.how == "apposition" and phrase.det and first == phrase.first and _opens_clause(phrase.first, sentence):
        return "fact", None, None
    start, end = atoms[first].start, atoms[last].end
    published = sentence.scene.article.published
    found = times(sentence.scene.text, start, end, published)
    before = sentence.scene.text[start : atoms[item.place].start]
    return (*_timed(found, before, published), *bounds(found, False, False))


_BOUNDS = frozenset(", ; : ( ) – — .".split())


def _opens_clause(place: int, sentence: Sentence) -> bool:
    """Whether a place opens a sentence, so that what follows belongs to the whole of it."""
    return place == 0


def _timed(found: Sequence[When], before: str, published: str | None) -> tuple[Status]:
    time = seen_from(found, published) if published else Time(is_over=any(w.how == "until" for w in found))
    if time.is_over or (_WERE.search(before) and not time.still):
        return ("ended",)
    return ("planned",) if time.is_ahead or _WILL_BE.search(before) else ("fact",)


def _by_verb(item: Held, clause: Clause, sentence: Sentence) -> tuple[Status, str | None, str | None]:
    """What a clause says of the office that it gives to its subject."""
    lemmas = {v.lemma for v in clause.verbs}
    place = sentence.chunks.phrases[item.phrase].first
    as_office = place > 0 and sentence.chunks.atoms[place - 1].text.lower() == "als"
    if as_office and clause.negated and lemmas & {"antreten", "kandidieren", "bewerben", "fortsetzen", "verlängern"}:
        return "fact", None, None  # "Nach acht Jahren als Landrat tritt er nicht mehr an": he still is
    status: Status = status_of(clause, "holdsRole", sentence) or "fact"
    passive = any(v.voice != "active" for v in clause.verbs)
    if (
        (lemmas & _LEAVES or _LEFT.match(clause.text))
        and (passive or _LEFT.match(clause.text) or not lemmas & _FOLLOWS)
        and as_office
    ):
        ended: Status = "ended" if status in ("fact", "ended") else "fact"
        return (ended, *validity("holdsRole", clause, "ended", sentence))
    if lemmas & _APPLIES and status == "fact" and not (lemmas & {"antreten", "handeln"} and clause.tense != "present"):
        status = "planned"
    bare = not as_office and lemmas in ({"sein"}, {"werden"}, {"sein", "werden"})
    if bare and status == "fact":
        if "werden" in lemmas and clause.tense == "present":
            status = "planned"
        elif lemmas == {"sein"} and clause.tense == "past":
            status = "ended"
    first, last = validity("holdsRole", clause, status, sentence)
    if _is_of_another(item, clause, sentence):
        return status, None, None
    if first is None and status == "fact" and (lemmas & _APPOINTS or "werden" in lemmas):
        first = validity("holdsRole", clause, "planned", sentence)[0]
    return status, first, last


def _is_of_another(item: Held, clause: Clause, sentence: Sentence) -> bool:
    """Whether the only times of a clause open what is joined behind an office: "ist Präsident und seit 2021 CIO"."""
    text, behind = sentence.scene.text, sentence.chunks.atoms[item.place].end
    found = times_of(clause, sentence)
    return bool(found) and all(
        w.start > behind and w.how != "on" and _JOINED.search(text, behind, w.start) for w in found
    )


def _is_followed(item: Held, person: str, sentence: Sentence) -> bool:
    """Whether somebody else follows the holder ("Göbel folgt auf Annette Schmidt, die erste Präsidentin …")."""
    for clause in sentence.clauses:
        if not any(v.lemma in _FOLLOWS and v.voice == "active" for v in clause.verbs):
            continue
        for index in clause.phrases:
            phrase = sentence.phrase(index)
            if person not in sentence.referents(index)[:1]:
                continue
            follows = any(v.lemma == "folgen" for v in clause.verbs)
            if (phrase.prep == "auf") if follows else (not phrase.prep and _is_object(index, clause, sentence)):
                return True
    return False


def _is_object(index: int, clause: Clause, sentence: Sentence) -> bool:
    """Whether an earlier bare phrase of the clause is its subject."""
    earlier = [i for i in clause.phrases if i < index]
    return any(not sentence.phrase(i).prep and sentence.phrase(i).of < 0 and sentence.referents(i) for i in earlier)
