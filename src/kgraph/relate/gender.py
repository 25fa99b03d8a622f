"""Grammatical gender of what an article names, so that "er", "sie" and "es" find whom they stand for.

Input is the scene; output is a set of the letters `m`, `f`, `n`. A person's gender follows from the given
name (`data/frames/_genders.toml`), a thing's from the determiners before its mentions and its head noun.
"""

from __future__ import annotations

import re
from functools import cache

from kgraph.config import resource
from kgraph.names import gender_of
from kgraph.records import ArticleEntity
from kgraph.relate.frames import read_table

_ANY = frozenset("mfn")
_DETERMINERS = {
    "der": "mf", "die": "f", "das": "n", "dem": "mn", "des": "mn", "den": "m", "im": "mn", "am": "mn", "vom": "mn",
    "zum": "mn", "beim": "mn", "zur": "f", "ein": "mn", "eine": "f", "einen": "m", "einem": "mn", "einer": "f",
}  # fmt: skip
_BEFORE = re.compile(rf"\b((?i:{'|'.join(_DETERMINERS)}))[ ]+(?:[a-zäöüß][\wäöüß-]*e[nrsm]?[ ]+){{0,2}}[„\"»]?$")
_PRONOUNS = {"er": "m", "ihn": "m", "sie": "f", "es": "n", "ihm": "mn", "ihr": "f",
    "diese": "f", "dieses": "n", "diesen": "m", "diesem": "mn"}  # fmt: skip
_MORE = {
    "app": "f", "offensive": "f", "wallet": "f", "software": "f", "suite": "f", "konto": "n", "konzept": "n",
    "gateway": "n", "tool": "n", "netz": "n", "center": "n", "bot": "m", "assistent": "m", "melder": "m",
    "platz": "m", "lotse": "m",
}  # fmt: skip
_PLACES = {"Municipality": "nf", "Land": "nm", "District": "mnf", "State": "mnf"}


@cache
def _given() -> tuple[dict[str, str], dict[str, str]]:
    """Given name → gender, and last letter → gender."""
    table = read_table(resource("data/frames") / "_genders.toml")["given"]
    names = {name: str(e["gender"]) for e in table for name in str(e["names"]).split()}
    return names, {letter: str(e["gender"]) for e in table for letter in str(e["endings"]).split()}


@cache
def _towns() -> tuple[str, ...]:
    """The Länder that are towns."""
    return tuple(
        n for e in read_table(resource("data/frames") / "_genders.toml")["town"] for n in str(e["names"]).split()
    )


def genders(entity: ArticleEntity, coarse: str, text: str) -> frozenset[str]:
    """The genders that an entity's name may have; all three where nothing tells."""
    if coarse == "Person":
        names, endings = _given()
        first = entity.name.split(" ")[0]
        if " " not in entity.name or "." in first:
            return frozenset("mf")
        first = first if first in names else first.split("-")[0]
        return frozenset(names.get(first) or endings.get(first[-1:]) or "mf")
    if coarse == "Jurisdiction":
        return frozenset(_PLACES.get(entity.type, "mfn") + ("f" if is_town(entity) else ""))
    noun = gender_of(entity.name.split(" ")[0].strip('„“"»«')) or gender_of(entity.name.split(" ")[-1])
    last = entity.name.split(" ")[-1].strip('“”"»«').lower()
    noun = noun or next((gender for ending, gender in _MORE.items() if last.endswith(ending)), None)
    found = _ANY
    for mention in entity.mentions:
        before = _BEFORE.search(text, max(0, mention.start - 50), mention.start)
        if before:
            found = found & frozenset(_DETERMINERS[before[1].lower()]) or found
    if noun and (found == _ANY or noun in found):
        return frozenset(noun)
    return found


def noun_gender(noun: str, det: str) -> str:
    """The gender of a common noun, by its form or its determiner; empty where neither tells."""
    sure = _DETERMINERS.get(det, "")
    return gender_of(noun) or (sure if len(sure) == 1 else "")


def is_town(entity: ArticleEntity) -> bool:
    """Whether a Land is a town too, so that it is "die Stadt" and has a mayor."""
    return entity.type == "Land" and any(name in entity.name for name in _towns())


def agrees(pronoun: str, possible: frozenset[str]) -> bool:
    """Whether a pronoun may stand for something of these genders."""
    wanted = _PRONOUNS.get(pronoun)
    return wanted is None or bool(possible & frozenset(wanted))
