"""Nouns of office: which words they are, and where such an office is held if the text does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kgraph.config import resource
from kgraph.relate.frames import read_table
from kgraph.relate.phrases import Chunks


@dataclass(frozen=True, slots=True)
class Office:
    """A class of nouns of office: its pattern, and where the office is held if the text is silent."""

    noun: re.Pattern[str]
    default: tuple[str, ...]
    ministry: bool


@cache
def _offices() -> tuple[Office, ...]:
    table = read_table(resource("data/frames") / "_offices.toml")
    return tuple(
        Office(re.compile(f"(?:{e['noun']})"), tuple(str(e["default"]).split()), bool(e.get("ministry")))
        for e in table["office"]
    )


@lru_cache(maxsize=16384)
def office_of(noun: str) -> Office | None:
    """The class of a noun of office, or None."""
    return next((office for office in _offices() if office.noun.fullmatch(noun)), None)


def named_behind(index: int, chunks: Chunks, coarse: Mapping[str, str]) -> tuple[str, ...]:
    """The person who explains an office: "durch die neue Staatsministerin für Digitales, Dorothee Bär".

    Args:
        index: Of the phrase of the office.
        chunks: Of its sentence.
        coarse: Entity id → coarse type.
    """
    phrases, atoms = chunks.phrases, chunks.atoms
    opens = phrases[index].first == 0 and not phrases[index].prep
    if not phrases[index].det and not opens:
        return ()
    chain = {index}
    for i in range(index + 1, len(phrases)):
        phrase = phrases[i]
        beside = opens and phrase.group == phrases[index].group and not phrase.names
        if phrase.of in chain or phrase.hidden or beside:
            chain.add(i)
            continue
        person = phrase.head == phrase.first and atoms[phrase.head].kind == "name"
        joined = atoms[phrase.first - 1].text == "," and phrases[max(chain)].last in (
            phrase.first - 1,
            phrase.first - 2,
        )
        if person and joined and coarse[atoms[phrase.head].entities[0]] == "Person":
            return atoms[phrase.head].entities[:1]
        return ()
    return ()
