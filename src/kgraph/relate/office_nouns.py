"""Nouns of office: which words they are, and where such an office is held if the text does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kgraph.config import resource
from kgraph.relate.frames import read_table


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
